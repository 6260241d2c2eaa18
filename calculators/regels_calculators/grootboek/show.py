"""One dossier of the ledger as text: every entry, and per month what they add up to."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pyarrow as pa

from regels.uitleg.dutch import MONTHS, money
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.state import State, state_of

UNKNOWN = "onbekend"
COLUMNS = ("bijstand", "vakantietoeslag", "uit_te_betalen", "inkomen_telt_mee")


def show(entries: pa.Table) -> str:
    """All entries of a dossier, month by month; an unknown amount is ``onbekend``, never zero."""
    state = state_of([entries])
    rows = entries.to_pylist()
    parts = []
    for place in np.argsort(state.month).tolist():
        month = date(1970 + int(state.month[place]) // 12, int(state.month[place]) % 12 + 1, 1)
        own = sorted((row for row in rows if row["maand"] == month), key=lambda row: int(row["volgnummer"]))
        parts.append("\n".join([_head(month), *map(_entry, own), *_total(state, place)]))
    return "\n\n".join([*parts, "Dit is een berekening. Een medewerker van de gemeente beslist."])


def _head(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def _entry(row: dict[str, Any]) -> str:
    what = f"  {row['volgnummer']}. {row['geboekt_op']} {row['soort']}"
    if row["soort"] not in e.COMPUTED:
        amount = row["bedrag"] if row["bedrag"] is not None else row["vakantietoeslag"]
        return f"{what}: {_shown(amount)}" + (f" ({row['toelichting']})" if row["toelichting"] else "")
    why = "+".join(filter(None, (row["reden"], row["inkomen_onbekend"])))
    said = row["status"] + (f" ({why})" if why else "")
    amounts = ", ".join(f"{name} {_shown(row[name])}" for name in COLUMNS)
    return f"{what}: {said}; {amounts}{_dates(row)}"


def _dates(row: dict[str, Any]) -> str:
    earned = f"verdiend {row['verdiend_van']} t/m {row['verdiend_tot']}" if row["verdiend_van"] else ""
    paid = f"ontvangen door de inwoner {row['betaald_op']}" if row["betaald_op"] else ""
    known = f"bij de gemeente {row['ontvangen_op']}" if row["ontvangen_op"] else ""
    cause = f"door {row['oorzaak']}" if row["oorzaak"] else ""
    found = ", ".join(filter(None, (earned, paid, known, cause)))
    return f"; {found}" if found else ""


def _total(state: State, place: int) -> list[str]:
    lines = []
    if state.computed[place]:
        known = bool(state.known[place])
        amounts = ", ".join(
            f"{name} {_shown(_euros(int(state.sums[name][place])) if known else None)}" for name in COLUMNS
        )
        lines.append(f"  samen: {amounts}")
    if state.has_paid[place]:
        lines.append(f"  betaald: {_shown(_euros(int(state.paid[place])))}")
        if state.computed[place] and state.known[place]:
            difference = int(state.paid[place]) - int(state.sums["uit_te_betalen"][place])
            word = "te veel" if difference > 0 else "te weinig"
            lines.append(
                f"  {word} betaald: {_shown(_euros(abs(difference)))}"
                if difference
                else "  klopt: niets open"
            )
    return lines


def _euros(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-2)


def _shown(amount: Decimal | None) -> str:
    return UNKNOWN if amount is None else money(Fraction(amount))
