"""What can happen to a ledger, in any order: after each booking it says what a ledger from nothing says.

Wages come, are corrected, become unknown or go; facts of households change and come back; payments are
booked, taken back and booked again; what was proposed is carried out wholly or in part.
"""

import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from regels.tabel.process import Options
from tests.grootboek.books import Books
from tests.grootboek.tables import NO_INCOME, households, income
from tests.grootboek.test_invariants import ledger_of, said

D = Decimal
MONTHS = ("2025-11", "2025-12", "2026-01", "2026-02")
DOSSIERS = ("1001", "1002")
JOBS = ("bakker", "winkel")
PLACES = st.tuples(st.sampled_from(DOSSIERS), st.sampled_from(MONTHS))
CENTS = st.integers(-20_000, 220_000)
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "vermogen": st.sampled_from([D(0), D(0), D(90_000), None]),
    "kostendelende_medebewoners": st.integers(0, 2),
    "bijdrage_arbeidsinschakeling": st.booleans(),
    "inkomen_overig": st.sampled_from([D(0), D("12.34"), D(3_000), None]),
    "gemeld_op": st.sampled_from([None, date(2025, 1, 10)]),
    "beslagvrije_voet": st.sampled_from([None, D("0.00"), D("1299.99")]),
}
CHOICES = st.sampled_from(sorted(FACTS)).flatmap(lambda name: st.tuples(st.just(name), FACTS[name]))


def euros(cents: int) -> Decimal:
    """Cents as euros."""
    return D(cents).scaleb(-2)


