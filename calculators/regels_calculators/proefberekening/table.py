"""A proefberekening as rows: a month now and with the work, or a number of hours in a month."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from regels.tabel.sink import About
from regels.tabel.write import FileSink
from regels_calculators.proefberekening.curve import Kromme
from regels_calculators.proefberekening.proef import Proef
from regels_calculators.proefberekening.standing import Stand

MONEY = pa.decimal128(18, 2)
STAND = (
    ("status", pa.string()),
    ("reden", pa.string()),
    ("loon", MONEY),
    ("vakantiegeld_loon", MONEY),
    ("ander_inkomen", MONEY),
    ("norm", MONEY),
    ("vrijlating_grond", pa.string()),
    ("vrijlating_grond_partner", pa.string()),
    ("vrijlating", MONEY),
    ("telt_mee", MONEY),
    ("bijstand", MONEY),
    ("gespaard", MONEY),
    ("uitbetaald", MONEY),
    ("in_handen", MONEY),
    ("totaal", MONEY),
)
PROEF = pa.schema([("maand", pa.date32()), ("situatie", pa.string()), *STAND, ("erbij", MONEY)])
CURVE = pa.schema(
    [
        ("maand", pa.date32()),
        ("uren_per_week", pa.decimal128(5, 2)),
        *STAND,
        ("erbij_verdiend", MONEY),
        ("houdt_over", MONEY),
        ("deel", pa.string()),
    ]
)


def table(found: Proef | Kromme) -> pa.Table:
    """The rows; ``deel`` is the exact ratio of what is kept, such as ``1/4``."""
    if isinstance(found, Proef):
        return pa.Table.from_pylist(list(_months(found)), PROEF)
    return pa.Table.from_pylist(list(_points(found)), CURVE)


def _months(proef: Proef) -> Iterator[dict[str, Any]]:
    for month in proef.maanden:
        yield {"maand": month.maand, "situatie": "nu", **_stand(month.nu), "erbij": None}
        yield {"maand": month.maand, "situatie": "straks", **_stand(month.straks), "erbij": month.erbij}


def _points(curve: Kromme) -> Iterator[dict[str, Any]]:
    for phase in curve.fasen:
        for point in phase.punten:
            yield {
                "maand": phase.maand,
                "uren_per_week": Decimal(point.uren.numerator) / Decimal(point.uren.denominator),
                **_stand(point.stand),
                "erbij_verdiend": point.erbij_verdiend,
                "houdt_over": point.houdt_over,
                "deel": None if point.deel is None else str(point.deel),
            }


def _stand(stand: Stand) -> dict[str, Any]:
    own = {name: getattr(stand, name) for name, _ in STAND if hasattr(stand, name)}
    grounds = [ground or None for ground in stand.gronden]
    return {
        **own,
        "reden": "+".join(stand.redenen) or None,
        "vrijlating_grond": grounds[0],
        "vrijlating_grond_partner": grounds[1],
    }


def about(found: Proef | Kromme) -> About:
    """With what it was made, the choices and what was not computed."""
    chosen = found.keuzes
    more = {
        "lagen": " + ".join(found.lagen),
        "weken_per_maand": f"{chosen.weken} ({chosen.weken_per_maand.grond})",
        "afronding": f"{chosen.afronding.tekst} {chosen.afronding.grond}",
        "niet_berekend": " ".join(chosen.niet_berekend),
    }
    if found.werk.vakantiegeld is None:
        more["vakantiegeld"] = chosen.geen_vakantiegeld
    return About(found.versie, found.regeling, found.hash, more)


def write_table(found: Proef | Kromme, path: Path) -> None:
    """To .csv, .xlsx or .parquet. Raises UnknownFormat."""
    rows = table(found)
    sink = FileSink(path, about(found))
    try:
        sink.start(rows.num_rows)
        for batch in rows.to_batches():
            sink.write(batch)
        sink.finish()
    except BaseException:
        sink.discard()
        raise
