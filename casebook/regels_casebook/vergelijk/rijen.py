"""A chunk of a caseload through both kernels: status, reason, amount and grounds of each row, old and new."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from regels_calculators.doorrekenen.cents import Ints, Mask, cents

from regels.bulk import Bulk
from regels.kernel.result import KernelResult
from regels.plan.plan import Plan, Verdict
from regels.plan.types import Kind
from regels.ruleset import Ruleset
from regels.tabel.history import Chunk
from regels.tabel.integers import decimal_array, decimal_words, first_days, fixed, ints_array, valid_mask
from regels.wording import REASON, REMARK, STATUS
from regels_casebook.vergelijk.paar import CompareError, Pair

OLD, NEW = "oud", "nieuw"
DECIDED = (Verdict.RIGHT.value, Verdict.NO_RIGHT.value)


@dataclass(frozen=True)
class Shift:
    """Moves the months of a chunk; no other date moves along."""

    plan: Plan
    months: int

    def __call__(self, chunk: Chunk) -> Chunk:
        """The chunk in other months."""
        spec = self.plan.inputs[self.plan.month]
        if spec.type.kind is not Kind.MONTH:
            raise CompareError("Deze regeling rekent per jaar; --verschuif kan hier niet.")
        column = chunk.columns[spec.name]
        valid = valid_mask(column)
        months = fixed(column, np.int32).astype(np.int64) + self.months
        held = months if valid is None else np.where(valid, months, 0)
        if len(held) and (int(held.max()) > spec.type.high):
            raise CompareError("Met deze verschuiving valt een maand buiten de jaren waarmee Regels rekent.")
        moved = ints_array(held, valid, pa.int32())
        shown = ints_array(first_days(held), valid, pa.int32()).view(pa.date32())
        return replace(chunk, columns={**chunk.columns, spec.name: moved}, month=shown)


@dataclass(frozen=True)
class Both:
    """Computes a chunk with both rulesets; one row for each row."""

    pair: Pair

    def __call__(self, chunk: Chunk) -> pa.RecordBatch:
        """Status, reason, remarks, amount, choices, old and new; ``druk_``: the amount at a higher wage."""
        found: dict[str, pa.Array] = {}
        for word, ruleset in ((OLD, self.pair.old), (NEW, self.pair.new)):
            mine = replace(chunk, columns=columns_of(ruleset, chunk), rejects=list(chunk.rejects))
            batch = Bulk(ruleset.kernel)(mine)
            if word == NEW:
                chunk.rejects[:] = mine.rejects
            found[f"{STATUS}_{word}"] = batch.column(STATUS)
            found[f"{REASON}_{word}"] = batch.column(REASON)
            found[f"{REMARK}_{word}"] = batch.column(REMARK)
            found[f"bedrag_{word}"] = _sum([batch.column(name) for name in self.pair.measures.bedrag])
            for name in self.pair.choices:
                found[f"{name}_{word}"] = batch.column(name)
        for extra in self.pair.measures.extra:
            raised = _raised(self.pair, chunk, extra)
            if raised is not None:
                for word, ruleset in ((OLD, self.pair.old), (NEW, self.pair.new)):
                    found[f"druk_{extra}_{word}"] = _amount(self.pair, ruleset, chunk, raised)
        return pa.RecordBatch.from_arrays(list(found.values()), list(found))


def columns_of(ruleset: Ruleset, chunk: Chunk) -> dict[str, pa.Array]:
    """The columns that this regeling asks."""
    names = {spec.name for spec in ruleset.plan.inputs}
    return {name: column for name, column in chunk.columns.items() if name in names}


def _sum(columns: Sequence[pa.Array]) -> pa.Array:
    """Cents; null when one is empty."""
    total, valid = cents(columns[0])
    for column in columns[1:]:
        more, filled = cents(column)
        total, valid = total + more, valid & filled
    return pa.array(total, mask=~valid)


def _raised(pair: Pair, chunk: Chunk, extra: int) -> pa.Array | None:
    """The wages with so many cents more; unknown ones stay unknown, and those at the bound as they are."""
    column = chunk.columns.get(pair.measures.loon)
    if column is None:
        return None
    spec = next(spec for spec in pair.reader.plan.inputs if spec.name == pair.measures.loon)
    low, _ = decimal_words(column)
    valid = valid_mask(column)
    return decimal_array(np.where(low + extra <= spec.type.high, low + extra, low), valid, spec.type.scale)


def _amount(pair: Pair, ruleset: Ruleset, chunk: Chunk, wages: pa.Array) -> pa.Array:
    columns = columns_of(ruleset, chunk) | {pair.measures.loon: wages}
    result: KernelResult = ruleset.kernel.run(columns, chunk.new_history, chunk.rejected, threads=1)
    decided = [list(Verdict).index(Verdict(name)) for name in DECIDED]
    known = np.isin(result.verdict, decided)
    total, valid = whole(_sum([result.outcome(name) for name in pair.measures.bedrag]))
    return pa.array(total, mask=~(valid & known))


def whole(column: pa.Array) -> tuple[Ints, Mask]:
    """An ``int64`` column as numpy with where it is filled."""
    return np.asarray(column.fill_null(0)).astype(np.int64), np.asarray(column.is_valid())
