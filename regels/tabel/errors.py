"""Mistakes that stop a whole file; mistakes in one row are a ``Reject`` instead.

One class per mistake. The attributes are the data; ``str()`` is the Dutch text for the user:
the file, what was found, what was expected and what to do.
"""

from dataclasses import dataclass, fields

from regels.errors import RegelsError


class TableError(RegelsError):
    """A file cannot be read or written as a whole; nothing was written."""

    def __post_init__(self) -> None:
        self.args = tuple(getattr(self, f.name) for f in fields(self))  # type: ignore[arg-type]


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f"“{name}”" for name in names)


@dataclass(eq=False)
class FileMissing(TableError):
    """The file is not there."""

    file: str

    def __str__(self) -> str:
        return f"{self.file}: dit bestand bestaat niet. Controleer de naam en de map."


@dataclass(eq=False)
class UnknownFormat(TableError):
    """The extension says nothing this program reads or writes."""

    file: str
    extension: str
    known: tuple[str, ...] = (".parquet", ".csv", ".xlsx")

    def __str__(self) -> str:
        *first, last = self.known
        return (
            f"{self.file}: de soort “{self.extension}” is niet bekend. "
            f"Verwacht: {', '.join(first)} of {last}. Sla het bestand op als een van deze soorten."
        )


@dataclass(eq=False)
class NoTable(TableError):
    """What was given as a caseload is neither a file nor a table."""

    found: str

    def __str__(self) -> str:
        return (
            f"Gevonden: {self.found}. "
            "Verwacht: een bestand, of een tabel van pyarrow, polars, pandas of DuckDB. "
            "Maak van een lijst van rijen eerst een tabel: pyarrow.Table.from_pylist(rijen)."
        )


@dataclass(eq=False)
class Unreadable(TableError):
    """The file is damaged, locked or of another kind than its extension says."""

    file: str
    expected: str
    detail: str

    def __str__(self) -> str:
        return (
            f"{self.file}: dit is geen leesbaar {self.expected}-bestand ({self.detail}). "
            "Open het in het programma waarmee het is gemaakt en sla het opnieuw op."
        )


@dataclass(eq=False)
class EmptyFile(TableError):
    """There is no header line."""

    file: str

    def __str__(self) -> str:
        return f"{self.file}: het bestand is leeg. Verwacht: een eerste regel met de namen van de kolommen."


@dataclass(eq=False)
class UnknownEncoding(TableError):
    """The bytes are neither UTF-8 nor Windows-1252."""

    file: str
    detail: str

    def __str__(self) -> str:
        return (
            f"{self.file}: de tekens zijn niet te lezen ({self.detail}). "
            "Sla het bestand in Excel op als “CSV UTF-8 (door lijstscheidingsteken gescheiden)”."
        )


@dataclass(eq=False)
class UnknownSeparator(TableError):
    """The header line holds neither a semicolon nor a comma."""

    file: str
    header: str

    def __str__(self) -> str:
        return (
            f"{self.file}: in de eerste regel staat geen puntkomma en geen komma. "
            f"Gevonden: “{self.header}”. "
            "Verwacht: namen van kolommen met puntkomma's ertussen, zoals “dossier_id;maand;…”."
        )


@dataclass(eq=False)
class BrokenHeader(TableError):
    """A quote in the header line is never closed."""

    file: str
    header: str

    def __str__(self) -> str:
        return (
            f"{self.file}: in de eerste regel sluit een aanhalingsteken niet. "
            f"Gevonden: “{self.header}”. "
            "Zet om elke naam twee aanhalingstekens, of geen."
        )


@dataclass(eq=False)
class SheetMissing(TableError):
    """The workbook has no worksheet."""

    file: str

    def __str__(self) -> str:
        return (
            f"{self.file}: het bestand heeft geen werkblad. "
            "Zet de gegevens op een blad met de naam “caseload”."
        )


@dataclass(eq=False)
class DuplicateColumns(TableError):
    """Two columns have one name, so nobody can tell which one counts."""

    file: str
    columns: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.file}: deze kolomnaam staat er vaker dan één keer: {_quoted(self.columns)}. "
            "Verwacht: elke kolom één keer. Verwijder of hernoem de dubbele kolom."
        )


@dataclass(eq=False)
class MissingColumn(TableError):
    """A column without which no row can be placed is not there."""

    file: str
    column: str
    found: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.file}: de kolom “{self.column}” ontbreekt; "
            "zonder die kolom is geen enkele regel te lezen. "
            f"Gevonden: {_quoted(self.found)}. "
            "Voeg de kolom toe, of noem in het koppelbestand de kolom die u bedoelt."
        )


