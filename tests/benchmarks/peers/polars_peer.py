"""The verrekening in polars: one lazy query for what needs no history, a loop over rows for what does.

The loop takes the first row of every dossier, then every second row, and so on. Dossiers are sorted by
length, so that the state that step k needs is simply the head of the state that step k - 1 left.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
from polars import Expr, col, lit, when

from .polars_rows import COUNTERS, Peer, build, divide, index_of, stateless

__all__ = ["build", "run", "run_parquet"]

GROUNDS = pl.Series(["geen", "n", "y", "z", "aa", "r"])
SHORT = ("n", "z", "n_p", "z_p")  # the counters, in the order of COUNTERS
CODES = {"n": 1, "y": 2, "z": 3, "aa": 4, "r": 5}


def _ground(short: str) -> Expr:
    """The first ground that the person meets: 1 n, 2 y, 3 z, 4 aa, 5 r, 0 none."""
    n_open = col("n_may" + short) & ((col("n" + short) < 6) | col("n_done" + short))
    z_open = (col("z" + short) < 12) | (col("freed_z" + short) > 0)
    z, y = col("z_may" + short), col("y_may" + short)
    chain = when(col("n_aow" + short) | n_open).then(1)
    if short:
        chain = chain.when(y).then(2).when(z & z_open).then(3)
        return chain.when(z & col("no_more" + short)).then(4).otherwise(0).alias("g" + short)
    running = col("r_begin").is_null() | (col("mi") < col("r_begin") + 30)
    r = col("r_may") & (col("n") >= 6) & running
    chain = chain.when(r & ~col("from_2023")).then(5).when(y).then(2).when(z & z_open).then(3)
    return chain.when(z & ~z_open & col("no_more")).then(4).when(r).then(5).otherwise(0).alias("g")


def _amount(short: str) -> Expr:
    """The share of the wage, at most what the cap of the calendar month still leaves."""
    cases = [(1, "n", "n_share"), (2, "y", "y_share"), (3, "z", "z_share"), (4, "aa", "z_share")]
    if not short:
        cases.append((5, "r", "r_share"))
    amount: Expr = lit(0, pl.Int64)
    for code, name, share in cases:
        left = (col("cap_" + name) - col("freed_" + name + short)).clip(0)
        amount = when(col("g" + short) == code).then(pl.min_horizontal(share + short, left)).otherwise(amount)
    return amount


def _counts(freed: Expr, freed_p: Expr) -> Expr:
    own, theirs = col("income") - freed, col("income_p")
    excess = (own + theirs + (col("norm") - own).clip(0) - col("couples_norm")).clip(0)
    return own + when("without_right").then(pl.min_horizontal(theirs, excess)).otherwise(theirs - freed_p)


STATE_FREED = [*(f"freed_{g}{s}" for s in ("", "_p") for g in ("n", "y", "z", "aa")), "freed_r"]


def _begin(first: pl.DataFrame) -> pl.DataFrame:
    """The state before the first row of each dossier."""
    return first.select(
        *(col(given).cast(pl.Int64).alias(name) for given, name in zip(COUNTERS, SHORT, strict=True)),
        index_of("vrijlating_r_begin").alias("r_begin"),
        lit(None, pl.Date).alias("before"),
        lit(None, pl.Int32).alias("before_mi"),
        lit(True).alias("had_right"),
        lit(False).alias("n_done"), lit(False).alias("n_done_p"),
        *(lit(0, pl.Int64).alias(name) for name in STATE_FREED),
    )  # fmt: skip


def _after(short: str) -> list[Expr]:
    """What the row used up; `g` and `v` are nothing without right."""
    ground, amount = col("g" + short), col("v" + short)
    uses_n = (ground == CODES["n"]) & ~col("n_aow" + short) & (amount > 0)
    uses_z = (ground == CODES["z"]) & (amount > 0)
    names = ("n", "y", "z", "aa") if short else tuple(CODES)
    freed = {name: "freed_r" if name == "r" else f"freed_{name}{short}" for name in names}
    return [
        (col("n" + short) + (uses_n & ~col("n_done" + short))).alias("n" + short),
        (col("z" + short) + (uses_z & (col("freed_z" + short) == 0))).alias("z" + short),
        (col("n_done" + short) | uses_n).alias("n_done" + short),
        *(
            (col(column) + when(ground == CODES[name]).then(amount).otherwise(0)).alias(column)
            for name, column in freed.items()
        ),
    ]


def _step(rows: pl.DataFrame, state: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """One row of every dossier that still has one: its outcome and the state after it."""
    same = (col("mi") == col("before_mi")).fill_null(False)
    follows = (col("before") == col("start")).fill_null(False)
    frame = rows.hstack(state).with_columns(
        *(when(same).then(name).otherwise(0).alias(name) for name in STATE_FREED),
        *((col(name) & same).alias(name) for name in ("n_done", "n_done_p")),
        pl.coalesce("ontving_bijstand", ~follows | col("had_right")).alias("received"),
    )
    frame = frame.with_columns(_ground(""), _ground("_p"))
    frame = frame.with_columns(_amount("").alias("v"), _amount("_p").alias("v_p"))
    frame = frame.with_columns(
        _counts(lit(0), lit(0)).alias("gross"), _counts(col("v"), col("v_p")).alias("net")
    )
    reached = (col("gross") >= col("norm")) & (~col("received") | (col("net") >= col("norm")))
    right = ~(col("undecided") | col("barred") | col("wealthy") | reached)
    frame = frame.with_columns(right.alias("right")).with_columns(
        when("right").then(name).otherwise(0).alias(name) for name in ("v", "v_p", "g", "g_p")
    )
    starts = (
        when((col("g") == CODES["r"]) & (col("v") > 0))
        .then(pl.coalesce("r_begin", "mi"))
        .otherwise("r_begin")
    )
    frame = frame.with_columns(
        *_after(""), *_after("_p"), starts.alias("r_begin"), col("next").alias("before"),
        col("mi").alias("before_mi"), col("right").alias("had_right"),
    )  # fmt: skip
    return frame.select(KEPT), frame.select(state.columns)


KEPT = [
    "norm", "gross", "net", "v", "v_p", "g", "g_p", "right", "undecided", "barred", "income", "income_p",
    "uitbetaald", "maatregel_percentage", "vorm", "n", "z", "n_p", "z_p", "r_begin",
]  # fmt: skip


def _outcome(frame: pl.LazyFrame) -> pl.LazyFrame:
    """Steps 5-8 for all rows at once."""
    right, decided = col("right"), ~col("undecided")
    bijstand = when(right).then((col("norm") - col("net")).clip(0)).otherwise(0)
    percentage = divide(col("maatregel_percentage").cast(pl.Int64) * col("norm"), 10_000)
    frame = frame.with_columns(bijstand.alias("bijstand"))
    frame = frame.with_columns(pl.min_horizontal(percentage, "bijstand").alias("maatregel"))
    frame = frame.with_columns(divide(5 * (col("bijstand") - col("maatregel")), 100).alias("vakantietoeslag"))
    paid = col("bijstand") - col("maatregel") - col("vakantietoeslag")
    counted = when(right).then("net").when("barred").then(col("income") + col("income_p")).otherwise("gross")
    amounts = {
        "vorm": col("vorm"),
        "norm": when("barred").then(0).otherwise("norm"),
        "vrijlating_grond": _label("g", "v"),
        "vrijlating": col("v"),
        "vrijlating_grond_partner": _label("g_p", "v_p"),
        "vrijlating_partner": col("v_p"),
        "inkomen_telt_mee": counted,
        "bijstand": col("bijstand"),
        "maatregel": col("maatregel"),
        "vakantietoeslag": col("vakantietoeslag"),
        "uit_te_betalen": paid,
        "verschil": col("uitbetaald") - paid,
    }
    status = (
        when(right).then(lit("recht")).when("undecided").then(lit("onbepaald")).otherwise(lit("geen_recht"))
    )
    return frame.select(
        status.alias("status"),
        *(when(decided).then(value).alias(name) for name, value in amounts.items()),
        *(col(short).alias(name) for short, name in zip(SHORT, COUNTERS, strict=True)),
        pl.date(col("r_begin") // 12, col("r_begin") % 12 + 1, 1).alias("vrijlating_r_begin"),
    )


def _label(ground: str, amount: str) -> Expr:
    return lit(GROUNDS).gather(when(col(amount) > 0).then(ground).otherwise(0))


def _order(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows by their place in the dossier, and within a place the longest dossiers first."""
    return (
        frame.lazy()
        .select("dossier_id", "maand", "van_dag")
        .with_row_index("row")
        .sort("dossier_id", "maand", "van_dag", nulls_last=False)
        .select("row", col("dossier_id").rle_id().alias("d"))
        .with_columns(pl.int_range(pl.len()).over("d").alias("ordinal"), pl.len().over("d").alias("size"))
        .sort("ordinal", "size", "d", descending=[False, True, False])
        .select("row", "ordinal")
        .collect()
    )


def run(peer: Peer, frame: pl.DataFrame) -> pl.DataFrame:
    """One result per row, in the order of the rows."""
    order = _order(frame)
    # All rows at once: blocks of 32 to 262 thousand rows were measured and took more time.
    rows = stateless(frame[order["row"]].lazy(), peer).collect()
    sizes = order["ordinal"].rle().struct.field("len")
    state, results, start = _begin(rows.head(sizes[0])), [], 0
    for size in sizes:
        result, state = _step(rows.slice(start, size), state.head(size))
        results.append(result)
        start += size
    outcome = _outcome(pl.concat(results).lazy()).collect()
    return frame.select("dossier_id", "maand").hstack(outcome[order["row"].arg_sort()])


def run_parquet(peer: Peer, source: Path, target: Path) -> None:
    """From Parquet to Parquet."""
    run(peer, pl.read_parquet(source)).write_parquet(target)
