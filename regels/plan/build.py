"""From a source to a plan: names resolved, persons made, types proved, rules in order of computation.

Work starts at what the regeling is for (conditions, outcomes, remarks) and follows the names,
so every rule is made once, in order, and a circle is found where it closes. Mistakes are
collected, not raised: one mistake in one rule hides nothing about the others.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from regels.bestand.source import Item, Source
from regels.bestand.text import Text
from regels.errors import Finding, LanguageError
from regels.plan import algebra as alg
from regels.plan import nodes as n
from regels.plan.algebra import Mismatch
from regels.plan.declare import (
    bounds,
    input_spec,
    kind_of,
    parameter_spec,
    person_inputs,
    rounding,
    setting_spec,
    text,
)
from regels.plan.kinds import type_text
from regels.plan.plan import (
    ConditionSpec,
    InputSpec,
    ParameterSpec,
    Position,
    RoundingSpec,
    RuleSpec,
    Verdict,
)
from regels.plan.typer import Typer
from regels.plan.types import BOOL, Kind, Type
from regels.taal.parser import parse

T = TypeVar("T")
STATUS = Type(Kind.CHOICE, options=("recht", "geen_recht", "onbepaald"), high=2)
RIGHT = "recht"
ROLE = "rol"


class Failed(Exception):
    """Something this depends on has a mistake that is already reported."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a decision table as typed: its condition (None: ``anders``) and where it stands."""

    condition: n.Node | None
    position: Position


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table, for the lint that looks for gaps and overlaps."""

    rule: str
    rows: tuple[TableRow, ...]
    position: Position


@dataclass
class Draft:
    """The plan in the making."""

    source: Source
    findings: list[Finding]
    inputs: dict[str, InputSpec] = field(default_factory=dict)
    persons: dict[str, tuple[str, Text | None]] = field(default_factory=dict)
    parameters: dict[str, ParameterSpec] = field(default_factory=dict)
    roundings: dict[str, tuple[RoundingSpec, n.RoundMode, int, int]] = field(default_factory=dict)
    used: list[str] = field(default_factory=list)
    used_inputs: set[str] = field(default_factory=set)
    used_roundings: set[str] = field(default_factory=set)
    rules: dict[str, RuleSpec] = field(default_factory=dict)
    order: dict[str, int] = field(default_factory=dict)
    failed: set[str] = field(default_factory=set)
    stack: list[str] = field(default_factory=list)
    states: dict[str, Type] = field(default_factory=dict)
    previous: dict[str, tuple[Type, n.Node]] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    conditions: list[ConditionSpec] = field(default_factory=list)

    def attempt(self, make: Callable[[], T], position: Position) -> T | None:
        """The result, or None with the mistake reported."""
        try:
            return make()
        except LanguageError as error:
            self.findings.append(error.finding)
        except Mismatch as error:
            self.findings.append(Finding(error.code, position, error.message, error.advice))
        except Failed:
            pass
        return None


def declare(source: Source, findings: list[Finding]) -> Draft:
    """The draft with everything that stands on its own: inputs, persons, figures, roundings."""
    draft = Draft(source, findings)
    for role, item in source.items("personen").items():
        draft.persons[role] = (text(item.value.achtervoegsel), item.value.als)
    for item, name, person in person_inputs(dict(source.items("invoer")), dict(source.items("personen"))):
        bit = 1 << len(draft.inputs)
        spec = draft.attempt(lambda i=item, c=name, p=person, b=bit: input_spec(i, c, p, b), item.position)  # type: ignore[misc]
        if spec is None:
            draft.failed.add(name)
        else:
            draft.inputs[name] = spec
    for item in source.items("afrondingen").values():
        made = draft.attempt(lambda i=item: rounding(i), item.position)  # type: ignore[misc]
        if made is not None:
            draft.roundings[item.name] = made
    _declare_figures(draft)
    return draft


def _declare_figures(draft: Draft) -> None:
    source = draft.source
    sources = {str(name) for name in source.items("bronnen")}
    for section, make in (("parameters", parameter_spec), ("instellingen", setting_spec)):
        for item in source.items(section).values():
            values = [(value, item.origin) for value in getattr(item.value, "waarden", [])]
            values += [
                (value, fill.origin) for fill in source.fills.get(item.name, []) for value in fill.value
            ]
            spec = draft.attempt(lambda m=make, i=item, v=values: m(i, v, sources), item.position)  # type: ignore[misc,operator]
            if spec is None:
                draft.failed.add(item.name)
            else:
                draft.parameters[item.name] = spec


class Names:
    """The scope of formulas: of the household (person None) or of one person."""

    def __init__(self, draft: Draft, person: str | None, remarks: bool = False) -> None:
        self.draft, self.person, self.remarks = draft, person, remarks

    def known(self) -> list[str]:
        source = self.draft.source
        sections = ("invoer", "parameters", "instellingen", "regels", "toestand")
        return [*(name for section in sections for name in source.items(section)), RIGHT]

    def options(self) -> list[str]:
        source = self.draft.source
        sections = ("invoer", "parameters", "instellingen", "regels", "toestand")
        return [
            str(o)
            for section in sections
            for item in source.items(section).values()
            for o in item.value.opties or ()
        ]

    def lookup(self, name: str) -> n.Node | None:
        if name == ROLE and self.person is not None:
            roles = tuple(self.draft.persons)
            own = roles.index(self.person)
            return n.Const(Type(Kind.CHOICE, options=roles, low=own, high=own), own)
        if self.remarks and name in self.draft.inputs:
            return self._item(next(base for base in (name, *self._bases(name)) if self._exists(base)), name)
        if "." in name:
            return self._of_person(*name.split("."))
        if self._per_person(name):
            if self.person is None:
                shapes = ", ".join(f"{role}.{name}" for role in self.draft.persons)
                raise Mismatch(
                    f"‘{name}’ is per persoon.", f"Schrijf {shapes} of SOM_PERSONEN({name}).", "persoon"
                )
            return self.instance(name)
        return self._plain(name)

    def _bases(self, name: str) -> list[str]:
        return [name.removesuffix(suffix) for suffix, _ in self.draft.persons.values() if suffix]

    def _per_person(self, name: str) -> bool:
        items = (self.draft.source.items(section).get(name) for section in ("invoer", "regels", "toestand"))
        return any(item is not None and item.value.per is not None for item in items)

    def _of_person(self, role: str, name: str) -> n.Node | None:
        roles = list(self.draft.persons)
        if role == "ander" and self.person is not None:
            others = [other for other in roles if other != self.person]
            if len(others) != 1:
                raise Mismatch("‘ander’ kan alleen bij twee personen.", code="persoon")
            role = others[0]
        if role not in roles:
            raise Mismatch(
                f"‘{role}’ is geen persoon van deze regeling.", f"Bekend: {', '.join(roles)}.", "persoon"
            )
        if not self._per_person(name):
            return None
        value = Names(self.draft, role).instance(name)
        present = self.presence(role)
        if present is None or role == self.person:
            return value
        return alg.choose(present, value, n.Nvt(value.type.may_be_nvt()))

    def presence(self, role: str) -> n.Node | None:
        """Whether there is someone in a role; None: always."""
        condition = self.draft.persons[role][1]
        if condition is None or role == self.person:
            return None
        name = f"{role}_aanwezig"
        if name not in self.draft.rules:
            self._make(name, lambda: self._presence_rule(name, role, condition))
        return self._rule(name)

    def _presence_rule(self, name: str, role: str, condition: Text) -> RuleSpec:
        node = Typer(Names(self.draft, None)).type(parse(condition.raw, condition.place))
        item = self.draft.source.items("personen")[role]
        return RuleSpec(
            name, name, None, BOOL, alg.boolean(node), "", f"Er is een {role}", "", item.position, item.origin
        )

    def instance(self, name: str) -> n.Node:
        """The per-person item as it is for this scope's person."""
        assert self.person is not None
        suffixed = name + self.draft.persons[self.person][0]
        return self._item(name, suffixed)

    def _plain(self, name: str) -> n.Node | None:
        if name == RIGHT:
            return self._right()
        if name in self.draft.parameters:
            return self._figure(name)
        return Names(self.draft, None)._item(name, name) if self._exists(name) else None

    def _exists(self, name: str) -> bool:
        source = self.draft.source
        sections = ("invoer", "regels", "toestand", "parameters", "instellingen")
        return any(name in source.items(section) for section in sections)

    def _figure(self, name: str) -> n.Node:
        spec = self.draft.parameters[name]
        index = self._use(name)
        only = spec.periods[0] if len(spec.periods) == 1 else None
        if (
            only is not None
            and only.value is not None
            and only.end is None
            and name in self.draft.source.items("instellingen")
        ):
            return n.Const(spec.type.bounded(only.value, only.value), only.value)
        return n.Param(spec.type, index)

    def _use(self, name: str) -> int:
        if name not in self.draft.used:
            self.draft.used.append(name)
        return self.draft.used.index(name)

    def _item(self, base: str, name: str) -> n.Node:
        draft = self.draft
        if name in draft.failed or base in draft.failed:
            raise Failed
        if base in draft.source.items("invoer"):
            draft.used_inputs.add(base)
            return n.Input(draft.inputs[name].type, list(draft.inputs).index(name))
        if base in draft.source.items("toestand"):
            return self._state(base, name)
        if name not in draft.rules:
            item = draft.source.items("regels")[base]
            self._make(name, lambda: self._computed(item, base, name))
        return self._rule(name)

    def _make(self, name: str, make: Callable[[], RuleSpec]) -> None:
        draft = self.draft
        if name in draft.stack:
            circle = [*draft.stack[draft.stack.index(name) :], name]
            raise Mismatch(f"Deze regels wachten op elkaar: {' → '.join(circle)}.",
                           "Haal één pijl weg; gaat het om een vorige maand, gebruik dan een toestand.", "kring")  # fmt: skip
        draft.stack.append(name)
        item = draft.source.items("regels").get(name)
        try:
            spec = draft.attempt(make, item.position if item else Position("", 0, 0))
        finally:
            draft.stack.pop()
        if spec is None:
            draft.failed.add(name)
            raise Failed
        draft.rules[name] = spec
        draft.order[name] = len(draft.order)

    def _rule(self, name: str) -> n.Node:
        if name in self.draft.failed:
            raise Failed
        return n.Rule(self.draft.rules[name].type, self.draft.order[name])

    def _computed(self, item: Item[Any], base: str, name: str) -> RuleSpec:
        declared = kind_of(item.value)
        node = (
            self._table(item, declared)
            if item.value.tabel is not None
            else self.formula(item.value.formule, declared, item)
        )
        kind = fit(node, declared, item)
        return RuleSpec(name, base, self.person, kind, node, str(item.value.artikel), str(item.value.titel),
                        text(item.value.uitleg), item.position, item.origin)  # fmt: skip

    def formula(self, written: Text | None, expected: Type | None, item: Item[Any]) -> n.Node:
        """The typed node of a written formula."""
        if written is None:
            raise Mismatch(
                f"‘{item.name}’ heeft geen formule en geen tabel.",
                "Vul `formule:` of `tabel:` in.",
                "ontbreekt",
            )
        return alg.plain(Typer(self).type(parse(written.raw, written.place), expected))

    def truth(self, written: Text, item: Item[Any]) -> n.Node:
        """The typed node of a written formula that says ja or nee; refused at its own place when it does not."""
        node = self.formula(written, BOOL, item)
        try:
            return alg.boolean(node)
        except Mismatch as error:
            raise LanguageError(Finding(error.code, written.position, error.message, error.advice)) from None

    def _table(self, item: Item[Any], declared: Type) -> n.Node:
        if item.value.formule is not None:
            raise Mismatch(f"‘{item.name}’ heeft een formule én een tabel.", "Kies er één.", "vorm")
        rows, values = [], []
        for row in item.value.tabel:
            last = str(row.als) == "anders"
            condition = None if last else self.truth(row.als, item)
            rows.append(TableRow(condition, row.als.position))
            values.append(self.formula(row.dan, declared, item))
        if any(row.condition is None for row in rows[:-1]):
            raise Mismatch("‘anders’ kan alleen op de laatste rij van een tabel staan.", code="tabel")
        self.draft.tables.append(Table(item.name, tuple(rows), item.position))
        result = values[-1]
        for row, value in zip(reversed(rows[:-1]), reversed(values[:-1]), strict=True):
            assert row.condition is not None
            result = alg.choose(row.condition, value, result)
        return result

    def _state(self, base: str, name: str) -> n.Node:
        draft = self.draft
        if name not in draft.states:
            entry = draft.source.items("toestand")[base].value
            draft.states[name] = bounds(entry, kind_of(entry))
        return n.State(draft.states[name], list(draft.states).index(name))

    def _right(self) -> n.Node:
        if RIGHT not in self.draft.rules:
            self._make(RIGHT, self._right_rule)
        return self._rule(RIGHT)

    def _right_rule(self) -> RuleSpec:
        status = self.status()
        ruled_out = n.Unknown(BOOL, reserved(self.draft)[2])
        undetermined = alg.compare(n.Comparison.EQ, status, n.Const(STATUS, 2))
        right = alg.compare(n.Comparison.EQ, status, n.Const(STATUS, 0))
        node = n.If(BOOL, undetermined, ruled_out, right)
        first = self.draft.conditions[0].position if self.draft.conditions else Position("", 0, 0)
        return RuleSpec(
            RIGHT, RIGHT, None, BOOL, node, "", "Er is recht", "", first, self.draft.source.layers[0]
        )

    def status(self) -> n.Node:
        """The verdict of the conditions, made once."""
        if "status" not in self.draft.rules:
            self._make("status", self._status_rule)
        return self._rule("status")

    def _status_rule(self) -> RuleSpec:
        for item in self.draft.source.items("voorwaarden").values():
            spec = self.draft.attempt(lambda i=item: self._condition(i), item.position)  # type: ignore[misc]
            if spec is None:
                raise Failed
            self.draft.conditions.append(spec)
        self.draft.conditions.sort(key=lambda c: c.rank)
        node: n.Node = n.Const(STATUS, 0)
        for rank in sorted({c.rank for c in self.draft.conditions}, reverse=True):
            group = [c for c in self.draft.conditions if c.rank == rank]
            if len({c.otherwise for c in group}) > 1:
                raise Mismatch(
                    f"Voorwaarden van rang {rank} hebben verschillende gevolgen.",
                    "Geef ze elk een eigen rang.",
                    "rang",
                )
            verdict = n.Const(STATUS, STATUS.options.index(group[0].otherwise.value))
            node = alg.choose(alg.logic([c.node for c in group], True), node, verdict)
        position = self.draft.conditions[0].position if self.draft.conditions else Position("", 0, 0)
        return RuleSpec("status", "status", None, STATUS, node, "", "De uitkomst van de voorwaarden", "", position,
                        self.draft.source.layers[0])  # fmt: skip

    def _condition(self, item: Item[Any]) -> ConditionSpec:
        verdicts = {v.value: v for v in (Verdict.NO_RIGHT, Verdict.UNDETERMINED)}
        entry = item.value
        if str(entry.anders) not in verdicts:
            raise Mismatch(
                f"‘{entry.anders}’ is geen gevolg van een voorwaarde.",
                f"Kies uit: {', '.join(verdicts)}.",
                "voorwaarde",
            )
        node = self.truth(entry.geldt, item)
        named = alg.invert(node)
        if entry.noem_als is not None:
            named = alg.logic([self.truth(entry.noem_als, item), named], True)
        return ConditionSpec(item.name, self._rank(entry.rang), verdicts[str(entry.anders)], node, named,
                             str(entry.artikel), str(entry.zo_niet), item.position)  # fmt: skip

    def _rank(self, written: Text) -> int:
        if not written.isdecimal():
            raise Mismatch(f"`rang:` is een heel getal, geen ‘{written}’.", code="rang")
        return int(written)

    def parameter(self, name: str) -> tuple[int, bool] | None:
        spec = self.draft.parameters.get(name)
        if spec is None:
            return None
        return self._use(name), rising(spec)

    def rounding(self, name: str) -> tuple[n.RoundMode, int, int] | None:
        found = self.draft.roundings.get(name)
        if found:
            self.draft.used_roundings.add(name)
        return found[1:] if found else None

    def roundings(self) -> list[str]:
        return list(self.draft.roundings)

    def roles(self) -> list[tuple["Names", n.Node | None]]:
        return [
            (Names(self.draft, role, self.remarks), Names(self.draft, None).presence(role))
            for role in self.draft.persons
        ]

    def previous(self, name: str, month: bool) -> n.Node:
        from regels.plan.previous import previous_month, previous_row

        value = self.lookup(name)
        if value is None:
            raise Mismatch(f"De naam ‘{name}’ is niet bekend.", code="naam")
        key = name + (self.draft.persons[self.person][0] if self.person else "")
        return previous_month(self, key, value) if month else previous_row(self.draft, key, value)

    def month(self) -> n.Node:
        """The month of the row."""
        span = self.draft.source.header["tijdvak"].value
        found = self.lookup(str(span.maand))
        if found is None or found.type.kind is not Kind.MONTH:
            raise Mismatch(f"`tijdvak:` noemt onder `maand:` geen invoer met een maand: ‘{span.maand}’.", code="tijdvak")
        return found


