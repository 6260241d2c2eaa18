"""What was paid and set off, booked line by line: a set-off only on the word of a person, never too much.

A line: ``betaling_id`` (once in the ledger), ``dossier_id``, ``maand`` over which (its first day), ``soort``
(``betaling``, ``nabetaling``, ``verrekenen``, ``vakantietoeslag``), ``bedrag``, ``betaald_op``, and of a
set-off ``besloten_door``. The order of the lines does not matter: a set-off is held against all payments.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.ruleset import Ruleset
from regels.tabel.open import Input
from regels.tabel.rejects import Reject
from regels_calculators.doorrekenen.cents import Ints
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.groups import at
from regels_calculators.grootboek.income import amounts
from regels_calculators.grootboek.lines import Lines, read_lines
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
TWICE = "Deze betaling_id staat vaker in het bestand. Geef elke regel een eigen betaling_id."
OTHER = (
    "Deze betaling_id is al geboekt, met een ander dossier of bedrag, of een andere maand of soort. "
    "Een boeking verandert niet. Boek het verschil met een nieuwe betaling_id."
)
BY_FACTS = (
    "Wat over deze maand is uitbetaald, staat al bij de huishoudens (uitbetaald). "
    "Pas het daar aan: de betaling zou anders twee keer tellen."
)


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not booked, and why."""

    line: int
    dossier: str
    month: date
    reason: str


@dataclass(frozen=True, slots=True)
class Paid:
    """What was booked; ``known``: lines that stood in the ledger already. ``rejects``: could not be read."""

    booked: int
    known: int
    refused: tuple[Refused, ...]
    rejects: tuple[Reject, ...] = ()


def book_payments(ledger: Ledger, given: Input, day: date, ruleset: Ruleset) -> Paid:
    """Book lines of payments. Lines that may not be booked are set apart; the others are booked.

    Raises TableError when they cannot be read as a whole; then nothing is booked.
    """
    lines = read_lines(given)
    with ledger.booking(day.isoformat()) as booking:
        booked = _booked(ledger, lines)
        state = state_of(ledger.parts(NEEDED, pc.unique(lines.dossier)))
        why = _refusals(lines, booked, state)
        known = [name in booked for name in lines.name.to_pylist()]
        good = np.array([row for row, old in enumerate(known) if not old and row not in why], np.int64)
        if len(good):
            booking.write(_entries(lines.take(good), state, day, ruleset))
    refused = tuple(_refused(lines, row, why[row]) for row in sorted(why))
    return Paid(len(good), len(lines) - len(good) - len(refused), refused, lines.rejects)


def _refused(lines: Lines, row: int, why: str) -> Refused:
    month = e.first_days(lines.month[row : row + 1])[0].as_py()
    return Refused(int(lines.number[row]), lines.dossier[row].as_py(), month, why)


Key = tuple[str, int, str, int]
"""What a line says: dossier, month, kind of entry and cents."""


def _booked(ledger: Ledger, lines: Lines) -> dict[str, Key]:
    """Of the lines that are in the ledger already what it says of them."""
    found: dict[str, Key] = {}
    columns = ("dossier_id", "maand", "soort", "bedrag", "vakantietoeslag", "oorzaak")
    for part in ledger.parts(columns):
        names = pc.utf8_trim_whitespace(part["oorzaak"])
        line = pc.and_(
            pc.is_in(part["soort"], pa.array([e.PAYMENT, e.DECISION])), pc.is_in(names, lines.name)
        )
        own = part.set_column(part.column_names.index("oorzaak"), "oorzaak", names).filter(line)
        month = e.month_numbers(e.single(own["maand"])).tolist()
        paid, holiday = (amounts(e.single(own[name])) for name in ("bedrag", "vakantietoeslag"))
        for row, (name, dossier, kind) in enumerate(
            zip(*(own[name].to_pylist() for name in ("oorzaak", "dossier_id", "soort")), strict=True)
        ):
            if holiday.known[row]:
                found[name] = (dossier, month[row], HOLIDAY, int(holiday.cents[row]))
            else:
                found[name] = (dossier, month[row], kind, int(paid.cents[row]))
    return found


