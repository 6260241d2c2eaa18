"""Between which bounds something is proved: which fields vary, which are fixed, which months."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from regels.bewijs.domain import Cell, Domain, Free
from regels.errors import RegelsError, nearest
from regels.evaluator.values import NVT, NotApplicable
from regels.plan.plan import Default, InputSpec, Plan
from regels.plan.types import Kind, Type
from regels.schema.field import reader_of
from regels.schema.problems import Refused
from regels.tabel.wording import value_text

ALL, UNKNOWN, NVT_TEXT, SPAN = "alles", "onbekend", "n.v.t.", ".."
MOST_CASES = 12


class BoundsError(RegelsError):
    """A bound that cannot be read, or that does not fit the regeling; the message says what does."""


@dataclass(frozen=True)
class Bounds:
    """What is asked.

    ``given``: field and text, a value (``2026-07``, ``ja``, ``n.v.t.``, ``onbekend``) or a span
    (``0..5``); the month goes in here too. ``free``: fields with a usual value that vary after all, or
    ``alles``.
    ``apart``: fields that differ per row. ``rows``: so many months in a row.
    """

    given: Mapping[str, str] = field(default_factory=dict)
    free: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    rows: int = 1
    seconds: float = 60.0


class Reach:
    """Bounds applied to the plans of a question."""

    def __init__(self, bounds: Bounds, *plans: Plan) -> None:
        self.bounds, self.plans = bounds, plans
        self.specs = _specs(plans)
        self.month = plans[0].inputs[plans[0].month]
        for name in (*bounds.given, *bounds.free, *bounds.apart):
            if name not in self.specs and name not in (ALL, self.month.name):
                raise BoundsError(f"Er is geen veld ‘{name}’. {nearest(name, self.specs)}".strip())
        self.given = {
            name: _read(self.specs[name], text) for name, text in bounds.given.items() if name in self.specs
        }

    def months(self, usual: Sequence[int]) -> list[int]:
        """The first months to look at: those given, or the usual ones."""
        text = self.bounds.given.get(self.month.name)
        if text is None:
            return list(usual)
        found = _read(self.month, text)
        if isinstance(found, Free):
            return list(range(found.low, found.high + 1))
        if not isinstance(found, int):
            raise BoundsError(f"De maand moet bekend zijn, en is ‘{text}’.")
        return [found]

    def fields(self, wide: bool, unknown: bool = False) -> dict[str, Free | Cell]:
        """Every field; ``wide``: those with a usual value vary too; ``unknown``: and all may be unknown."""
        wide = wide or ALL in self.bounds.free
        found = {name: self._field(name, spec, wide) for name, spec in self.specs.items()}
        if not unknown:
            return found
        return {
            name: replace(field, unknown=True) if isinstance(field, Free) else field
            for name, field in found.items()
        }

    def _field(self, name: str, spec: InputSpec, wide: bool) -> Free | Cell:
        if name in self.given:
            return self.given[name]
        if not (wide or name in self.bounds.free):
            usual = usual_value(spec)
            if usual is not None:
                return usual
        return Free(spec.type.low, spec.type.high, spec.empty_nvt or spec.type.nvt)

    def domain(self, month: int, wide: bool, rows: int | None = None) -> Domain:
        """The rows from a month on, within the months that the regeling takes."""
        count = self.bounds.rows if rows is None else rows
        months = [month + i for i in range(count) if month + i <= self.month.type.high]
        return Domain(self.fields(wide), tuple(months), self.bounds.apart)

    def cases(self, domain: Domain) -> Iterator[Domain]:
        """The domain in parts by what is chosen (the form of the household), the first options first."""
        names = []
        count = 1
        for name, found in domain.fields.items():
            spec = self.specs[name]
            if isinstance(found, Free) and spec.type.kind is Kind.CHOICE and spec.absent is Default.UNKNOWN:
                count *= found.high - found.low + 1
                if count > MOST_CASES or found.nvt or name in domain.apart:
                    break
                names.append((name, range(found.low, found.high + 1)))
        for values in product(*(options for _, options in names)):
            part = domain
            for (name, _), value in zip(names, values, strict=True):
                part = part.fixed(name, value)
            yield part

    def domains(self, months: Sequence[int], wide: bool, rows: int | None = None) -> list[Domain]:
        """All parts in all months: what is chosen first, then the month."""
        parts = list(self.cases(self.domain(months[0], wide, rows)))
        made = [(part, self.domain(month, wide, rows)) for part in parts for month in months]
        return [Domain(part.fields, domain.months, part.apart) for part, domain in made]

    def words(self, domain: Domain) -> str:
        """Which part a domain is."""
        chosen = [
            f"{name} {cell_text(spec, cell)}"
            for name, spec in self.specs.items()
            if isinstance(cell := domain.fields[name], int) and spec.absent is Default.UNKNOWN
        ]
        return ", ".join([months_text(self.month, domain.months[:1]), *chosen])

    def _unlike(self) -> Iterator[str]:
        """Fields that the plans do not take alike: what only one of them takes is not looked at."""
        both = [[s for plan in self.plans for s in plan.inputs if s.name == name] for name in self.specs]
        bounds = [s[0].name for s in both if len({(one.type.low, one.type.high) for one in s}) > 1]
        absent = [
            s[0].name for s in both if len({(one.absent, one.absent_value, one.empty_nvt) for one in s}) > 1
        ]
        if bounds:
            yield f"alleen de waarden die beide regelsets kennen: {', '.join(bounds)}"
        if absent:
            meant = "een kolom die ontbreekt betekent daar iets anders"
            yield f"niet vergeleken, want {meant}: {', '.join(absent)}"

    @property
    def narrowed(self) -> list[str]:
        """The fields that keep their usual value unless asked otherwise."""
        if ALL in self.bounds.free:
            return []
        return [
            name for name, spec in self.specs.items()
            if name not in self.given and name not in self.bounds.free and usual_value(spec) is not None
        ]  # fmt: skip

    def text(self, months: Sequence[int], rows: int, wide: bool = True, unknown: bool = False) -> list[str]:
        """What is varied and what is fixed, in words."""
        lines = [f"{self.month.name}: {months_text(self.month, months)}"]
        if rows > 1:
            lines.append(f"rijen: {rows} achter elkaar, zonder gat; elke rij is een hele maand")
        lines += [f"{name}: {self.bounds.given[name]}" for name in self.given]
        lines += self._unlike()
        missing = "of onbekend" if unknown else "en nooit onbekend"
        lines.append(f"elk ander veld: elke waarde die het mag hebben, {missing}")
        if rows > 1:
            same = "alle velden zijn in elke rij gelijk"
            lines.append(
                f"{same}, behalve {', '.join(sorted(self.bounds.apart))}" if self.bounds.apart else same
            )
        if not wide and self.narrowed:
            lines.append(f"op hun gewone waarde: {', '.join(self.narrowed)}")
        return lines


def usual_value(spec: InputSpec) -> Cell:
    """What a field that is left out means, when it means something; None otherwise."""
    if spec.absent is Default.NVT:
        return NVT
    return spec.absent_value if spec.absent is Default.VALUE else None


def cell_text(spec: InputSpec, cell: Cell) -> str:
    """A value as people write it."""
    if cell is None:
        return UNKNOWN
    return NVT_TEXT if isinstance(cell, NotApplicable) else value_text(spec.type, cell)


def months_text(spec: InputSpec, months: Sequence[int]) -> str:
    """Months (or years), a run of them as a span."""
    runs: list[list[int]] = []
    for month in months:
        if runs and month == runs[-1][-1] + 1:
            runs[-1].append(month)
        else:
            runs.append([month])
    return ", ".join(_run_text(spec, run) for run in runs)


def _run_text(spec: InputSpec, run: Sequence[int]) -> str:
    ends = [value_text(spec.type, month) for month in run]
    return f"{ends[0]} tot en met {ends[-1]}" if len(ends) > 2 else ", ".join(ends)


def _specs(plans: Iterable[Plan]) -> dict[str, InputSpec]:
    """The fields of all plans but the month, with the bounds that all of them take."""
    found: dict[str, InputSpec] = {}
    for plan in plans:
        for place, spec in enumerate(plan.inputs):
            before = found.get(spec.name)
            if before is not None and not _alike(before.type, spec.type):
                raise BoundsError(f"Het veld ‘{spec.name}’ is in de twee regelsets niet van dezelfde soort.")
            if place == plan.month:
                continue
            if before is not None:
                low, high = max(before.type.low, spec.type.low), min(before.type.high, spec.type.high)
                spec = replace(before, type=before.type.bounded(low, high))
            found[spec.name] = spec
    return found


def nothing_said(parts: set[str]) -> list[str]:
    """The parts in which there is never right: what is proved says little of them."""
    return [f"zegt niets over, want daar is nooit recht: {part}" for part in sorted(parts)]


def _alike(one: Type, other: Type) -> bool:
    """Whether a field means the same in two rulesets; one may know more options after the shared ones."""
    shared = min(len(one.options), len(other.options))
    same = one.options[:shared] == other.options[:shared] and bool(one.options) == bool(other.options)
    return same and (one.kind, one.scale) == (other.kind, other.scale)


def _read(spec: InputSpec, text: str) -> Free | Cell:
    if SPAN in text:
        low, high = (_read(spec, part) for part in text.split(SPAN, 1))
        if not isinstance(low, int) or not isinstance(high, int) or low > high:
            raise BoundsError(f"{spec.name}: ‘{text}’ is geen bereik van laag naar hoog.")
        return Free(low, high)
    if text == UNKNOWN:
        return None
    if text == NVT_TEXT and (spec.empty_nvt or spec.type.nvt):
        return NVT
    found = reader_of(spec)(text)
    if isinstance(found, Refused) or found is None:
        raise BoundsError(f"{spec.name}: ‘{text}’ past niet bij dit veld.")
    return found
