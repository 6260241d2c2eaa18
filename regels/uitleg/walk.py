"""Which part of a formula gave its value: the branches that were taken, and what is read there."""

from collections.abc import Iterator

from regels.evaluator.interpret import Row
from regels.evaluator.values import NVT, Value
from regels.plan import nodes as n
from regels.plan.walk import children

READS = (n.Input, n.Param, n.Rule, n.State)


def value_of(row: Row, node: n.Node) -> Value:
    """The value of any node on a computed row; asked again, it is not computed again."""
    kept = row.kept.get(id(node))
    return kept[1] if kept else row.compute(node).value


def core(row: Row, node: n.Node) -> n.Node:
    """The node that gave the value: past the branches taken; an ``If`` that is not decided stays."""
    while True:
        match node:
            case n.Rescale(value=value):
                node = value
            case n.If(condition=condition, then=then, otherwise=otherwise):
                known = value_of(row, condition).known
                if known is None:
                    return node
                node = then if known else otherwise
            case n.IfNvt(value=value, default=default):
                node = default if value_of(row, value).known is NVT else value
            case _:
                return node


def branches(row: Row, node: n.Node) -> Iterator[tuple[n.Node, Value]]:
    """The conditions on the way to the value, each with how it came out."""
    match node:
        case n.If(condition=condition):
            answer = value_of(row, condition)
            yield condition, answer
            if answer.known is not None:
                yield from branches(row, node.then if answer.known else node.otherwise)
        case _:
            for operand in operands(row, node):
                yield from branches(row, operand)


def operands(row: Row, node: n.Node) -> tuple[n.Node, ...]:
    """What the value is made of, one level down: of branches the taken one, of ``en``/``of`` what decides."""
    match node:
        case n.If():
            taken = core(row, node)
            return () if taken is node else (taken,)
        case n.IfNvt():
            return (core(row, node),)
        case n.And() | n.Or():
            return deciding(row, node)
        case _:
            return children(node)


def deciding(row: Row, node: n.And | n.Or) -> tuple[n.Node, ...]:
    """Of an ``en`` the first that is known false, of an ``of`` the last known true; otherwise all."""
    decisive = 0 if isinstance(node, n.And) else 1
    decided = [value for value in node.values if value_of(row, value).known == decisive]
    return (decided[-decisive],) if decided else node.values


def leaves(row: Row, node: n.Node) -> Iterator[n.Node]:
    """Everything read that the value is made of, in the order of the formula."""
    if isinstance(node, READS):
        yield node
    else:
        for operand in operands(row, node):
            yield from leaves(row, operand)
