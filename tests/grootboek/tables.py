"""Small tables for the ledger: households without income, and income per month."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from regels_calculators.demo import STAYING, caseload
from regels_calculators.grootboek.income import COLUMNS

Row = Mapping[str, Any]
HOUSEHOLD: dict[str, Any] = {
    "leefvorm": "alleenstaande",
    "geboortedatum": date(1985, 3, 14),
    "ten_laste_komende_kinderen": 0,
    "kostendelende_medebewoners": 0,
    "vermogen": Decimal("0.00"),
    "inkomen_overig": Decimal("0.00"),
    "bijdrage_arbeidsinschakeling": False,
    "medisch_urenbeperkt": False,
    "urenuitbreiding_mogelijk": True,
}
NO_INCOME = pa.schema(list(COLUMNS.items())).empty_table()


def households(*months: str, dossier: str = "1001", **facts: Any) -> pa.Table:
    """The months of one household, without income; a fact may be a list with a value for each month."""
    rows = []
    for place, month in enumerate(months):
        own = {name: value[place] if isinstance(value, list) else value for name, value in facts.items()}
        rows.append({"dossier_id": dossier, "maand": first(month)} | HOUSEHOLD | own)
    return pa.Table.from_pylist(rows)


def income(*rows: Row) -> pa.Table:
    """Income per month; what is left out is of an ordinary wage of one job."""
    made = []
    for row in rows:
        month = first(row["maand"])
        base: dict[str, Any] = {
            "dossier_id": "1001", "persoon": "aanvrager", "ikv": "bakker", "soort": "arbeid",
            "vakantietoeslag": 0, "lks_deel": 0, "vakantietoeslag_betaald": 0, "betaald_op": f"{row['maand']}-25", "geschat": False,
            "betalingen": f"b{row['maand']}", "ikv_tot": f"{row['maand']}-28",
        }  # fmt: skip
        full = base | dict(row) | {"maand": month}
        full.setdefault("ontvangen_op", full["betaald_op"])
        made.append({name: _cell(full.get(name), kind) for name, kind in COLUMNS.items()})
    return pa.Table.from_pylist(made, pa.schema(list(COLUMNS.items())))


def first(month: str) -> date:
    """``2026-03`` as the date of the first."""
    return date.fromisoformat(f"{month}-01")


def _cell(value: Any, kind: pa.DataType) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if pa.types.is_decimal(kind):
        return Decimal(value).quantize(Decimal("0.01"))
    if pa.types.is_date(kind) and isinstance(value, str):
        return date.fromisoformat(value)
    return value


def demo(dossiers: int, months: int, seed: int = 1) -> tuple[pa.Table, pa.Table]:
    """A synthetic caseload without income, and its wages as income per month."""
    whole = pa.Table.from_batches(list(caseload(dossiers, date(2024, 7, 1), months, seed, STAYING)))
    wages = [
        name
        for name in whole.column_names
        if name.startswith(("inkomen_arbeid", "vakantietoeslag", "inkomen_lks"))
    ]
    return whole.drop_columns(wages), pa.concat_tables(
        [_wages(whole, person, suffix) for person, suffix in (("aanvrager", ""), ("partner", "_partner"))]
    )


def _wages(whole: pa.Table, person: str, suffix: str) -> pa.Table:
    net = whole["inkomen_arbeid" + suffix]
    whole_month = (
        pc.less_equal(whole["van_dag"], 1).fill_null(True) if "van_dag" in whole.column_names else True
    )
    rows = whole.filter(pc.and_(pc.greater(net, 0).fill_null(False), whole_month))
    count = len(rows)
    month = rows["maand"].combine_chunks()
    ids = rows["dossier_id"].combine_chunks().cast(pa.string())
    last = pc.add(month, pa.scalar(27 * 86_400, pa.duration("s"))).cast(pa.date32())
    zero = pa.array([Decimal("0.00")] * count, pa.decimal128(18, 2))

    def column(name: str) -> pa.Array:
        return rows[name + suffix].combine_chunks() if name + suffix in rows.column_names else zero

    columns = {
        "dossier_id": ids, "persoon": pa.array([person] * count), "ikv": pa.array(["werk"] * count),
        "soort": pa.array(["arbeid"] * count), "maand": month, "netto": column("inkomen_arbeid"),
        "vakantietoeslag": column("vakantietoeslag_arbeid"), "lks_deel": column("inkomen_lks"),
        "vakantietoeslag_betaald": zero, "verdiend_van": month,
        "verdiend_tot": last, "betaald_op": last, "ontvangen_op": last, "geschat": pa.array([False] * count),
        "betalingen": pc.binary_join_element_wise(ids, person[0], month.cast(pa.string()), "-"),
        "onbekend": pa.nulls(count, pa.string()), "ikv_van": month, "ikv_tot": last,
    }  # fmt: skip
    return pa.table({name: columns[name].cast(kind) for name, kind in COLUMNS.items()})
