"""A statement of booked months: the income as the ledger counts it, and what was paid."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from regels.decision import Decision
from regels.errors import RegelsError
from regels.tabel.open import Input, open_source
from regels.tabel.process import Options
from regels.tabel.source import Source
from regels.tabel.style import ARROW
from regels.uitleg.dutch import money
from regels_calculators.grootboek.entries import days_of
from regels_calculators.grootboek.incoming import Given
from regels_calculators.grootboek.job import Income, Rulesets
from regels_calculators.grootboek.state import NEEDED, State, state_of
from regels_calculators.grootboek.store import Ledger
from regels_calculators.inkomen.caseload import CaseloadSource
from regels_calculators.inkomen.stream import Tally

COMPARED = ("norm", "bijstand", "maatregel", "vakantietoeslag", "uit_te_betalen", "inkomen_telt_mee")
"""Outcomes that must be what the ledger says."""
HOLIDAY, BUILT_UP = "vakantietoeslag", "vakantietoeslag_opgebouwd"
BATCH = 10_000


class NietGeboekt(RegelsError):
    """The ledger does not have a month, or says something else of it. Book first."""


@dataclass(frozen=True, slots=True)
class Books:
    """A ledger with the facts it was booked from. ``income``: per job and month, as it counts."""

    source: Source
    income: pa.Table
    state: State
    places: Mapping[str, int]

    def rows(self) -> Iterator[tuple[dict[str, Any], str]]:
        """The income row by row; under the empty name the style of its cells."""
        for batch in self.income.to_batches(max_chunksize=BATCH):
            for row in batch.to_pylist():
                yield {**row, "": ARROW}, "inkomen per maand: "

    def with_paid(self, dossier: str, cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The cases with what was paid over each month, set-off taken off.

        Of a month in parts it is not known of which part it was, so there it stays away.
        """
        months = [case["maand"] for case in cases]
        made = []
        for case in cases:
            place = self._find(dossier, case["maand"])
            paid = None
            if place >= 0 and self.state.has_paid[place] and months.count(case["maand"]) == 1:
                paid = Decimal(int(self.state.paid[place])).scaleb(-2)
            made.append(case | {"uitbetaald": paid})
        return made

    def check(self, dossier: str, decisions: list[Decision], months: list[date]) -> None:
        """Raise NietGeboekt when the ledger says something else of one of the months."""
        for month in dict.fromkeys(months):
            own = [one for one, of in zip(decisions, months, strict=True) if of == month]
            place = self._find(dossier, month)
            if place < 0 or not self.state.computed[place]:
                raise NietGeboekt(f"{month:%Y-%m} staat niet in het grootboek. Boek eerst met {BOOK}.")
            for name in COMPARED:
                amounts = [one[name] for one in own]
                said = None if None in amounts else sum(map(_cents, amounts))
                booked = int(self.state.sums[name][place]) if self.state.known[place] else None
                if said != booked:
                    raise NietGeboekt(
                        f"{month:%Y-%m}: {name} is in het grootboek {_shown(booked)} en met deze gegevens "
                        f"{_shown(said)}. Boek eerst met {BOOK}, of geef de gegevens waarmee is geboekt."
                    )

    def close(self) -> None:
        """Let go of the households."""
        self.source.close()

    def _find(self, dossier: str, month: date) -> int:
        code = self.places.get(dossier, -1)
        number = (month.year - 1970) * 12 + month.month - 1
        return int(self.state.find(np.array([code]), np.array([number]))[0])


BOOK = "‘regels grootboek boek’"


def open_books(
    rulesets: Rulesets, ledger: Path, households: Input, income: Any, day: date, complete_until: date | None
) -> Books:
    """A ledger and the files it was booked from. Raises what ``regels grootboek boek`` raises."""
    counted = [
        Income.of(rows, rulesets, days_of(day)).rows.table.append_column(BUILT_UP, rows.table[HOLIDAY])
        for rows in Given(income, day, Options()).rows(Tally())
    ]
    table = pa.concat_tables(counted)
    with Ledger(ledger) as opened:
        opened.check()
        state = state_of(opened.parts(NEEDED))
    source = CaseloadSource(
        table.drop_columns([BUILT_UP]), open_source(households), rulesets.month.plan,
        complete_until=complete_until,
    )  # fmt: skip
    return Books(source, table, state, {name: place for place, name in enumerate(state.ids.to_pylist())})


def _cents(amount: Any) -> int:
    return int(Decimal(amount).scaleb(2))


def _shown(cents: int | None) -> str:
    return "niet bekend" if cents is None else money(Fraction(cents, 100))
