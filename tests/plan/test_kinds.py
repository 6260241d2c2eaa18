"""Which kinds, units and option lists go together, and what is said when they do not."""

from fractions import Fraction

import pytest

from regels.evaluator.values import NVT
from regels.plan.types import Kind
from tests.plan.regeling import made, refused, value

ACCEPTED = [
    ("a + b", "bedrag"),
    ("a - € 3", "bedrag"),
    ("AFRONDEN(p × a; cent)", "bedrag"),
    ("n × a", "bedrag"),
    ("AFRONDEN(a / n; cent)", "bedrag"),
    ("AFRONDEN(a / MAX(b; € 1); heel)", "getal"),
    ("p + 5%", "percentage"),
    ("n + 2", "getal"),
    ("d - d", "getal\n    eenheid: dag"),
    ("d + 3 dagen", "datum"),
    ("d + lang", "datum"),
    ("d - 2 maanden", "datum"),
    ("maand + lang", "maand"),
    ("maand - maand", "duur"),
    ("uren + 2", "getal\n    eenheid: uur per week"),
    ("per_maand + € 1", "bedrag per maand"),
    ("fruit = appel", "ja/nee"),
    ("appel = fruit", "ja/nee"),
    ("hout = peer", "ja/nee"),
    ("fruit is een van (appel; peer)", "ja/nee"),
    ("als j dan appel anders peer", "keuze\n    opties: [appel, peer]"),
    ("j = k", "ja/nee"),
    ("d < 2026-01-01", "ja/nee"),
    ("maand van 2020-01 tot 2021-01", "ja/nee"),
]


@pytest.mark.parametrize(("formula", "soort"), ACCEPTED, ids=[formula for formula, _ in ACCEPTED])
def test_accepted(formula: str, soort: str) -> None:
    made(formula, soort)


SUM, IF = "Optellen en aftrekken", "De twee uitkomsten van een ‘als’"
REFUSED = [
    ("a + n", f"[soort] {SUM}: een bedrag en een getal gaan niet samen."),
    ("a + per_maand", f"[eenheid] {SUM}: de eenheden ‘zonder eenheid’ en ‘per maand’ verschillen."),
    ("a × b", "[soort] Een bedrag keer een bedrag betekent niets."),
    ("n / MAX(b; € 1)", "[soort] Delen door een bedrag kan alleen een ander bedrag."),
    ("j + a", "[soort] Met een ja/nee kan niet worden gerekend."),
    ("fruit + a", "[soort] Met een keuze (appel, peer) kan niet worden gerekend."),
    ("d + n", "[soort] Bij een datum kan alleen een aantal dagen."),
    ("maand + 3 dagen", "[soort] Bij een maand kan alleen een aantal maanden."),
    ("d + d", "[soort] datum + datum betekent niets."),
    ("3 dagen + d", "[soort] getal dag + datum betekent niets."),
    ("d - maand", "[soort] datum - maand betekent niets."),
    ("d × 2", "[soort] datum × getal betekent niets."),
    ("a / n", "[breuk] Een deling geeft een breuk."),
    ("als j dan a anders n", f"[soort] {IF}: een bedrag en een getal gaan niet samen."),
    ("als a dan a anders b", "[soort] Hier hoort ja of nee, maar dit is een bedrag."),
    ("MAX(a; n)", "[soort] MAX: een bedrag en een getal gaan niet samen."),
    ("MAX(j; k)", "[soort] MAX kan niet op een ja/nee."),
    ("niet a", "[soort] Hier hoort ja of nee, maar dit is een bedrag."),
    ("j en a", "[soort] Hier hoort ja of nee, maar dit is een bedrag."),
    ("AFRONDEN(p; heel)", "[soort] Een percentage kan niet worden afgerond."),
    ("AFRONDEN(d; heel)", "[soort] Een datum kan niet worden afgerond."),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "message"), REFUSED, ids=[formula for formula, _ in REFUSED])
def test_refused(formula: str, message: str) -> None:
    assert refused(formula) == message


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("fruit < appel", "[soort] Een keuze heeft geen volgorde."),
        ("j > k", "[soort] Een ja/nee heeft geen volgorde."),
        ("fruit = hout", "[soort] Vergelijken: dit zijn keuzes uit twee verschillende lijsten."),
        ("fruit = beuk", "[naam] ‘beuk’ is geen keuze uit: appel, peer."),
        ("fruit = pruim", "[naam] ‘pruim’ is geen keuze uit: appel, peer."),
        ("appel = peer", "[naam] De naam ‘appel’ is niet bekend."),
        ("a = n", "[soort] Vergelijken: een bedrag en een getal gaan niet samen."),
        ("a = 5", "[soort] Vergelijken: een bedrag en een getal gaan niet samen."),
        ("uren > lang", "[eenheid] Vergelijken: de eenheden ‘uur per week’ en ‘maand’ verschillen."),
        ("leeg > € 5", "[nvt] Deze waarde kan ‘niet van toepassing’ zijn."),
    ],
)
def test_refused_comparison(formula: str, message: str) -> None:
    assert refused(formula, "ja/nee") == message


