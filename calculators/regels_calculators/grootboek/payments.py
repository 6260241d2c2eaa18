"""What was paid and set off, booked line by line: a set-off only on the word of a person, never too much.

A line: ``betaling_id`` (once in the ledger), ``dossier_id``, ``maand`` over which, ``soort`` (``betaling``,
``nabetaling``, ``verrekenen``, ``vakantietoeslag``), ``bedrag``, ``betaald_op``, and of a set-off
``besloten_door``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.errors import RegelsError
from regels.ruleset import Ruleset
from regels_calculators.doorrekenen.cents import Ints
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.groups import at
from regels_calculators.grootboek.income import amounts
from regels_calculators.grootboek.state import NEEDED, State, state_of
from regels_calculators.grootboek.store import Ledger

PAY, MORE, SET_OFF, HOLIDAY = "betaling", "nabetaling", "verrekenen", "vakantietoeslag"
KINDS = (PAY, MORE, SET_OFF, HOLIDAY)
SCHEMA = pa.schema(
    [
        pa.field("betaling_id", pa.string(), nullable=False),
        pa.field("dossier_id", pa.string(), nullable=False),
        pa.field("maand", pa.date32(), nullable=False),
        pa.field("soort", pa.string(), nullable=False),
        pa.field("bedrag", pa.decimal128(18, 2), nullable=False),
        pa.field("betaald_op", pa.date32()),
        pa.field("besloten_door", pa.string()),
    ]
)
"""A line of what was paid."""
NO_ONE, TOO_MUCH, NEGATIVE = (
    "Bij verrekenen moet staan wie dat heeft besloten (besloten_door).",
    "Er wordt meer verrekend dan te veel is betaald, of dan er is ontvangen.",
    "Het bedrag is nul of lager.",
)
WRONG_KIND = f"De soort is geen van: {', '.join(KINDS)}."
UNKNOWN_MONTH = "Van deze maand staat in het grootboek niet vast wat er moest worden betaald."


class BadPayments(RegelsError):
    """The table of payments is not what it should be."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not booked, and why."""

    line: int
    dossier: str
    month: date
    reason: str


@dataclass(frozen=True, slots=True)
class Paid:
    """What was booked; ``known``: lines that stood in the ledger already."""

    booked: int
    known: int
    refused: tuple[Refused, ...]


def book_payments(ledger: Ledger, given: Any, day: date, ruleset: Ruleset) -> Paid:
    """Book lines of payments. Lines that may not be booked are set apart; the others are booked."""
    table = _table(given)
    with ledger.booking(day.isoformat()) as booking:
        fresh = np.flatnonzero(np.asarray(pc.invert(pc.is_in(table["betaling_id"], _booked_ids(ledger)))))
        state = state_of(ledger.parts(NEEDED, pc.unique(table["dossier_id"])))
        refused = tuple(_refusals(table, fresh, state))
        good = np.setdiff1d(fresh, [one.line - 1 for one in refused])
        if len(good):
            booking.write(_entries(table.take(pa.array(good)), state, day, ruleset))
    return Paid(len(good), len(table) - len(fresh), refused)


def _table(given: Any) -> pa.Table:
    table = pa.table(given)
    lacking = [field.name for field in SCHEMA if field.name not in table.column_names]
    if lacking:
        raise BadPayments(f"In de betalingen ontbreekt de kolom ‘{lacking[0]}’.")
    try:
        made = table.select(SCHEMA.names).cast(SCHEMA).combine_chunks()
    except (pa.ArrowInvalid, ValueError) as error:
        raise BadPayments(f"De betalingen zijn niet te lezen: {str(error).splitlines()[0]}") from None
    if pc.count_distinct(made["betaling_id"]).as_py() != len(made):
        raise BadPayments("Een betaling_id staat twee keer in de betalingen.")
    return made


def _booked_ids(ledger: Ledger) -> pa.Array:
    found = [
        part.filter(pc.is_in(part["soort"], pa.array([e.PAYMENT, e.DECISION])))["oorzaak"]
        for part in ledger.parts(["soort", "oorzaak"])
    ]
    return pc.unique(pa.chunked_array(found, pa.string())) if found else pa.array([], pa.string())


def _refusals(table: pa.Table, lines: Ints, state: State) -> Iterator[Refused]:
    """Lines in their order; what was allowed before counts for the next line of the same month."""
    codes = state.codes(e.single(table["dossier_id"]))
    place = state.find(codes, e.month_numbers(e.single(table["maand"])))
    paid, set_off = state.paid.copy(), state.set_off.copy()
    cents = amounts(e.single(table["bedrag"])).cents
    for line in lines.tolist():
        row = {name: table[name][line].as_py() for name in ("dossier_id", "maand", "soort", "besloten_door")}
        at, amount = int(place[line]), int(cents[line])
        why = _why_not(row, at, amount, state, paid, set_off)
        if why:
            yield Refused(line + 1, row["dossier_id"], row["maand"], why)
        elif at >= 0 and row["soort"] == SET_OFF:
            paid[at] -= amount
            set_off[at] += amount
        elif at >= 0 and row["soort"] != HOLIDAY:
            paid[at] += amount


def _why_not(row: dict[str, Any], at: int, amount: int, state: State, paid: Ints, set_off: Ints) -> str:
    if row["soort"] not in KINDS:
        return WRONG_KIND
    if amount <= 0 and row["soort"] != PAY:
        return NEGATIVE
    if row["soort"] != SET_OFF:
        return ""
    if not (row["besloten_door"] or "").strip():
        return NO_ONE
    if at < 0 or not state.known[at]:
        return UNKNOWN_MONTH
    room = min(
        int(paid[at]) - int(state.sums["uit_te_betalen"][at]), int(state.sums[e.MEANS][at]) - int(set_off[at])
    )
    return TOO_MUCH if amount > room else ""


def _entries(table: pa.Table, state: State, day: date, ruleset: Ruleset) -> pa.RecordBatch:
    rows = len(table)
    kind = e.single(table["soort"])
    set_off = np.asarray(pc.equal(kind, SET_OFF)).astype(np.bool_)
    holiday = np.asarray(pc.equal(kind, HOLIDAY)).astype(np.bool_)
    cents = amounts(e.single(table["bedrag"])).cents
    place = state.find(state.codes(e.single(table["dossier_id"])), e.month_numbers(e.single(table["maand"])))
    columns = {
        "dossier_id": e.single(table["dossier_id"]),
        "maand": e.single(table["maand"]),
        "volgnummer": pa.array(at(state.count, place) + 1 + _nth(table), pa.int32()),
        "geboekt_op": pa.array([day] * rows, pa.date32()),
        "soort": pa.array([e.PAYMENT, e.DECISION]).take(pa.array(set_off.astype(np.int64))),
        "bedrag": e.money(np.where(set_off, -cents, cents), ~holiday),
        "vakantietoeslag": e.money(cents, holiday),
        "betaald_op": e.single(table["betaald_op"]),
        "oorzaak": e.single(table["betaling_id"]),
        "toelichting": e.single(table["besloten_door"]),
        "regeling_hash": e.same_text(rows, ruleset.plan.hash),
        "regels_versie": e.same_text(rows, ruleset.version),
    }
    return e.batch(rows, columns)


def _nth(table: pa.Table) -> Ints:
    """Of each line how many lines about the same dossier and month stand before it."""
    seen: dict[tuple[Any, Any], int] = {}
    found = []
    for key in zip(table["dossier_id"].to_pylist(), table["maand"].to_pylist(), strict=True):
        found.append(seen.get(key, 0))
        seen[key] = found[-1] + 1
    return np.array(found, np.int64)
