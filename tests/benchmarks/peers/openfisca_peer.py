"""Run the OpenFisca system over a caseload in numpy columns, month by month, in memory.

`run` takes one row per dossier and whole month, in any order, and returns columns in that order. Rows are
spread over a grid of dossiers by months; where a dossier has no row in a month nothing is used or paid.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl
from openfisca_core.periods import period as period_of
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from .openfisca_rules import BOOL, DATES, GROUNDS, INT, PERSON_BOOL, PERSON_INT, STATE, SUFFIXES, build

__all__ = ["build", "columns", "run"]

CHOICES = {
    "leefvorm": ["alleenstaande", "alleenstaande_ouder", "gehuwden"],
    "inrichting": ["geen", "aanvrager", "partner", "beiden"],
}
OUTPUTS = (
    "recht", "onbeslist", "uit_of_te_jong", "norm", "vrijlating", "vrijlating_partner",
    "grond", "grond_partner",
    "inkomen_telt_mee", "bijstand", "maatregel", "vakantietoeslag", "uit_te_betalen", "verschil",
    "lening_beoordelen", *STATE,
)  # fmt: skip


def columns(frame: pl.DataFrame) -> dict[str, np.ndarray]:
    """The peers' frame as the numpy columns that `run` takes: codes, numbers and dates without gaps."""
    far = pl.lit(np.datetime64("1900-01-01")).cast(pl.Date)
    month = pl.col("maand").dt.year().cast(pl.Int32) * 12 + pl.col("maand").dt.month() - 1
    begin = pl.col("vrijlating_r_begin")
    coded = ("vrijlating_r_begin", "ontving_bijstand", *CHOICES)
    ready = frame.select(
        pl.col("dossier_id").rank("dense").cast(pl.Int32).sub(1).alias("dossier"),
        month.alias("maand"),
        *(pl.col(name).cast(pl.Enum(labels)).to_physical() for name, labels in CHOICES.items()),
        *(pl.col(name).fill_null(far) for name in DATES),
        *(pl.col(name).fill_null(0).cast(pl.Int32) for name in INT if name not in coded),
        (begin.dt.year().cast(pl.Int32) * 12 + begin.dt.month() - 1).fill_null(0).alias("vrijlating_r_begin"),
        pl.col("ontving_bijstand").cast(pl.Int32).fill_null(-1),
        *(pl.col(name) for name in BOOL if name not in ("aanwezig", "eerste")),
        *(pl.col(name + s).fill_null(0).cast(pl.Int32) for name in PERSON_INT for s in SUFFIXES),
        *(pl.col(name + s).fill_null(False) for name in PERSON_BOOL for s in SUFFIXES),
    )
    return {name: ready[name].to_numpy() for name in ready.columns}


def run(system: TaxBenefitSystem, rows: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """All outputs for all rows."""
    dossier, month = rows["dossier"], rows["maand"]
    count, start, stop = int(dossier.max()) + 1, int(month.min()), int(month.max())
    simulation = SimulationBuilder().build_default_simulation(system, count)
    first_month = np.full(count, stop + 1, dtype=np.int32)
    np.minimum.at(first_month, dossier, month)
    _before(simulation, start - 1, count)
    results = {name: np.zeros(len(month), dtype=np.int32) for name in OUTPUTS}
    by_month = np.argsort(month, kind="stable")
    bounds = np.searchsorted(month[by_month], np.arange(start, stop + 2))
    for offset, index in enumerate(range(start, stop + 1)):
        here = by_month[bounds[offset] : bounds[offset + 1]]
        who, when = dossier[here], period_of(_name(index))
        full = len(here) == count and bool((who == np.arange(count)).all())
        for name, values in rows.items():
            if name in ("dossier", "maand"):
                continue
            simulation.set_input(name, when, values[here] if full else _spread(values[here], who, count))
        present = np.zeros(count, dtype=bool)
        present[who] = True
        simulation.set_input("aanwezig", when, present)
        simulation.set_input("eerste", when, first_month == index)
        for name in OUTPUTS:
            results[name][here] = simulation.calculate(name, when)[who]
    return results


def _name(index: int) -> str:
    return f"{index // 12}-{index % 12 + 1:02d}"


def _before(simulation: Simulation, index: int, count: int) -> None:
    """Nothing happened before the first month."""
    for name in (*STATE, "aanwezig", "recht"):
        zeros = np.zeros(count, dtype=bool if name in ("aanwezig", "recht") else np.int32)
        simulation.set_input(name, period_of(_name(index)), zeros)


def _spread(values: np.ndarray, who: np.ndarray, count: int) -> np.ndarray:
    if values.dtype.kind == "M":
        grid = np.full(count, np.datetime64("1900-01-01"), dtype="datetime64[D]")
    else:
        grid = np.zeros(count, dtype=values.dtype)
    grid[who] = values
    return grid


def contract_columns(result: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The outputs under the contract's names and values, empty where a row is undecided."""
    right, open_ = result["recht"].astype(bool), result["onbeslist"].astype(bool)
    barred = result["uit_of_te_jong"].astype(bool)
    grounds = np.array(GROUNDS)
    out = {
        "status": np.select([right, open_], ["recht", "onbepaald"], "geen_recht"),
        "vorm": np.where(result["lening_beoordelen"] > 0, "beoordelen", "om_niet"),
        "norm": np.where(barred, 0, result["norm"]),
    }
    for suffix in SUFFIXES:
        freed = result["vrijlating" + suffix]
        out["vrijlating" + suffix] = np.where(open_, 0, freed)
        out["vrijlating_grond" + suffix] = grounds[np.where(freed > 0, result["grond" + suffix], 0)]
        out["vrijlating_n_maanden" + suffix] = result["n_na" + suffix]
        out["vrijlating_z_maanden" + suffix] = result["z_na" + suffix]
    same = ("inkomen_telt_mee", "bijstand", "maatregel", "vakantietoeslag", "uit_te_betalen", "verschil")
    return out | {name: result[name] for name in same} | {"vrijlating_r_begin": _dates(result["r_begin_na"])}


def _dates(index: np.ndarray) -> np.ndarray:
    """The first of the month as a date, or None for never."""
    days = np.maximum(index - 1970 * 12, 0).astype("datetime64[M]").astype("datetime64[D]")
    dates: np.ndarray = days.astype(object)
    dates[index == 0] = None
    return dates