@dataclass(eq=False)
class ProbableTypo(TableError):
    """An unknown column is nearly the name of a column that is absent."""

    file: str
    column: str
    nearest: str

    def __str__(self) -> str:
        return (
            f"{self.file}: de kolom “{self.column}” is niet bekend. "
            f"Bedoelde u “{self.nearest}”? Die kolom ontbreekt. Verbeter de naam. "
            f"Is het echt iets anders, zet “{self.column}” dan bij “negeer” in het koppelbestand."
        )


@dataclass(eq=False)
class ColumnTypeMismatch(TableError):
    """A whole column holds another kind of value than the ruleset asks."""

    file: str
    column: str
    found: str
    expected: str
    advice: str

    def __str__(self) -> str:
        return (
            f"{self.file}: de kolom “{self.column}” heeft de verkeerde soort. "
            f"Gevonden: {self.found}. Verwacht: {self.expected}. {self.advice}"
        )


@dataclass(eq=False)
class MappingUnreadable(TableError):
    """The mapping file has another shape than two short lists of names."""

    file: str
    detail: str

    def __str__(self) -> str:
        return (
            f"{self.file}: dit koppelbestand is niet te lezen: {self.detail}. "
            "Verwacht: “kolommen:” met per regel “onze_naam: uw naam”, "
            "en eventueel “negeer: [naam, naam]”."
        )


@dataclass(eq=False)
class MappingUnknownColumn(TableError):
    """The mapping names a column that the ruleset does not have."""

    file: str
    column: str
    nearest: str | None

    def __str__(self) -> str:
        hint = f" Bedoelde u “{self.nearest}”?" if self.nearest else ""
        return (
            f"{self.file}: “{self.column}” is geen kolom van deze regeling.{hint} "
            "Links van de dubbele punt staat de naam uit de regeling, rechts de naam in uw bestand."
        )


@dataclass(eq=False)
class MappingTargetMissing(TableError):
    """The mapping points to a column that the file does not have."""

    file: str
    column: str
    target: str
    found: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"{self.file}: het koppelbestand zegt dat “{self.column}” in de kolom “{self.target}” staat, "
            f"maar die kolom is er niet. Gevonden: {_quoted(self.found)}. "
            "Verbeter de naam in het koppelbestand."
        )


@dataclass(eq=False)
class MappingConflict(TableError):
    """Two columns of the file would be one column of the ruleset."""

    file: str
    column: str
    target: str

    def __str__(self) -> str:
        return (
            f"{self.file}: het koppelbestand zegt dat “{self.column}” in de kolom “{self.target}” staat, "
            f"maar er is ook een kolom “{self.column}”. "
            f"Zet “{self.column}” bij “negeer”, of haal hem uit het koppelbestand."
        )


@dataclass(eq=False)
class TooManyRows(TableError):
    """An xlsx sheet cannot hold the result; said before anything is computed."""

    file: str
    rows: int
    limit: int

    def __str__(self) -> str:
        return (
            f"{self.file}: de uitkomst heeft {self.rows} regels, "
            f"en een Excel-blad kan er {self.limit} hebben. "
            "Schrijf naar .parquet of .csv."
        )


@dataclass(eq=False)
class SameFile(TableError):
    """The result would overwrite the caseload."""

    file: str

    def __str__(self) -> str:
        return (
            f"{self.file}: dit is ook het invoerbestand. De uitkomst zou uw gegevens overschrijven. "
            "Kies een andere naam voor de uitkomst."
        )


@dataclass(eq=False)
class ResultTwice(TableError):
    """The totals would overwrite the result, or a file that stands beside it."""

    file: str

    def __str__(self) -> str:
        return (
            f"{self.file}: hier komt al de uitkomst, of een bestand dat daarbij hoort. "
            "Kies een andere naam voor de totalen per dossier."
        )


@dataclass(eq=False)
class FileExists(TableError):
    """An empty file to fill in would replace one that is there."""

    file: str

    def __str__(self) -> str:
        return f"{self.file}: dit bestand bestaat al; misschien is het al ingevuld. Kies een andere naam."


@dataclass(eq=False)
class CannotWrite(TableError):
    """The system refuses to write the file."""

    file: str
    detail: str

    def __str__(self) -> str:
        return (
            f"{self.file}: hier kan niet worden geschreven: {self.detail}. "
            "Kies een andere plaats, of los dit op en probeer het opnieuw."
        )


@dataclass(eq=False)
class RowCountMismatch(TableError):
    """The calculation returned another number of rows than it got: a fault of ours, never of the user."""

    expected: int
    found: int

    def __str__(self) -> str:
        return (
            f"De berekening gaf {self.found} regels terug voor {self.expected} regels invoer. "
            "Dit is een fout in het programma. Er is niets geschreven. Meld dit aan de makers."
        )
