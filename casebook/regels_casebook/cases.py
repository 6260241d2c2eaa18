"""What a case is: what is asked, what must come out, and on whose word."""

import re
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from regels.bestand.text import Text
from regels.errors import RegelsError, nearest
from regels.plan.plan import Verdict

GROUNDS = ("wettekst", "officiële tabel", "uitspraak", "toelichting", "beleid")
RULING = "uitspraak"
ECLI = re.compile(r"ECLI:[A-Z]{2}:[A-Z0-9]{1,7}:[0-9]{4}:[A-Z0-9.]{1,25}")
STATUS, REASON, REMARK, UNCERTAIN = OF_THE_ROW = ("status", "reden", "opmerking", "onzeker")
"""What can be expected of every row: also its remarks, and the uncertain figures it was computed with."""
STATUSES = tuple(verdict.value for verdict in Verdict)
Path = tuple[str | int, ...]


class CasebookError(RegelsError):
    """A case has the wrong form; the message says where and what is expected."""


class Part(BaseModel):
    """Base of every part: an unknown key is an error, so that a typo in an expectation cannot pass."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Ground(Part):
    """On whose word the answer is right; never "what the engine said"."""

    soort: Literal[GROUNDS]  # type: ignore[valid-type]
    bron: Text
    artikel: Text
    ecli: Text | None = None


class Case(Part):
    """One case: facts of one month, or of ``maanden`` on top of shared facts; and what must come out.

    ``verwacht``: outcome by name, as text; of a history a list, one per month. ``status`` and
    ``reden`` are outcomes too, and so are ``opmerking`` (all remarks, joined by +) and
    ``onzeker``. Only what is named is
    held, and to the cent.
    ``instellingen``: choices where law or practice leaves room, made otherwise than the ruleset does; and
    figures that the law leaves open, filled in.
    """

    naam: Text
    titel: Text
    grond: Ground
    regelset: Text = Text("landelijk")
    instellingen: dict[str, Text] = {}
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

    @property
    def where(self) -> str:
        """The place of the case in its file; empty when it has none."""
        return str(self.naam.position) if hasattr(self.naam, "place") else ""


class File(Part):
    """A file of cases of one regeling. ``uitgangspunt``: facts of every case that does not say otherwise."""

    regeling: Text
    uitgangspunt: dict[str, Text] = {}
    gevallen: list[Case]


def problems(case: Case) -> Iterator[tuple[Path, str]]:
    """What is wrong with a case beyond its form, each with the path of what is wrong."""
    yield from _of_the_ground(case.grond)
    expected = case.expected()
    if len(case.rows()) != len(expected):
        yield ("verwacht",), f"{len(case.rows())} maanden, maar {len(expected)} keer `verwacht`."
    for month, row in enumerate(expected):
        path: Path = ("verwacht", month) if isinstance(case.verwacht, list) else ("verwacht",)
        if not row:
            yield path, "Er wordt niets verwacht. Noem minstens één uitkomst."
        status = row.get(STATUS)
        if status is None:
            continue
        if status not in STATUSES:
            advice = nearest(status, STATUSES) or f"Kies uit: {', '.join(STATUSES)}."
            yield (*path, STATUS), f"‘{status}’ is geen status. {advice}"
        elif status != Verdict.RIGHT.value and not row.get(REASON):
            message = f"Bij status {status} hoort ook `reden:`: de naam van de voorwaarde of het gegeven."
            yield (*path, STATUS), message


def _of_the_ground(ground: Ground) -> Iterator[tuple[Path, str]]:
    if not ground.bron.startswith("https://"):
        yield ("grond", "bron"), f"De bron begint met https://, en dit is ‘{ground.bron}’."
    if ground.ecli is not None and not ECLI.fullmatch(ground.ecli):
        advice = "Schrijf zoals ECLI:NL:CRVB:2018:3513."
        yield ("grond", "ecli"), f"‘{ground.ecli}’ is geen ECLI. {advice}"
    if ground.soort == RULING and ground.ecli is None:
        yield ("grond",), "Een uitspraak heeft een ECLI. Vul `ecli:` in."
