"""From dossiers of the oracle's generator, and from a realistic caseload, to the peers' columns.

In the peers' columns amounts are whole cents and `maatregel_percentage` is in hundredths of a percent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import polars as pl

TEXT = ("dossier_id", "leefvorm", "inrichting")
DATES = (
    "maand",
    "geboortedatum",
    "geboortedatum_partner",
    "geboortedatum_jongste_kind",
    "vrijlating_r_begin",
)
JUDGEMENTS = (
    "bijdrage_arbeidsinschakeling",
    "medisch_urenbeperkt",
    "urenuitbreiding_mogelijk",
    "verhoging_jongere",
)
YES_NO = (
    "partner_rechthebbend", "uitgesloten", "volledige_zorg", "ontving_bijstand",
    *JUDGEMENTS, *(name + "_partner" for name in JUDGEMENTS),
)  # fmt: skip


def to_frame(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """Rows of the oracle's generator (complete) as a frame."""
    records = [dict(row) for row in rows]
    for record in records:
        record["maatregel_percentage"] = int(record["maatregel_percentage"] * 100)
    schema = {name: _kind(name) for name in records[0]}
    return pl.DataFrame(records, schema=schema).with_columns(pl.col("partner_rechthebbend").fill_null(True))


def _kind(name: str) -> pl.DataType | type[pl.DataType]:
    if name in TEXT:
        return pl.String
    if name in DATES:
        return pl.Date
    return pl.Boolean if name in YES_NO else pl.Int64


def caseload(dossiers: int, months: int = 12, seed: int = 1) -> pl.DataFrame:
    """A plausible caseload: the same months from 2025-08 for every dossier, a third with some wage."""
    rng = np.random.default_rng(seed)

    def per_dossier(values: np.ndarray) -> np.ndarray:
        return np.repeat(values, months)

    def yes(chance: float) -> np.ndarray:
        return per_dossier(rng.random(dossiers) < chance)

    def births(low: int, high: int) -> np.ndarray:
        days = rng.integers(low * 365, high * 365, dossiers)
        return per_dossier(np.datetime64("2025-08-01") - days.astype("timedelta64[D]"))

    size = dossiers * months
    kind = per_dossier(rng.choice(3, dossiers, p=[0.62, 0.2, 0.18]))
    married, parent = kind == 2, kind == 1
    children = np.where(parent, per_dossier(rng.integers(1, 4, dossiers)), 0)
    children = np.where(married, per_dossier(rng.integers(0, 4, dossiers)), children)
    works = per_dossier(rng.random(dossiers) < 0.35) & (rng.random(size) < 0.85)
    works_p = married & per_dossier(rng.random(dossiers) < 0.3)
    wage = np.where(works, rng.integers(5_000, 130_000, size), 0)
    wage_p = np.where(works_p, rng.integers(5_000, 90_000, size), 0)
    supported = yes(0.1)
    month = np.tile(np.datetime64("2025-08", "M") + np.arange(months), dossiers).astype("datetime64[D]")
    ids = np.char.add("D", np.char.zfill(np.arange(dossiers).astype(str), 8))
    none_date = np.datetime64("NaT")
    frame = pl.DataFrame(
        {
            "dossier_id": per_dossier(ids),
            "maand": month,
            "leefvorm": np.array(["alleenstaande", "alleenstaande_ouder", "gehuwden"])[kind],
            "geboortedatum": births(19, 68),
            "geboortedatum_partner": np.where(married, births(19, 68), none_date),
            "ten_laste_komende_kinderen": children,
            "geboortedatum_jongste_kind": np.where(children > 0, births(1, 17), none_date),
            "kostendelende_medebewoners": per_dossier(rng.choice(4, dossiers, p=[0.8, 0.12, 0.05, 0.03])),
            "inrichting": np.where(yes(0.01) & ~married, "aanvrager", "geen"),
            "partner_rechthebbend": yes(0.95),
            "uitgesloten": yes(0.005),
            "vermogen": np.where(yes(0.02), 2_000_000, 100_000),
            "vermogen_eigen_woning": np.where(yes(0.03), 9_000_000, 0),
            "vrijlating_n_maanden": per_dossier(rng.integers(0, 7, dossiers)),
            "vrijlating_z_maanden": np.where(supported, per_dossier(rng.integers(0, 13, dossiers)), 0),
            "vrijlating_n_maanden_partner": per_dossier(rng.integers(0, 7, dossiers)),
            "vrijlating_z_maanden_partner": 0,
            "volledige_zorg": parent & yes(0.9),
            "verlaging_woonsituatie": np.where(yes(0.02), 28_389, 0),
            "verlaging_schoolverlater": 0,
            "afstemming": 0,
            "maatregel_percentage": np.where(rng.random(size) < 0.01, 3_000, 0),
            "uitbetaald": 110_000,
        }
    )
    persons: dict[str, np.ndarray] = {}
    for suffix, amount in (("", wage), ("_partner", wage_p)):
        persons |= {
            "inkomen_arbeid" + suffix: amount,
            "vakantietoeslag_arbeid" + suffix: amount * 8 // 100,
            "inkomen_lks" + suffix: np.where(supported, amount, 0),
            "inkomen_overig" + suffix: np.where(yes(0.1), 20_000, 0),
            "bijdrage_arbeidsinschakeling" + suffix: yes(0.8),
            "medisch_urenbeperkt" + suffix: yes(0.1),
            "urenuitbreiding_mogelijk" + suffix: yes(0.4),
            "verhoging_jongere" + suffix: yes(0.1),
        }
    nothing = {name: pl.lit(None, pl.Int64) for name in ("van_dag", "tot_dag")}
    return frame.with_columns(**{k: pl.Series(v) for k, v in persons.items()}, **nothing).with_columns(
        pl.lit(None, pl.Date).alias("vrijlating_r_begin"),
        pl.lit(None, pl.Boolean).alias("ontving_bijstand"),
        *(pl.col(name).cast(pl.Date) for name in ("maand", *DATES[1:4])),
    )
