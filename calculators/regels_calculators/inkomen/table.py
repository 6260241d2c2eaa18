"""The parts of all payments added up to the table of income per month (``months.MONTHS``)."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.tabel.integers import decimal_array, first_days, ints_array, months_of
from regels_calculators.inkomen.attribute import NO_MONTH, THIRTEENTH, Parts
from regels_calculators.inkomen.columns import BENEFIT, KINDS, ONCE, PERSONS, WAGE
from regels_calculators.inkomen.cover import Cover
from regels_calculators.inkomen.months import INCOMES, JOIN, MONTHS, NO_PAYMENT, SET_APART
from regels_calculators.inkomen.net import PER_DAY, POLICIES, REASONS, Nets, bit
from regels_calculators.inkomen.records import Ints, Mask, Records, ranks, starts_of

_NEVER = np.int64(1 << 21)
"""A day after all others."""
_MONTH_ROOM = 4096


@dataclass(frozen=True, slots=True)
class Owners:
    """Whose money a record is. ``income``: a number per dossier, person, income relation and kind of
    income.
    """

    dossier: Ints
    relation: Ints
    income: Ints
    dossiers: pa.Array
    relations: pa.Array

    def number(self, dossier: Ints, person: Ints, relation: Ints, kind: Ints) -> Ints:
        """That number, in the order of the table."""
        return ((dossier * 2 + person) * (len(self.relations) + 1) + relation + 1) * 2 + kind


def owners_of(records: Records) -> Owners:
    """The owners of all records."""
    dossier, dossiers = ranks(records.texts["dossier_id"])
    relation, relations = ranks(records.texts["ikv"])
    found = Owners(dossier, relation, dossier, dossiers, relations)
    kind = (records.values["soort"] == KINDS.index(BENEFIT)).astype(np.int64)
    income = found.number(dossier, records.values["persoon"], relation, kind)
    return Owners(dossier, relation, income, dossiers, relations)


def month_table(records: Records, counts: Mask, nets: Nets, parts: Parts, apart: Parts) -> pa.Table:
    """The table. ``parts``: of what counts; ``apart``: the months that what was set apart may be about."""
    owners = owners_of(records)
    lines = _Lines(records, nets, owners, parts, apart)
    if not len(lines.starts):
        return MONTHS.empty_table()
    life = _Life(records, counts, nets, owners, lines)
    unknown = lines.bits(lines.unknown)
    no_income = ~lines.any(lines.earned) & ((unknown & bit(SET_APART)) == 0) & (life.days > 0)
    unknown |= np.where(no_income, bit(NO_PAYMENT), 0)
    whole = bit(SET_APART) | bit(NO_PAYMENT)
    net_known = (unknown & (whole | bit("netto"))) == 0
    built_known = (unknown & (whole | bit("vakantietoeslag_opgebouwd"))) == 0
    lks_known = net_known & ((unknown & bit("lks")) == 0)
    paid_known = ~lines.any(lines.paid_unknown)
    columns = [
        *lines.names(),
        _days_array(first_days(lines.month), lines.month >= 0),
        decimal_array(np.where(net_known, lines.sum(lines.net), 0), net_known, 2),
        decimal_array(np.where(built_known, lines.sum(lines.built_up), 0), built_known, 2),
        decimal_array(np.where(lks_known, lines.sum(lines.subsidised), 0), lks_known, 2),
        decimal_array(np.where(paid_known, lines.sum(lines.paid), 0), paid_known, 2),
        *lines.dates(),
        pa.array(lines.any(records.values["geschat"][lines.record] == 1)),
        lines.ids(),
        _words(unknown, REASONS),
        ints_array(np.where(lines.month >= 0, life.days, 0), lines.month >= 0, pa.int32()),
        _words(lines.bits(lines.policy), POLICIES),
        pa.array(lines.any(nets.four_weeks[lines.record] & lines.earned)),
        _days_array(life.begin, life.begin < _NEVER),
        _days_array(life.end, life.end < _NEVER),
        _words(lines.bits(lines.remarks), (*nets.mark_texts, THIRTEENTH)),
    ]
    return pa.Table.from_arrays(columns, schema=MONTHS)


class _Lines:
    """All parts in the order of the table; a line of the table is a run of them from each of ``starts``.

    ``apart``, ``apart_key``: records that were set apart, with the income relations they may be of.
    """

    def __init__(self, records: Records, nets: Nets, owners: Owners, parts: Parts, apart: Parts) -> None:
        blocked, key = _blocked(records, owners, apart)
        named = owners.relation[blocked.record] >= 0
        self.apart, self.apart_key = blocked.record[named], key[named]
        own = [parts, blocked]
        record = np.concatenate([p.record for p in own])
        keys = np.concatenate([owners.income[parts.record], key])
        month = np.concatenate([p.month for p in own])
        self._id_place, _ = ranks(records.texts["betaling_id"])
        line = keys * _MONTH_ROOM + month - NO_MONTH
        order = np.lexsort((self._id_place[record], line))
        self._line, self._records, self._owners = line[order], records, owners
        self.starts = starts_of(self._line)
        self.record = record[order]
        self.key, self.month = keys[order][self.starts], month[order][self.starts]

        def taken(name: str) -> Ints:
            return np.concatenate([getattr(p, name) for p in own])[order]

        self.net, self.built_up, self.subsidised = taken("net"), taken("built_up"), taken("subsidised")
        self.paid, self.unknown = taken("paid"), taken("unknown")
        self.paid_unknown: Mask = taken("paid_unknown").astype(np.bool_)
        self.earned: Mask = taken("earned").astype(np.bool_)
        places = np.where(self.earned, nets.policy[self.record], nets.holiday_policy[self.record])
        self.policy: Ints = np.where((self.unknown & bit(SET_APART)) != 0, 0, 1 << places)
        thirteenth: Ints = np.where(taken("free").astype(np.bool_), 1 << len(nets.mark_texts), 0)
        marked = np.array([bool(text) for text in nets.mark_texts], np.bool_)[nets.marks[self.record]]
        self.remarks: Ints = thirteenth | np.where(marked & self.earned, 1 << nets.marks[self.record], 0)

    def sum(self, values: Ints) -> Ints:
        """The sum of each line."""
        return np.asarray(np.add.reduceat(values, self.starts))

    def bits(self, values: Ints) -> Ints:
        """All bits of each line."""
        return np.asarray(np.bitwise_or.reduceat(values, self.starts))

    def any(self, values: Mask) -> Mask:
        """Whether one part of the line has it."""
        return np.asarray(np.logical_or.reduceat(values, self.starts))

    def names(self) -> list[pa.Array]:
        """Dossier, person, income relation and kind of income."""
        rest, kind = np.divmod(self.key, 2)
        rest, relation = np.divmod(rest, len(self._owners.relations) + 1)
        dossier, person = np.divmod(rest, 2)
        relations = pa.concat_arrays([pa.array([""]), self._owners.relations])
        texts = (self._owners.dossiers, pa.array(PERSONS), relations, pa.array(INCOMES))
        places = (dossier, person, relation, kind)
        return [text.take(pa.array(place)) for text, place in zip(texts, places, strict=True)]

    def dates(self) -> list[pa.Array]:
        """First and last day earned, last day paid, last day received."""
        values, known = self._records.values, self._records.known
        found = []
        for name, pick in (
            ("periode_van", np.minimum), ("periode_tot", np.maximum), ("betaald_op", np.maximum),
            ("ontvangen_op", np.maximum),
        ):  # fmt: skip
            there = known[name][self.record]
            if name.startswith("periode"):
                there = there & self.earned
            nothing = _NEVER if pick is np.minimum else -_NEVER
            days = pick.reduceat(np.where(there, values[name][self.record], nothing), self.starts)
            found.append(_days_array(days, days != nothing))
        return found

    def ids(self) -> pa.Array:
        """The ids of each line, each once, in order, joined."""
        place, fresh = self._id_place[self.record], np.ones(len(self.record), np.bool_)
        fresh[1:] = (np.diff(place) != 0) | (np.diff(self._line) != 0)
        fresh &= place >= 0
        taken = self._records.texts["betaling_id"].take(pa.array(self.record[fresh]))
        before = np.concatenate([[0], np.cumsum(fresh)])
        offsets = before[np.append(self.starts, len(fresh))].astype(np.int32)
        return pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), taken), JOIN)


def _blocked(records: Records, owners: Owners, apart: Parts) -> tuple[Parts, Ints]:
    """What was set apart, once for every person and kind of income that it may be about; and their keys."""
    found: list[Ints] = []
    keys: list[Ints] = []
    places = np.arange(len(apart.record))
    person, kind = records.values["persoon"], records.values["soort"] == KINDS.index(BENEFIT)
    for p in range(len(PERSONS)):
        for k in range(len(INCOMES)):
            here = (~records.known["persoon"] | (person == p)) & (~records.known["soort"] | (kind == k))
            rows = places[here[apart.record]]
            record = apart.record[rows]
            each = np.full(len(rows), p), np.full(len(rows), k)
            keys.append(owners.number(owners.dossier[record], each[0], owners.relation[record], each[1]))
            found.append(rows)
    taken = np.concatenate(found)
    picked = Parts(*(getattr(apart, name)[taken] for name in Parts.__dataclass_fields__))
    return picked, np.concatenate(keys).astype(np.int64)


class _Life:
    """Per line how long the income relation ran, and how many of its days in the month have no income.

    A record that was set apart says that the relation was there, so that a later month without payment is not
    complete; it covers no day and ends nothing.
    """

    def __init__(self, records: Records, counts: Mask, nets: Nets, owners: Owners, lines: _Lines) -> None:
        keys = np.concatenate([lines.key, owners.income, lines.apart_key])
        incomes, place = np.unique(keys, return_inverse=True)
        line, own, apart = np.split(place, np.cumsum([len(lines.key), len(records)]))
        rows = np.concatenate([np.flatnonzero(counts), lines.apart])
        seen = _Days(records, rows, np.concatenate([own[counts], apart]), len(incomes))
        self.begin, self.end = seen.first()[line], seen.last(counts)[line]
        kind = records.values["soort"]
        wages = counts & ((kind == KINDS.index(WAGE)) | (kind == KINDS.index(BENEFIT)))
        dated = wages & records.known["periode_van"]
        cover = Cover(own[dated], records.values["periode_van"][dated], records.values["periode_tot"][dated])
        first = np.maximum(first_days(lines.month), self.begin)
        last = np.minimum(first_days(lines.month + 1) - 1, self.end)
        living = np.maximum(last - first + 1, 0)
        other = np.zeros(len(incomes), np.bool_)
        other[own[wages & (nets.policy != POLICIES.index(PER_DAY))]] = True
        wage = lines.earned & (kind[lines.record] != KINDS.index(ONCE))
        daily = nets.policy[lines.record] == POLICIES.index(PER_DAY)
        whole, some = lines.any(wage & ~daily), lines.any(wage & daily)
        by_day = living - cover.days(line, first, last)
        self.days = np.where(whole, 0, np.where(other[line] & ~some, living, by_day))


@dataclass(frozen=True, slots=True)
class _Days:
    """The first and last days that records name, per income. ``rows``: which records, each of an ``own``."""

    records: Records
    rows: Ints
    own: Ints
    size: int

    def first(self) -> Ints:
        """The first day of each income relation: its own, or an earlier one that was paid for.

        When no record names it: the first day of the month of the earliest period (else payment), so that a
        feed that begins in the middle of a month does not make that month look complete.
        """
        named, earned, paid = (
            self._pick(name, np.minimum, _NEVER) for name in ("ikv_van", "periode_van", "betaald_op")
        )
        seen = np.where(earned < _NEVER, earned, paid)
        month = np.where(seen < _NEVER, first_days(months_of(np.minimum(seen, _NEVER - 1))), _NEVER)
        return np.where(named < _NEVER, np.minimum(named, earned), month)

    def last(self, counts: Mask) -> Ints:
        """The last day that any record names, unless income is about later days: then it still runs.

        Only what counts can say that there is an end at all.
        """
        kind, ends = self.records.values["soort"][self.rows], counts[self.rows]
        sure = self._pick("ikv_tot", np.maximum, -_NEVER, ends)
        found = self._pick("ikv_tot", np.maximum, -_NEVER)
        running = (kind == KINDS.index(WAGE)) | (kind == KINDS.index(BENEFIT))
        worked = self._pick("periode_tot", np.maximum, -_NEVER, running)
        return np.where((sure == -_NEVER) | (worked > found), _NEVER, found)

    def _pick(self, name: str, pick: np.ufunc, nothing: np.int64, among: Mask | None = None) -> Ints:
        """The least or greatest day of a column per income; ``nothing`` when no record has one."""
        known = self.records.known[name][self.rows]
        here = known if among is None else known & among
        found = np.full(self.size, nothing)
        pick.at(found, self.own[here], self.records.values[name][self.rows[here]])
        return found


def _days_array(days: Ints, known: Mask) -> pa.Array:
    return ints_array(np.where(known, days, 0), known, pa.int32()).view(pa.date32())


def _words(masks: Ints, names: tuple[str, ...]) -> pa.Array:
    """The names of the bits of each mask, joined; null for none."""
    found, place = np.unique(masks, return_inverse=True)

    def text(mask: int) -> str | None:
        return JOIN.join(name for index, name in enumerate(names) if mask >> index & 1 and name) or None

    return pa.array([text(int(mask)) for mask in found], pa.string()).take(pa.array(place))
