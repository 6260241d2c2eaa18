"""The statement of what ``regels inkomen``, ``regels grootboek boek`` and ``voorstellen`` really write.

Four-weekly € 600,00 net and € 30,00 holiday pay built up, × 13/12: € 650,00 and € 32,50. Norm 1.345,45.
Vrijlating n: 25% of the wage. € 150,00 holiday pay is received in May; counted January to May:
5 × 32,50 = 162,50, so each of these months counts 150 / 5 = 30,00. March is corrected to
648 × 13/12 = 702,00.

    Jan Feb Apr May   650 + 30 − 162,50 = 517,50; 1.345,45 − 517,50 = 827,95; 5% = 41,40 (41,3975); 786,55
    March             702 + 30 − 175,50 = 556,50; 1.345,45 − 556,50 = 788,95; 5% = 39,45 (39,4475); 749,50
    June              650 + 32,50 − 162,50 = 520,00; 1.345,45 − 520,00 = 825,45; 5% = 41,27 (41,2725); 784,18

    paid 784,18 (May 786,55): January, February, April 2,37 too little; March 34,68 too much (784,18 − 749,50)
    reserve January to May    4 × 41,40 + 39,45 = 205,05
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from regels_calculators.specificatie import text
from regels_calculators.specificatie.model import Specificatie
from regels_calculators.specificatie.schema import from_dict

from tests.specificatie.real import BRIDGE, STATED, books, regels
from tests.specificatie.test_statement import as_expected, check_amounts, stable

EXPECTED = Path(__file__).parent / "echt"
COLUMNS = ("loon_werk", "vakantiegeld_loon", "vrij", "norm", "bijstand", "gespaard", "betaald")
USUAL = ("650.00", "30.00", "-162.50", "1345.45", "827.95", "-41.40")
MARCH = ("702.00", "30.00", "-175.50", "1345.45", "788.95", "-39.45", "-784.18")
JUNE = ("650.00", "32.50", "-162.50", "1345.45", "825.45", "-41.27", "-784.18")
MONTHS = {
    "januari 2025": (*USUAL, "-784.18", "te_weinig", "2.37"),
    "februari 2025": (*USUAL, "-784.18", "te_weinig", "2.37"),
    "maart 2025": (*MARCH, "te_veel", "-34.68"),
    "april 2025": (*USUAL, "-784.18", "te_weinig", "2.37"),
    "mei 2025": (*USUAL, "-786.55", "verschil_nul", "0.00"),
    "juni 2025": (*JUNE, "verschil_nul", "0.00"),
}


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the commands wrote."""
    made: Path = tmp_path_factory.mktemp("boeken")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        books()
    return made


@pytest.fixture(autouse=True)
def _there(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(directory)
    yield


def stated(dossier: str, *words: str) -> Specificatie:
    """The statement of one dossier, as the command gives it."""
    said = regels(*STATED, "--dossier", dossier, "--json", *words)
    assert said.exit_code in (0, 1), said.output
    return from_dict(json.loads(said.stdout))


def test_every_month_by_hand() -> None:
    found = stated("1001")
    check_amounts(found)
    assert [month.periode for month in found.maanden] == list(MONTHS)
    for month in found.maanden:
        *amounts, kind, difference = MONTHS[month.periode]
        lines = {line.soort: line for line in month.regels}
        assert [str(lines[name].bedrag) for name in COLUMNS] == amounts, month.periode
        assert str(lines[kind].bedrag) == difference
        assert lines["vrij"].artikel == "Pw art. 31 lid 2 onder n"
        assert lines["te_betalen"].bedrag == lines["bijstand"].bedrag + lines["gespaard"].bedrag
    (received,) = [line for month in found.maanden for line in month.regels if line.deel == "vakantiegeld"]
    assert (received.bedrag, found.maanden[4].regels.index(received) > 0) == (Decimal("150.00"), True)


def test_it_says_how_the_wage_and_the_holiday_pay_came_to_this() -> None:
    march = stated("1001", "--maand", "2025-03").maanden[0]
    wage, holiday = (next(line for line in march.regels if line.soort == name) for name in COLUMNS[:2])
    assert wage.toelichting == (
        "Verdiend van 24 februari 2025 tot en met 23 maart 2025. Betaald op 25 juni 2025. "
        "Dit loon is per vier weken. We rekenen het om naar een maand: keer 13, gedeeld door 12."
    )
    assert holiday.toelichting == (
        f"Bij {BRIDGE} was € 32,50 opgebouwd. U kreeg minder vakantiegeld. Daarom telt € 30,00 mee."
    )
    june = stated("1001", "--maand", "2025-06").maanden[0]
    assert not next(line for line in june.regels if line.soort == "vakantiegeld_loon").toelichting


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_what_follows(kind: str) -> None:
    found = stated("1001", "--voorstellen", f"voorstellen.{kind}")
    decides = "Een medewerker van de gemeente beslist hierover."
    little = "Voorstel: de gemeente betaalt € 2,37 na over {} 2025 (Pw art. 19 lid 2 en 45 lid 1). " + decides
    assert found.voorstelteksten == (
        little.format("januari"),
        "Voorstel: de gemeente betaalt € 205,05 vakantiegeld dat we spaarden over januari 2025 tot en met "
        f"mei 2025 (Pw art. 45 lid 1). {decides}",
        little.format("februari"),
        "Voorstel: € 34,68 over maart 2025 verrekenen met bijstand die nog komt (Pw art. 58 lid 4). "
        "Verrekenen kan tot en met 25 december 2025. Hoeveel per maand kan, is nog niet te zeggen. "
        f"Eerst moet bekend zijn hoeveel u minimaal houdt. {decides}",
        little.format("april"),
    )


def test_one_month_has_the_proposals_about_it() -> None:
    found = stated("1001", "--maand", "2025-03", "--voorstellen", "voorstellen.csv")
    assert [one.soort for one in found.voorstellen] == ["vakantietoeslag", "verrekenen"]
    as_expected(EXPECTED / "maart.txt", stable(text(found)))


def test_a_missing_payslip_is_named_with_its_job() -> None:
    found = stated("1002")
    assert [month.status for month in found.maanden] == [
        "recht", "onbepaald", "recht", "recht", "recht", "onbepaald",
    ]  # fmt: skip
    assert found.maanden[1].ontbreekt == (
        "Over deze maand is er van Winkel geen loonstrook. Geef die aan de gemeente.",
    )


def test_the_statement_of_a_household_without_work() -> None:
    """1.345,45 a month, of which 5% = 67,27 (67,2725) is reserved: 1.278,18."""
    for month in stated("1003").maanden:
        assert [str(line.bedrag) for line in month.regels if line.uitkomst][-1] == "1278.18"


def test_what_is_not_booked_is_not_told() -> None:
    """With the income of before the correction March is not what the ledger says."""
    words = [*STATED]
    words[words.index("later.parquet")] = "eerst.parquet"
    said = regels(*words, "--dossier", "1001")
    assert said.exit_code != 0
    assert "2025-03: bijstand is in het grootboek € 788,95 en met deze gegevens € 827,95." in str(
        said.exception
    )
