"""What an operand must be: each function gives the node back, or refuses it with what to do."""

from regels.plan import nodes as n
from regels.plan.kinds import type_text, unit_text
from regels.plan.types import INT64_MAX, Kind, Type

NUMERIC = (Kind.NUMBER, Kind.MONEY, Kind.PERCENT)


class Mismatch(Exception):
    """Types, units or bounds that do not fit together.

    ``message`` says what was found, ``advice`` what to do, both in Dutch; the place is added by
    who knows it.
    """

    def __init__(self, message: str, advice: str = "", code: str = "soort") -> None:
        super().__init__(message)
        self.message, self.advice, self.code = message, advice, code


def fits(*numbers: int) -> None:
    """Refuse bounds that a 64-bit integer cannot hold."""
    if max(abs(number) for number in numbers) > INT64_MAX // 4:
        raise Mismatch(
            "Deze berekening kan te grote getallen geven.",
            "Geef de invoer een kleiner minimum en maximum.",
            "te_groot",
        )


def applicable(node: n.Node) -> n.Node:
    """Refuse a value that may be n.v.t. where a plain value is needed."""
    if node.type.nvt:
        raise Mismatch(
            "Deze waarde kan ‘niet van toepassing’ zijn.",
            "Gebruik ALS_NVT(waarde; wat dan geldt) of toets met ‘is van toepassing’.",
            "nvt",
        )
    return node


def plain(node: n.Node) -> n.Node:
    """Refuse a ratio where a stored value is needed."""
    if node.type.ratio:
        raise Mismatch("Een deling geeft een breuk.", "Rond eerst af: AFRONDEN(… / …; naam).", "breuk")
    return node


def numeric(node: n.Node) -> n.Node:
    """Refuse what cannot be calculated with."""
    if node.type.kind not in NUMERIC:
        raise Mismatch(f"Met een {type_text(node.type)} kan niet worden gerekend.")
    return node


def boolean(node: n.Node) -> n.Node:
    """Refuse anything but ja/nee."""
    if node.type.kind is not Kind.BOOL:
        raise Mismatch(f"Hier hoort ja of nee, maar dit is een {type_text(node.type)}.")
    return applicable(node)


def same_kind(left: Type, right: Type, what: str) -> None:
    """Refuse two kinds, units or option lists that are not the same; ``what`` needs them to be.

    A written number or amount takes any unit.
    """
    if left.kind is not right.kind:
        raise Mismatch(f"{what}: een {type_text(left)} en een {type_text(right)} gaan niet samen.")
    if left.unit != right.unit and not (left.literal or right.literal):
        found = (
            f"‘{unit_text(left.unit) or 'zonder eenheid'}’ en ‘{unit_text(right.unit) or 'zonder eenheid'}’"
        )
        raise Mismatch(f"{what}: de eenheden {found} verschillen.", code="eenheid")
    if left.options != right.options:
        raise Mismatch(f"{what}: dit zijn keuzes uit twee verschillende lijsten.")
