"""A number per dossier that changes when anything of its income changes.

64 bits, not secret: of two different incomes of a dossier one in 18 quintillion has the same number. It is
the same in every process and on every machine, for it is kept between runs.
"""

from hashlib import blake2b

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regels_calculators.doorrekenen.cents import Ints
from regels_calculators.grootboek.income import Amount, Days, Rows

Words = NDArray[np.uint64]
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_STEP = np.uint64(0x9E3779B97F4A7C15)
_AMOUNTS = ("net", "holiday", "subsidised", "paid_out")
_DATES = ("earned_from", "earned_to", "paid_on", "received_on", "begins", "ends")


def fingerprints(rows: Rows) -> Ints:
    """Of every dossier of ``rows.ids`` its number; the order of its rows does not matter."""
    mixed = np.zeros(len(rows), np.uint64)
    for name in _AMOUNTS:
        amount: Amount = getattr(rows, name)
        mixed = _mix(mixed, amount.cents, amount.known)
    for name in _DATES:
        days: Days = getattr(rows, name)
        mixed = _mix(mixed, days.day, days.known)
    for numbers in (rows.month, rows.person, rows.kind, rows.estimated):
        mixed = _mix(mixed, numbers, numbers)
    for texts in (rows.payments, rows.missing, rows.relation_names):
        found = _texts(texts)
        mixed = _mix(mixed, found, found)
    total = np.zeros(len(rows.ids), np.uint64)
    np.add.at(total, rows.dossier, mixed)
    lost = np.zeros(len(rows.ids), np.uint64)
    np.add.at(lost, rows.lost // 2, rows.lost.astype(np.uint64) % np.uint64(2) + np.uint64(1))
    return _scrambled(total + _STEP * lost).view(np.int64)


def _mix(state: Words, values: NDArray[np.generic], known: NDArray[np.generic]) -> Words:
    with np.errstate(over="ignore"):
        word = values.astype(np.int64).view(np.uint64) * np.uint64(2) + known.astype(np.uint64)
        return _scrambled(state + _STEP + word)


def _scrambled(word: Words) -> Words:
    """Every bit of the word changes half of the bits that come out (splitmix64)."""
    with np.errstate(over="ignore"):
        word = (word ^ (word >> np.uint64(30))) * _FIRST
        word = (word ^ (word >> np.uint64(27))) * _SECOND
        return np.asarray(word ^ (word >> np.uint64(31)))


def _texts(column: pa.Array) -> Ints:
    encoded = column.dictionary_encode()
    known = [
        int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)
        for text in encoded.dictionary.to_pylist()
    ]
    return np.array([*known, 0], np.int64)[np.asarray(encoded.indices.fill_null(len(known))).astype(np.int64)]
