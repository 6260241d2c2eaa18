"""The same ledger, plainly: no arrays, no increments, one dossier and month after another in exact numbers.

From the law's side it asks the evaluator; from the side of the books it follows the words of ``entries`` and
``income``. Slow, and short enough to be read beside them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from regels.ruleset import Ruleset

Row = Mapping[str, Any]
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Said:
    """What the ledger must say of a month."""

    status: str
    missing: str
    amounts: dict[str, Decimal] | None
    cause: str


def ledger(
    ruleset: Ruleset, households: Iterable[Row], income: Iterable[Row]
) -> dict[tuple[str, date], Said]:
    """What every dossier and month comes to, from nothing."""
    rows = trued_up([dict(row) for row in income])
    months: dict[str, list[Row]] = defaultdict(list)
    for household in households:
        months[household["dossier_id"]].append(household)
    found: dict[tuple[str, date], Said] = {}
    for dossier, own in months.items():
        own = sorted(own, key=lambda row: row["maand"])
        wages = [row for row in rows if row["dossier_id"] == dossier]
        cases = [_case(household, wages) for household in own]
        for case, decision in zip(cases, ruleset.evaluate_history(cases), strict=True):
            here = [row for row in wages if row["maand"] == case["maand"]]
            found[dossier, case["maand"]] = Said(
                decision.status, _missing(wages, here, case["maand"]),
                {name: decision[name] for name in ("bijstand", "uit_te_betalen", "vakantietoeslag")}  # type: ignore[misc]
                if decision["bijstand"] is not None else None,
                "+".join(sorted({part for row in here for part in row["betalingen"].split("+")})),
            )  # fmt: skip
    return found


def _case(household: Row, wages: Sequence[Row]) -> dict[str, Any]:
    case = {name: value for name, value in household.items() if name != "dossier_id"}
    for person, suffix in (("aanvrager", ""), ("partner", "_partner")):
        mine = [row for row in wages if row["persoon"] == person]
        here = [row for row in mine if row["maand"] == household["maand"]]
        late = any(runs(mine, ikv, household["maand"]) for ikv in absent(mine, here))
        for column, name in (
            ("netto", "inkomen_arbeid"), ("vakantietoeslag", "vakantietoeslag_arbeid"),
            ("lks_deel", "inkomen_lks"),
        ):  # fmt: skip
            values = [row[column] for row in here]
            case[name + suffix] = None if late or None in values else sum(values, Decimal(0))
    return case


def absent(mine: Sequence[Row], here: Sequence[Row]) -> set[str]:
    """Income relations of which this month has no row."""
    return {row["ikv"] for row in mine} - {row["ikv"] for row in here}


def runs(mine: Sequence[Row], ikv: str, month: date) -> bool:
    """Whether a relation runs in a month."""
    one = next(row for row in mine if row["ikv"] == ikv)
    return bool(one["ikv_van"] <= month) and (one["ikv_tot"] is None or month <= one["ikv_tot"])


def _missing(wages: Sequence[Row], here: Sequence[Row], month: date) -> str:
    said = sorted({part for row in here for part in (row["onbekend"] or "").split("+") if part})
    if said:
        return "+".join(said)
    for person in ("aanvrager", "partner"):
        mine = [row for row in wages if row["persoon"] == person]
        if any(
            runs(mine, ikv, month) for ikv in absent(mine, [row for row in here if row["persoon"] == person])
        ):
            return "geen_betaling"
    return ""


def trued_up(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Holiday pay brought down to what was received, period by period."""
    jobs: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row["maand"]):
        jobs[row["dossier_id"], row["persoon"], row["ikv"]].append(row)
    for job in jobs.values():
        period: list[dict[str, Any]] = []
        for row in job:
            period.append(row)
            if row["vakantietoeslag_betaald"]:
                _bring_down(period, row["vakantietoeslag_betaald"])
                period = []
    return rows


def _bring_down(period: list[dict[str, Any]], received: Decimal) -> None:
    if any(row["vakantietoeslag"] is None for row in period):
        return
    counted = sum((row["vakantietoeslag"] for row in period), Decimal(0))
    if received >= counted:
        return
    upto = done = Decimal(0)
    payment = period[-1]["betalingen"]
    for row in period:
        row["betalingen"] = "+".join(sorted({*row["betalingen"].split("+"), *payment.split("+")}))
        upto += row["vakantietoeslag"]
        until = (received * upto / counted).quantize(CENT, ROUND_HALF_UP)
        row["vakantietoeslag"], done = until - done, until