@pytest.mark.parametrize(
    ("formula", "declared", "made_of"),
    [
        ("a", "getal", "bedrag"),
        ("a", "bedrag per maand", "bedrag"),
        ("uren", "getal", "getal uur per week"),
        ("d", "maand", "datum"),
    ],
)
def test_a_rule_gives_what_it_declares(formula: str, declared: str, made_of: str) -> None:
    expected = f"[soort] ‘r’ is volgens `soort:` een {declared}, maar de formule geeft een {made_of}."
    assert refused(formula, declared) == expected


def test_a_rule_gives_the_options_it_declares() -> None:
    expected = "een keuze (peer, appel), maar de formule geeft een keuze (appel, peer)."
    assert refused("fruit", "keuze\n    opties: [peer, appel]").endswith(expected)


def test_a_written_amount_or_number_takes_any_unit() -> None:
    assert made("€ 12", "bedrag per maand")[0].unit == (("maand", -1),)
    assert made("MIN(uren; 24)", "getal\n    eenheid: uur per week")[0].unit == (("uur", 1), ("week", -1))


def test_units_of_products_and_quotients() -> None:
    """Amounts per hour times hours are amounts; the unit falls away."""
    assert made("n × per_maand", "bedrag per maand")[0].unit == (("maand", -1),)
    assert made("lang × per_maand", "bedrag")[0].unit == ()
    assert made("AFRONDEN(per_maand / MAX(per_maand; € 1); heel)", "getal")[0].kind is Kind.NUMBER


@pytest.mark.parametrize(
    ("formula", "held"),
    [
        ("n tussen 2 en 4", [2, 3, 4]),
        ("n van 2 tot 4", [2, 3]),
        ("n is een van (2; 4; 7)", [2, 4, 7]),
        ("n < 3 of n >= 6", [1, 2, 6, 7]),
        ("n > 2 en n <= 4", [3, 4]),
        ("niet n <> 5", [5]),
    ],
)
def test_which_numbers_hold(formula: str, held: list[int]) -> None:
    assert [n for n in range(1, 8) if value(formula, "ja/nee", n=n) == 1] == held


def test_the_order_of_options_is_kept() -> None:
    assert value("als fruit = peer dan € 1 anders € 2", fruit=1) == 1
    assert value("fruit", "keuze\n    opties: [appel, peer]", fruit=1) == 1


class TestNvt:
    """A value that may be n.v.t. is refused wherever a plain value is needed."""

    @pytest.mark.parametrize(
        "formula",
        ["leeg + a", "-leeg", "MAX(leeg; a)", "AFRONDEN(leeg; cent)", "als keus = appel dan leeg anders € 1"],
    )
    def test_refused(self, formula: str) -> None:
        assert refused(formula).startswith("[nvt]")

    def test_a_rule_says_that_it_may_be_nvt(self) -> None:
        assert refused("leeg") == "[nvt] ‘r’ kan n.v.t. zijn, maar `soort:` zegt dat niet."
        assert value("leeg", "bedrag of n.v.t.", leeg=NVT) is NVT

    def test_als_nvt(self) -> None:
        assert value("ALS_NVT(leeg; € 7)", leeg=NVT) == 7
        assert value("ALS_NVT(leeg; € 7)", leeg=Fraction(3)) == 3
        assert value("ALS_NVT(a; € 7)", a=Fraction(3)) == 3

    def test_equals_nothing_when_it_is_nvt(self) -> None:
        for cell, equal in ((NVT, 0), (Fraction(5), 1), (Fraction(6), 0)):
            assert value("leeg = € 5", "ja/nee", leeg=cell) == equal
            assert value("€ 5 = leeg", "ja/nee", leeg=cell) == equal
            assert value("leeg <> € 5", "ja/nee", leeg=cell) == 1 - equal
        assert value("leeg = € 0", "ja/nee", leeg=NVT) == 0

    def test_choice_that_is_nvt(self) -> None:
        assert [value("keus = appel", "ja/nee", keus=cell) for cell in (NVT, 0, 1)] == [0, 1, 0]

    def test_van_toepassing(self) -> None:
        assert [value("leeg is van toepassing", "ja/nee", leeg=x) for x in (NVT, Fraction(0))] == [0, 1]
        assert [value("leeg is niet van toepassing", "ja/nee", leeg=x) for x in (NVT, Fraction(0))] == [1, 0]
        assert value("a is van toepassing", "ja/nee") == 1

    def test_a_written_nvt(self) -> None:
        formula, soort = "als j dan a anders n.v.t.", "bedrag of n.v.t."
        assert value(formula, soort, j=0) is NVT
        assert value(formula, soort, j=1, a=Fraction(4)) == 4
        assert refused("n.v.t. + a").startswith("[nvt]")


def test_als_nvt_of_a_choice_asks_only_what_it_needs() -> None:
    """``ALS_NVT(als j dan a anders n.v.t.; € 5)`` is € 5 for both answers when a is € 5."""
    formula = "ALS_NVT(als j dan a anders n.v.t.; € 5)"
    assert value(formula, a=Fraction(5)) == 5
    assert value(formula, a=Fraction(6)) is None
