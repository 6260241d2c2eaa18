"""Every payment to the months it belongs to, with parts that add up to it.

``per_dag``: over the calendar days of its period; the first k days get the amount × k / n rounded half up
(by magnitude), a month what its days add to that, so that the parts add up and the order of months is that
of time. ``vierweken_13_12``: the month amount of the ruleset, to the month in which the four weeks end (or
begin); of two periods in one month that share no day the second is the thirteenth of the year and is free.
``ontvangen``: the month of payment.
"""

from dataclasses import dataclass

import numpy as np

from regels.tabel.integers import first_days, months_of
from regels_calculators.doorrekenen.cents import divided
from regels_calculators.inkomen.columns import HOLIDAY_PAY, KINDS
from regels_calculators.inkomen.estimates import streams
from regels_calculators.inkomen.net import FOUR_WEEK_DAYS, FOUR_WEEKS, PER_DAY, POLICIES, RECEIVED, Nets
from regels_calculators.inkomen.records import Ints, Mask, Records

THIRTEENTH = "dertiende_periode_vrij"
NO_MONTH = np.int64(-1)


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of records in months. ``earned``: the part is of the income itself, not only of holiday pay paid.

    ``unknown``: bits of ``net.REASONS``; ``paid_unknown``: how much holiday pay was paid is not known.
    """

    record: Ints
    month: Ints
    net: Ints
    built_up: Ints
    subsidised: Ints
    paid: Ints
    unknown: Ints
    paid_unknown: Mask
    earned: Mask
    free: Mask


def attribute(records: Records, counts: Mask, nets: Nets) -> Parts:
    """The parts of all that counts. What cannot be placed is set apart, and ``counts`` is changed
    accordingly.
    """
    _unplaceable(records, counts, nets)
    income = np.flatnonzero(counts & ~_holiday_only(records))
    free = _thirteenth(records, income, nets)
    owner, month, done, until, of = _spread(records, income, nets.policy[income], nets.by_end[income])
    free_part = free[owner]
    net, built_up, subsidised = (
        np.where(free_part, 0, _share(amount[owner], done, until, of))
        for amount in (nets.month_amount, nets.built_up, nets.subsidised)
    )
    paid_unknown = ~records.known["vakantietoeslag_betaald"][owner]
    first = Parts(
        owner, month, net, built_up, subsidised, np.zeros_like(month), nets.unknown[owner], paid_unknown,
        np.ones(len(month), np.bool_), free_part,
    )  # fmt: skip
    return joined([first, _holiday_pay(records, counts, nets)])


def joined(parts: list[Parts]) -> Parts:
    """All parts as one."""
    return Parts(*(np.concatenate([getattr(p, name) for p in parts]) for name in Parts.__dataclass_fields__))


def _holiday_only(records: Records) -> Mask:
    return np.asarray(records.values["soort"] == KINDS.index(HOLIDAY_PAY))


def _pays_holiday(records: Records, counts: Mask) -> Mask:
    known = records.known["vakantietoeslag_betaald"]
    paid = known & (records.values["vakantietoeslag_betaald"] != 0)
    return np.asarray(counts & (_holiday_only(records) | paid))


def _unplaceable(records: Records, counts: Mask, nets: Nets) -> None:
    """Set apart records of which the policy cannot name a month."""
    by_receipt, received = POLICIES.index(RECEIVED), records.known["betaald_op"]
    period = records.known["periode_van"]
    income = counts & ~_holiday_only(records)
    holiday = _pays_holiday(records, counts)
    day = (income & (nets.policy == by_receipt)) | (holiday & (nets.holiday_policy == by_receipt))
    days = (income & (nets.policy != by_receipt)) | (holiday & (nets.holiday_policy != by_receipt))
    advice = "Zonder deze dag is niet te zeggen bij welke maand het geld hoort."
    for wrong, field, expected in (
        (day & ~received, "betaald_op", "de dag van betaling"),
        (days & ~period, "periode_van", "de periode waarover is verdiend"),
    ):
        rows = np.flatnonzero(wrong & counts)
        records.set_apart(rows.tolist(), field, expected, advice)
        counts[rows] = False


def _thirteenth(records: Records, income: Ints, nets: Nets) -> Mask:
    """Records of a period after the first one of its month, where four weeks count as 13/12.

    One that begins before the first has ended is no thirteenth period, and is not for free.
    """
    free = np.zeros(len(records), np.bool_)
    rows = income[nets.policy[income] == POLICIES.index(FOUR_WEEKS)]
    if not len(rows):
        return free
    stream, month = streams(records)[rows], _four_week_month(records, rows, nets.by_end[rows])
    begin = records.values["periode_van"][rows]
    order = np.lexsort((begin, month, stream))
    fresh = np.ones(len(rows), np.bool_)
    fresh[1:] = (np.diff(stream[order]) != 0) | (np.diff(month[order]) != 0)
    first_begin = begin[order][np.flatnonzero(fresh)][np.cumsum(fresh) - 1]
    free[rows[order]] = begin[order] >= first_begin + FOUR_WEEK_DAYS
    return free


def _four_week_month(records: Records, rows: Ints, by_end: Mask) -> Ints:
    begin, end = records.values["periode_van"][rows], records.values["periode_tot"][rows]
    return months_of(np.where(by_end, end, begin))


def _spread(records: Records, rows: Ints, policy: Ints, by_end: Mask) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Per part: its record, its month, the days of the period before and up to the end of the part, and in
    all.
    """
    by_day = policy == POLICIES.index(PER_DAY)
    begin, end = records.values["periode_van"][rows], records.values["periode_tot"][rows]
    received = months_of(records.values["betaald_op"][rows])
    single = np.where(policy == POLICIES.index(FOUR_WEEKS), _four_week_month(records, rows, by_end), received)
    first = np.where(by_day, months_of(begin), single)
    count = np.where(by_day, months_of(end) - months_of(begin) + 1, 1)
    place = np.repeat(np.arange(len(rows)), count)
    month = first[place] + np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
    length = np.where(by_day, end - begin + 1, 1)[place]
    start = begin[place]
    done = np.where(by_day[place], np.maximum(first_days(month) - start, 0), 0)
    until = np.where(by_day[place], np.minimum(first_days(month + 1) - start, length), 1)
    return rows[place], month, done, until, length


