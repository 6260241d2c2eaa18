"""The payment run of a month by one of the four methods: what is paid, what follows, and who must look first.

Nothing is paid here: the lines are a proposal. A missing payslip never stops a payment; the method says what counts
instead and the line says so. The benefit is computed at any income, so that it does not fall silent.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.bulk import Bulk
from regels.tabel.process import Options, batches
from regels.wording import REASON, STATUS
from regels_calculators.doorrekenen.cents import Ints, Mask
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.differences import CAUSES, Differences, differences
from regels_calculators.grootboek.households import Households
from regels_calculators.grootboek.income import Amount, Lookup, amounts
from regels_calculators.grootboek.job import Income, Rulesets
from regels_calculators.grootboek.months import Instead, months, with_income
from regels_calculators.grootboek.policy import Method
from regels_calculators.grootboek.rules import answers, article
from regels_calculators.grootboek.settle import AMOUNTS, PAY_MORE, SET_OFF
from regels_calculators.grootboek.state import NEEDED, State, state_of
from regels_calculators.grootboek.store import Ledger

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
DECIDE_WAGE, DECIDE_SET_OFF, DECIDE_OTHER = "loon_ontbreekt", "verrekenen", "niet_te_bepalen"


@dataclass(frozen=True, slots=True)
class PayRun:
    """``payments``: one row per dossier. ``lines``: set-offs and later payments by the month they are about."""

    payments: pa.Table
    lines: pa.Table


class Wages(Instead):
    """The wages that a method counts: the known ones, and for what is missing what the method says.

    ``until``: the month of the payment. Of that month ``geen`` counts no wage at all.
    """

    def __init__(self, income: Lookup, method: Method, until: int) -> None:
        rows = income.rows
        known = (rows.kind == 0) & rows.net.known & rows.holiday.known
        self._income, self._method, self._until = income, method, until
        place = np.flatnonzero(known)
        keys = (rows.dossier * 2 + rows.person)[place] * e.SPAN + rows.month[place]
        self._keys = np.unique(keys)
        at = np.searchsorted(self._keys, keys)
        self._sums = []
        for amount in (rows.net, rows.holiday, rows.subsidised):
            total = np.zeros(len(self._keys), np.int64)
            np.add.at(total, at, amount.cents[place])
            self._sums.append(total)

    def work(
        self, known: tuple[Amount, Amount, Amount], code: Ints, month: Ints, person: int
    ) -> tuple[Amount, Amount, Amount]:
        """See ``Instead``."""
        if self._method.wages == "geen":
            now = month == self._until
            known = tuple(  # type: ignore[assignment]
                Amount(np.where(now, 0, one.cents), one.known | now) for one in known
            )
        gone = ~(known[0].known & known[1].known) & (month <= self._until)
        if not gone.any():
            return known
        before, there = self.last_before(code, month, person)
        return tuple(  # type: ignore[return-value]
            Amount(np.where(gone & there, total[before], one.cents), one.known | (gone & there))
            for one, total in zip(known, self._padded(), strict=True)
        )

    def last_before(self, code: Ints, month: Ints, person: int) -> tuple[Ints, Mask]:
        """The place of the last known wage before each month, and whether there is one."""
        who = code * 2 + person
        place = np.searchsorted(self._keys, who * e.SPAN + month, "left") - 1
        at = np.maximum(place, 0)
        there = (place >= 0) & (code >= 0)
        if len(self._keys):
            there &= self._keys[at] // e.SPAN == who
        return at, there if len(self._keys) else np.zeros(len(code), np.bool_)

    def _padded(self) -> list[Ints]:
        return [total if len(total) else np.zeros(1, np.int64) for total in self._sums]

    def means(self, code: Ints) -> Ints:
        """Net wages of the household in the month of the payment, as known or else as last known."""
        total = np.zeros(len(code), np.int64)
        month = np.full(len(code), self._until)
        for person in (0, 1):
            net, holiday, _ = self._income.ask(code, month, person, 0)
            before, there = self.last_before(code, month, person)
            last = np.where(there, self._padded()[0][before], 0)
            total += np.where(net.known & holiday.known, net.cents, last)
        return total


def pay_run(
    rulesets: Rulesets, ledger: Ledger, income: Income, households: Households, method: Method, month: int, day: int,
    options: Options | None = None,
) -> PayRun:  # fmt: skip
    """The payments of a month as a method makes them, on what the ledger and the income say on ``day``."""
    state = state_of(ledger.parts(NEEDED))
    wages = Wages(income.ask, method, month)
    rows = [
        _payments(rulesets, made, income, wages, method, month)
        for made in _computed(rulesets, income, households, wages, month, options)
    ]
    due = pa.concat_tables(rows)
    found = _open(rulesets, ledger, state, method, month, day)
    return _settled(rulesets, state, due, found, wages, income, method, month)


def _open(
    rulesets: Rulesets, ledger: Ledger, state: State, method: Method, month: int, day: int
) -> Differences | None:
    """The differences of earlier months that go into this payment; None when they are only proposals."""
    if method.differences == LATER:
        return None
    of = state.month == month - 1 if method.differences == PREVIOUS else state.month < month
    entries = pa.concat_tables([*ledger.parts(CAUSES), e.SCHEMA.empty_table().select(CAUSES)])
    return differences(state, entries, rulesets.difference, day, of)


def _computed(
    rulesets: Rulesets,
    income: Income,
    households: Households,
    wages: Wages,
    month: int,
    options: Options | None,
) -> Iterator[tuple[pa.RecordBatch, Ints, Ints, Mask]]:
    """Of every chunk the months of this payment: results, dossier in the income, and whether its wage was missing."""
    bulk = Bulk(rulesets.month.kernel)
    for given in batches(households, rulesets.month.plan, None, options):
        chunk, asked = with_income(given, income.ask, rulesets.month.plan, wages)
        results = bulk(chunk)
        made = months(chunk, asked.month, results)
        mine = np.flatnonzero(made.month == month)
        first = made.first[mine]
        missing = _missing(income.ask, asked.code[first], made.month[mine])
        table = pa.RecordBatch.from_arrays(
            [
                chunk.dossier.take(pa.array(first)), made.status.take(pa.array(mine)), made.reason.take(pa.array(mine)),
                e.money(made.amounts["uit_te_betalen"][mine], made.known[mine]),
                e.money(made.amounts["norm"][mine], made.known[mine]),
            ],
            ["dossier_id", STATUS, REASON, "verschuldigd", "norm"],
        )  # fmt: skip
        yield table, asked.code[first], made.month[mine], missing


def _missing(income: Lookup, code: Ints, month: Ints) -> Mask:
    gone = np.zeros(len(code), np.bool_)
    for person in (0, 1):
        net, holiday, _ = income.ask(code, month, person, 0)
        gone |= ~(net.known & holiday.known)
    return gone


def _payments(
    rulesets: Rulesets, made: tuple[pa.RecordBatch, Ints, Ints, Mask], income: Income, wages: Wages, method: Method,
    month: int,
) -> pa.Table:  # fmt: skip
    table, code, _, missing = made
    basis = np.full(len(code), {"geen": 2, "schatting": 3}.get(method.wages, 0), np.int64)
    if method.wages != "geen":
        basis[missing] = 1
    return pa.Table.from_batches([table]).append_column(
        "loon", pa.array([KNOWN, LAST_KNOWN, NOTHING, ESTIMATE]).take(pa.array(basis))
    ).append_column("means", pa.array(wages.means(code))).append_column("missing", pa.array(missing))  # fmt: skip


def _settled(
    rulesets: Rulesets, state: State, due: pa.Table, found: Differences | None, wages: Wages, income: Income,
    method: Method, month: int,
) -> PayRun:  # fmt: skip
    rows = len(due)
    dossiers = e.single(due["dossier_id"])
    amount = _cents(due["verschuldigd"])
    code = state.codes(dossiers) if len(state.ids) else np.full(rows, -1, np.int64)
    more, back = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    if found is not None:
        more, back = _sums(state, found, code, PAY_MORE), _sums(state, found, code, SET_OFF)
    exempt, exempt_known = _exempt(state, code)
    means = np.asarray(due["means"]).astype(np.int64)
    payable = np.where(amount.known, amount.cents, 0) + more
    columns = {
        "maand": pa.array(np.full(rows, month), pa.int32()),
        "norm": e.money(_cents(due["norm"]).cents, amount.known),
        "uit_te_betalen": e.money(payable),
        "inkomen": e.money(means),
        "te_verrekenen": e.money(back),
        "beslagvrije_voet_bekend": pa.array(exempt_known),
        "beslagvrije_voet": e.money(np.where(exempt_known, exempt, np.minimum(means, 0) * 0)),
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


def _exempt(state: State, code: Ints) -> tuple[Ints, Mask]:
    """The latest known beslagvrije voet of each dossier."""
    exempt = np.zeros(len(state.ids) + 1, np.int64)
    known = np.zeros(len(state.ids) + 1, np.bool_)
    places = np.flatnonzero(state.exempt.known)
    exempt[state.dossier[places]], known[state.dossier[places]] = state.exempt.cents[places], True
    return exempt[code], known[code]


def _sums(state: State, found: Differences, code: Ints, way: str) -> Ints:
    amount, known = found.said.cents(AMOUNTS[way])
    total = np.zeros(len(state.ids) + 1, np.int64)
    np.add.at(total, state.dossier[found.part.place], np.where(found.good & known, amount, 0))
    return total[code]


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
    names = ["dossier_id", "maand", "soort", "bedrag", "artikel"]
    kinds = [pa.string(), pa.date32(), pa.string(), pa.decimal128(18, 2), pa.string()]
    schema = pa.schema(list(zip(names, kinds, strict=True)))
    if found is None:
        return schema.empty_table()
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
            amount = np.clip(budget[dossier] - _earlier(amount, dossier), 0, amount)
        rows = np.flatnonzero(amount > 0)
        place = found.part.place[rows]
        made.append(
            pa.table(
                [
                    state.ids.take(pa.array(state.dossier[place])), e.first_days(state.month[place]),
                    e.same_text(len(rows), way), e.money(amount[rows]),
                    e.same_text(len(rows), article(rulesets.difference, AMOUNTS[way])),
                ],
                schema=schema,
            )
        )  # fmt: skip
    return pa.concat_tables(made)


def _earlier(values: Ints, group: Ints) -> Ints:
    """What stands before each value of the same group, which stand together."""
    if not len(values):
        return values
    upto = np.cumsum(values) - values
    first = np.flatnonzero(np.append(True, group[1:] != group[:-1]))
    return upto - np.repeat(upto[first], np.diff(np.append(first, len(group))))


def alarms(payments: pa.Table) -> pa.Table:
    """The payments that leave too little to live on, or that wait for a person."""
    low = payments["te_weinig_om_van_te_leven"].fill_null(False)
    return payments.filter(pc.or_(low, payments["mens_beslist"].is_valid()))
