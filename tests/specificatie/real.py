"""What the commands themselves write of a small made-up feed: income, ledger, proposals; in a directory."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from regels_calculators.grootboek.payments import SCHEMA
from typer.testing import CliRunner, Result

from regels.cli.app import app

FIRST = date(2024, 12, 30)
BRIDGE, SHOP = "Uitzendbureau De Brug", "Winkel"
PAID = ("784.18", "784.18", "784.18", "784.18", "786.55", "784.18")
BOOKED = ("--huishoudens", "huis.csv", "--grootboek", "gb", "--volledig-tot", "2025-06")
STATED = ("specificatie", *BOOKED, "--inkomen", "later.parquet", "--datum", "2025-06-28")


def regels(*words: object) -> Result:
    """Run a command in the directory of this moment."""
    return CliRunner().invoke(app, [str(word) for word in words])


def payslip(number: int, net: str = "600,00", **more: Any) -> dict[str, Any]:
    """Of dossier 1001 the four weeks with a number from 0; they end in January, February … June."""
    begin = FIRST + timedelta(days=28 * number)
    end = begin + timedelta(days=27)
    return {
        "dossier_id": "1001", "ikv": BRIDGE, "betaling_id": f"p{number}", "periode_van": begin,
        "periode_tot": end, "betaald_op": end + timedelta(days=3), "ontvangen_op": end + timedelta(days=4),
        "netto": net, "lks": "nee", "vakantietoeslag_opgebouwd": "30,00", "vakantietoeslag_betaald": "0",
        "geschat": "nee", "correctie_op": "", "ikv_van": FIRST, "ikv_tot": "",
    } | more  # fmt: skip


def shop(month: int, net: str = "400,00") -> dict[str, Any]:
    """Of dossier 1002 the wage of a month."""
    first = date(2025, month, 1)
    last = date(2025, month + 1, 1) - timedelta(days=1)
    return payslip(0, net) | {
        "dossier_id": "1002", "ikv": SHOP, "betaling_id": f"w{month}", "periode_van": first,
        "periode_tot": last, "betaald_op": date(2025, month, 25), "ontvangen_op": date(2025, month, 26),
        "vakantietoeslag_opgebouwd": "32,00", "ikv_van": "2025-01-01",
    }  # fmt: skip


def household(dossier: str, month: int, **facts: str) -> dict[str, Any]:
    """The facts of a single person in a month, without income."""
    return {
        "dossier_id": dossier, "maand": f"2025-{month:02}", "leefvorm": "alleenstaande",
        "geboortedatum": "1985-03-14", "ten_laste_komende_kinderen": 0, "kostendelende_medebewoners": 0,
        "vermogen": 0, "inkomen_overig": 0, "bijdrage_arbeidsinschakeling": "nee",
        "medisch_urenbeperkt": "nee", "geen_inkomen_uit_werk": "nee",
    } | facts  # fmt: skip


def write(name: str, rows: list[dict[str, Any]]) -> None:
    """A csv as a municipality has it."""
    with Path(name).open("w", encoding="utf-8", newline="") as file:
        lines = csv.DictWriter(file, list(rows[0]), delimiter=";")
        lines.writeheader()
        lines.writerows(rows)


def books() -> None:
    """From feed to proposals.

    1001: four-weekly wage, holiday pay in May, a correction of March in June. 1002: no payslip of February.
    1003: no work. 1004: a household that cannot be read in June.
    """
    slips = [payslip(number) for number in range(6)] + [shop(month) for month in (1, 3, 4, 5)]
    slips[4]["vakantietoeslag_betaald"] = "150,00"
    better = payslip(2, "648,00", betaling_id="p2b", correctie_op="p2", betaald_op="2025-06-25")
    write("eerst.csv", slips)
    write("later.csv", [*slips, better | {"ontvangen_op": "2025-06-26"}])
    houses = [household("1001", month, bijdrage_arbeidsinschakeling="ja") for month in range(1, 7)]
    houses += [household("1002", month) for month in range(1, 7)]
    houses += [household("1003", month, geen_inkomen_uit_werk="ja") for month in range(1, 7)]
    houses += [household("1004", month) for month in range(1, 6)] + [household("1004", 6, leefvorm="hotel")]
    write("huis.csv", houses)
    _pay()
    for feed in ("eerst", "later"):
        made = regels(
            "inkomen", f"{feed}.csv", "--uit", f"{feed}.parquet", "--toerekening", "vierweken_13_12"
        )
        assert made.exit_code == 0, made.output
    assert regels("grootboek", "boek", "eerst.parquet", *BOOKED, "--datum", "2025-06-20").exit_code == 3
    second = ("later.parquet", *BOOKED, "--datum", "2025-06-27", "--betaald", "betaald.parquet")
    assert regels("grootboek", "boek", *second).exit_code == 0
    for kind in ("csv", "parquet"):
        said = ("--grootboek", "gb", "--uit", f"voorstellen.{kind}", "--datum", "2025-06-28")
        assert regels("grootboek", "voorstellen", *said).exit_code == 0


def _pay() -> None:
    paid = [
        {
            "betaling_id": f"b{month}", "dossier_id": "1001", "maand": date(2025, month, 1),
            "soort": "betaling", "bedrag": Decimal(amount), "betaald_op": date(2025, month, 20),
            "besloten_door": None,
        }
        for month, amount in enumerate(PAID, 1)
    ]  # fmt: skip
    pq.write_table(pa.Table.from_pylist(paid, SCHEMA), "betaald.parquet")
