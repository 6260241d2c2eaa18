"""Feeds to test with: a few records by hand, and a synthetic one of any size."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from regels.tabel.integers import decimal_array

BASIS = {
    "dossier_id": "1001",
    "ikv": "W1",
    "vakantietoeslag_opgebouwd": "0",
    "vakantietoeslag_betaald": "0",
}
FOUR_WEEKS = 28


def feed(*records: Mapping[str, str | None]) -> pa.Table:
    """Records as columns of text, each on top of ``BASIS``; without an id they are called p1, p2 …"""
    rows = [{**BASIS, "betaling_id": f"p{place}", **record} for place, record in enumerate(records, 1)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    return pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names})


def payment(begin: str, end: str, net: str | None, **more: str | None) -> dict[str, str | None]:
    """A wage over a period, paid on its last day."""
    return {"periode_van": begin, "periode_tot": end, "betaald_op": end, "netto": net, **more}


def synthetic(dossiers: int, periods: int = 25, seed: int = 1) -> pa.Table:
    """Four-weekly wages, one payment in twenty a correction of the one before; nobody in it exists."""
    rng = np.random.default_rng(seed)
    count = dossiers * periods
    number, period = np.divmod(np.arange(count), periods)
    begin = np.datetime64("2024-07-01").astype(np.int64) + period * FOUR_WEEKS + number % 7
    correct = (np.arange(count) % 20 == 19) & (period > 0)
    begin[correct] -= FOUR_WEEKS
    net = rng.integers(-5_000, 200_000, count)
    ids = np.char.add("P", np.arange(count).astype(str))
    replaced = pa.array(np.roll(ids, 1)).filter(pa.array(correct))
    corrects = pa.nulls(count, pa.string()).to_numpy(zero_copy_only=False)
    corrects[correct] = replaced.to_numpy(zero_copy_only=False)
    columns: dict[str, Any] = {
        "dossier_id": number.astype(str),
        "ikv": np.char.add("W", (number % 9_000).astype(str)),
        "betaling_id": ids,
        "periode_van": _days(begin),
        "periode_tot": _days(begin + FOUR_WEEKS - 1),
        "betaald_op": _days(begin + FOUR_WEEKS + 4 + correct * 30),
        "netto": decimal_array(net, None, 2),
        "vakantietoeslag_opgebouwd": decimal_array(net // 13, None, 2),
        "vakantietoeslag_betaald": decimal_array(np.zeros(count, np.int64), None, 2),
        "correctie_op": pa.array(corrects, pa.string()),
    }
    return pa.table(columns)


def _days(days: np.ndarray[Any, np.dtype[np.int64]]) -> pa.Array:
    return pa.array(days.astype(np.int32)).view(pa.date32())
