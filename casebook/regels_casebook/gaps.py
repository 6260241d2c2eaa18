"""Known gaps: what no case can touch or notice, each with why; and how many cases are still to be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from regels.bestand.text import Text
from regels.bestand.yaml_reader import read_yaml
from regels.errors import LanguageError
from regels_casebook.cases import CasebookError, Part
from regels_casebook.read import KNOWN_GAPS


class Gaps(Part):
    """Of one regeling, by label: what cannot be touched, and which mistakes mean the same; each with why.

    ``te_schrijven``: how much is touched by no case yet, so that it can only become less.
    """

    dekking: Mapping[str, Text] = Field(default_factory=dict)
    mutaties: Mapping[str, Text] = Field(default_factory=dict)
    te_schrijven: Text | None = None


class _File(Part):
    regelingen: dict[str, Gaps]


@dataclass(frozen=True, slots=True)
class KnownGaps:
    """The known gaps of all regelingen."""

    regelingen: dict[str, Gaps]

    def of(self, regeling: str) -> Gaps:
        """Those of one regeling."""
        return self.regelingen.get(regeling, Gaps())


def read_gaps(root: Path) -> KnownGaps:
    """The known gaps that stand beside the cases; none when there is no such file. Raises CasebookError."""
    path = root / KNOWN_GAPS
    if not path.is_file():
        return KnownGaps({})
    try:
        document = read_yaml(path, KNOWN_GAPS)
        return KnownGaps(_File.model_validate(document.data).regelingen)
    except LanguageError as error:
        raise CasebookError(str(error)) from None
    except ValidationError as error:
        first = error.errors()[0]
        place = document.position(tuple(first["loc"]))
        raise CasebookError(
            f"{place}: dit heeft niet de goede vorm: {' › '.join(map(str, first['loc']))}."
        ) from None
