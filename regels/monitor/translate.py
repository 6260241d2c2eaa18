"""A set of signals as rules of durable-rules, in the shapes of the safe profile and no others.

A rule takes a fact for each alias: its kind, integers against constants, one boolean for all that was
computed, and small numbers that are equal to those of an earlier fact. No negation, no inequality between
facts, no text.
"""

from typing import Any

from regels.monitor.facts import PAIR, Facts, is_plain, name
from regels.monitor.model import Comparison, Join, Op, Ref, SignalSet, SignalSpec

SHAPES = {Op.NE: "$neq", Op.LT: "$lt", Op.LE: "$lte", Op.GT: "$gt", Op.GE: "$gte"}
OPEN = "_open"
"""The private event that makes the state of a dossier, so that it can be let go of again."""
Rules = dict[str, dict[str, Any]]


def rules(set: SignalSet) -> Rules:
    """The rules by name, without their actions: ``s…`` of a signal, ``u…`` when a later figure decides."""
    facts = Facts(set)
    made: Rules = {OPEN: {"all": [{"m": {"$and": [{"open": 1}]}}]}}
    for number, spec in enumerate(set.signals):
        made[f"s{number}"] = {"all": _elements(facts, number, spec, certain=True)}
        if spec.has_doubt:
            made[f"u{number}"] = {"all": _elements(facts, number, spec, certain=False)}
    return made


def alias(place: int) -> str:
    """What an alias is called in a rule."""
    return f"a{place}"


def _elements(facts: Facts, number: int, spec: SignalSpec, certain: bool) -> list[dict[str, Any]]:
    elements = []
    for place, kind in enumerate(spec.kinds):
        role = next(role for role in facts.roles[kind] if role.number == number)
        parts: list[dict[str, Any]] = [{"soort": kind}]
        parts += [_compared(part) for at, part in spec.comparisons if at == place and is_plain(part)]
        if role.computed:
            parts.append({role.prefix if certain or place != spec.anchor else f"u{number}": True})
        parts += [_joined(join, place) for join in spec.joins if max(join.left, join.right) == place]
        elements.append({alias(place): {"$and": parts}})
    for kind, pairing in enumerate(facts.pairings, PAIR):
        if pairing.signal == number:
            both = [{"l": {alias(pairing.left): "nr"}}, {"r": {alias(pairing.right): "nr"}}]
            elements.append({f"p{kind}": {"$and": [{"soort": kind}, *both]}})
    return elements


def _compared(part: Comparison) -> dict[str, Any]:
    plain = {name("v", part.field): part.values[0]}
    return plain if part.op is Op.EQ else {SHAPES[part.op]: plain}


def _joined(join: Join, place: int) -> dict[str, Any]:
    """A field of this alias that is equal to a field of an earlier one."""
    mine, other, theirs = _sides(join, place)
    return {name("j", mine): {alias(other): name("j", theirs)}}


def _sides(join: Join, place: int) -> tuple[Ref, int, Ref]:
    if join.left == place:
        return join.left_field, join.right, join.right_field
    return join.right_field, join.left, join.left_field
