"""What the names in a formula stand for: inputs, figures, rules, states and persons."""

from collections.abc import Callable
from functools import partial

from regels.bestand.text import Text
from regels.plan import conditions, rules
from regels.plan import nodes as n
from regels.plan.algebra import Mismatch, choose, compare
from regels.plan.draft import Draft, Failed
from regels.plan.figures import rising
from regels.plan.formulas import formula
from regels.plan.kinds import type_text
from regels.plan.plan import RuleSpec
from regels.plan.previous import previous_month, previous_row
from regels.plan.types import Kind, Type
from regels.plan.written import day, month, state_type

SECTIONS = ("invoer", "parameters", "instellingen", "regels", "toestand")
PER_PERSON = ("invoer", "regels", "toestand")
ROLE, OTHER = "rol", "ander"


class Names:
    """The scope of formulas: of the household (person None) or of one person.

    ``remarks``: the formula is that of a remark, which may also read the column of one person, and ask
    whether something is known. A name that is looked up makes the rule it stands for.
    """

    def __init__(self, draft: Draft, person: str | None, remarks: bool = False) -> None:
        self.draft, self.person, self.remarks = draft, person, remarks

    def known(self) -> list[str]:
        """All names that could have been meant."""
        source = self.draft.source
        return [*(name for section in SECTIONS for name in source.items(section)), conditions.RIGHT]

    def options(self) -> list[str]:
        """All options of all choices."""
        sections = (self.draft.source.items(section).values() for section in SECTIONS)
        return [str(o) for items in sections for item in items for o in item.value.opties or ()]

    def lookup(self, name: str) -> n.Node | None:
        """The node of a name, or None when it is not known.

        Raises Mismatch when it cannot stand here, and Failed when it has a mistake of its own.
        """
        if name == ROLE and self.person is not None:
            return self._role(self.person)
        if self.remarks and name in self.draft.inputs and not self._of_this_person(name):
            return self._item(self._column(name), name)
        if "." in name:
            role, _, of_person = name.partition(".")
            return self._of_person(role, of_person)
        if self._per_person(name):
            if self.person is None:
                shapes = ", ".join(f"{role}.{name}" for role in self.draft.persons)
                raise Mismatch(
                    f"‘{name}’ is per persoon.", f"Schrijf {shapes} of SOM_PERSONEN({name}).", "persoon"
                )
            return self._of(self.person, name)
        return self._plain(name)

    def status(self) -> n.Node:
        """The verdict of the conditions, made once."""
        return self._of_all(conditions.VERDICT, partial(conditions.status, self.draft, self.household))

    def presence(self, role: str) -> n.Node | None:
        """Whether there is someone in a role; None: always."""
        condition = self.draft.persons[role][1]
        if condition is None or role == self.person:
            return None
        name, item = f"{role}_aanwezig", self.draft.source.items("personen")[role]
        make = partial(rules.presence, self.household, item, condition, name)
        return self.draft.rule(name, make, item.position)

    def month(self) -> n.Node:
        """The month of the row."""
        span = self.draft.source.header["tijdvak"].value
        if span.maand is None:
            raise Mismatch(
                "‘vorige maand’ kan niet: een rij van deze regeling gaat over een jaar.",
                "Gebruik ‘vorige rij’.",
                "tijdvak",
            )
        found = self.lookup(str(span.maand))
        if found is None or found.type.kind is not Kind.MONTH:
            raise Mismatch(
                f"`tijdvak:` noemt onder `maand:` geen invoer met een maand: ‘{span.maand}’.", code="tijdvak"
            )
        return found

    def previous(self, name: str, month: bool) -> n.Node:
        """The value on the previous row, or in the previous month."""
        value = self.lookup(name)
        if value is None:
            raise Mismatch(f"De naam ‘{name}’ is niet bekend.", code="naam")
        key = name + (self.draft.persons[self.person][0] if self.person else "")
        if month:
            return previous_month(self.draft, key, value, self.month())
        return previous_row(self.draft, key, value)

    def parameter(self, name: str) -> tuple[int, bool] | None:
        """The index of a parameter and whether its figures are fit for BEREIKT."""
        spec = self.draft.parameters.get(name)
        return None if spec is None else (self._use(name), rising(spec))

    def rounding(self, name: str) -> tuple[n.RoundMode, int, int] | None:
        """Mode, step and scale of a named rounding."""
        found = self.draft.roundings.get(name)
        return None if found is None else found[1:]

    def roundings(self) -> list[str]:
        """The names of the roundings."""
        return list(self.draft.roundings)

    def roles(self) -> list[tuple["Names", n.Node | None]]:
        """The scope of every person, and the node that says whether that person is there (None: always)."""
        return [
            (Names(self.draft, role, self.remarks), self.household.presence(role))
            for role in self.draft.persons
        ]

    @property
    def household(self) -> "Names":
        """The scope of the household."""
        return Names(self.draft, None)

    def _role(self, person: str) -> n.Const:
        roles = tuple(self.draft.persons)
        own = roles.index(person)
        return n.Const(Type(Kind.CHOICE, options=roles, low=own, high=own), own)

    def _column(self, name: str) -> str:
        """The name under ``invoer`` of a column, with or without the suffix of a person."""
        suffixes = (suffix for suffix, _ in self.draft.persons.values() if suffix)
        return next(base for base in (name, *map(name.removesuffix, suffixes)) if self._exists(base))

    def _per_person(self, name: str) -> bool:
        items = (self.draft.source.items(section).get(name) for section in PER_PERSON)
        return any(item is not None and item.value.per is not None for item in items)

    def _of_this_person(self, name: str) -> bool:
        """Whether a name is about the person of this scope: then it is not the column of the first one."""
        return self.person is not None and self._per_person(name)

    def _of_person(self, role: str, name: str) -> n.Node | None:
        """``rol.naam``; n.v.t. when there is nobody in that role."""
        role = self._named(role)
        if not self._per_person(name):
            return None
        value = self._of(role, name)
        present = self.presence(role)
        if present is None:
            return value
        return choose(present, value, n.Nvt(value.type.may_be_nvt()))

    def _named(self, role: str) -> str:
        """The role itself; ``ander`` is the other one of two."""
        roles = list(self.draft.persons)
        if role == OTHER and self.person is not None:
            others = [other for other in roles if other != self.person]
            if len(others) != 1:
                raise Mismatch("‘ander’ kan alleen bij twee personen.", code="persoon")
            return others[0]
        if role not in roles:
            raise Mismatch(
                f"‘{role}’ is geen persoon van deze regeling.", f"Bekend: {', '.join(roles)}.", "persoon"
            )
        return role

    def _of(self, person: str, name: str) -> n.Node:
        """The per-person item as it is for a person."""
        return Names(self.draft, person)._item(name, name + self.draft.persons[person][0])

    def _plain(self, name: str) -> n.Node | None:
        if name == conditions.RIGHT:
            return self._of_all(name, self._right)
        if name in self.draft.parameters:
            return self._figure(name)
        return self.household._item(name, name) if self._exists(name) else None

    def _exists(self, name: str) -> bool:
        return any(name in self.draft.source.items(section) for section in SECTIONS)

    def _item(self, base: str, name: str) -> n.Node:
        """An input, state or rule: ``base`` as it is written, ``name`` as it is for this scope's person."""
        draft, source = self.draft, self.draft.source
        if name in draft.failed or base in draft.failed:
            raise Failed
        if base in source.items("invoer"):
            return n.Input(draft.inputs[name].type, list(draft.inputs).index(name))
        if base in source.items("toestand"):
            return draft.state(name, partial(state_type, source.items("toestand")[base].value))
        item = source.items("regels")[base]
        make = partial(rules.computed, draft, Names(draft, self.person), item, name)
        made = draft.rule(name, make, item.position)
        return self._version(base, name, made) if base in source.versions else made

    def _version(self, base: str, name: str, original: n.Node) -> n.Node:
        """The version of a rule that holds on the peildatum; ``original`` before the first change."""
        if name not in self.draft.versioned:
            if name in self.draft.turning:
                raise Mismatch(
                    f"De peildatum hangt af van ‘{name}’, en die verandert zelf op een peildatum.",
                    "Laat de peildatum alleen van de invoer afhangen.",
                    "kring",
                )
            self.draft.turning.add(name)
            try:
                self.draft.versioned[name] = self._turned(base, name, original)
            finally:
                self.draft.turning.discard(name)
        return self.draft.versioned[name]

    def _turned(self, base: str, name: str, original: n.Node) -> n.Node:
        """``original`` until the first change, then each version from its day."""
        node = original
        for since, version in sorted(self.draft.source.versions[base].items()):
            made = self._item(version, version + name.removeprefix(base))
            node = choose(self._reached(since), made, node)
        return node

    def _reached(self, since: Text) -> n.Node:
        """Whether the peildatum is on or after a day."""
        now = self.moment()
        start = day(since) if now.type.kind is Kind.DATE else month(since)
        return compare(n.Comparison.GE, now, n.Const(now.type.bounded(start, start), start))

    def moment(self) -> n.Node:
        """The peildatum of the regeling. Raises Mismatch when it is no day or month."""
        item = self.draft.source.header["peildatum"]
        node = formula(self.household, item.value, None, item)
        if node.type.kind not in (Kind.DATE, Kind.MONTH) or node.type.nvt:
            raise Mismatch(f"`peildatum:` is een datum of een maand, geen {type_text(node.type)}.")
        return node

    def _figure(self, name: str) -> n.Node:
        """A parameter or setting; a setting that nothing fills in is simply its default."""
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

    def _right(self) -> RuleSpec:
        return conditions.right(self.draft, self.status())

    def _of_all(self, name: str, make: Callable[[], RuleSpec]) -> n.Node:
        """A rule that the conditions make together; a mistake of theirs is shown at the first."""
        source = self.draft.source
        first = next(iter(source.items("voorwaarden").values()), source.header["regeling"])
        return self.draft.rule(name, make, first.position)
