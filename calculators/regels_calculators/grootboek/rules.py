"""A regeling over plain arrays: rows that stand alone, as the kernel takes them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from regels.kernel.result import VERDICTS, KernelResult
from regels.plan.plan import Verdict
from regels.plan.types import Kind, Type
from regels.ruleset import Ruleset
from regels_calculators.doorrekenen.cents import Ints, Mask, cents


@dataclass(frozen=True, slots=True)
class Answers:
    """What a regeling said of each row. ``right``: rows that were determined with right."""

    result: KernelResult
    right: Mask

    def cents(self, name: str) -> tuple[Ints, Mask]:
        """An amount of every row, and where it is known."""
        return cents(self.result.outcome(name))

    def numbers(self, name: str) -> tuple[Ints, Mask]:
        """A number, day or month of every row, and where it is known."""
        column = self.result.outcome(name)
        kind = pa.int32() if pa.types.is_date32(column.type) else pa.int64()
        return np.asarray(column.cast(kind).fill_null(0)).astype(np.int64), np.asarray(column.is_valid())

    def yes(self, name: str) -> Mask:
        """Where a ja/nee is known and ja."""
        return np.asarray(self.result.outcome(name).fill_null(False)).astype(np.bool_)

    def texts(self, name: str) -> list[str | None]:
        """A choice of every row."""
        return list(self.result.outcome(name).to_pylist())


def answers(ruleset: Ruleset, columns: Mapping[str, pa.Array], rows: int) -> Answers:
    """Compute rows that are each a history of their own.

    A row with a value outside the bounds of its field is rejected: it never gets an answer.
    """
    alone, outside = np.ones(rows, np.uint8), np.zeros(rows, np.bool_)
    for spec in ruleset.plan.inputs:
        if spec.name in columns and spec.type.kind not in (Kind.BOOL, Kind.CHOICE):
            outside |= _outside(columns[spec.name], spec.type)
    result = ruleset.kernel.run(columns, alone, outside.astype(np.uint8))
    right = VERDICTS.index(Verdict.RIGHT)
    return Answers(result, result.verdict == right)


def _outside(column: pa.Array, type: Type) -> Mask:
    known = np.asarray(column.is_valid())
    if pa.types.is_decimal(column.type):
        values = cents(column)[0]
    else:
        values = np.asarray(column.fill_null(0)).astype(np.int64)
    return np.asarray(known & ((values < type.low) | (values > type.high)))


def article(ruleset: Ruleset, rule: str) -> str:
    """The article on which a rule rests."""
    return next(spec.article for spec in ruleset.plan.rules if spec.name == rule)
