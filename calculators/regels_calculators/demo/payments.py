"""What a case system might have paid: the right amount, except where a stated cause intervened."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels_calculators.demo.assumptions import AANNAME, Share
from regels_calculators.demo.columns import BEDRAG, decimals, hundredths
from regels_calculators.demo.draws import Ints

JUIST: Final = "juist"
NIET_BEKEND: Final = "niet bekend"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a payment differs, and for which share of the rows that the cause can touch."""

    name: str
    share: Share


CAUSES: Final = (
    Cause("uitkering stilgezet", Share(0.0015)),
    Cause("kostendeler niet gezien", Share(0.02)),
    Cause("loon van vorige maand verrekend", Share(0.10)),
    Cause("loon niet verwerkt", Share(0.05)),
    Cause("vrijlating vergeten", Share(0.06)),
    Cause("oude norm na indexering", Share(0.01)),
    Cause("cent door afronding", Share(0.02)),
    Cause(NIET_BEKEND, Share(0.005)),
)
"""In this order the first that happens counts. Every share is an *aanname*: no figures were found."""

SOURCE: Final = AANNAME
_GAIN_PER_SHARER: Final = 38_000  # cents; about what a first kostendeler takes off a single's payment
_VRIJLATING: Final = (25, 28_000)  # per cent and cents; about ground n
_INDEXATION: Final = 12  # per thousand


def with_payments(batch: pa.RecordBatch, computed_uit_te_betalen: Any, seed: int) -> pa.RecordBatch:
    """The batch with a last column ``uitbetaald``.

    ``computed_uit_te_betalen``: one amount per row, as computed by the rules; empty where it could
    not be determined, and then nothing is known to be paid. Never below zero.
    """
    paid, _ = payments(batch, computed_uit_te_betalen, seed)
    return batch.append_column("uitbetaald", paid)


def payments(batch: pa.RecordBatch, computed_uit_te_betalen: Any, seed: int) -> tuple[Any, Any]:
    """The amounts paid, and for each row the name of the cause that made it so.

    A row's draw depends on the seed, its dossier's number and its place in the dossier, not on the
    batch. The batch holds whole dossiers in order of time, as ``caseload`` makes them.
    """
    right, unknown = hundredths(_array(computed_uit_te_betalen))
    number, place = _places(batch)
    wage, wage_unknown = hundredths(batch.column("inkomen_arbeid"))
    wage = np.maximum(np.where(wage_unknown, 0, wage), 0)
    before = np.where(place > 0, np.roll(wage, 1), wage)
    sharers = np.asarray(batch.column("kostendelende_medebewoners").fill_null(0), dtype=np.int64)
    percent, most = _VRIJLATING
    index_month = np.isin(np.asarray(pc.month(batch.column("maand")).fill_null(0)), (1, 7))
    effect: dict[str, tuple[Any, Ints]] = {
        "uitkering stilgezet": (right > 0, -right),
        "kostendeler niet gezien": ((sharers > 0) & (right > 0), np.full_like(right, _GAIN_PER_SHARER)),
        "loon van vorige maand verrekend": ((wage != before) & (right > 0), (wage - before) * 95 // 100),
        "loon niet verwerkt": (wage > 0, wage * 3 // 4),
        "vrijlating vergeten": ((wage > 0) & (right > 0), -np.minimum(wage * percent // 100, most)),
        "oude norm na indexering": (index_month & (right > 0), -(right * _INDEXATION // 1000)),
        "cent door afronding": (right > 0, np.where(number % 2 == 0, 1, -1)),
        NIET_BEKEND: (np.ones(len(right), dtype=np.bool_), np.zeros_like(right)),
    }
    paid, cause = right.copy(), np.zeros(len(right), dtype=np.int8)
    for index, item in enumerate(CAUSES, start=1):
        possible, change = effect[item.name]
        happens = _hash(seed, number, place, index) < int(item.share.value * 2**32)
        chosen = possible & happens & (cause == 0) & ~unknown
        paid[chosen] += change[chosen]
        cause[chosen] = index
    names = [JUIST, *(item.name for item in CAUSES)]
    empty = unknown | (cause == names.index(NIET_BEKEND))
    cause[unknown] = names.index(NIET_BEKEND)
    return decimals(np.maximum(paid, 0), BEDRAG, empty), pa.DictionaryArray.from_arrays(
        pa.array(cause), names
    )


def _array(values: Any) -> Any:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values


def _places(batch: pa.RecordBatch) -> tuple[Ints, Ints]:
    """Per row the number of its dossier and which row of that dossier it is, from 0."""
    number = np.asarray(pc.utf8_slice_codeunits(batch.column("dossier_id"), 2).cast(pa.int64()))
    starts = np.flatnonzero(np.r_[True, number[1:] != number[:-1]])[: len(number)]
    lengths = np.diff(np.r_[starts, len(number)])
    return number, np.arange(len(number)) - np.repeat(starts, lengths)


def _hash(seed: int, number: Ints, place: Ints, cause: int) -> Ints:
    """Evenly spread whole numbers from 0 up to 2**32, fixed by the four (SplitMix64)."""
    value = (
        (number.astype(np.uint64) << np.uint64(20))
        + (place.astype(np.uint64) << np.uint64(5))
        + np.uint64(cause)
    )
    value ^= np.uint64(seed * 0x9E3779B97F4A7C15 % 2**64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        value = (value ^ (value >> np.uint64(shift))) * np.uint64(factor)
    return ((value ^ (value >> np.uint64(31))) >> np.uint64(32)).astype(np.int64)
