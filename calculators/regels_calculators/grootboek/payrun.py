"""The payment run of a month by one of the four methods: what is paid, what follows, and who must look first.

Nothing is paid here: the lines are a proposal. A missing payslip never stops a payment; the method says
what counts
instead and the line says so. The benefit is computed at any income, so that it does not fall silent.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.bulk import Bulk
from regels.tabel.history import Chunk
from regels.tabel.pieces import Piece
from regels.tabel.process import batches
from regels.wording import REASON, STATUS
from regels_calculators.doorrekenen.cents import Ints, Mask
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.differences import Booked, Differences, differences
from regels_calculators.grootboek.groups import NONE, at, before, codes
from regels_calculators.grootboek.income import Amount, amounts
from regels_calculators.grootboek.job import Income, Request, Rulesets, opened_households
from regels_calculators.grootboek.months import months
from regels_calculators.grootboek.policy import Method
from regels_calculators.grootboek.rules import answers, article
from regels_calculators.grootboek.settle import AMOUNTS, PAY_MORE, SET_OFF
from regels_calculators.grootboek.state import State
from regels_calculators.grootboek.store import Ledger, Marks
from regels_calculators.grootboek.wages import Counted, counted
from regels_calculators.inkomen.caseload import CaseloadSource
from regels_calculators.inkomen.stream import Tally

KNOWN, LAST_KNOWN, NOTHING, ESTIMATE = "bekend_loon", "laatst_bekend_loon", "zonder_loon", "schatting"
LATER, PREVIOUS = "voorstel", "vorige_maand"
SCHEMA = pa.schema(
    [
        pa.field("dossier_id", pa.string(), nullable=False),
        pa.field("maand", pa.date32(), nullable=False),
        pa.field("werkwijze", pa.string(), nullable=False),
        pa.field("loon", pa.string(), nullable=False),
        pa.field("status", pa.string(), nullable=False),
        pa.field("reden", pa.string()),
        pa.field("verschuldigd", pa.decimal128(18, 2)),
        pa.field("nabetaling", pa.decimal128(18, 2), nullable=False),
        pa.field("verrekenen", pa.decimal128(18, 2), nullable=False),
        pa.field("te_betalen", pa.decimal128(18, 2)),
        pa.field("mens_beslist", pa.string()),
        pa.field("blijft_over", pa.decimal128(18, 2)),
        pa.field("ondergrens", pa.decimal128(18, 2)),
        pa.field("te_weinig_om_van_te_leven", pa.bool_()),
        pa.field("artikel", pa.string(), nullable=False),
    ]
)
"""One payment: what is due, what is paid more, what is set off, and whether enough is left to live on."""
LINES = pa.schema(
    [
        ("dossier_id", pa.string()),
        ("maand", pa.date32()),
        ("soort", pa.string()),
        ("bedrag", pa.decimal128(18, 2)),
        ("artikel", pa.string()),
    ]
)
"""A part of a payment: a set-off or later payment, and the month that it is about."""
DECIDE_WAGE, DECIDE_SET_OFF, DECIDE_OTHER = "loon_ontbreekt", "verrekenen", "niet_te_bepalen"


@dataclass(frozen=True, slots=True)
class PayRun:
    """``payments``: one row per dossier. ``lines``: their set-offs and later payments by month."""

    payments: pa.Table
    lines: pa.Table


def pay_run(
    rulesets: Rulesets, ledger: Ledger, request: Request, method: Method, month: int
) -> Iterator[PayRun]:
    """The payments of a month as a method makes them, on what the ledger and the income say on the day of
    the request; in pieces of whole dossiers.
    """
    nothing = Marks(pa.array([], pa.string()), np.empty(0, np.int64))
    with opened_households(request) as households, closing(households.pieces(rulesets)) as pieces:
        arrived = households.arrive(request, nothing, every=True, tally=Tally())
        for piece in pieces:
            income = Income.of(arrived.of(piece.number), rulesets, e.days_of(request.day))
            yield _pay(
                rulesets, Booked.of(ledger, households.ids(piece)), income, piece, request, method, month
            )


def _pay(
    rulesets: Rulesets, booked: Booked, income: Income, households: Piece, request: Request, method: Method,
    month: int,
) -> PayRun:  # fmt: skip
    wages = counted(income.rows, method, month)
    plan = rulesets.month.plan
    source = CaseloadSource(wages.table, households, plan, complete_until=request.complete_until)
    rows = [
        _payment_rows(made, income, wages, method)
        for made in _computed(rulesets, batches(source, plan, None, request.options), month)
    ]
    found = _open(rulesets, booked, method, month, e.days_of(request.day))
    return _settled(rulesets, booked.state, pa.concat_tables(rows), found, method, month)


def _open(rulesets: Rulesets, booked: Booked, method: Method, month: int, day: int) -> Differences | None:
    """The differences of earlier months that go into this payment; None when they are only proposals."""
    if method.differences == LATER:
        return None
    earlier = booked.state.month
    of = earlier == month - 1 if method.differences == PREVIOUS else earlier < month
    return differences(booked, rulesets.difference, day, of)


def _computed(rulesets: Rulesets, chunks: Iterator[Chunk], month: int) -> Iterator[pa.RecordBatch]:
    """Of every chunk the months of this payment."""
    bulk = Bulk(rulesets.month.kernel)
    for chunk in chunks:
        made = months(chunk, bulk(chunk))
        mine = np.flatnonzero(made.month == month)
        take = pa.array(mine)
        columns = {
            "dossier_id": chunk.dossier.take(pa.array(made.first[mine])),
            STATUS: made.status.take(take),
            REASON: made.reason.take(take),
            "verschuldigd": e.money(made.amounts["uit_te_betalen"][mine], made.known[mine]),
            "norm": e.money(made.amounts["norm"][mine], made.known[mine]),
        }
        yield pa.RecordBatch.from_arrays(list(columns.values()), list(columns))


def _payment_rows(made: pa.RecordBatch, income: Income, wages: Counted, method: Method) -> pa.Table:
    """The same, with what is said of the wage: which one counts, whether it is missing, and the means."""
    code = codes(made.column("dossier_id"), income.rows.ids)
    missing, means = at(wages.missing, code), at(wages.means, code)
    basis = np.full(len(code), {"geen": 2, "schatting": 3}.get(method.wages, 0), np.int64)
    if method.wages != "geen":
        basis[missing] = 1
    table = pa.Table.from_batches([made])
    words = pa.array([KNOWN, LAST_KNOWN, NOTHING, ESTIMATE]).take(pa.array(basis))
    for name, column in (("loon", words), ("means", pa.array(means)), ("missing", pa.array(missing))):
        table = table.append_column(name, column)
    return table


def _settled(
    rulesets: Rulesets, state: State, due: pa.Table, found: Differences | None, method: Method, month: int
) -> PayRun:  # fmt: skip
    rows = len(due)
    dossiers = e.single(due["dossier_id"])
    amount = _cents(due["verschuldigd"])
    code = state.codes(dossiers)
    more, back = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    if found is not None:
        more, back = _sums(state, found, code, PAY_MORE), _sums(state, found, code, SET_OFF)
    exempt = _exempt(state, code)
    means = np.asarray(due["means"]).astype(np.int64)
    payable = np.where(amount.known, amount.cents, 0) + more
    # A set-off is the method's own step here: with an unknown beslagvrije voet it is limited by the payment
    # alone, and the alarm below shows what is left to live on.
    columns = {
        "maand": pa.array(np.full(rows, month), pa.int32()),
        "norm": e.money(_cents(due["norm"]).cents, amount.known),
        "uit_te_betalen": e.money(payable),
        "inkomen": e.money(means),
        "te_verrekenen": e.money(back),
        "beslagvrije_voet_bekend": pa.array(exempt.known),
        "beslagvrije_voet": e.money(exempt.cents),
    }
    taken = answers(rulesets.room, columns, rows).cents("termijnbedrag")[0] if rows else back
    taken = np.where(amount.known, taken, 0)
    alarm = answers(rulesets.room, columns | {"inhouding": e.money(taken)}, rows)
    left, left_known = alarm.cents("blijft_over")
    floor, floor_known = alarm.cents("ondergrens")
    payments = pa.table(
        {
            "dossier_id": dossiers,
            "maand": e.first_days(np.full(rows, month)),
            "werkwijze": e.same_text(rows, method.name),
            "loon": e.single(due["loon"]),
            "status": e.single(due[STATUS]),
            "reden": e.single(due[REASON]),
            "verschuldigd": e.single(due["verschuldigd"]),
            "nabetaling": e.money(more),
            "verrekenen": e.money(taken),
            "te_betalen": e.money(payable - taken, amount.known),
            "mens_beslist": _decide(due, amount.known, taken, method),
            "blijft_over": e.money(left, left_known & amount.known),
            "ondergrens": e.money(floor, floor_known & amount.known),
            "te_weinig_om_van_te_leven": pa.array(
                alarm.yes("te_weinig_om_van_te_leven"), mask=~(amount.known & left_known & floor_known)
            ),
            "artikel": e.same_text(rows, method.article),
        },
        SCHEMA,
    )
    return PayRun(payments, _lines(rulesets, state, found, code, taken))


def _cents(column: pa.ChunkedArray) -> Amount:
    return amounts(e.single(column))


def _exempt(state: State, code: Ints) -> Amount:
    """The latest known beslagvrije voet of each dossier."""
    latest = np.full(len(state.ids), NONE, np.int64)
    places = np.flatnonzero(state.exempt.known)
    latest[state.dossier[places]] = places
    return state.exempt.at(at(latest, code, NONE))


def _sums(state: State, found: Differences, code: Ints, way: str) -> Ints:
    amount, known = found.said.cents(AMOUNTS[way])
    total = np.zeros(len(state.ids), np.int64)
    np.add.at(total, state.dossier[found.part.place], np.where(found.good & known, amount, 0))
    return at(total, code)


def _decide(due: pa.Table, known: Mask, taken: Ints, method: Method) -> pa.Array:
    """What a person must decide before this payment, joined by ``+``."""
    missing = np.asarray(due["missing"]).astype(np.bool_)
    words = []
    for lost, sure, some in zip(missing.tolist(), known.tolist(), (taken > 0).tolist(), strict=True):
        found = [DECIDE_WAGE] if lost and method.wages == "bekend" else []
        found += [] if sure else [DECIDE_OTHER]
        found += [DECIDE_SET_OFF] if some else []
        words.append("+".join(found) or None)
    return pa.array(words, pa.string())


def _lines(rulesets: Rulesets, state: State, found: Differences | None, code: Ints, taken: Ints) -> pa.Table:
    """Later payments in full; set-offs of the oldest months first, until what is taken is used up."""
    if found is None:
        return LINES.empty_table()
    budget = np.zeros(len(state.ids) + 1, np.int64)
    budget[code[code >= 0]] = taken[code >= 0]
    paying = np.zeros(len(state.ids) + 1, np.bool_)
    paying[code[code >= 0]] = True
    made = []
    for way in (PAY_MORE, SET_OFF):
        amount = np.where(found.good, found.said.cents(AMOUNTS[way])[0], 0)
        amount = np.where(paying[state.dossier[found.part.place]], amount, 0)
        if way == SET_OFF:
            dossier = state.dossier[found.part.place]
            amount = np.clip(budget[dossier] - before(amount, dossier), 0, amount)
        rows = np.flatnonzero(amount > 0)
        place = found.part.place[rows]
        made.append(
            pa.table(
                [
                    state.ids.take(pa.array(state.dossier[place])), e.first_days(state.month[place]),
                    e.same_text(len(rows), way), e.money(amount[rows]),
                    e.same_text(len(rows), article(rulesets.difference, AMOUNTS[way])),
                ],
                schema=LINES,
            )
        )  # fmt: skip
    return pa.concat_tables(made)


def alarms(payments: pa.Table) -> pa.Table:
    """The payments that leave too little to live on, or that wait for a person."""
    low = payments["te_weinig_om_van_te_leven"].fill_null(False)
    return payments.filter(pc.or_(low, payments["mens_beslist"].is_valid()))
