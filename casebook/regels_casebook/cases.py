"""Reading cases: what is asked, what must come out, and on whose word."""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from regels.bestand.text import Text
from regels.bestand.yaml_reader import read_yaml
from regels.errors import RegelsError

GROUNDS = ("wettekst", "officiële tabel", "uitspraak", "toelichting", "beleid")


class CasebookError(RegelsError):
    """A file of cases has the wrong form; the message says where and what is expected."""


class Part(BaseModel):
    """Base of every part: an unknown key is an error, so that a typo in an expectation cannot pass."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Ground(Part):
    """On whose word the answer is right; never "what the engine said"."""

    soort: Literal[GROUNDS]  # type: ignore[valid-type]
    bron: Text
    artikel: Text


class Case(Part):
    """One case: facts of one month, or of ``maanden`` on top of shared facts; and what must come out.

    ``verwacht``: outcome by name, as text; of a history a list, one per month. ``status`` and
    ``reden`` are outcomes too. Only what is named is held, and to the cent.
    """

    naam: Text
    titel: Text
    grond: Ground
    regelset: Text = Text("landelijk")
    feiten: dict[str, Text]
    maanden: list[dict[str, Text]] | None = None
    verwacht: dict[str, Text] | list[dict[str, Text]]
    noot: Text | None = None

    def rows(self) -> list[dict[str, str | None]]:
        """The facts of every month; an empty value is an empty cell."""
        months: list[dict[str, Any]] = [dict(month) for month in self.maanden] if self.maanden else [{}]
        return [
            {key: str(value) or None for key, value in {**self.feiten, **month}.items()} for month in months
        ]

    def expected(self) -> list[dict[str, str]]:
        """What must come out, per month."""
        listed = self.verwacht if isinstance(self.verwacht, list) else [self.verwacht]
        return [{key: str(value) for key, value in row.items()} for row in listed]


class File(Part):
    """A file of cases of one regeling."""

    regeling: Text
    gevallen: list[Case]


def read_casebook(root: Path) -> list[tuple[str, Case]]:
    """All cases under a directory with their regeling, by file and place. Raises CasebookError."""
    found: list[tuple[str, Case]] = []
    for path in sorted(root.rglob("*.yaml")):
        document = read_yaml(path, str(path.relative_to(root)))
        try:
            file = File.model_validate(document.data)
        except ValidationError as error:
            first = error.errors()[0]
            place = document.position(tuple(first["loc"]))
            raise CasebookError(
                f"{place}: {first['msg']} bij {' › '.join(map(str, first['loc']))}."
            ) from None
        found += [(str(file.regeling), case) for case in file.gevallen]
    names = [str(case.naam) for _, case in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CasebookError(f"Het geval ‘{twice[0]}’ staat er twee keer.")
    return found
