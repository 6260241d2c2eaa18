"""What one row decides alone, in polars: persons, norm, vermogen, income and what may be freed.

Complete data is assumed. Amounts are Int64 cents, `maatregel_percentage` is in hundredths of a percent,
choices are text.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from polars import Expr, col, lit, when

from .figures import FIRST_BIRTH, FIRST_INDEX, Parameters

COUNTERS = (
    "vrijlating_n_maanden",
    "vrijlating_z_maanden",
    "vrijlating_n_maanden_partner",
    "vrijlating_z_maanden_partner",
)


@dataclass(frozen=True)
class Peer:
    """The figures as polars data."""

    months: pl.DataFrame
    aow_month: pl.Series
    aow_last: pl.Series  # the last day of that month, as `_day` counts


def build(parameters: Parameters) -> Peer:
    """Put the figures in a table by month."""
    months = pl.DataFrame([pl.Series(name, v, pl.Int64) for name, v in parameters.amounts.items()])
    index = pl.Series("mi", range(FIRST_INDEX, FIRST_INDEX + months.height), pl.Int32)
    aow = pl.Series("aow", parameters.aow_month, pl.Int32)
    last = pl.select(aow * 32 + pl.date(aow // 12, aow % 12 + 1, 1).dt.days_in_month()).to_series()
    return Peer(months.with_columns(index), aow, last.alias("last").cast(pl.Int32))


def divide(numerator: Expr, denominator: Expr | int) -> Expr:
    """Half up, for amounts of zero or more."""
    return (2 * numerator + denominator) // (2 * denominator)


def index_of(day: str) -> Expr:
    """The month index of a column of dates, counted from the year 0."""
    return col(day).dt.year().cast(pl.Int32) * 12 + col(day).dt.month() - 1


def _day(day: str) -> Expr:
    """A date as one number that keeps its order: month index and day of the month."""
    return index_of(day) * 32 + col(day).dt.day()


def _age(birth: str) -> Expr:
    """Whole years on the first day of the period."""
    return (col("first") - _day(birth)) // (12 * 32)


def _aow(peer: Peer, birth: str, suffix: str) -> list[Expr]:
    """Whether the AOW age is reached on the first day, and whether that happens later in the period."""
    born = (index_of(birth) - FIRST_BIRTH).fill_null(0)
    # A day that does not exist becomes the last of its month.
    day = pl.min_horizontal(
        lit(peer.aow_month).gather(born) * 32 + col(birth).dt.day(), lit(peer.aow_last).gather(born)
    )
    return [
        (day <= col("first")).fill_null(False).alias("aow" + suffix),
        ((day > col("first")) & (day <= col("last"))).fill_null(False).alias("aow_turns" + suffix),
    ]


def _shared(count: Expr, aow: Expr) -> Expr:
    base = when(aow).then(col("norm_aow_gehuwden")).otherwise(col("norm_gehuwden_21_aow"))
    return divide((40 + 30 * count) * base, 100 * count)


def _by_children(stem: str) -> Expr:
    return (
        when(col("ten_laste_komende_kinderen") > 0)
        .then(col(stem.format("met_kind")))
        .otherwise(col(stem.format("zonder_kind")))
    )


def _single(young: Expr, aow: Expr) -> Expr:
    others = col("kostendelende_medebewoners")
    return (
        when(young)
        .then(col("norm_jongere_18_20_alleenstaande_zonder_kind"))
        .when(others > 0)
        .then(_shared(others + 1, aow))
        .when(aow)
        .then(col("norm_aow_alleenstaande"))
        .otherwise(col("norm_alleenstaande_of_ouder_21_aow"))
    )


def _couple() -> Expr:
    others, aow = col("kostendelende_medebewoners"), col("aow") | col("aow_p")
    return (
        when(col("young") & col("young_p"))
        .then(_by_children("norm_gehuwden_beide_18_20_{}"))
        .when((col("young") | col("young_p")) & (others > 0))
        .then(_by_children("kostendeler_gemengd_jong_{}_bijtelling") + _shared(others + 1, aow))
        .when(col("young") | col("young_p"))
        .then(_by_children("norm_gehuwden_een_18_20_een_21plus_{}"))
        .when(others > 0)
        .then(2 * _shared(others + 2, aow))
        .when(aow)
        .then(col("norm_aow_gehuwden"))
        .otherwise(col("norm_gehuwden_21_aow"))
    )


def _base_norm() -> Expr:
    inside = col("norm_inrichting_alleenstaande") + col("inrichting_verhoging_zorg_alleenstaande")
    together = (
        when(col("inrichting") == "geen")
        .then(col("couples_norm"))
        .when(col("inrichting") == "beiden")
        .then(col("norm_inrichting_gehuwden") + col("inrichting_verhoging_zorg_gehuwden"))
        .when(col("inrichting") == "aanvrager")
        .then(inside + _single(col("young_p"), col("aow_p")))
        .otherwise(inside + _single(col("young"), col("aow")))
    )
    others = col("kostendelende_medebewoners")
    half = (
        when(col("young"))
        .then(divide(_by_children("norm_gehuwden_beide_18_20_{}"), 2))
        .when(others > 0)
        .then(_shared(others + 1, col("aow")))
        .when(col("aow"))
        .then(divide(col("norm_aow_gehuwden"), 2))
        .otherwise(divide(col("norm_gehuwden_21_aow"), 2))
    )
    return (
        when(col("entitled_p"))
        .then(together)
        .when(col("gehuwd"))
        .then(half)
        .when(col("inside"))
        .then(inside)
        .otherwise(_single(col("young"), col("aow")))
    )


def _norm() -> Expr:
    """The norm of the whole month, after raising, lowering and afstemming."""
    step = col("norm_jongere_18_20_verhoging_geen_beroep_ouders")
    raised = col("base") + step * (col("raise").cast(pl.Int64) + col("raise_p").cast(pl.Int64))
    ceiling = when("gehuwd").then("norm_gehuwden_21_aow").otherwise("norm_alleenstaande_of_ouder_21_aow")
    total = when(col("raise") | col("raise_p")).then(pl.min_horizontal(raised, ceiling)).otherwise("base")
    # Art. 27 and 28 lower only norms of art. 20 and 21.
    plain = ~col("without_right") & (col("inrichting") == "geen")
    alone = ~col("gehuwd") & (col("young") | (~col("shares") & ~col("aow")))
    both_young = col("young") & col("young_p")
    couple = both_young | (~col("shares") & (col("one_young") | ~(col("aow") | col("aow_p"))))
    lowers = plain & (alone | (col("gehuwd") & couple))
    lowered = when(lowers).then(col("verlaging_woonsituatie") + col("verlaging_schoolverlater")).otherwise(0)
    return pl.max_horizontal(total - lowered + col("afstemming"), 0)


def _persons(frame: pl.LazyFrame, peer: Peer) -> pl.LazyFrame:
    """Ages, AOW, rights and combinations that the contract leaves out."""
    born, born_p = "geboortedatum", "geboortedatum_partner"
    numbers = ["inkomen_arbeid", "vakantietoeslag_arbeid", "inkomen_lks", "inkomen_overig"]
    judgements = ["bijdrage_arbeidsinschakeling", "medisch_urenbeperkt", "urenuitbreiding_mogelijk"]
    mi = index_of("maand")
    van, length = col("van_dag").fill_null(1).cast(pl.Int32), col("maand").dt.days_in_month().cast(pl.Int32)
    tot = col("tot_dag").fill_null(length).cast(pl.Int32)
    start = col("maand") + pl.duration(days=van - 1)
    in_2026 = col("maand").dt.year() >= 2026
    return (
        frame.with_columns(
            *(col(f"{name}_partner").fill_null(0) for name in numbers),
            *(col(f"{name}_partner").fill_null(False) for name in (*judgements, "verhoging_jongere")),
            mi.alias("mi"),
            (mi * 32 + van).alias("first"),
            (mi * 32 + tot).alias("last"),
            start.alias("start"),
            (tot - van + 1).cast(pl.Int64).alias("days"),
            length.cast(pl.Int64).alias("length"),
            (col("leefvorm") == "gehuwden").alias("gehuwd"),
            (col("kostendelende_medebewoners") > 0).alias("shares"),
            col("inrichting").is_in(["aanvrager", "beiden"]).alias("inside"),
            col("inrichting").is_in(["partner", "beiden"]).alias("inside_p"),
        )
        .with_columns(
            _age(born).alias("age"), _age(born_p).alias("age_p"),
            *_aow(peer, born, ""), *_aow(peer, born_p, "_p"),
        )
        .with_columns(
            (col("age") < 21).alias("young"),
            (col("age_p") < 21).fill_null(False).alias("young_p"),
            (col("gehuwd") & col("partner_rechthebbend") & (col("age_p") >= 18).fill_null(False))
            .alias("entitled_p"),
            (col("aow_turns") | (col("gehuwd") & col("aow_turns_p"))).alias("turns"),
        )
        .with_columns(
            (col("gehuwd") & ~col("entitled_p")).alias("without_right"),
            (col("young") != col("young_p")).alias("one_young"),
            (col("young") & col("verhoging_jongere") & in_2026).alias("raise"),
            (col("young_p") & col("verhoging_jongere_partner") & col("entitled_p") & in_2026)
            .alias("raise_p"),
            (
                (col("age") < 18)
                | col("uitgesloten")
                | (~col("gehuwd") & col("inside") & col("young"))
            ).alias("barred"),
        )
        .with_columns(
            (
                (col("entitled_p") & ((col("inside") & col("young")) | (col("inside_p") & col("young_p"))))
                | (col("without_right") & (col("inrichting") != "geen"))
                | (col("raise") & col("without_right"))
                | ((col("raise") | col("raise_p")) & col("entitled_p") & col("one_young") & col("shares")
                   & (col("inrichting") == "geen"))
            ).alias("combination"),
        )
    )  # fmt: skip


def stateless(frame: pl.LazyFrame, peer: Peer) -> pl.LazyFrame:
    """Everything that one row decides alone."""
    frame = _persons(frame, peer).join(peer.months.lazy(), on="mi", how="left", maintain_order="left")
    frame = frame.with_columns(_couple().alias("couples_norm"))
    frame = frame.with_columns(_base_norm().alias("base"))
    limit = when(col("leefvorm") == "alleenstaande").then(col("vermogensgrens_alleenstaande"))
    limit = limit.otherwise(col("vermogensgrens_alleenstaande_ouder_en_gehuwden"))
    home = col("vermogen_eigen_woning")
    over = (home > 0) & (home > col("vermogen_eigen_woning_vrij"))
    covid = col("mi").is_between(2020 * 12 + 10, 2021 * 12 + 8)
    out = [
        "mi", "start", "without_right", "barred", "ontving_bijstand", "uitbetaald",
        "maatregel_percentage", "vrijlating_r_begin", *COUNTERS,
        divide(_norm() * col("days"), col("length")).alias("norm"),
        divide(col("couples_norm") * col("days"), col("length")).alias("couples_norm"),
        (col("start") + pl.duration(days=col("days"))).alias("next"),
        (col("turns") | (col("combination") & ~col("barred"))).alias("undecided"),
        (col("vermogen") > limit).alias("wealthy"),
        when(over).then(lit("beoordelen")).otherwise(lit("om_niet")).alias("vorm"),
        (col("mi") >= 2023 * 12).alias("from_2023"),
        *(col(f"vrijlating_{g}_max").alias(f"cap_{g}") for g in ("n", "y", "z", "aa", "r")),
    ]  # fmt: skip
    for suffix, short, exists in (("", "", lit(True)), ("_partner", "_p", col("gehuwd"))):
        wage = when(exists).then(col("inkomen_arbeid" + suffix).clip(0)).otherwise(0)
        total = wage + when(exists).then(
            col("vakantietoeslag_arbeid" + suffix) + col("inkomen_overig" + suffix)
        ).otherwise(0)
        right = (wage > 0) & (lit(True) if short == "" else col("entitled_p"))
        old = (col("age" + short) >= 27) | covid
        lks, contribution = col("inkomen_lks" + suffix), col("bijdrage_arbeidsinschakeling" + suffix)
        out += [
            total.alias("income" + short),
            (right & col("aow" + short)).alias("n_aow" + short),
            (right & ~col("aow" + short) & old & contribution).alias("n_may" + short),
            (right & col("medisch_urenbeperkt" + suffix)).alias("y_may" + short),
            (right & (lks > 0) & (col("mi") >= 2023 * 12)).alias("z_may" + short),
            (~col("urenuitbreiding_mogelijk" + suffix)).alias("no_more" + short),
            divide(25 * wage, 100).alias("n_share" + short),
            divide(15 * wage, 100).alias("y_share" + short),
            divide(15 * lks, 100).alias("z_share" + short),
        ]
    child = (_age("geboortedatum_jongste_kind") < 12) & (col("ten_laste_komende_kinderen") > 0)
    wage = col("inkomen_arbeid").clip(0)
    r_may = (wage > 0) & ~col("aow") & (col("leefvorm") == "alleenstaande_ouder") & col("volledige_zorg")
    r_may = r_may & child & ((col("age") >= 27) | covid) & col("bijdrage_arbeidsinschakeling")
    out += [r_may.fill_null(False).alias("r_may"), divide(125 * wage, 1000).alias("r_share")]
    return frame.select(out)
