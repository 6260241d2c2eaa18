"""Exact division of vectors of integers, for which processors have no instruction.

LLVM takes a vector of 64-bit integers apart to divide it. A double holds integers to 2⁵³, and the
quotient of numbers below 2⁵⁰ can be found with doubles without any correction:

Let 0 <= n < 2⁵⁰, 0 < d < 2⁵⁰ and n = q·d + r. The number y = (n + ½)/d - ½ lies at least ½/d from
every half (it is q - ½ + (r + ½)/d, and ½ <= r + ½ <= d - ½), so q is the integer nearest to it, and
so to any number less than ½/d from it. n + ½ is exact. Times the double nearest to 1/d (or divided
by d), rounded, gives x = (n + ½)/d within a relative 2⁻⁵² + 2⁻¹⁰⁶; x - ½ is rounded by at most 2⁻⁵³
times the larger of x and ½. Together at most (n + ½)/d · 1.6 · 2⁻⁵² + 2⁻⁵⁴ off, and that is less than
½/d: (n + ½) · 1.6 · 2⁻⁵² <= 0.4 and d · 2⁻⁵⁴ < 0.07. Adding 1.5·2⁵², where doubles are one apart, rounds to
the nearest integer and leaves it in the low bits.
"""

import struct
from collections.abc import Callable
from typing import Final

from regels.kernel.bounds import Bounds
from regels.kernel.builder import number_of

_LIMIT: Final = 2**50
_TWO_52: Final = 0x4330_0000_0000_0000  # the bits of 2⁵²; its low bits count in ones
_ROUNDER: Final = 0x4338_0000_0000_0000  # of 1.5·2⁵²


def fits(n: Bounds | None, d: Bounds | None) -> bool:
    """Whether numbers between these bounds can be divided by ``quotient``."""
    return bool(n and d and n[0] >= 0 and d[0] > 0 and max(n[1], d[1]) < _LIMIT)


def quotient(emit: Callable[[str], str], lanes: int, n: str, d: str, divisor: str) -> str:
    """n div d.

    ``n``, ``d``: vectors of i64; ``divisor``: d as it was written, a literal or not. ``emit`` adds an
    instruction and gives its name.
    """
    ints, doubles = f"<{lanes} x i64>", f"<{lanes} x double>"

    def as_double(value: str, subtracted: float) -> str:
        bits = emit(f"or {ints} {value}, splat (i64 {_TWO_52})")
        return emit(f"fsub {doubles} {emit(f'bitcast {ints} {bits} to {doubles}')}, {_double(subtracted)}")

    numerator, known = as_double(n, 2.0**52 - 0.5), number_of(divisor)
    if known is None:
        x = emit(f"fdiv {doubles} {numerator}, {as_double(d, 2.0**52)}")
    else:
        x = emit(f"fmul {doubles} {numerator}, {_double(1 / known)}")
    y = emit(f"fsub {doubles} {x}, {_double(0.5)}")
    rounded = emit(f"fadd {doubles} {y}, {_double(1.5 * 2.0**52)}")
    return emit(f"sub {ints} {emit(f'bitcast {doubles} {rounded} to {ints}')}, splat (i64 {_ROUNDER})")


def short_quotient(emit: Callable[[str], str], lanes: int, n: str, d: str) -> str:
    """n div d of vectors of i32, 0 <= n and 0 < d.

    (n + ½)/d lies at least ½/d above q = n div d and as much below q + 1; n + ½ is exact, and the quotient is
    off by at most (n + ½)/d · 2⁻⁵³, which is less. So its whole part is q.
    """
    ints, doubles = f"<{lanes} x i32>", f"<{lanes} x double>"
    numerator = emit(f"fadd {doubles} {emit(f'sitofp {ints} {n} to {doubles}')}, {_double(0.5)}")
    found = emit(f"fdiv {doubles} {numerator}, {emit(f'sitofp {ints} {d} to {doubles}')}")
    return emit(f"fptosi {doubles} {found} to {ints}")


def _double(value: float) -> str:
    """A vector of one constant, to the bit."""
    (bits,) = struct.unpack("<Q", struct.pack("<d", value))
    return f"splat (double 0x{bits:016X})"
