"""What durable-rules must not compute (windows, absence, counts, differences, ages): plain code, as booleans.

From the events of one dossier to facts of integers and booleans only. Of each event that a signal takes
there is a fact with its kind (``soort``), the fields that are compared (``v…``), fields that are joined as
small numbers (``j…``), and for every signal that could take it whether all computed conditions hold (``s…``).
Of two events that stand in a relation (``a.bedrag <> b.bedrag``) there is a fact that names both.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from itertools import product

from regels.monitor.compare import holds, related
from regels.monitor.days import FAR, moment, standing
from regels.monitor.model import (
    SIGNAL,
    Comparison,
    Event,
    Join,
    Op,
    Ref,
    Relation,
    SignalSet,
    SignalSpec,
    Window,
)
from regels.monitor.wording import about_text

MOST_PAIRS = 10_000
"""Of related events in one dossier."""
PAIR = 1000
"""Kinds from here on are relations."""
LARGE = 2**31
"""On Windows durable-rules keeps a constant in 32 bits."""
PLAIN = (Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE)
Fact = dict[str, int | bool | str]


class TooManyPairs(Exception):
    """So many events of one dossier stand in relation that they are not worth asking about."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """All relations of a signal between two of its aliases, and what else must be equal of them."""

    signal: int
    left: int
    right: int
    relations: tuple[Relation, ...]
    joins: tuple[Join, ...]


def name(prefix: str, ref: Ref) -> str:
    """The property of a field."""
    return f"{prefix}{'d' if ref.place < 0 else ref.place}"


def is_plain(part: Comparison) -> bool:
    """Whether durable-rules makes this comparison itself: integers against a constant."""
    return part.op in PLAIN and isinstance(part.values[0], int) and abs(part.values[0]) < LARGE


def pairings(set: SignalSet) -> list[Pairing]:
    """The relations between two events, signal by signal; their place gives their kind."""
    found = []
    for number, spec in enumerate(set.signals):
        couples = sorted({tuple(sorted((r.left, r.right))) for r in spec.relations if r.left != r.right})
        for left, right in couples:
            couple = {left, right}
            relations = tuple(r for r in spec.relations if {r.left, r.right} == couple)
            joins = tuple(j for j in spec.joins if {j.left, j.right} == couple)
            found.append(Pairing(number, left, right, relations, joins))
    return found


@dataclass(frozen=True, slots=True)
class Role:
    """An alias of a signal, for the events of its kind. ``prefix``: the property that says that all holds."""

    number: int
    spec: SignalSpec
    alias: int
    windows: tuple[int, ...]
    relations: tuple[Relation, ...]
    comparisons: tuple[Comparison, ...]
    prefix: str
    computed: bool


class Facts:
    """Makes the facts of dossiers for one set of signals."""

    def __init__(self, set: SignalSet) -> None:
        self.set = set
        self.pairings = pairings(set)
        self.windows = [(number, w) for number, spec in enumerate(set.signals) for w in spec.windows]
        self.roles: dict[int, list[Role]] = defaultdict(list)
        self.values: dict[int, dict[str, Ref]] = defaultdict(dict)
        self.joined: dict[int, dict[str, Ref]] = defaultdict(dict)
        for number, spec in enumerate(set.signals):
            for alias, kind in enumerate(spec.kinds):
                self.roles[kind].append(self._role(number, spec, alias))
            for alias, part in spec.comparisons:
                if is_plain(part):
                    self.values[spec.kinds[alias]][name("v", part.field)] = part.field
            for join in spec.joins:
                self.joined[spec.kinds[join.left]][name("j", join.left_field)] = join.left_field
                self.joined[spec.kinds[join.right]][name("j", join.right_field)] = join.right_field

    def _role(self, number: int, spec: SignalSpec, alias: int) -> Role:
        windows = tuple(i for i, (of, w) in enumerate(self.windows) if of == number and w.alias == alias)
        relations = tuple(r for r in spec.relations if r.left == r.right == alias)
        comparisons = tuple(c for at, c in spec.comparisons if at == alias and not is_plain(c))
        computed = bool(windows or relations or comparisons) or alias == spec.anchor
        return Role(number, spec, alias, windows, relations, comparisons, f"s{number}_{alias}", computed)

    def of(self, events: list[Event]) -> list[Fact]:
        """The facts of one dossier; ``events`` are distinct and up to the peildatum. Raises TooManyPairs."""
        dossier = _Dossier(self, events)
        facts: dict[int, Fact] = {}
        for place, event in enumerate(events):
            fact = dossier.fact(place, event)
            if fact is not None:
                facts[place] = fact
        return [*facts.values(), *dossier.pairs(facts)]


class _Dossier:
    """The events of one dossier, with what is looked up in them made once."""

    def __init__(self, facts: Facts, events: list[Event]) -> None:
        self.facts, self.events = facts, events
        self.numbers: dict[Hashable, int] = {}
        self.days: dict[int, dict[tuple[Hashable, ...], list[int]]] = {}
        self.answers: list[Event] = [e for e in events if e.kind == facts.set.answered]

    def fact(self, place: int, event: Event) -> Fact | None:
        """The fact of an event; None when no signal can take it."""
        fact: Fact = {}
        useful = False
        for role in self.facts.roles.get(event.kind, ()):
            if not role.computed:
                useful = True
                continue
            found = self._holds(role, event)
            if found is not False:
                fact[role.prefix if found else f"u{role.number}"] = True
                useful = True
        if not useful:
            return None
        fact["id"], fact["soort"], fact["nr"] = str(place), event.kind, place
        for prop, ref in self.facts.values[event.kind].items():
            value = ref.of(event)
            if isinstance(value, int):
                fact[prop] = value
        for prop, ref in self.facts.joined[event.kind].items():
            fact[prop] = self._number(ref.of(event), place, prop)
        return fact

    def _number(self, value: Hashable, place: int, prop: str) -> int:
        """A small number for a value, the same for the same value; n.v.t. equals nothing, not even itself."""
        key = (place, prop) if value is None else (type(value), value)
        return self.numbers.setdefault(key, len(self.numbers))

    def _holds(self, role: Role, event: Event) -> bool | None:
        """Whether all computed conditions of an alias hold; None: they do if a later figure says so."""
        if not all(holds(part, event) for part in role.comparisons):
            return False
        if not all(related(part, event, event) for part in role.relations):
            return False
        stands: bool | None = True
        if role.alias == role.spec.anchor:
            stands = standing(role.spec, event, self.facts.set.peildatum)
            if stands is False or self._answered(role.spec, event):
                return False
        return stands if all(self._window(i, event) for i in role.windows) else False

    def _answered(self, spec: SignalSpec, event: Event) -> bool:
        if not self.answers:
            return False
        which = self.facts.set.field(SIGNAL).options.index(spec.name)
        since = moment(spec.since, event)[0]
        about = about_text(self.facts.set, spec, event)
        return any(
            answer.day >= since and answer.values[0] == which and answer.values[1] in (None, about)
            for answer in self.answers
        )

    def _window(self, number: int, event: Event) -> bool:
        window = self.facts.windows[number][1]
        if number not in self.days:
            self.days[number] = self._index(window)
        key = tuple(mine.of(event) for mine, _ in window.same)
        days = self.days[number].get(key, [])
        first = moment(window.first, event)[0] if window.first else -FAR
        last = moment(window.last, event)[0] if window.last else FAR
        count = bisect_right(days, last) - bisect_left(days, first) if first <= last else 0
        return count == 0 if window.minimum == 0 else count >= window.minimum

    def _index(self, window: Window) -> dict[tuple[Hashable, ...], list[int]]:
        """The days of the events of a window by what must be the same; events are in order of day."""
        found: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
        for event in self.events:
            if event.kind == window.kind and all(holds(part, event) for part in window.where):
                key = tuple(theirs.of(event) for _, theirs in window.same)
                if None not in key:
                    found[key].append(event.day)
        return found

    def pairs(self, facts: dict[int, Fact]) -> Iterator[Fact]:
        """A fact for every two events that stand in a relation and could be taken together."""
        made = 0
        for kind, pairing in enumerate(self.facts.pairings, PAIR):
            sides = [self._takers(pairing.signal, alias, facts) for alias in (pairing.left, pairing.right)]
            for left, right in product(*sides):
                both = {pairing.left: self.events[left], pairing.right: self.events[right]}
                if all(_joined(join, both) for join in pairing.joins) and all(
                    related(part, both[part.left], both[part.right]) for part in pairing.relations
                ):
                    made += 1
                    if made > MOST_PAIRS:
                        raise TooManyPairs
                    yield {"id": f"p{made}", "soort": kind, "l": left, "r": right}

    def _takers(self, signal: int, alias: int, facts: dict[int, Fact]) -> list[int]:
        """The events that a signal can take for an alias, as far as its computed conditions say."""
        kind = self.facts.set.signals[signal].kinds[alias]
        role = next(role for role in self.facts.roles[kind] if role.number == signal)
        said = (role.prefix, f"u{signal}") if role.computed else ()
        return [
            place for place, fact in facts.items()
            if fact["soort"] == kind and (not said or any(prop in fact for prop in said))
        ]  # fmt: skip


def _joined(join: Join, events: dict[int, Event]) -> bool:
    left, right = join.left_field.of(events[join.left]), join.right_field.of(events[join.right])
    return left is not None and left == right
