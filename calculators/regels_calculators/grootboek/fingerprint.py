"""A number per dossier that changes when anything of its income changes.

64 bits, not secret: that another income of a dossier has the same number happens once in many quadrillions.
It is the same in every process and on every machine, for it is kept between runs.
"""

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regels.tabel.integers import fixed_offsets
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
    for numbers in (rows.month, rows.person, rows.kind, rows.estimated, rows.uncovered):
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
    """A number for each text, 0 for none: its bytes, each times a number of its own place, added up."""
    encoded = column.dictionary_encode()
    texts, none = encoded.dictionary, len(encoded.dictionary)
    edges = fixed_offsets(texts).astype(np.int64)[: none + 1]
    first, last = int(edges[0]), int(edges[-1])
    data = texts.buffers()[2] if last > first else pa.py_buffer(b"")
    letters = np.frombuffer(data, np.uint8)[first:last]
    edges, sizes = edges - first, np.diff(edges)
    place = np.arange(len(letters)) - np.repeat(edges[:none], sizes)
    with np.errstate(over="ignore"):
        weights = _scrambled(np.arange(1, sizes.max(initial=0) + 1, dtype=np.uint64) * _STEP)
        upto = np.append(np.uint64(0), np.cumsum(weights[place] * letters, dtype=np.uint64))[edges]
        sums = _scrambled(upto[1:] - upto[:-1] + sizes.astype(np.uint64) * _STEP + _FIRST)
    known = np.append(sums.view(np.int64), 0)
    return known[np.asarray(encoded.indices.fill_null(none)).astype(np.int64)]
