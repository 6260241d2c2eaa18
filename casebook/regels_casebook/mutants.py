"""Mutants: a ruleset with one small mistake in what is written. The casebook must notice each."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from regels.bestand.library import PARAMETERS
from regels.bestand.source import Item, Source
from regels.errors import Position
from regels.plan.figures import ALWAYS
from regels.plan.nodes import RoundMode
from regels.plan.plan import Certainty, Period, Plan, Verdict
from regels.taal.literals import EPOCH
from regels_casebook.figures import bumped_value, later
from regels_casebook.formulas import Path, formulas, tokens, with_text
from regels_casebook.words import bumped, slips

RULES, OWN, SHARED = KINDS = ("regels", "cijfers", "gedeelde cijfers")
FIGURES = (OWN, SHARED)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake. ``label`` finds it back when lines move; ``kind``: in a rule or in a figure.

    In a rule: ``owner`` and ``path`` say which text becomes ``new``. In a figure: of the parameter
    ``owner[1]`` the periods that begin at ``starts`` become ``periods``.
    """

    kind: str
    label: str
    position: Position
    owner: tuple[str, str]
    path: Path = ()
    new: str = ""
    starts: tuple[int, ...] = ()
    periods: tuple[Period, ...] = ()

    def __str__(self) -> str:
        return f"{self.position}: {self.label}"


def in_rules(source: Source) -> Iterator[Mutant]:
    """Every mistake in what is written of one regeling beside its figures."""
    options = _options(source)
    for formula in formulas(source):
        for slip in slips(formula.text.raw, options, formula.truth):
            label = f"{formula.label}: {slip.shown(formula.text.raw)}"
            line = formula.text.raw.count("\n", 0, slip.start)
            column = slip.start - (formula.text.raw.rfind("\n", 0, slip.start) + 1)
            at = formula.text.place.at(line + 1, column + 1)
            yield Mutant(RULES, label, at, formula.owner, formula.path, slip.apply(formula.text.raw))
    yield from _tables(source)
    for section, key, change in (
        ("instellingen", "waarde", _other_choice),
        ("afrondingen", "wijze", _other_way),
        ("voorwaarden", "anders", _other_verdict),
        ("invoer", "afwezig", _other_default),
    ):
        for name, item in source.items(section).items():
            written = getattr(item.value, key)
            for new in change(item) if written is not None else ():
                label = f"{section} {name}: {key} {written} wordt {new}"
                yield Mutant(RULES, label, written.position, (section, name), (key,), new)


def _options(source: Source) -> dict[str, str]:
    """For each option of a choice the next one of its list."""
    found: dict[str, str] = {}
    for section in ("invoer", "regels", "instellingen", "parameters", "toestand"):
        for item in source.items(section).values():
            names = [str(option) for option in item.value.opties or ()]
            for name, following in zip(names, [*names[1:], *names[:1]], strict=True):
                found.setdefault(name, following)
    known = {name for section in ("invoer", "parameters", "instellingen", "regels", "toestand")
             for name in source.items(section)}  # fmt: skip
    return {name: other for name, other in found.items() if name not in known}


def _tables(source: Source) -> Iterator[Mutant]:
    """The value of a row of a table in the place of that of the next row."""
    for name, item in source.items("regels").items():
        rows = item.value.tabel or ()
        for place, (row, following) in enumerate(zip(rows, [*rows[1:], *rows[:1]], strict=True)):
            if str(row.dan) != str(following.dan):
                label = f"regels {name} rij {place + 1} dan: de waarde van rij {(place + 1) % len(rows) + 1}"
                path = ("tabel", place, "dan")
                yield Mutant(RULES, label, row.dan.position, ("regels", name), path, following.dan.raw)


def _other_choice(item: Item[object]) -> list[str]:
    """The other options of a setting, or its value one step further."""
    setting, value = item.value, str(item.value.waarde)  # type: ignore[attr-defined]
    if setting.opties:  # type: ignore[attr-defined]
        return [str(option) for option in setting.opties if str(option) != value]  # type: ignore[attr-defined]
    return _literal(value)


def _other_way(item: Item[object]) -> list[str]:
    written = str(item.value.wijze)  # type: ignore[attr-defined]
    return [mode.value for mode in RoundMode if mode.value != written]