class Machine(RuleBasedStateMachine):
    """A ledger, and beside it what is known: ``wages`` by dossier, job and month, and ``facts`` by month."""

    @initialize()
    def begin(self) -> None:
        """An empty ledger, and households of which all is known."""
        self.place = tempfile.TemporaryDirectory()
        self.books = Books(Path(self.place.name) / "grootboek")
        self.wages: dict[tuple[str, str, str], dict[str, Any]] = {}
        self.facts: dict[tuple[str, str], dict[str, Any]] = {(d, m): {} for d in DOSSIERS for m in MONTHS}
        self.day, self.number, self.fresh = date(2026, 3, 1), 0, False
        self.lines: list[tuple[str, dict[str, Any]]] = []

    def teardown(self) -> None:
        """Throw the ledger away."""
        self.place.cleanup()

    @rule(
        place=PLACES, job=st.sampled_from(JOBS), net=CENTS, known=st.integers(0, 9),
        holiday=st.integers(0, 9_000), received=st.sampled_from([0, 0, 0, 5_000, -5_000]),
        day=st.sampled_from(["2025-08-31", "2025-09-01", "2026-02-28", "2026-03-01"]), again=st.booleans(),
    )  # fmt: skip
    def wage(
        self, place: tuple[str, str], job: str, net: int, known: int, holiday: int, received: int, day: str,
        again: bool,
    ) -> None:  # fmt: skip
        """A wage, a correction of it under another name, or the same record with other content."""
        key = (place[0], job, place[1])
        self.number += 1
        name = self.wages[key]["betalingen"] if again and key in self.wages else f"r{self.number}"
        self.wages[key] = {
            "dossier_id": place[0], "ikv": job, "maand": place[1], "ikv_tot": "2026-02-28",
            "netto": euros(net) if known else None, "onbekend": None if known else "netto",
            "vakantietoeslag": euros(holiday), "vakantietoeslag_betaald": euros(received),
            "betaald_op": day, "betalingen": name,
        }  # fmt: skip
        self.fresh = False

    @precondition(lambda self: self.wages)
    @rule(data=st.data())
    def wage_goes(self, data: st.DataObject) -> None:
        """A record that is there no more."""
        del self.wages[data.draw(st.sampled_from(sorted(self.wages)))]
        self.fresh = False

    @rule(place=PLACES, choice=CHOICES)
    def fact(self, place: tuple[str, str], choice: tuple[str, Any]) -> None:
        """A fact of a month changes, becomes unknown or known."""
        if place in self.facts:
            self.facts[place][choice[0]] = choice[1]
            self.fresh = False

    @rule(place=PLACES)
    def month_goes_or_comes(self, place: tuple[str, str]) -> None:
        """A month that is no longer given, or given again; a dossier that ends."""
        if self.facts.pop(place, None) is None:
            self.facts[place] = {}
        self.fresh = False

    @rule(every=st.booleans(), rows=st.integers(1, 9))
    def book(self, every: bool, rows: int) -> None:
        """Book what is known; and again, which must book nothing."""
        if not self.facts:
            return
        sizes = Options(workers=1, batch_rows=rows, partition_rows=rows)
        self.day += timedelta(days=1)
        for everything in (every, False, True):
            before = len(self.books.entries()) if everything is not every else None
            self.books.book(
                self.income(), self.house(), self.day.isoformat(), everything=everything, options=sizes
            )
            assert before is None or len(self.books.entries()) == before
        self.fresh = True

    @rule(place=PLACES, cents=st.integers(-150_000, 200_000))
    def pay(self, place: tuple[str, str], cents: int) -> None:
        """A payment, or one that came back."""
        self._line({"dossier_id": place[0], "maand": place[1], "soort": "betaling", "bedrag": euros(cents)})

    @precondition(lambda self: self.fresh)
    @rule(data=st.data(), day=st.sampled_from([date(2026, 3, 20), date(2026, 5, 31), date(2026, 9, 1)]))
    def carry_out(self, data: st.DataObject, day: date) -> None:
        """A person decides on a proposal, wholly or in part; a cent more than all of it is refused."""
        proposed = [
            one for one in self.books.propose(day.isoformat())
            if one["soort"] in ("nabetaling", "verrekenen", "vakantietoeslag")
        ]  # fmt: skip
        if not proposed:
            return
        one = data.draw(st.sampled_from(proposed))
        part = data.draw(st.integers(1, int(one["bedrag"] * 100)))
        line = {"dossier_id": one["dossier_id"], "maand": f"{one['maand']:%Y-%m}", "soort": one["soort"]}
        if one["soort"] == "verrekenen":
            state = self.books.state()
            at = int(
                state.find(
                    state.codes(pa.array([one["dossier_id"]])),
                    pa.array([(one["maand"].year - 1970) * 12 + one["maand"].month - 1]).to_numpy(),
                )[0]
            )
            room = min(
                int(state.paid[at] - state.sums["uit_te_betalen"][at]),
                int(state.sums["middelen"][at] - state.set_off[at]),
            )
            assert not self._line(line | {"bedrag": euros(part)})
            assert self._line(line | {"bedrag": euros(room + 1), "besloten_door": "consulent 7"}, keep=False)
            line["besloten_door"] = "consulent 7"
        assert self._line(line | {"bedrag": euros(part)}) != (part <= 0)

    @precondition(lambda self: self.lines)
    @rule(data=st.data(), other=st.booleans())
    def line_again(self, data: st.DataObject, other: bool) -> None:
        """A line that was booked counts once; with another amount under its name it is refused."""
        day, line = data.draw(st.sampled_from(self.lines))
        before = len(self.books.entries())
        paid = self.books.pay(day, line | ({"bedrag": line["bedrag"] + D("0.01")} if other else {}))
        assert (paid.booked, paid.known, len(paid.refused)) == ((0, 0, 1) if other else (0, 1, 0))
        assert len(self.books.entries()) == before

    def _line(self, line: dict[str, Any], keep: bool = True) -> bool:
        """Book one line; whether it was booked."""
        self.number += 1
        line = {"betaling_id": f"l{self.number}"} | line
        paid = self.books.pay(self.day.isoformat(), line) if self.books.path.exists() else None
        if paid is None:
            return False
        if paid.booked:
            self.lines.append((self.day.isoformat(), line))
        return bool(paid.booked) if keep else not paid.booked

    def income(self) -> pa.Table:
        """What is known of wages."""
        return income(*self.wages.values()) if self.wages else NO_INCOME

    def house(self) -> pa.Table:
        """What is known of households."""
        rows = [
            households(month, dossier=dossier, **dict.fromkeys(FACTS) | HOME | facts)
            for (dossier, month), facts in sorted(self.facts.items())
        ]
        return pa.concat_tables([row.cast(rows_schema()) for row in rows])

    @invariant()
    def says_what_a_ledger_from_nothing_says(self) -> None:
        """Of every month that is given; of others of the dossier that no facts are given.

        A dossier of which nothing is given any more stays as it was.
        """
        if not getattr(self, "fresh", False):
            return
        with ledger_of() as anew:
            anew.book(self.income(), self.house(), "2026-03-01")
            expected = said(anew.state())
        state = self.books.state()
        found = said(state)
        given = {dossier for dossier, _ in self.facts}
        for place, (key, value) in enumerate(found.items()):
            if key in expected:
                assert value == expected[key]
            elif state.computed[place] and key[0] in given:
                assert value[:2] == ("onbepaald", "geen_gegevens") and not value[4]
        assert set(expected) <= set(found)

    @invariant()
    def every_cent_of_a_difference_is_proposed(self) -> None:
        """What was paid less what is due, no more set off than received, and all of it says who decides."""
        if not getattr(self, "fresh", False):
            return
        state = self.books.state()
        proposed = self.books.propose("2026-03-20")
        for place, key in enumerate(said(state)):
            own = [one for one in proposed if (one["dossier_id"], f"{one['maand']:%Y-%m}") == key]
            by = {
                kind: sum((one["bedrag"] for one in own if one["soort"] == kind), D(0))
                for kind in ("nabetaling", "verrekenen", "terugvorderen")
            }
            assert all(one["beslist"] and one["artikel"] and one["bedrag"] > 0 for one in own)
            if not (state.known[place] and state.has_paid[place]):
                assert not any(by.values())
                continue
            open_ = int(state.paid[place] - state.sums["uit_te_betalen"][place])
            assert by["verrekenen"] + by["terugvorderen"] - by["nabetaling"] == euros(open_)
            left = max(int(state.sums["middelen"][place] - state.set_off[place]), 0)
            assert by["verrekenen"] <= euros(left)


HOME = {
    "vermogen": D("0.00"), "kostendelende_medebewoners": 0, "bijdrage_arbeidsinschakeling": False,
    "inkomen_overig": D("0.00"),
}  # fmt: skip


def rows_schema() -> pa.Schema:
    """One schema for every month, also where a fact is unknown."""
    money = pa.decimal128(18, 2)
    nothing: dict[str, Any] = dict.fromkeys(FACTS)
    names = households("2026-01", **nothing).schema
    kinds = {
        "vermogen": money, "inkomen_overig": money, "beslagvrije_voet": money, "gemeld_op": pa.date32(),
        "kostendelende_medebewoners": pa.int64(), "bijdrage_arbeidsinschakeling": pa.bool_(),
    }  # fmt: skip
    return pa.schema([pa.field(one.name, kinds.get(one.name, one.type)) for one in names])


TestMachine = Machine.TestCase
TestMachine.settings = settings(
    max_examples=12, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
