"""What can be wrong with the data set, the index or a question as a whole; one record is a ``Refusal``."""

from dataclasses import dataclass, fields

from regels.errors import RegelsError


class AnbiError(RegelsError):
    """The data set was refused, or a question cannot be answered. Nothing was written."""

    def __post_init__(self) -> None:
        self.args = tuple(getattr(self, f.name) for f in fields(self))  # type: ignore[arg-type]


@dataclass(eq=False)
class DataSetRefused(AnbiError):
    """The file as a whole is not to be trusted: half a register would make institutions disappear."""

    file: str
    found: str
    advice: str = "Haal anbi.zip opnieuw op bij de Belastingdienst."

    def __str__(self) -> str:
        return f"{self.file}: {self.found}. {self.advice} De oude index is niet veranderd."


@dataclass(eq=False)
class IndexMissing(AnbiError):
    """There is no index, or it was made by another version."""

    file: str
    found: str

    def __str__(self) -> str:
        return f"{self.file}: {self.found}. Maak de index: regels anbi lees anbi.zip."


@dataclass(eq=False)
class WrongRsin(AnbiError):
    """Not a RSIN: give nine digits that pass the elfproef."""

    found: str
    why: str

    def __str__(self) -> str:
        return f"‘{self.found}’ is geen RSIN: {self.why}. Kijk het nummer na, of zoek op de naam."


@dataclass(eq=False)
class CannotFill(AnbiError):
    """The caseload cannot be filled in: the message says what to mend."""

    file: str
    found: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}: {self.found}. {self.advice}"
