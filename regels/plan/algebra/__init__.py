"""Typed nodes from typed nodes: kinds and units must fit, scales and bounds are worked out.

Every function returns a node whose type carries proved bounds, or raises ``Mismatch`` with
what was found and what to do. Bounds that do not fit in 63 bits are refused, so that no
reader can ever overflow.
"""

from regels.plan.algebra.calendar import DAY, MONTHS, YEARS, on_calendar
from regels.plan.algebra.choice import choose, extreme, if_nvt
from regels.plan.algebra.comparison import DECIDE, compare, decide
from regels.plan.algebra.needs import Mismatch, applicable, boolean, plain, same_kind
from regels.plan.algebra.operation import arithmetic
from regels.plan.algebra.rounding import round_to
from regels.plan.algebra.scales import rescale
from regels.plan.algebra.sums import negate
from regels.plan.algebra.truth import invert, logic

__all__ = [
    "DAY", "DECIDE", "MONTHS", "YEARS", "Mismatch", "applicable", "arithmetic", "boolean", "choose",
    "compare", "decide", "extreme", "if_nvt", "invert", "logic", "negate", "on_calendar", "plain",
    "rescale", "round_to", "same_kind",
]  # fmt: skip
