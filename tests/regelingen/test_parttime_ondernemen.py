"""Parttime ondernemen: a municipality chooses, the months are provisional, a person settles the year.

The catalogue of costs is an example: the list of Opsterland, in an invented municipality. Its page does not
say of what the maximum for investments is; here it is of a calendar year.
"""

import shutil
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from regels.bestand.library import layers
from regels.bestand.source import assemble
from regels.data import rulesets
from regels.decision import Decision
from regels.lints import check
from regels.plan.finish import build
from regels.ruleset import Ruleset, load
from tests.regelingen.agree import agree

OPSTERLAND = """\
regeling: parttime_ondernemen
overlay_op: landelijk
door: college
bronnen:
  opsterland: "https://www.bureauzelfstandigenfryslan.nl/faq/beleidsregels-gemeente-opsterland/"
  isd-bol: "https://isdbol.nl/ik-ben-zelfstandige-heb-ik-recht-op-uitkering"
  gouda: "https://zoek.officielebekendmakingen.nl/gmb-2019-38299.html"
vult:
  maximum_inkoop: [{van: 2022-01-01, waarde: n.v.t., bron: opsterland}]
  maximum_verzekeringen: [{van: 2022-01-01, waarde: n.v.t., bron: opsterland}]
  maximum_telefoon: [{van: 2022-01-01, waarde: "€ 300", bron: opsterland}]
  maximum_kantoor: [{van: 2022-01-01, waarde: "€ 300", bron: opsterland}]
  maximum_boekhouder: [{van: 2022-01-01, waarde: "€ 300", bron: opsterland}]
  maximum_investeringen: [{van: 2022-01-01, waarde: "€ 1.000", bron: opsterland}]
  maximum_reclame: [{van: 2022-01-01, waarde: "€ 0", bron: opsterland}]
  maximum_overige: [{van: 2022-01-01, waarde: "€ 0", bron: opsterland}]
  maximum_huisvesting: [{van: 2022-01-01, waarde: "€ 300", bron: opsterland}]
  investering_alleen_na_toestemming: [{van: 2022-01-01, waarde: ja, bron: opsterland}]
  huisvesting_alleen_na_toestemming: [{van: 2022-01-01, waarde: ja, bron: opsterland}]
  kilometertarief:
    - {van: 2022-01-01, tot: 2022-12-31, waarde: "€ 0,19", bron: opsterland}
    - {van: 2023-01-01, waarde: "€ 0,21", bron: opsterland}
  vrijlating_mogelijk: [{van: 2022-01-01, waarde: nee, bron: opsterland}]
  uren_per_week_maximum: [{van: 2022-01-01, waarde: "20", bron: isd-bol}]
  uren_per_jaar_maximum: [{van: 2022-01-01, waarde: "1000", bron: gouda}]
"""
KINDS = (
    "inkoop",
    "verzekeringen",
    "telefoon",
    "kantoor",
    "boekhouder",
    "investeringen",
    "reclame",
    "overige",
)
CASE: dict[str, Any] = {
    "maand": "2023-01",
    "toegestaan": True,
    "uren_per_week": 10,
    "uren_in_maand": 44,
    "omzet": 500,
    "kilometers": 0,
    "kosten_huisvesting": 0,
} | {f"kosten_{kind}": 0 for kind in KINDS}
YEAR: dict[str, Any] = {
    "kalenderjaar": 2025,
    "aangifte_gedaan": True,
    "datum_afrekening": "2026-05-20",
    "resultaat_definitief": 3000,
    "belasting_en_bijdrage": 200,
    "voorlopig_verrekend": 2400,
    "vrijlating_toegepast": False,
    "bijstand_in_jaar": 9000,
    "ontvangen_laatste_maanden": 100,
}


def municipality(root: Path, overlay: str) -> Ruleset:
    """The regeling with an overlay of an invented municipality."""
    shutil.copytree(rulesets(), root / "rulesets")
    own = root / "rulesets" / "gemeenten" / "voorbeeldstad"
    own.mkdir()
    (own / "parttime_ondernemen.yaml").write_text(overlay, encoding="utf-8")
    found = layers(root / "rulesets", "voorbeeldstad", "parttime_ondernemen")
    built = build(assemble(found, root / "rulesets"))
    wrong = [finding for finding in check(built) if finding.level == "fout"]
    assert built.plan is not None and not wrong, "\n".join(map(str, wrong or built.findings))
    return Ruleset(built.plan, tuple(layer.name for layer in found))


