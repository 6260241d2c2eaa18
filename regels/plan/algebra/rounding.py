"""``AFRONDEN``: from any scale or ratio to a whole number of steps."""

from regels.plan import nodes as n
from regels.plan.algebra.needs import Mismatch, applicable, fits
from regels.plan.kinds import type_text
from regels.plan.types import Kind, Type


def round_to(value: n.Node, name: str, mode: n.RoundMode, step: int, scale: int) -> n.Node:
    """``AFRONDEN(value; name)`` to a multiple of ``step`` at ``scale``."""
    applicable(value)
    kind = value.type
    if kind.kind not in (Kind.MONEY, Kind.NUMBER):
        raise Mismatch(f"Een {type_text(kind)} kan niet worden afgerond.")
    up, down = 10**scale, 10**kind.scale * step
    fits(kind.low * up * 2, kind.high * up * 2, kind.den_high * down * 2)
    least = kind.den_low * down
    low = -_steps(-kind.low * up, least) * step if kind.low < 0 else 0
    high = _steps(kind.high * up, least) * step if kind.high > 0 else 0
    return n.Round(Type(kind.kind, kind.unit, scale=scale, low=low, high=high), value, name, mode, step)


def _steps(most: int, least: int) -> int:
    """More steps than ``most / least`` can be rounded to: the next whole number, and one to spare."""
    return -(-most // least) + 1
