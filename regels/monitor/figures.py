"""The figures that signals use: own ones with their article, settings, and those of regelingen."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from regels.bestand.model import Parameter, Setting
from regels.bestand.source import Item
from regels.errors import Finding, LanguageError, Position, nearest
from regels.lints.placeholders import is_placeholder
from regels.monitor.fields import refuse
from regels.monitor.model import Figure
from regels.monitor.read import Written
from regels.plan.figures import parameter_spec, rising, setting_spec
from regels.plan.plan import Certainty, ParameterSpec
from regels.plan.types import Kind

KINDS = (Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.MONTH)
MONTHS_PER_YEAR = 12


@dataclass(frozen=True, slots=True)
class Number:
    """A figure on one day. ``unit``: maand, dag, jaar or none; ``missing``: why there is none (value 0)."""

    name: str
    kind: Kind
    unit: str
    value: int
    sure: bool
    missing: str = ""


@dataclass
class Figures:
    """All figures by name; ``read`` remembers which of them were asked for."""

    specs: Mapping[str, ParameterSpec]
    peildatum: int
    read: set[str] = field(default_factory=set)

    def at(self, name: str) -> Number:
        """A figure on the peildatum."""
        spec = self.specs[name]
        self.read.add(name)
        unit = spec.type.unit[0][0] if spec.type.unit else ""
        for period in spec.periods:
            if period.start <= self.peildatum and (period.end is None or self.peildatum <= period.end):
                if period.nvt:
                    return Number(name, spec.type.kind, unit, 0, True, f"‘{name}’ bestond toen niet")
                if period.value is None:
                    break
                sure = period.certainty is Certainty.HIGH
                return Number(name, spec.type.kind, unit, period.value, sure)
        return Number(name, spec.type.kind, unit, 0, True, f"van ‘{name}’ is geen cijfer gevonden")

    def over_time(self, name: str, position: Position) -> Figure:
        """A figure that rises over time, in months. Raises LanguageError when it does not."""
        if name not in self.specs:
            raise refuse(position, "naam", f"‘{name}’ is geen cijfer.", nearest(name, self.specs))
        spec = self.specs[name]
        self.read.add(name)
        if not rising(spec):
            raise refuse(
                position, "cijfer", f"‘{name}’ is geen leeftijd in maanden die met de jaren stijgt.",
                "BEREIKT vraagt een cijfer als aow_leeftijd.",
            )  # fmt: skip
        periods = tuple((p.start, p.end, p.value or 0, p.certainty is Certainty.HIGH) for p in spec.periods)
        return Figure(name, periods, periods[-1][1])


def figures(written: Written, peildatum: int) -> Figures:
    """All figures of a set; what cannot be read is a finding."""
    specs: dict[str, ParameterSpec] = {}
    own = tuple(written.items("bronnen"))
    made = [
        *(_attempt(written, partial(_figure, item, own)) for item in written.items("cijfers").values()),
        *(_attempt(written, partial(_setting, item)) for item in written.items("instellingen").values()),
        *(_attempt(written, partial(_figure, item, known)) for item, known in written.borrowed.values()),
    ]
    for spec in made:
        if spec is None:
            continue
        if spec.name in specs:
            message = f"‘{spec.name}’ is er twee keer, ook op {specs[spec.name].position}."
            written.findings.append(Finding("dubbel", spec.position, message, "Haal er één weg."))
        specs[spec.name] = spec
        written.findings.extend(_judged(spec))
    return Figures(specs, peildatum)


def _attempt(written: Written, make: Callable[[], ParameterSpec]) -> ParameterSpec | None:
    try:
        return make()
    except LanguageError as error:
        written.findings.append(error.finding)
        return None


def _figure(item: Item[Parameter], sources: tuple[str, ...]) -> ParameterSpec:
    return parameter_spec(item, [(value, item.origin) for value in item.value.waarden], sources)


def _setting(item: Item[Setting]) -> ParameterSpec:
    if is_placeholder(item.value.grond):
        message = f"De instelling ‘{item.name}’ heeft geen grond."
        raise refuse(item.value.grond.position, "geen_grond", message, "Zeg waarom het zo is.")
    return setting_spec(item, [], ())


def _judged(spec: ParameterSpec) -> Iterator[Finding]:
    """What is wrong with a figure that could be read."""
    if (
        spec.type.kind not in KINDS
        or len(spec.type.unit) > 1
        or any(power != 1 for _, power in spec.type.unit)
    ):
        message = f"‘{spec.name}’ is geen getal, bedrag, datum of maand."
        yield Finding(
            "soort", spec.position, message, "Een termijn is een getal met eenheid dag, maand of jaar."
        )
    if spec.type.scale != (2 if spec.type.kind is Kind.MONEY else 0):
        yield Finding("soort", spec.position, f"‘{spec.name}’ heeft decimalen; een signaal kent die niet.")
    if is_placeholder(spec.article):
        yield Finding(
            "geen_artikel", spec.position, f"‘{spec.name}’ noemt geen artikel.", "Noem de wet en het artikel."
        )
    if not spec.periods:
        yield Finding("datum_gat", spec.position, f"‘{spec.name}’ heeft geen waarde.")
    for before, after in pairwise(spec.periods):
        if before.end is None or before.end + 1 != after.start:
            message = f"De waarden van ‘{spec.name}’ sluiten hier niet op elkaar aan."
            yield Finding(
                "datum_gat", after.position, message, "Laat elke waarde beginnen waar de vorige ophoudt."
            )


def in_steps(number: Number, sign: int) -> tuple[int, int] | None:
    """A term as months and days, or None when it is neither."""
    match number.unit:
        case "maand":
            return sign * number.value, 0
        case "jaar":
            return sign * number.value * MONTHS_PER_YEAR, 0
        case "dag":
            return 0, sign * number.value
    return None