@pytest.fixture(scope="module")
def stad(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Settles every month."""
    return municipality(tmp_path_factory.mktemp("maand"), OPSTERLAND)


def _with(frequency: str) -> str:
    return OPSTERLAND + f"  frequentie: [{{van: 2022-01-01, waarde: {frequency}, bron: opsterland}}]\n"


@pytest.fixture(scope="module")
def quarterly(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Settles every quarter."""
    return municipality(tmp_path_factory.mktemp("kwartaal"), _with("per_kwartaal"))


@pytest.fixture(scope="module")
def yearly(tmp_path_factory: pytest.TempPathFactory) -> Ruleset:
    """Settles every year."""
    return municipality(tmp_path_factory.mktemp("jaar"), _with("per_jaar"))


def months(ruleset: Ruleset, year: int, first: int, *rows: dict[str, Any]) -> list[Decision]:
    """Months in a row, each with its changes."""
    return ruleset.evaluate_history(
        [CASE | {"maand": f"{year}-{first + at:02}"} | row for at, row in enumerate(rows)]
    )


@cache
def year() -> Ruleset:
    """The national settlement of a year."""
    return load("landelijk", "parttime_ondernemen_jaar")


def settle(**changes: Any) -> Decision:
    """The settlement of 2025, with changes."""
    return year().evaluate(YEAR | changes)


def euro(found: Decision, name: str) -> Decimal:
    """An amount that is there."""
    value = found[name]
    assert isinstance(value, Decimal)
    return value


def test_nothing_is_known_until_a_municipality_chooses() -> None:
    found = load("landelijk", "parttime_ondernemen").evaluate(CASE)
    assert (found.status, found.reasons, found["inkomen_telt_mee"]) == ("onbepaald", ["geen_bedrag"], None)


def test_turnover_minus_accepted_costs(stad: Ruleset) -> None:
    """500 − 100 purchases − 25 telephone − 0,21 × 100 km = 354; advertising is not accepted."""
    costs = {"kosten_inkoop": 100, "kosten_telefoon": 25, "kosten_reclame": 50, "kilometers": 100}
    found = stad.evaluate(CASE | costs)
    assert (found.status, found["aanvaarde_kosten"]) == ("recht", Decimal(146))
    assert found["inkomen_telt_mee"] == Decimal(354)
    assert found["voor_inkomen_arbeid"] == 0
    assert found["voor_inkomen_overig"] == Decimal(354)
    assert "€ 354,00" in found.explain()


def test_kilometers_follow_the_date(stad: Ruleset) -> None:
    assert stad.evaluate(CASE | {"maand": "2022-01", "kilometers": 100})["aanvaarde_kosten"] == Decimal(19)


def test_a_maximum_a_year_is_used_up_and_begins_again(stad: Ruleset) -> None:
    rows = [{"maand": f"2023-{month:02}", "kosten_telefoon": 160} for month in (1, 2, 3)]
    rows.append({"maand": "2024-01", "kosten_telefoon": 160})
    found = stad.evaluate_history([CASE | row for row in rows])
    assert [row["aanvaarde_kosten"] for row in found] == [160, 140, 0, 160]
    assert [row["kosten_dit_jaar"] for row in found] == [160, 300, 300, 160]


@pytest.mark.parametrize(("cost", "accepted"), [("299.99", "299.99"), ("300", "300"), ("300.01", "300")])
def test_exactly_on_the_maximum(stad: Ruleset, cost: str, accepted: str) -> None:
    assert stad.evaluate(CASE | {"kosten_boekhouder": cost})["aanvaarde_kosten"] == Decimal(accepted)


def test_consent_first(stad: Ruleset) -> None:
    """Only asked when there are such costs."""
    room = {"kosten_huisvesting": 350}
    assert stad.evaluate(CASE | room | {"toestemming_huisvesting": True})["aanvaarde_kosten"] == 300
    assert stad.evaluate(CASE | room | {"toestemming_huisvesting": False})["aanvaarde_kosten"] == 0
    assert stad.evaluate(CASE | room).missing == ["toestemming_huisvesting"]
    buy = {"kosten_investeringen": 1200}
    assert stad.evaluate(CASE | buy | {"toestemming_investering": True})["aanvaarde_kosten"] == 1000
    assert stad.evaluate(CASE | buy | {"toestemming_investering": False})["aanvaarde_kosten"] == 0


def test_hours_a_week_and_a_year(stad: Ruleset) -> None:
    assert stad.evaluate(CASE | {"uren_per_week": 20}).status == "recht"
    over = stad.evaluate(CASE | {"uren_per_week": "20.01"})
    assert (over.status, over.reasons) == ("onbepaald", ["uren_per_week"])
    found = months(stad, 2023, 1, {"uren_in_maand": 500}, {"uren_in_maand": 500}, {"uren_in_maand": 1})
    assert [row.reasons for row in found] == [[], [], ["uren_per_jaar"]]
    assert [row["uren_dit_jaar"] for row in found] == [500, 1000, 1001]


def test_a_maximum_in_half_hours(tmp_path: Path) -> None:
    """Utrecht: 23,5 hours a week."""
    half = municipality(tmp_path, OPSTERLAND.replace('waarde: "20"', 'waarde: "23,5"'))
    assert half.evaluate(CASE | {"uren_per_week": "23.5"}).status == "recht"
    assert half.evaluate(CASE | {"uren_per_week": "23.51"}).reasons == ["uren_per_week"]


def test_without_consent_nothing_is_zero(stad: Ruleset) -> None:
    found = stad.evaluate(CASE | {"toegestaan": False})
    assert (found.status, found.reasons, found["inkomen_telt_mee"]) == ("onbepaald", ["toestemming"], None)


@pytest.mark.parametrize("field", ["omzet", "kosten_inkoop", "kilometers", "toegestaan", "uren_per_week"])
def test_a_missing_field_that_matters_is_named(stad: Ruleset, field: str) -> None:
    assert stad.evaluate(CASE | {field: None}).missing == [field]


def test_counters_of_the_year_must_be_complete(stad: Ruleset) -> None:
    later = CASE | {"maand": "2023-05"}
    assert stad.evaluate(later).missing == ["eerder_dit_jaar"]
    assert stad.evaluate(later | {"eerder_dit_jaar": False}).status == "recht"
    assert stad.evaluate(later | {"eerder_dit_jaar": True}).reasons == ["tellers_compleet"]


def test_a_loss_counts_as_zero_and_does_not_go_on(stad: Ruleset) -> None:
    found = months(stad, 2023, 1, {"omzet": 0, "kosten_inkoop": 300}, {})
    assert [row["inkomen_telt_mee"] for row in found] == [0, 500]
    assert "verlies" in found[0].remarks


def test_a_quarter_takes_profit_and_loss_together(quarterly: Ruleset) -> None:
    found = months(quarterly, 2023, 1, {"omzet": 0, "kosten_inkoop": 300}, {}, {}, {"omzet": 100})
    assert [row["inkomen_telt_mee"] for row in found] == [0, 0, 700, 0]
    assert [row["nog_te_verrekenen"] for row in found] == [-300, 200, 0, 100]


def test_who_stops_is_settled_at_once(quarterly: Ruleset) -> None:
    found = months(quarterly, 2023, 1, {}, {"gestopt": True})
    assert [row["inkomen_telt_mee"] for row in found] == [0, 1000]


def test_a_quarter_that_was_not_settled_needs_a_person(quarterly: Ruleset) -> None:
    rows = [CASE | {"maand": f"2023-{month:02}"} for month in (1, 2, 4, 5, 6)]
    found = quarterly.evaluate_history(rows)
    assert found[1]["nog_te_verrekenen"] == 1000
    assert found[2].reasons == ["vorig_tijdvak_verrekend"]
    assert [row["inkomen_telt_mee"] for row in found[3:]] == [0, 1500]


def test_a_year_is_settled_in_december(yearly: Ruleset) -> None:
    found = months(yearly, 2023, 1, *[{}] * 12)
    assert [row["inkomen_telt_mee"] for row in found] == [*[0] * 11, 6000]
    assert found[-1]["verrekend_dit_jaar"] == 6000


def test_the_totals_of_the_months_are_the_input_of_the_year(stad: Ruleset) -> None:
    """Twelve times 450 was settled; the tax of 300 comes back."""
    last = months(stad, 2023, 1, *[{"kosten_inkoop": 50, "kosten_reclame": 20}] * 12)[-1]
    assert (last["omzet_dit_jaar"], last["kosten_dit_jaar"], last["verrekend_dit_jaar"]) == (6000, 600, 5400)
    found = settle(
        kalenderjaar=2023,
        datum_afrekening="2024-06-01",
        resultaat_definitief=euro(last, "omzet_dit_jaar") - euro(last, "kosten_dit_jaar"),
        belasting_en_bijdrage=300,
        voorlopig_verrekend=last["verrekend_dit_jaar"],
    )
    assert (found["verschil"], found["te_weinig_bijstand"], found["route"]) == (-300, 300, "nabetalen")


def test_estimated_net_income(tmp_path: Path) -> None:
    estimate = OPSTERLAND + "  voorlopig_op: [{van: 2022-01-01, waarde: schatting, bron: opsterland}]\n"
    found = municipality(tmp_path, estimate).evaluate(CASE | {"geschat_netto": "321.09", "omzet": None})
    assert (found.status, found["inkomen_telt_mee"]) == ("recht", Decimal("321.09"))


@pytest.mark.parametrize(
    ("day", "part", "route", "without", "decide"),
    [
        ("2026-05-20", 100, "verrekenen_en_besluiten", 100, 300),
        ("2026-05-20", 400, "verrekenen", 400, 0),
        ("2026-05-20", 900, "verrekenen", 400, 0),
        ("2026-05-20", 0, "besluiten", 0, 400),
        ("2026-06-30", 100, "verrekenen_en_besluiten", 100, 300),
        ("2026-07-01", 100, "besluiten", 0, 400),
        ("2026-07-01", None, "besluiten", 0, 400),
    ],
)
def test_routes(day: str, part: int | None, route: str, without: int, decide: int) -> None:
    """In July nothing of the year before was received in the last six months, so it is not asked."""
    found = settle(datum_afrekening=day, ontvangen_laatste_maanden=part)
    assert (found["verschil"], found["route"]) == (400, route)
    assert (found["verrekenen_zonder_besluit"], found["besluit_nodig"]) == (without, decide)


def test_gross_only_after_the_year_and_only_with_a_decision() -> None:
    assert settle()["bruto_of_netto"] == "bruto_kan"
    assert settle(datum_afrekening="2025-12-31")["bruto_of_netto"] == "netto"
    assert settle(ontvangen_laatste_maanden=400)["bruto_of_netto"] == "niet_nodig"
    assert settle(voorlopig_verrekend=2800)["route"] == "geen_verschil"


def test_no_more_than_the_bijstand() -> None:
    assert settle(bijstand_in_jaar=150)["te_veel_bijstand"] == 150
    assert settle(voorlopig_verrekend=3000, bijstand_in_jaar=None).status == "recht"
    assert settle(bijstand_in_jaar=None).missing == ["bijstand_in_jaar"]


def test_what_a_person_must_do_first() -> None:
    waiting = settle(aangifte_gedaan=False)
    assert (waiting.status, waiting.reasons) == ("onbepaald", ["aangifte"])
    again = settle(vrijlating_toegepast=True)
    assert (again.status, again.reasons, again["verschil"]) == ("onbepaald", ["zonder_vrijlating"], 400)
    assert settle(resultaat_definitief=None).missing == ["resultaat_definitief"]


def test_the_readers_agree(stad: Ruleset, quarterly: Ruleset, yearly: Ruleset) -> None:
    for ruleset in (stad, quarterly, yearly):
        assert agree(ruleset.plan, seed=3, histories=100) > 100


amounts = st.integers(0, 100_000).map(lambda cents: Decimal(cents) / 100)


@settings(deadline=None)
@given(rows=st.lists(st.tuples(amounts, amounts, amounts), min_size=12, max_size=12))
def test_sums_of_a_year(stad: Ruleset, yearly: Ruleset, rows: list[tuple[Decimal, ...]]) -> None:
    """Costs stay below their maximum, and settling later never counts more than settling every month."""
    changes = [{"omzet": a, "kosten_telefoon": b, "kosten_inkoop": c} for a, b, c in rows]
    monthly, once = (months(ruleset, 2023, 1, *changes) for ruleset in (stad, yearly))
    bought = sum(c for _, _, c in rows)
    assert euro(monthly[-1], "kosten_dit_jaar") == bought + min(sum(b for _, b, _ in rows), Decimal(300))
    assert euro(monthly[-1], "verrekend_dit_jaar") == sum(euro(row, "inkomen_telt_mee") for row in monthly)
    result = euro(monthly[-1], "omzet_dit_jaar") - euro(monthly[-1], "kosten_dit_jaar")
    assert (
        euro(once[-1], "inkomen_telt_mee")
        == max(Decimal(0), result)
        <= euro(monthly[-1], "verrekend_dit_jaar")
    )
    for row in monthly:
        assert euro(row, "voor_inkomen_arbeid") + euro(row, "voor_inkomen_overig") == euro(
            row, "inkomen_telt_mee"
        )


@settings(deadline=None)
@given(result=amounts, tax=amounts, before=amounts, paid=amounts, part=amounts)
def test_the_settlement_adds_up(
    result: Decimal, tax: Decimal, before: Decimal, paid: Decimal, part: Decimal
) -> None:
    found = settle(
        resultaat_definitief=result,
        belasting_en_bijdrage=tax,
        voorlopig_verrekend=before,
        bijstand_in_jaar=paid,
        ontvangen_laatste_maanden=part,
    )
    assert euro(found, "inkomen_definitief") == max(Decimal(0), result - tax)
    assert euro(found, "verschil") == euro(found, "inkomen_definitief") - before
    assert (
        euro(found, "te_veel_bijstand")
        == euro(found, "verrekenen_zonder_besluit") + euro(found, "besluit_nodig")
        <= paid
    )
    assert euro(found, "te_veel_bijstand") == 0 or euro(found, "te_weinig_bijstand") == 0
    assert euro(found, "te_weinig_bijstand") <= before