def fit(node: n.Node, declared: Type, item: Item[Any]) -> Type:
    """The type of a rule: as declared, with the proved bounds and scale. Raises Mismatch when it differs."""
    made = node.type
    same = made.kind is declared.kind and made.options == declared.options
    if not same or (made.unit != declared.unit and not made.literal):
        raise Mismatch(f"‘{item.name}’ is volgens `soort:` een {type_text(declared)}, maar de formule geeft een {type_text(made)}.",
                       "Verander de soort of de formule.")  # fmt: skip
    if made.nvt and not declared.nvt:
        raise Mismatch(f"‘{item.name}’ kan n.v.t. zijn, maar `soort:` zegt dat niet.",
                       f"Schrijf `soort: {type_text(declared)} of n.v.t.` of gebruik ALS_NVT.", "nvt")  # fmt: skip
    return replace(made, unit=declared.unit, literal=False)


def rising(spec: ParameterSpec) -> bool:
    """Whether figures are known whole months in consecutive periods that never fall, as BEREIKT needs."""
    periods = spec.periods
    known = (
        all(p.value is not None for p in periods) and spec.type.unit == alg.MONTHS and spec.type.scale == 0
    )
    pairs = list(zip(periods, periods[1:], strict=False))
    return known and all(
        a.end is not None and a.end + 1 == b.start and (a.value or 0) <= (b.value or 0) for a, b in pairs
    )


def reserved(draft: Draft) -> tuple[int, int, int]:
    """The reason bits no_figure, earlier and ruled_out: right after those of the inputs."""
    first = len(draft.inputs)
    return 1 << first, 1 << (first + 1), 1 << (first + 2)
