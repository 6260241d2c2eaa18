"""A ledger in a directory, and what it says, in a form that a test can write down."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.job import Report, Request, Rulesets, run
from regels_calculators.grootboek.payments import SCHEMA, Paid, book_payments
from regels_calculators.grootboek.payrun import PayRun, pay_run
from regels_calculators.grootboek.policy import read_policy
from regels_calculators.grootboek.settle import propose
from regels_calculators.grootboek.state import NEEDED, State, state_of
from regels_calculators.grootboek.store import Ledger

from regels.tabel.process import Options

RULESETS = Rulesets.load()
POLICY = read_policy()
COMPLETE = date(2060, 12, 1)
"""The feed holds every wage: without an income relation there is no income."""


@dataclass(frozen=True)
class Books:
    """A ledger under test."""

    path: Path

    def request(self, income: Any, households: pa.Table, day: str, **more: Any) -> Request:
        """What is asked on a day."""
        return Request(
            income=income, households=households, ledger=self.path, day=date.fromisoformat(day),
            complete_until=COMPLETE, **more,
        )  # fmt: skip

    def book(self, income: Any, households: pa.Table, day: str, **more: Any) -> Report:
        """Book what is known on a day."""
        return run(RULESETS, self.request(income, households, day, **more))

    def state(self) -> State:
        """What the ledger says."""
        with Ledger(self.path) as ledger:
            ledger.check()
            return state_of(ledger.parts(NEEDED))

    def entries(self) -> list[dict[str, Any]]:
        """All entries in the order in which they were booked."""
        with Ledger(self.path) as ledger:
            return [row for part in ledger.parts() for row in part.to_pylist()]

    def amounts(self, name: str, dossier: str = "1001") -> dict[str, Decimal | None]:
        """An amount by month; None while the month is not known."""
        state = self.state()
        code = state.ids.to_pylist().index(dossier)
        return {
            month_text(int(month)): Decimal(int(state.sums[name][place])).scaleb(-2)
            if state.known[place]
            else None
            for place, month in enumerate(state.month)
            if state.dossier[place] == code
        }

    def propose(self, day: str, options: Options | None = None) -> list[dict[str, Any]]:
        """The proposals on a day."""
        with Ledger(self.path) as ledger:
            found = list(propose(ledger, RULESETS, POLICY, date.fromisoformat(day), options))
        return [row for one in found for row in one.table.to_pylist()]

    def pay(self, day: str, *lines: dict[str, Any]) -> Paid:
        """Book payments."""
        rows = [
            {"betaling_id": f"p{day}-{place}", "dossier_id": "1001", "soort": "betaling"}
            | {"betaald_op": date.fromisoformat(day)}
            | {**line, "maand": date.fromisoformat(f"{line['maand']}-01"), "bedrag": Decimal(line["bedrag"])}
            for place, line in enumerate(lines)
        ]  # fmt: skip
        table = pa.Table.from_pylist([{name: row.get(name) for name in SCHEMA.names} for row in rows], SCHEMA)
        with Ledger(self.path) as ledger:
            return book_payments(ledger, table, date.fromisoformat(day), RULESETS.month)

    def pay_run(self, income: Any, households: pa.Table, method: str, day: str, **more: Any) -> PayRun:
        """The payment run of the month of a day."""
        request, month = self.request(income, households, day, **more), e.month_of(date.fromisoformat(day))
        with Ledger(self.path) as ledger:
            found = list(pay_run(RULESETS, ledger, request, POLICY.method(method), month))
        return PayRun(*(pa.concat_tables(getattr(one, n) for one in found) for n in ("payments", "lines")))


def month_text(month: int) -> str:
    """Months since 1970 as ``2026-03``."""
    return f"{1970 + month // 12}-{month % 12 + 1:02}"


def kinds(proposed: list[dict[str, Any]]) -> list[tuple[str, str, Decimal]]:
    """Month, kind and amount of every proposal."""
    return [(f"{one['maand']:%Y-%m}", one["soort"], one["bedrag"]) for one in proposed]
