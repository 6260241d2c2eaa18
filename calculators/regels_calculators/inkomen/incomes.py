"""The table of income per month, to look up what is known of a person in a month."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.tabel.integers import as_int64
from regels_calculators.doorrekenen.cents import cents
from regels_calculators.inkomen.columns import PERSONS
from regels_calculators.inkomen.months import INCOMES, NO_PAYMENT
from regels_calculators.inkomen.records import Ints, Mask, ranks

_ROOM = 4096
_OPEN = _ROOM - 1


@dataclass(frozen=True, slots=True)
class Found:
    """Per row: sums of net, built up and lks; which of them have an unknown part; whether all of it is
    unsure; whether a payment is missing; and whether there is any income relation or income in the month.
    """

    sums: list[Ints]
    gaps: list[Mask]
    blocked: Mask
    waiting: Mask
    evidence: Mask


class Incomes:
    """Of every dossier, person, kind of income and month the sums, and what is missing."""

    def __init__(self, months: pa.Table) -> None:
        found = months.combine_chunks()
        place, self._dossiers = ranks(_one(found["dossier_id"]))
        person = as_int64(pc.index_in(_one(found["persoon"]), pa.array(PERSONS)))
        kind = as_int64(pc.index_in(_one(found["soort"]), pa.array(INCOMES)))
        owner = self._number(place, person, kind)
        month = _month_places(_one(found["maand"]))
        self._read_blocked(owner, month)
        self._read_lives(owner, found)
        dated = month >= 0
        key = owner * _ROOM + month
        self._keys, where = np.unique(key[dated], return_inverse=True)
        size = len(self._keys)

        def summed(values: Ints) -> Ints:
            total = np.zeros(size, np.int64)
            np.add.at(total, where, values[dated])
            return total

        self._sums, self._gaps = [], []
        for name in ("netto", "vakantietoeslag", "lks_deel"):
            amount, known = cents(_one(found[name]))
            missing = ~known & np.asarray(_one(found["onbekend"]).is_valid()) & ~_only(found, NO_PAYMENT)
            self._sums.append(summed(amount))
            self._gaps.append(summed((missing | (amount < 0)).astype(np.int64)))
        begin, end = _month_places(_one(found["ikv_van"])), _month_places(_one(found["ikv_tot"]))
        alive = (begin >= 0) & (begin <= month) & ((end < 0) | (month <= end))
        self._alive = summed(alive.astype(np.int64))
        self._uncovered = summed((as_int64(_one(found["dagen_zonder_loon"])) > 0).astype(np.int64))
        self._evidence = summed((alive | (cents(_one(found["netto"]))[0] != 0)).astype(np.int64))

    def _number(self, dossier: Ints, person: Ints | int, kind: Ints | int) -> Ints:
        return np.asarray((dossier * 2 + person) * 2 + kind)

    def _read_blocked(self, owner: Ints, month: Ints) -> None:
        self._blocked = np.unique(owner[month < 0])

    def _read_lives(self, owner: Ints, months: pa.Table) -> None:
        """First and last months of every income relation, in order.

        One that ended before its first month (holiday pay after the end of a job) runs in no month: it must
        not make up for another that has no payment.
        """
        relation, names = ranks(_one(months["ikv"]))
        _, first = np.unique(owner * (len(names) + 1) + relation, return_index=True)
        begin, end = (_month_places(_one(months[name]))[first] for name in ("ikv_van", "ikv_tot"))
        there = (begin >= 0) & ((end < 0) | (begin <= end))
        mine = owner[first][there]
        self._begins = np.sort(mine * _ROOM + begin[there])
        self._ends = np.sort(mine * _ROOM + np.where(end[there] < 0, _OPEN, np.minimum(end[there], _OPEN)))

    def of(self, dossier: pa.Array, month: Ints, person: int, kind: int) -> Found:
        """What is known of each dossier in its month."""
        place = as_int64(pc.index_in(dossier, self._dossiers).fill_null(-1))
        owner = self._number(place, person, kind)
        key = owner * _ROOM + month
        known = (place >= 0) & (month >= 0)
        if len(self._keys):
            line = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
            hit = known & (self._keys[line] == key)
        else:
            line, hit = np.zeros(len(key), np.int64), np.zeros(len(key), np.bool_)

        def at(values: Ints) -> Ints:
            return np.where(hit, values[line], 0) if len(values) else np.zeros(len(key), np.int64)

        begun = np.searchsorted(self._begins, key, side="right") - np.searchsorted(
            self._begins, owner * _ROOM
        )
        ended = np.searchsorted(self._ends, key, side="left") - np.searchsorted(self._ends, owner * _ROOM)
        active = np.where(known, begun - ended, 0)
        return Found(
            [at(values) for values in self._sums],
            [at(values) > 0 for values in self._gaps],
            np.isin(owner, self._blocked) & (place >= 0),
            (active > at(self._alive)) | (at(self._uncovered) > 0),
            at(self._evidence) > 0,
        )


def _one(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def _only(months: pa.Table, reason: str) -> Mask:
    return np.asarray(pc.equal(_one(months["onbekend"]), reason).fill_null(False))


def _month_places(days: pa.Array) -> Ints:
    """Months since 1970-01; -1 where empty."""
    place = as_int64(days.cast(pa.int32())).astype("M8[D]").astype("M8[M]").astype(np.int64)
    return np.where(np.asarray(days.is_valid()), place, -1)