def _other_verdict(item: Item[object]) -> list[str]:
    written = str(item.value.anders)  # type: ignore[attr-defined]
    return [v.value for v in (Verdict.NO_RIGHT, Verdict.UNDETERMINED) if v.value != written]


def _other_default(item: Item[object]) -> list[str]:
    """What a missing column might be thought to mean otherwise."""
    entry, value = item.value, str(item.value.afwezig)  # type: ignore[attr-defined]
    if entry.opties:  # type: ignore[attr-defined]
        return [str(option) for option in entry.opties if str(option) != value][:1]  # type: ignore[attr-defined]
    return [] if value == "n.v.t." else _literal(value)


def _literal(value: str) -> list[str]:
    if value in ("ja", "nee"):
        return ["nee" if value == "ja" else "ja"]
    words = tokens(value)
    new = bumped(words[0].type, value) if len(words) == 1 else None
    return [new] if new else []


def in_figures(plan: Plan) -> Iterator[Mutant]:
    """Every mistake in the figures that a regeling reads: a value one step off, a change a month late."""
    for spec in plan.parameters:
        for period in spec.periods:
            if period.start == ALWAYS:
                continue
            since = _day(period.start)
            owner = ("parameters", spec.name)
            kind = SHARED if f"/{PARAMETERS}/" in period.position.file else OWN
            if period.value is not None and not period.nvt:
                label = f"parameters {spec.name} vanaf {since}: één stap hoger"
                changed = replace(period, value=bumped_value(period.value, spec.type))
                yield Mutant(kind, label, period.position, owner, starts=(period.start,), periods=(changed,))
            before = next((one for one in spec.periods if one.end == period.start - 1), None)
            moved = later(period)
            if moved is None or _same(before, period):
                continue
            label = f"parameters {spec.name} vanaf {since}: een maand later"
            if before is None:
                yield Mutant(kind, label, period.position, owner, starts=(period.start,), periods=(moved,))
            else:
                longer = replace(before, end=moved.start - 1)
                yield Mutant(
                    kind, label, period.position, owner, starts=(before.start, period.start),
                    periods=(longer, moved),
                )  # fmt: skip


def _same(left: Period | None, right: Period) -> bool:
    """Whether one figure simply goes on in the next period; no period and an unknown figure are alike."""
    if left is None:
        return right.value is None and not right.nvt
    return (left.value, left.nvt, _sure(left)) == (right.value, right.nvt, _sure(right))


def _sure(period: Period) -> bool:
    """Whether a figure leaves no mark."""
    return period.certainty is Certainty.HIGH


def _day(number: int) -> str:
    from datetime import timedelta

    return (EPOCH + timedelta(days=number)).isoformat()


def mutated_source(source: Source, mutant: Mutant) -> Source | None:
    """The source with the mistake; None when it does not hold what the mutant is about."""
    section, name = mutant.owner
    if name not in source.items(section):
        return None
    return with_text(source, section, name, mutant.path, mutant.new)


def mutated_plan(plan: Plan, mutant: Mutant) -> Plan | None:
    """The plan with the mistake in a figure; None when it does not read that figure."""
    name = mutant.owner[1]
    place = next((at for at, spec in enumerate(plan.parameters) if spec.name == name), None)
    if place is None:
        return None
    spec = plan.parameters[place]
    changed = dict(zip(mutant.starts, mutant.periods, strict=True))
    if not set(mutant.starts) <= {period.start for period in spec.periods}:
        return None
    periods = tuple(changed.get(period.start, period) for period in spec.periods)
    parameters = (*plan.parameters[:place], replace(spec, periods=periods), *plan.parameters[place + 1 :])
    return replace(plan, parameters=parameters)


def unique(mutants: Sequence[Mutant]) -> list[Mutant]:
    """The same mutants, each with a label of its own: a second of one label gets a number."""
    seen: Counter[str] = Counter()
    found = []
    for mutant in mutants:
        seen[mutant.label] += 1
        number = f" ({seen[mutant.label]})" if seen[mutant.label] > 1 else ""
        found.append(replace(mutant, label=mutant.label + number))
    return found
