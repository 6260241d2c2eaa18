"""What of a regeling goes into a workbook: the figures that it reads, its settings and its tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from regels import __version__
from regels.bestand.library import layers, regelingen_of
from regels.bestand.source import Item, assemble
from regels.data import rulesets
from regels.errors import RegelsError, nearest
from regels.lints import sound
from regels.lints.open_norm import LEGISLATOR
from regels.lints.reading import entries_read
from regels.lints.words import day_text, value_text
from regels.plan.figures import ALWAYS, NVT, UNKNOWN
from regels.plan.finish import Built, build
from regels.plan.plan import Certainty, ParameterSpec, Period
from regels.plan.types import Type
from regels.plan.written import kind_of
from regels.werkboek.cells import Usual

LAYOUT = "2"
"""The layout of a workbook; one with another layout is refused."""


class UnknownRegeling(RegelsError):
    """There is no regeling of that name; the message lists what there is."""


@dataclass(frozen=True, slots=True)
class Norm:
    """A figure or a setting; ``body``: who may decide it (the legislator when nothing is open)."""

    spec: ParameterSpec
    kind: Type
    soort: str
    body: str
    setting: Any | None

    @property
    def usual(self) -> Usual:
        """What it has been, and whether it is a length of time."""
        periods, parts = self.spec.periods, 10**self.spec.type.scale
        known = [Fraction(period.value, parts) for period in periods if period.value is not None]
        least, most = min(known, default=Fraction(0)), max(known, default=Fraction(0))
        return Usual(least, most, worded(self.soort))

    @property
    def name(self) -> str:
        """Its name in formulas."""
        return self.spec.name


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of the sheet of figures: a norm with one of its periods; of a setting no period."""

    key: str
    norm: Norm
    period: Period | None


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table; ``name``: of the rule, with the day when it is a later version."""

    name: str
    title: str
    article: str
    soort: str
    kind: Type
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything in a workbook, in the order of its sheets and rows."""

    ruleset: str
    regeling: str
    title: str
    hash: str
    figures: tuple[Figure, ...]
    settings: tuple[Figure, ...]
    tables: tuple[Table, ...]
    formulas: int
    sources: dict[str, str]
    built: Built

    @property
    def version(self) -> str:
        """The version of the engine."""
        return __version__

    @property
    def beneath(self) -> str:
        """What a proposal made of this workbook lies on."""
        return self.built.source.layers[-1]


def content(ruleset: str, regeling: str) -> Content:
    """The content of a regeling. Raises UnknownRegeling, UnknownRuleset and RulesetError."""
    root = rulesets()
    known = regelingen_of(root, ruleset)
    if regeling not in known:
        advice = nearest(regeling, known) or f"Bekend: {', '.join(known)}."
        raise UnknownRegeling(f"Er is geen regeling ‘{regeling}’. {advice}")
    built = build(assemble(layers(root, ruleset, regeling), root))
    plan = sound(built)
    source, read = built.source, entries_read(built)
    norms = {
        section: [_norm(built, section, item) for item in source.items(section).values()
                  if (section, item.name) in read]
        for section in ("parameters", "instellingen")
    }  # fmt: skip
    pairs = [(norm, period) for norm in norms["parameters"] for period in norm.spec.periods]
    figures = [Figure(f"C{row:03}", norm, period) for row, (norm, period) in enumerate(pairs, 1)]
    settings = [Figure(f"K{row:03}", norm, None) for row, norm in enumerate(norms["instellingen"], 1)]
    rules = list(source.items("regels").values())
    return Content(
        ruleset, regeling, str(source.header["titel"].value), plan.hash, tuple(figures), tuple(settings),
        tuple(_table(item) for item in rules if item.value.tabel),
        sum(item.value.tabel is None for item in rules),
        {item.name: str(item.value) for item in source.items("bronnen").values()}, built,
    )  # fmt: skip


def _norm(built: Built, section: str, item: Item[Any]) -> Norm:
    entry = item.value
    body = str(entry.open.door) if entry.open is not None else LEGISLATOR
    soort = f"{entry.soort}, in {entry.eenheid}" if entry.eenheid else str(entry.soort)
    setting = entry if section == "instellingen" else None
    return Norm(built.draft.parameters[item.name], kind_of(entry), soort, body, setting)


def _table(item: Item[Any]) -> Table:
    rule = item.value
    soort = f"{rule.soort}, in {rule.eenheid}" if rule.eenheid else str(rule.soort)
    rows = tuple((one_line(row.als.raw), one_line(row.dan.raw)) for row in rule.tabel)
    return Table(item.name, str(rule.titel), str(rule.artikel), soort, kind_of(rule), rows)


def worded(soort: str) -> bool:
    """Whether a figure is a length of time, which is written with its unit: ``24 maanden``, ``10 jaar``."""
    return soort.split()[0] == "duur"


def one_line(text: str) -> str:
    """A formula on one line."""
    return " ".join(text.split())


def period_text(spec: ParameterSpec, period: Period) -> str:
    """A figure as it would be written in a ruleset."""
    if period.nvt:
        return NVT
    return UNKNOWN if period.value is None else value_text(spec.type, period.value)


def setting_text(spec: ParameterSpec) -> str:
    """What a setting is, with the days when it changes."""
    return "; ".join(_said(spec, period) for period in spec.periods)


def _said(spec: ParameterSpec, period: Period) -> str:
    since = "" if period.start == ALWAYS else f" vanaf {day_text(period.start)}"
    until = "" if period.end is None else f" tot en met {day_text(period.end)}"
    return f"{period_text(spec, period)}{since}{until} ({period.origin})"


def doubt(period: Period) -> str:
    """How sure a figure is, when it is not."""
    return "" if period.certainty is Certainty.HIGH else period.certainty.value


def names(rows: tuple[Figure, ...]) -> Iterator[str]:
    """The names of the norms, each once."""
    yield from dict.fromkeys(row.norm.name for row in rows)
