"""The whole comparison: cases, caseload, grid, and with what it was made."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa

from regels.data import casebook, rulesets
from regels.moment import Side, bare, sides
from regels.pagina import page
from regels.pagina.model import Page, Setting
from regels.ruleset import DEFAULT_REGELING, Ruleset
from regels.tabel.mapping import Mapping
from regels.tabel.process import Options, process
from regels.tabel.rejects import Reject
from regels_casebook.cases import Case
from regels_casebook.read import read_casebook
from regels_casebook.vergelijk.begin import first_month
from regels_casebook.vergelijk.gevallen import Gevallen, compare_cases
from regels_casebook.vergelijk.maten import data
from regels_casebook.vergelijk.model import Bestand, Kant, Keuze, Onzeker, Vergelijking
from regels_casebook.vergelijk.openbaar import About, dossier_table, published
from regels_casebook.vergelijk.paar import Pair, load_pair
from regels_casebook.vergelijk.programma import program
from regels_casebook.vergelijk.raster import grid
from regels_casebook.vergelijk.reden import Redenen
from regels_casebook.vergelijk.rijen import Both, Shift
from regels_casebook.vergelijk.telling import Telling

MARK = "onzeker_cijfer:"
ROWS = 32_768
"""Rows held at once: of each its results are there six times over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked.

    ``old``, ``new``: names as ``regels.moment.sides`` takes them; ``on``: what both lie on, or empty.
    ``source``: a caseload, ``shift``: by how many months it is moved; ``month``: to which cases are moved,
    empty: those of a comparison with a moment to the first month that differs, others stay where they are.
    ``cases``: None for those of the casebook.
    """

    old: str
    new: str
    regeling: str = DEFAULT_REGELING
    on: str = ""
    source: Path | None = None
    shift: int = 0
    month: str = ""
    mapping: Mapping | None = None
    cases: Sequence[Case] | None = None

    def command(self) -> str:
        """The command that asks the same; names of files without their directory."""
        parts = ["regels casebook vergelijk", bare(self.old), bare(self.new), f"--regeling {self.regeling}"]
        parts += [f"--regelset {self.on}"] if self.on else []
        parts += [f"--bestand {self.source.name}"] if self.source else []
        parts += [f"--verschuif {self.shift}"] if self.shift else []
        parts += [f"--maand {self.month}"] if self.month else []
        parts += ["--koppeling …"] if self.mapping else []
        return " ".join(parts)


class _Nowhere:
    """A sink that keeps nothing but how many rows could not be read."""

    path: Path | None = None

    def start(self, rows: int) -> None:
        """See ``Sink``."""

    def write(self, batch: pa.RecordBatch) -> None:
        """See ``Sink``."""

    def reject(self, rejects: Sequence[Reject]) -> None:
        """See ``Sink``."""

    def finish(self) -> None:
        """See ``Sink``."""

    def discard(self) -> None:
        """See ``Sink``."""


def compare(request: Request) -> Vergelijking:
    """Compare two rulesets. The same request about the same files gives the same answer, byte for byte."""
    old, new = sides(rulesets(), request.old, request.new, request.regeling, request.on)
    pair = load_pair(old.name, new.name, request.regeling)
    begins = first_month(pair)
    if not request.month and (old.moment or new.moment):
        request = replace(request, month=begins)
    cases = request.cases
    if cases is None:
        cases = [case for regeling, case in read_casebook(casebook()) if regeling == request.regeling]
    found = compare_cases(pair, cases, request.month)
    count = _count(pair, request) if request.source else None
    shown = None if count is None else published(count[0], count[1], begins)
    month = request.month or max(begins, shown.eerste if shown else "")
    before, after = page(old.name, request.regeling), page(new.name, request.regeling)
    choices, alike = _choices(before, after)
    return Vergelijking(
        regeling=request.regeling,
        titel=pair.new.plan.title,
        voorstel="; ".join(dict.fromkeys(t for t in after.proposals if t not in before.proposals)),
        begint=begins,
        oud=_side(pair.old, old),
        nieuw=_side(pair.new, new),
        versie=pair.new.version,
        programma=program(),
        opdracht=request.command(),
        maten=pair.measures,
        gevallen=found,
        bestand=shown,
        raster=grid(pair, month) if month else None,
        keuzes=choices,
        gelijke_keuzes=alike,
        onzeker=_uncertain(pair, found, count[0] if count else None),
        niet_berekend=tuple(data()["niet_berekend"]["altijd"]) + tuple(_own(pair)),
        dossiers=dossier_table(count[0]) if count else None,
    )


def _own(pair: Pair) -> Sequence[str]:
    found: list[str] = data()["niet_berekend"].get(pair.reader.plan.name, [])
    return found


def _count(pair: Pair, request: Request) -> tuple[Telling, About]:
    assert request.source is not None
    count = Telling(pair, Redenen(pair))
    plan = pair.reader.plan
    moved = Shift(plan, request.shift) if request.shift else None
    summary = process(
        request.source, plan, Both(pair), _Nowhere(), request.mapping, Options(batch_rows=ROWS),
        prepare=moved, observe=count.add,
    )  # fmt: skip
    notes = tuple(str(getattr(note, "text", note)) for note in summary.notes)
    digest = sha256(request.source.read_bytes()).hexdigest()
    about = About(request.source.name, digest, summary.rows, summary.rejected, request.shift, notes)
    return count, about


def _side(ruleset: Ruleset, side: Side) -> Kant:
    return Kant(side.said, ruleset.layers, ruleset.plan.hash)


def _choices(before: Page, after: Page) -> tuple[tuple[Keuze, ...], int]:
    """Settings that are new or otherwise, and how many are the same in both."""
    theirs = {setting.name: setting for setting in before.settings}
    told = [
        Keuze(
            one.name,
            one.title,
            _chosen(theirs.get(one.name)),
            _chosen(one),
            one.others,
            " ".join(one.ground.split()),
        )
        for one in after.settings
        if one.name not in theirs or _chosen(theirs[one.name]) != _chosen(one)
    ]
    return tuple(told), len(after.settings) - len(told)


def _chosen(setting: Setting | None) -> str:
    if setting is None:
        return ""
    filled = [f"{figure.text} ({figure.layer})" for figure in setting.filled]
    return "; ".join(filled) or setting.usual


def _uncertain(pair: Pair, cases: Gevallen, count: Telling | None) -> tuple[Onzeker, ...]:
    """Uncertain figures that were used in the file, or that a case in which something differs used."""
    names = {name.removeprefix(MARK) for name in (count.onzeker if count else ()) if name.startswith(MARK)}
    names |= set(cases.onzeker)
    specs = {spec.name: spec for plan in pair.plans for spec in plan.parameters}
    return tuple(
        Onzeker(name, specs[name].title, specs[name].article, _note(specs[name].periods))
        for name in sorted(names)
        if name in specs
    )


def _note(periods: Sequence[Any]) -> str:
    notes = [
        " ".join(period.note.split())
        for period in periods
        if period.note and period.certainty.value != "hoog"
    ]
    return " ".join(dict.fromkeys(notes))


__all__ = ["Bestand", "Request", "compare"]
