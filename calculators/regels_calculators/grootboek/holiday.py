"""Holiday pay: of a wage, counted against received; and the reserve inside the benefit.

Of a wage the entitlement counts month by month. When it is paid out, the regeling ``vakantietoeslag_loon``
says how much of what was counted may stay: never more than was received. What must go is taken off the
months of that period in proportion, and those months are computed again.
"""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.ruleset import Ruleset
from regels_calculators.doorrekenen.cents import Ints, Mask, divided
from regels_calculators.grootboek.entries import first_days, money
from regels_calculators.grootboek.income import Rows, together
from regels_calculators.grootboek.rules import answers

STILL_OPEN, WAITING, UNKNOWN = "loopt", "wacht_op_uitbetaling", "onbekend"


@dataclass(frozen=True, slots=True)
class Periods:
    """One period of one income relation, from after the last payment of holiday pay to the next.

    ``first``: the place of its first row; ``closed``: it ends with a payment. ``counted``, ``received``:
    cents.
    ``outcome``: what the regeling says, or why it cannot say anything yet.
    """

    first: Ints
    last: Ints
    closed: Mask
    counted: Ints
    received: Ints
    keeps: Ints
    outcome: list[str]


def true_up(rows: Rows, ruleset: Ruleset, day: int) -> tuple[Rows, Periods]:
    """The rows with the entitlement that may count, and the periods it follows from. ``day``: of today."""
    if not len(rows):
        nothing = np.empty(0, np.int64)
        return rows, Periods(nothing, nothing, nothing.astype(np.bool_), nothing, nothing, nothing, [])
    paid = rows.paid_out.known & (rows.paid_out.cents != 0)
    first = _first(rows, paid)
    last = np.append(first[1:], len(rows)) - 1
    counted, received = (
        np.add.reduceat(rows.holiday.cents, first),
        np.add.reduceat(rows.paid_out.cents, first),
    )
    unknown = np.add.reduceat((~rows.holiday.known).astype(np.int64), first) > 0
    closed = paid[last]
    unknown |= np.add.reduceat((~rows.paid_out.known).astype(np.int64), first) > 0
    good = closed & ~unknown & (counted >= 0) & (received >= 0)
    keeps, said = counted.copy(), np.full(len(first), STILL_OPEN, object)
    if good.any():
        found = answers(
            ruleset,
            {
                "maand": pa.array(rows.month[last[good]], pa.int32()),
                "geteld": money(counted[good]),
                "ontvangen": money(received[good]),
            },
            int(good.sum()),
        )
        keeps[good] = np.where(found.cents("telt")[1], found.cents("telt")[0], counted[good])
        said[good] = [text or UNKNOWN for text in found.texts("uitkomst")]
    said[closed & ~good] = UNKNOWN
    ended = ~closed & rows.ends.known[last] & (rows.ends.day[last] < day) & (counted > 0)
    said[ended] = WAITING
    periods = Periods(first, last, closed, counted, received, keeps, list(said))
    return _caused(rows.with_holiday(_spread(rows.holiday.cents, periods)), periods), periods


def _caused(rows: Rows, periods: Periods) -> Rows:
    """The payment that brought a period down is a cause of each of its months."""
    lower = np.flatnonzero(periods.keeps < periods.counted)
    if not len(lower):
        return rows
    mask, made = np.zeros(len(rows), np.bool_), []
    for period in lower.tolist():
        last = int(periods.last[period])
        for row in range(int(periods.first[period]), last + 1):
            mask[row] = True
            made.append(together([rows.payments[row].as_py(), rows.payments[last].as_py()]))
    payments = pc.replace_with_mask(rows.payments, pa.array(mask), pa.array(made, pa.string()))
    return replace(rows, payments=payments)


def _first(rows: Rows, paid: Mask) -> Ints:
    """Where a period begins: another relation, or the row after a payment."""
    begins = np.ones(len(rows), np.bool_)
    begins[1:] = (rows.relation[1:] != rows.relation[:-1]) | paid[:-1]
    return np.flatnonzero(begins)


def _spread(cents: Ints, periods: Periods) -> Ints:
    """The amounts of each period brought down to what it keeps, in proportion, exact in total."""
    sizes = periods.last - periods.first + 1
    period = np.repeat(np.arange(len(periods.first)), sizes)
    before = np.cumsum(cents) - cents
    until = before + cents - before[periods.first][period]
    counted, keeps = periods.counted[period], periods.keeps[period]
    lower = (keeps < counted) & (counted > 0)
    of = np.where(lower, counted, 1)
    upto = np.where(lower, divided(until * keeps, of), 0)
    since = np.where(lower, divided((until - cents) * keeps, of), 0)
    return np.where(lower, upto - since, cents)


def wage_table(rows: Rows, periods: Periods) -> pa.Table:
    """The holiday pay of wages as a ledger of its own: a row per income relation and period."""
    places = pa.array(periods.first)
    codes = rows.dossier[periods.first]
    persons = pa.array(["aanvrager", "partner"]).take(pa.array(rows.person[periods.first]))
    return pa.table(
        {
            "dossier_id": rows.ids.take(pa.array(codes)),
            "persoon": persons,
            "ikv": rows.relation_names.take(places),
            "van": first_days(rows.month[periods.first]),
            "tot_en_met": first_days(rows.month[periods.last]),
            "geteld": money(periods.counted),
            "ontvangen": money(periods.received, periods.closed),
            "telt": money(periods.keeps),
            "uitkomst": pa.array(periods.outcome, pa.string()),
        }
    )
