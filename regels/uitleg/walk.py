"""Which part of a formula gave its value: the branches that were taken, and what is read there."""

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


Taken = tuple[n.Node, Value]


def branches(row: Row, node: n.Node) -> list[Taken]:
    """The conditions on the way to the value, each with how it came out."""
    found: list[Taken] = []
    _collect_branches(row, node, found)
    return found


def _collect_branches(row: Row, node: n.Node, found: list[Taken]) -> None:
    if isinstance(node, n.If):
        answer = value_of(row, node.condition)
        found.append((node.condition, answer))
        if answer.known is not None:
            _collect_branches(row, node.then if answer.known else node.otherwise, found)
        return
    for operand in operands(row, node):
        _collect_branches(row, operand, found)


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


def leaves(row: Row, node: n.Node) -> list[n.Node]:
    """Everything read that the value is made of, in the order of the formula."""
    found: list[n.Node] = []
    _collect_leaves(row, node, found)
    return found


def _collect_leaves(row: Row, node: n.Node, found: list[n.Node]) -> None:
    if isinstance(node, READS):
        found.append(node)
        return
    for operand in operands(row, node):
        _collect_leaves(row, operand, found)
