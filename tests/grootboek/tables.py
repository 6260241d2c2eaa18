"""Small tables for the ledger: households without income, and income per month."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from regels_calculators.demo import STAYING, caseload
from regels_calculators.inkomen.months import MONTHS

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
NO_INCOME = MONTHS.empty_table()


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
            "vakantietoeslag": 0, "lks_deel": 0, "vakantietoeslag_betaald": 0,
            "betaald_op": f"{row['maand']}-25", "geschat": False,
            "betalingen": f"b{row['maand']}", "ikv_tot": f"{row['maand']}-28", "dagen_zonder_loon": 0,
            "vierweken": False,
        }  # fmt: skip
        full = base | dict(row) | {"maand": month}
        full.setdefault("ontvangen_op", full["betaald_op"])
        made.append(full)
    _give_lives(made)
    cells = [{field.name: _cell(full.get(field.name), field.type) for field in MONTHS} for full in made]
    return pa.Table.from_pylist(cells, MONTHS)


def _give_lives(rows: list[dict[str, Any]]) -> None:
    """Every income relation one first and one last day: it runs on when one of its rows says so."""
    jobs: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        jobs.setdefault(
            tuple(str(row[name]) for name in ("dossier_id", "persoon", "ikv", "soort")), []
        ).append(row)
    for job in jobs.values():
        begin = min(str(row.get("ikv_van") or row["maand"]) for row in job)
        end = None if any(row["ikv_tot"] is None for row in job) else max(str(row["ikv_tot"]) for row in job)
        for row in job:
            row["ikv_van"], row["ikv_tot"] = begin, end


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

    none, no = pa.nulls(count, pa.string()), pa.array([False] * count)
    columns = {
        "dossier_id": ids, "persoon": pa.array([person] * count), "ikv": pa.array(["werk"] * count),
        "soort": pa.array(["arbeid"] * count), "maand": month, "netto": column("inkomen_arbeid"),
        "vakantietoeslag": column("vakantietoeslag_arbeid"), "lks_deel": column("inkomen_lks"),
        "vakantietoeslag_betaald": zero, "verdiend_van": month, "verdiend_tot": last, "betaald_op": last,
        "ontvangen_op": last, "geschat": no, "onbekend": none, "toerekening": none, "vierweken": no,
        "betalingen": pc.binary_join_element_wise(ids, person[0], month.cast(pa.string()), "-"),
        "dagen_zonder_loon": pa.array([0] * count), "ikv_van": pa.array([min(month.to_pylist())] * count),
        "ikv_tot": pa.array([max(last.to_pylist())] * count), "opmerking": none,
    }  # fmt: skip
    return pa.table({field.name: columns[field.name].cast(field.type) for field in MONTHS}, MONTHS)
