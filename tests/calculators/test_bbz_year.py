"""A Bbz year settled month by month and at its end, checked by hand; and whole caseloads the same.

A single person, 2026: the norm is € 1.401,50 until July and € 1.419,46 from July. She expects a profit of
€ 500 a month: 500 − 19% = 405 netto.

    January … June      1.401,50 − 405 =   996,50   × 6 =  5.979,00
    July … December     1.419,46 − 405 = 1.014,46   × 6 =  6.086,76
    lent in the year                                      12.065,76
    jaarnorm            6 × 1.401,50 + 6 × 1.419,46    =  16.925,76
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest
from regels_calculators.bbz import (
    Maand,
    Regelingen,
    UnknownFact,
    WrongMonths,
    forecast,
    settle,
    settle_table,
    statement,
)

REGELINGEN = Regelingen.load()
Facts = dict[str, Any]
HUISHOUDEN: Facts = {
    "leefvorm": "alleenstaande",
    "geboortedatum": "1985-03-14",
    "ten_laste_komende_kinderen": 0,
    "kostendelende_medebewoners": 0,
}
ZELFSTANDIGE: Facts = {
    "startmaand": "2026-01",
    "categorie": "gevestigde",
    "datum_aanvraag": "2025-12-15",
    "geboortedatum": "1985-03-14",
    "uren_per_jaar": 1225,
    "wettelijke_eisen": True,
    "zeggenschap_en_risico": True,
    "aangewezen_op_bedrijf": True,
    "levensvatbaar": True,
    "redelijke_termijn": True,
    "ander_vermogen": False,
    "eigen_vermogen": "10000,00",
    "totaal_vermogen": "40000,00",
    "geschatte_winst": "500,00",
    "geschat_ander_inkomen": "0,00",
    "toegekende_duur": 12,
}
JAAR: Facts = {
    "leefvorm": "alleenstaande",
    "categorie": "gevestigde",
    "inkomen_definitief": True,
    "zvw_vergoeding": "0,00",
    "bijzondere_bijstand": "0,00",
    "inkomen_met_loonheffing": "0,00",
    "inkomen_zonder_loonheffing": "6000,00",
    "eigen_vermogen": "10000,00",
    "totaal_vermogen": "40000,00",
}
MAANDEN = [Maand(date(2026, month, 1), HUISHOUDEN, ZELFSTANDIGE) for month in range(1, 13)]
HALF = [month if month.maand.month <= 6 else replace(month, zelfstandige=None) for month in MAANDEN]


def with_profit(profit: str) -> Facts:
    return JAAR | {"inkomen_zonder_loonheffing": profit}


def test_month_by_month() -> None:
    year = settle(REGELINGEN, 2026, MAANDEN, JAAR)
    assert [month.norm for month in year.maanden] == [Decimal("1401.50")] * 6 + [Decimal("1419.46")] * 6
    assert [month.lening for month in year.maanden] == [Decimal("996.50")] * 6 + [Decimal("1014.46")] * 6
    assert year.sommen.voorlopige_bijstand == Decimal("12065.76")
    assert (year.sommen.bijstandsmaanden, year.sommen.som_normen) == (12, Decimal("16925.76"))


def test_all_becomes_a_gift() -> None:
    """Profit 6.000 − 1.140 = 4.860; 12.065,76 + 4.860 = 16.925,76, exactly the jaarnorm."""
    year = settle(REGELINGEN, 2026, MAANDEN, JAAR)
    assert (year.status, year["vergelijking"]) == ("recht", "gelijk_aan_jaarnorm")
    assert (year["gift"], year["aanvulling"], year["terugvorderbaar_tot"]) == (Decimal("12065.76"), 0, 0)


def test_a_supplement() -> None:
    """Profit 4.000 − 760 = 3.240; 12.065,76 + 3.240 = 15.305,76; 16.925,76 − 15.305,76 = 1.620."""
    year = settle(REGELINGEN, 2026, MAANDEN, with_profit("4000,00"))
    assert year["vergelijking"] == "minder_dan_jaarnorm"
    assert (year["gift"], year["aanvulling"]) == (Decimal("12065.76"), Decimal("1620.00"))


def test_partly_claimable() -> None:
    """Profit 10.000 − 1.900 = 8.100; 12.065,76 + 8.100 − 16.925,76 = 3.240; 12.065,76 − 3.240 = 8.825,76."""
    year = settle(REGELINGEN, 2026, MAANDEN, with_profit("10000,00"))
    assert year["vergelijking"] == "meer_dan_jaarnorm"
    assert (year["terugvorderbaar_tot"], year["gift"]) == (Decimal("3240.00"), Decimal("8825.76"))
    assert year["teruggevorderd"] is None


def test_half_a_year_counts_the_norms_of_all_months() -> None:
    """Lent 5.979; 16.925,76 × 6/12 = 8.462,88; 8.462,88 − 5.979 = 2.483,88."""
    year = settle(REGELINGEN, 2026, HALF, JAAR)
    assert year.sommen.bijstandsmaanden == 6
    assert year.sommen.som_normen_bijstandsmaanden == Decimal("8409.00")
    assert (year["jaarnorm"], year["aanvulling"]) == (Decimal("16925.76"), Decimal("2483.88"))


def test_a_month_without_right_is_no_month_of_assistance() -> None:
    none = replace(MAANDEN[11], zelfstandige=ZELFSTANDIGE | {"geschat_ander_inkomen": "2000,00"})
    year = settle(REGELINGEN, 2026, [*MAANDEN[:11], none], JAAR)
    assert year.maanden[11].lening == Decimal(0)
    assert year.sommen.bijstandsmaanden == 11


def test_what_was_really_granted_goes_before_what_the_rules_give() -> None:
    other = replace(MAANDEN[0], verleend=Decimal("900.00"))
    year = settle(REGELINGEN, 2026, [other, *MAANDEN[1:]], JAAR)
    assert year.sommen.voorlopige_bijstand == Decimal("11969.26")


def test_a_missing_month_is_a_gap_and_not_a_month_without_assistance() -> None:
    year = settle(REGELINGEN, 2026, MAANDEN[:11], JAAR)
    assert year.status == "onbepaald"
    assert year.redenen == ("2026-12: deze maand is niet gegeven",)
    assert year.sommen.som_normen is None


def test_an_unknown_fact_of_a_month_is_named_with_its_month() -> None:
    unknown = replace(MAANDEN[2], zelfstandige=ZELFSTANDIGE | {"levensvatbaar": None})
    no_norm = replace(MAANDEN[4], huishouden=HUISHOUDEN | {"kostendelende_medebewoners": None})
    year = settle(REGELINGEN, 2026, [*MAANDEN[:2], unknown, MAANDEN[3], no_norm, *MAANDEN[5:]], JAAR)
    assert year.redenen == ("2026-03: levensvatbaar", "2026-05: kostendelende_medebewoners")


def test_an_unknown_fact_of_the_year_is_named() -> None:
    year = settle(REGELINGEN, 2026, MAANDEN, JAAR | {"zvw_vergoeding": None})
    assert year.redenen == ("zvw_vergoeding",)


def test_a_band_until_the_books_are_closed() -> None:
    low, high = {"inkomen_zonder_loonheffing": "4000,00"}, {"inkomen_zonder_loonheffing": "10000,00"}
    band = forecast(REGELINGEN, 2026, MAANDEN, JAAR | {"inkomen_definitief": False}, low, high)
    assert band.laag["aanvulling"] == Decimal("1620.00")
    assert band.hoog["terugvorderbaar_tot"] == Decimal("3240.00")
    assert statement(band.laag).startswith("Voorlopige afrekening van boekjaar 2026")


def test_a_broken_boekjaar_takes_its_own_twelve_months() -> None:
    """From July 2025; the norm of July 2025 counts, that of July 2026 does not."""
    months = [
        Maand(date(2025 + (month > 12), (month - 1) % 12 + 1, 1), HUISHOUDEN, None) for month in range(7, 19)
    ]
    year = settle(REGELINGEN, 2025, months, JAAR | {"cijfermaand": "2026-01"}, begin_maand=7)
    assert [month.maand for month in year.maanden][::11] == [date(2025, 7, 1), date(2026, 6, 1)]
    assert (year.status, year.redenen) == ("geen_recht", ("iets_af_te_rekenen",))


def test_what_is_computed_may_not_be_given() -> None:
    with pytest.raises(UnknownFact, match="som_normen"):
        settle(REGELINGEN, 2026, MAANDEN, JAAR | {"som_normen": "1,00"})
    with pytest.raises(UnknownFact, match="norm"):
        settle(REGELINGEN, 2026, [replace(MAANDEN[0], zelfstandige=ZELFSTANDIGE | {"norm": 1})], JAAR)
    with pytest.raises(UnknownFact, match="inkomen_arbeid"):
        settle(REGELINGEN, 2026, [replace(MAANDEN[0], huishouden=HUISHOUDEN | {"inkomen_arbeid": 1})], JAAR)


def test_a_month_twice_or_outside_the_boekjaar_is_refused() -> None:
    with pytest.raises(WrongMonths, match="twee keer"):
        settle(REGELINGEN, 2026, [*MAANDEN, MAANDEN[0]], JAAR)
    with pytest.raises(WrongMonths, match="2027-01-01"):
        settle(REGELINGEN, 2026, [*MAANDEN, replace(MAANDEN[0], maand=date(2027, 1, 1))], JAAR)


def test_the_statement_says_every_sum() -> None:
    text = statement(settle(REGELINGEN, 2026, MAANDEN, with_profit("10000,00")))
    assert text.splitlines()[0] == "Afrekening van boekjaar 2026"
    assert "juli 2026             € 1.419,46      € 1.014,46          € 0,00" in text
    assert "Samen                € 16.925,76     € 12.065,76          € 0,00" in text
    assert "Terugvorderen kan tot: € 3.240,00" in text
    assert "Of er wordt teruggevorderd, moet het college nog beslissen." in text
    assert text.endswith("Een medewerker van de gemeente beslist.")


def test_the_statement_of_an_undetermined_year_says_what_is_missing() -> None:
    text = statement(settle(REGELINGEN, 2026, MAANDEN[:11], JAAR))
    assert "- 2026-12: deze maand is niet gegeven" in text
    assert "december 2026           onbekend        onbekend        onbekend" in text


CASES = {
    "gift": (MAANDEN, JAAR),
    "supplement": (MAANDEN, with_profit("4000,00")),
    "claim": (MAANDEN, with_profit("10000,00")),
    "half": (HALF, JAAR),
    "missing": (MAANDEN[:11], JAAR),
    "unknown": (
        [replace(MAANDEN[0], zelfstandige=ZELFSTANDIGE | {"levensvatbaar": None}), *MAANDEN[1:]],
        JAAR,
    ),
    "direct": (
        [
            replace(
                month,
                zelfstandige=ZELFSTANDIGE
                | {"toegekende_duur": 6, "inkomen_regelmatig": True, "inkomen_duurzaam_lager": True},
            )
            if month.zelfstandige
            else month
            for month in HALF
        ],
        JAAR,
    ),
}


def tables() -> tuple[pa.Table, pa.Table]:
    months = [
        {
            "dossier_id": name,
            "maand": month.maand,
            "bijstand_gevraagd": month.zelfstandige is not None,
            **month.huishouden,
            **{"inkomen_regelmatig": None, "inkomen_duurzaam_lager": None},
            **(month.zelfstandige or dict.fromkeys(ZELFSTANDIGE)),
            "geboortedatum": "1985-03-14",
        }
        for name, (given, _) in CASES.items()
        for month in given
    ]
    years = [{"dossier_id": name, "boekjaar": 2026, **facts} for name, (_, facts) in CASES.items()]
    return pa.Table.from_pylist(months[::-1]), pa.Table.from_pylist(years)


def test_a_caseload_says_what_one_dossier_says() -> None:
    found = settle_table(*tables(), REGELINGEN).to_pylist()
    assert [row["dossier_id"] for row in found] == list(CASES)
    for row, (months, facts) in zip(found, CASES.values(), strict=True):
        year = settle(REGELINGEN, 2026, months, facts)
        assert row["status"] == year.status, row
        for name in year.besluit.outcomes:
            assert row[name] == year[name], (row["dossier_id"], name)


def test_a_caseload_refuses_columns_that_nobody_reads_and_months_of_no_boekjaar() -> None:
    months, years = tables()
    with pytest.raises(UnknownFact, match="leefvrom"):
        settle_table(months.append_column("leefvrom", months["leefvorm"]), years, REGELINGEN)
    with pytest.raises(UnknownFact, match="som_normen"):
        settle_table(months, years.append_column("som_normen", years["boekjaar"]), REGELINGEN)
    with pytest.raises(WrongMonths, match="niet in de tabel"):
        settle_table(months, years.slice(1), REGELINGEN)
    with pytest.raises(WrongMonths, match="twee keer"):
        settle_table(pa.concat_tables([months, months.slice(0, 1)]), years, REGELINGEN)
