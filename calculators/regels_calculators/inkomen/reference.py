"""The same as the arrays, record by record with fractions: what ``take_in`` is held to in tests.

It knows payslips (net amounts as they are); the rule for other net amounts is the ruleset's, which has an
evaluator of its own to be held to. Slow, plain, and written apart from the arrays.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor

ONE = timedelta(days=1)
Owner = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Payment:
    """A record; amounts in cents, None: unknown or not there."""

    id: str
    begin: date | None
    end: date | None
    paid: date | None
    net: int | None
    dossier: str = "1"
    person: str = "aanvrager"
    relation: str = "W1"
    kind: str = "loon"
    arrived: date | None = None
    built_up: int | None = 0
    holiday: int | None = 0
    subsidised: bool = False
    corrects: str | None = None
    guess: bool = False
    ends: date | None = None
    source: str | None = None

    @property
    def owner(self) -> Owner:
        """Whose income it is, and of which kind."""
        return (
            self.dossier,
            self.person,
            self.relation,
            "uitkering" if self.kind == "uitkering" else "arbeid",
        )

    @property
    def known_on(self) -> date:
        """The day it arrived."""
        return self.arrived or self.paid or date.min


@dataclass(slots=True)
class Month:
    """What a month comes to. ``apart``: something that was set apart may be about it."""

    net: int = 0
    built_up: int = 0
    subsidised: int = 0
    holiday: int = 0
    unknown: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    earned: bool = False
    apart: bool = False
    guess: bool = False


def round_half_up(value: Fraction) -> int:
    """To whole cents, a half away from zero."""
    found = floor(abs(value) + Fraction(1, 2))
    return found if value >= 0 else -found


def by_day(amount: int, begin: date, end: date) -> dict[date, int]:
    """The part of each month: what its days add to the rounded total so far."""
    days = (end - begin).days + 1
    found: dict[date, int] = defaultdict(int)
    before = 0
    for done in range(1, days + 1):
        day = begin + (done - 1) * ONE
        until = round_half_up(Fraction(amount * done, days))
        found[day.replace(day=1)] += until - before
        before = until
    return dict(found)


def settled(payments: Iterable[Payment]) -> tuple[list[Payment], list[Payment]]:
    """The payments that count, and those that are set apart."""
    versions: dict[tuple[str, str], set[Payment]] = defaultdict(set)
    arrived: dict[Payment, date] = {}
    for payment in payments:
        content = replace(payment, arrived=None)
        versions[payment.dossier, payment.id].add(content)
        arrived[content] = min(arrived.get(content, date.max), payment.known_on)
    nodes = {
        key: [replace(v, arrived=None if arrived[v] == date.min else arrived[v]) for v in found]
        for key, found in versions.items()
    }
    counted, apart = [], []
    for tree in _trees(nodes):
        good, bad = _tree(tree, nodes)
        counted += good
        apart += bad
    counted, more = _without_estimates(counted, apart)
    counted, doubles = _without_doubles(counted, apart + more)
    return counted, apart + more + doubles


Nodes = dict[tuple[str, str], list[Payment]]


def _targets(node: Sequence[Payment]) -> set[tuple[str, str]]:
    return {(v.dossier, v.corrects) for v in node if v.corrects is not None}


def _trees(nodes: Nodes) -> list[set[tuple[str, str]]]:
    """Keys that correct one another, directly or not; also keys that are not there."""
    near: dict[tuple[str, str], set[tuple[str, str]]] = {key: set() for key in nodes}
    for key, node in nodes.items():
        for target in _targets(node):
            near[key].add(target)
            near.setdefault(target, set()).add(key)
    found, seen = [], set[tuple[str, str]]()
    for key in near:
        if key in seen:
            continue
        tree, waiting = set(), [key]
        while waiting:
            here = waiting.pop()
            if here not in tree:
                tree.add(here)
                waiting += near[here]
        seen |= tree
        found.append(tree)
    return found


def _tree(tree: set[tuple[str, str]], nodes: Nodes) -> tuple[list[Payment], list[Payment]]:
    every = [v for key in tree for v in nodes.get(key, [])]
    if not tree <= set(nodes) or _circular(tree, nodes):
        return [], every
    ends = tree - {target for key in tree for target in _targets(nodes[key])}
    latest = max(max(v.known_on for v in nodes[key]) for key in ends)
    last = [key for key in ends if max(v.known_on for v in nodes[key]) == latest]
    if len(last) > 1 or len(nodes[last[0]]) > 1:
        return [], every
    return nodes[last[0]], []


def _circular(tree: set[tuple[str, str]], nodes: Nodes) -> bool:
    links = {(key, target) for key in tree for target in _targets(nodes[key])}
    return len(links) >= len(tree)


def _days(payment: Payment) -> set[date]:
    if payment.begin is None or payment.end is None:
        return set()
    return {payment.begin + n * ONE for n in range((payment.end - payment.begin).days + 1)}


def _without_estimates(payments: list[Payment], before: list[Payment]) -> tuple[list[Payment], list[Payment]]:
    """``before``: what was set apart already; it covers days, and is not judged again."""
    counted = [p for p in payments if not p.guess]
    real = [p for p in (*payments, *before) if not p.guess]
    apart: list[Payment] = []
    left: dict[tuple[Owner, str], list[Payment]] = defaultdict(list)
    for guess in (p for p in payments if p.guess):
        sure = set[date]().union(*(_days(p) for p in real if _stream(p) == _stream(guess)))
        there = _days(guess) & sure
        if not there:
            left[_stream(guess)].append(guess)
        elif there != _days(guess):
            apart.append(guess)
    for guesses in left.values():
        spans = {(g.begin, g.end) for g in guesses}
        kept = []
        for span in spans:
            same = [g for g in guesses if (g.begin, g.end) == span]
            kept += [g for g in same if g.known_on == max(s.known_on for s in same)]
        for guess in kept:
            others = [g for g in kept if g is not guess]
            (apart if any(_days(guess) & _days(g) for g in others) else counted).append(guess)
    return counted, apart


def _stream(payment: Payment) -> tuple[Owner, str]:
    return payment.owner, payment.kind


def _without_doubles(payments: list[Payment], before: list[Payment]) -> tuple[list[Payment], list[Payment]]:
    every = [*payments, *before]

    def double(p: Payment) -> bool:
        return any(
            _stream(p) == _stream(o) and None not in (p.source, o.source) and p.source != o.source
            and _at_once(p, o)
            for o in every
        )  # fmt: skip

    return [p for p in payments if not double(p)], [p for p in payments if double(p)]


def _at_once(one: Payment, other: Payment) -> bool:
    """Whether two payments are about one day, or were paid on one day when that is all that can be told."""
    if _days(one) and _days(other):
        return bool(_days(one) & _days(other))
    return one.paid is not None and one.paid == other.paid


def months(payments: Iterable[Payment]) -> dict[tuple[Owner, date | None], Month]:
    """Income per month with the law's defaults: wages and benefits by day, the rest in the month of
    payment.
    """
    counted, apart = settled(payments)
    found: dict[tuple[Owner, date | None], Month] = defaultdict(Month)
    for payment in counted:
        if not _placeable(payment):
            apart.append(payment)
            continue
        _add_income(found, payment)
        if payment.kind == "vakantietoeslag" or payment.holiday:
            assert payment.paid is not None
            month = found[payment.owner, payment.paid.replace(day=1)]
            month.holiday += payment.holiday or 0
            month.unknown |= {"betaald"} if payment.holiday is None else set()
            _mark(month, payment)
    for payment in apart:
        for first in _may_be_about(payment):
            month = found[payment.owner, first]
            month.apart = True
            _mark(month, payment)
    return dict(found)


def _placeable(payment: Payment) -> bool:
    needs_day = payment.kind in ("vakantietoeslag", "eenmalig") or bool(payment.holiday)
    needs_period = payment.kind in ("loon", "uitkering")
    return (payment.paid is not None or not needs_day) and (payment.begin is not None or not needs_period)


def _mark(month: Month, payment: Payment) -> None:
    month.ids.add(payment.id)
    month.guess |= payment.guess


def _add_income(found: dict[tuple[Owner, date | None], Month], payment: Payment) -> None:
    if payment.kind == "vakantietoeslag":
        return
    names = ("net", "built_up", "subsidised")
    amounts = (payment.net, payment.built_up, payment.net if payment.subsidised else 0)
    for name, amount in zip(names, amounts, strict=True):
        if payment.kind == "eenmalig":
            assert payment.paid is not None
            parts = {payment.paid.replace(day=1): amount or 0}
        else:
            assert payment.begin is not None and payment.end is not None
            parts = by_day(amount or 0, payment.begin, payment.end)
        for first, part in parts.items():
            month = found[payment.owner, first]
            setattr(month, name, getattr(month, name) + part)
            month.earned = True
            month.unknown |= {name} if amount is None else set()
            month.unknown |= {"betaald"} if payment.holiday is None else set()
            _mark(month, payment)


def _may_be_about(payment: Payment) -> set[date | None]:
    found: set[date | None] = {day.replace(day=1) for day in _days(payment)} or {None}
    if payment.paid is not None:
        found.add(payment.paid.replace(day=1))
    elif payment.kind in ("vakantietoeslag", "eenmalig"):
        found.add(None)
    return found