def _key(lines: Lines, row: int) -> Key:
    """What the ledger would say of a line."""
    kind, cents = lines.kind[row].as_py(), int(lines.cents[row])
    said = {SET_OFF: (e.DECISION, -cents), HOLIDAY: (HOLIDAY, cents)}.get(kind, (e.PAYMENT, cents))
    return (lines.dossier[row].as_py(), int(lines.month[row]), *said)


def _refusals(lines: Lines, booked: dict[str, Key], state: State) -> dict[int, str]:
    """Of the lines that may not be booked the reason.

    What was allowed before counts for the next set-off of the same month; a payment comes before them all.
    """
    place = state.find(state.codes(lines.dossier), lines.month)
    paid, set_off = state.paid.copy(), state.set_off.copy()
    names = lines.name.to_pylist()
    twice = {name for name, number in Counter(names).items() if number > 1}
    why: dict[int, str] = {}
    for row in _in_order(lines):
        name, kind, at, amount = names[row], lines.kind[row].as_py(), int(place[row]), int(lines.cents[row])
        if name in twice:
            why[row] = TWICE
        elif name in booked:
            if booked[name] != _key(lines, row):
                why[row] = OTHER
        elif said := _why_not(lines, row, at, state, paid, set_off):
            why[row] = said
        elif at >= 0 and kind == SET_OFF:
            paid[at] -= amount
            set_off[at] += amount
        elif at >= 0 and kind != HOLIDAY:
            paid[at] += amount
    return why


def _in_order(lines: Lines) -> Iterator[int]:
    """Payments first; then set-offs by day and name, wherever they stand in the file."""
    last = np.iinfo(np.int64).max
    kinds, names = lines.kind.to_pylist(), lines.name.to_pylist()
    days = np.where(lines.paid_on.known, lines.paid_on.day, last).tolist()
    yield from sorted(range(len(lines)), key=lambda row: (kinds[row] == SET_OFF, days[row], names[row]))


def _why_not(lines: Lines, row: int, at: int, state: State, paid: Ints, set_off: Ints) -> str:
    kind, amount = lines.kind[row].as_py(), int(lines.cents[row])
    if kind not in KINDS:
        return WRONG_KIND
    if amount <= 0 and kind != PAY:
        return NEGATIVE
    if kind in (PAY, MORE) and at >= 0 and state.paid_by_facts[at]:
        return BY_FACTS
    if kind != SET_OFF:
        return ""
    if not lines.decided_by[row].as_py():
        return NO_ONE
    if at < 0 or not state.known[at]:
        return UNKNOWN_MONTH
    room = min(
        int(paid[at]) - int(state.sums["uit_te_betalen"][at]), int(state.sums[e.MEANS][at]) - int(set_off[at])
    )
    return TOO_MUCH if amount > room else ""


def _entries(lines: Lines, state: State, day: date, ruleset: Ruleset) -> pa.RecordBatch:
    rows = len(lines)
    set_off = np.asarray(pc.equal(lines.kind, SET_OFF)).astype(np.bool_)
    holiday = np.asarray(pc.equal(lines.kind, HOLIDAY)).astype(np.bool_)
    place = state.find(state.codes(lines.dossier), lines.month)
    columns = {
        "dossier_id": lines.dossier,
        "maand": e.first_days(lines.month),
        "volgnummer": pa.array(at(state.count, place) + 1 + _nth(lines), pa.int32()),
        "geboekt_op": pa.array([day] * rows, pa.date32()),
        "soort": pa.array([e.PAYMENT, e.DECISION]).take(pa.array(set_off.astype(np.int64))),
        "bedrag": e.money(np.where(set_off, -lines.cents, lines.cents), ~holiday),
        "vakantietoeslag": e.money(lines.cents, holiday),
        "betaald_op": e.days(lines.paid_on.day, lines.paid_on.known),
        "oorzaak": lines.name,
        "toelichting": lines.decided_by,
        "regeling_hash": e.same_text(rows, ruleset.plan.hash),
        "regels_versie": e.same_text(rows, ruleset.version),
    }
    return e.batch(rows, columns)


def _nth(lines: Lines) -> Ints:
    """Of each line how many lines about the same dossier and month stand before it."""
    seen: dict[tuple[str, int], int] = {}
    found = []
    for key in zip(lines.dossier.to_pylist(), lines.month.tolist(), strict=True):
        found.append(seen.get(key, 0))
        seen[key] = found[-1] + 1
    return np.array(found, np.int64)