def _share(amount: Ints, done: Ints, until: Ints, of: Ints) -> Ints:
    return divided(amount * until, of) - divided(amount * done, of)


def _holiday_pay(records: Records, counts: Mask, nets: Nets) -> Parts:
    """Holiday pay that was paid, by its own policy."""
    rows = np.flatnonzero(_pays_holiday(records, counts))
    owner, month, done, until, of = _spread(records, rows, nets.holiday_policy[rows], nets.by_end[rows])
    paid = _share(records.values["vakantietoeslag_betaald"][owner], done, until, of)
    zero, no = np.zeros_like(month), np.zeros(len(month), np.bool_)
    unknown = ~records.known["vakantietoeslag_betaald"][owner]
    return Parts(owner, month, zero, zero, zero, paid, zero, unknown, no, no)


def set_apart_parts(records: Records, gone: Mask, nets: Nets, reason: int) -> Parts:
    """The months that a record which is set apart may be about; ``NO_MONTH`` when that cannot be told."""
    rows = np.flatnonzero(records.apart & ~gone & np.asarray(records.texts["dossier_id"].is_valid()))
    found: list[tuple[int, int]] = []
    for row in rows.tolist():
        found += [(row, month) for month in sorted(_months(records, row, nets.received))]
    record = np.array([row for row, _ in found], np.int64)
    month = np.array([month for _, month in found], np.int64)
    zero, no = np.zeros_like(month), np.zeros(len(month), np.bool_)
    return Parts(record, month, zero, zero, zero, zero, np.full_like(month, reason), ~no, no, no)


def _months(records: Records, row: int, received: frozenset[int]) -> set[int]:
    values, known = records.values, records.known
    begin, end = int(values["periode_van"][row]), int(values["periode_tot"][row])
    whole = bool(known["periode_van"][row] and known["periode_tot"][row]) and begin <= end
    kind_known, day = bool(known["soort"][row]), bool(known["betaald_op"][row])
    found = set(range(_month(begin), _month(end) + 1)) if whole else {int(NO_MONTH)}
    if day:
        found.add(_month(int(values["betaald_op"][row])))
    elif not kind_known or int(values["soort"][row]) in received:
        found.add(int(NO_MONTH))
    return found


def _month(day: int) -> int:
    return int(months_of(np.array([day]))[0])
