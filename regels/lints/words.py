"""Nodes and values in the words of a ruleset, for the messages of the checker."""

from datetime import date, timedelta

from regels.plan import nodes as n
from regels.plan.draft import Draft
from regels.plan.kinds import unit_text
from regels.plan.types import Kind, Type
from regels.plan.walk import children

EPOCH = date(1970, 1, 1)
DUTCH = str.maketrans({",": ".", ".": ","})
MARKERS = {
    n.Age: "LEEFTIJD",
    n.Reached: "BEREIKT",
    n.MonthOf: "MAAND",
    n.YearOf: "JAAR",
    n.FirstDay: "EERSTE_DAG",
    n.LastDay: "LAATSTE_DAG",
    n.IfNvt: "ALS_NVT",
    n.AddMonths: "later",
}


def day_text(days: int) -> str:
    """A day number as ``2026-07-01``."""
    return (EPOCH + timedelta(days=days)).isoformat()


def month_text(day: int) -> str:
    """The month of a day number as ``2026-07``."""
    return day_text(day)[:7]


def value_text(kind: Type, value: int, scale: int | None = None) -> str:
    """A representing integer (at ``scale``, or that of the type) as it would be written in a ruleset."""
    scale = kind.scale if scale is None else scale
    match kind.kind:
        case Kind.BOOL:
            return "ja" if value else "nee"
        case Kind.CHOICE:
            return kind.options[value]
        case Kind.DATE:
            return day_text(value)
        case Kind.MONTH:
            return f"{1970 + value // 12}-{value % 12 + 1:02d}"
        case Kind.MONEY:
            return f"{'-' if value < 0 else ''}€ {_number(abs(value), scale, scale >= 2)}"
        case Kind.PERCENT:
            return f"{_number(value * 100, scale, False)}%"
    unit = f" {unit_text(kind.unit)}" if kind.unit in ((("maand", 1),), (("dag", 1),), (("jaar", 1),)) else ""
    return _number(value, scale, False) + unit


def _number(value: int, scale: int, keep: bool) -> str:
    whole, part = divmod(abs(value), 10**scale)
    digits = str(part).zfill(scale) if scale else ""
    digits = digits[:2] + digits[2:].rstrip("0") if keep else digits.rstrip("0")
    grouped = f"{whole:,}".translate(DUTCH) if keep else str(whole)
    return f"{'-' if value < 0 else ''}{grouped}{',' + digits if digits else ''}"


def node_text(draft: Draft, node: n.Node) -> str:
    """What a node is called: its name in the ruleset, or its formula in short."""
    match node:
        case n.Input():
            return list(draft.inputs)[node.index]
        case n.Rule():
            return list(draft.rules)[node.index]
        case n.State():
            return list(draft.states)[node.index]
        case n.Param():
            return draft.used[node.index]
        case n.Reached():
            parts = (node_text(draft, node.born), draft.used[node.parameter], node_text(draft, node.at))
            return f"BEREIKT({'; '.join(parts)})"
        case n.Const():
            return value_text(node.type, node.value)
        case n.Nvt():
            return "n.v.t."
        case n.Rescale() | n.Round():
            return node_text(draft, node.value)
        case n.Binary():
            return f"{node_text(draft, node.left)} {node.op.value} {node_text(draft, node.right)}"
        case n.Compare():
            return f"({node_text(draft, node.left)} {node.op.value} {node_text(draft, node.right)})"
        case n.If() if isinstance(node.otherwise, n.Nvt):
            return node_text(draft, node.then)
    name = (
        node.pick.value
        if isinstance(node, n.Extreme)
        else MARKERS.get(type(node), type(node).__name__.lower())
    )
    return f"{name}({'; '.join(node_text(draft, child) for child in children(node))})"
