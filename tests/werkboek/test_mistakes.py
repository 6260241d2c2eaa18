"""Seeded mistakes in a workbook, each with the whole error: sheet and cell, found, expected, what to do."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from regels.cli.voorstel_excel import from_excel
from regels.errors import RegelsError
from regels.werkboek.errors import WorkbookMismatch, WorkbookRefused
from regels.werkboek.proposal import compose, everything_wrong
from regels.werkboek.read import read, refuse
from tests.cli.conftest import Run
from tests.werkboek.desk import Desk
from tests.werkboek.test_round_trip import GOOD

NOTHING = "Er is niets geschreven: {} in het werkboek."
LAW: dict[str, Any] = {
    "vanaf": date(2027, 1, 1),
    "artikel": "Pw art. 36b",
    "waarom": "Verzonnen",
    "bron": "https://example.org/",
}


def asked(desk: Desk, **values: Any) -> None:
    """A good change of the one figure that the college may fill in, with these cells otherwise."""
    desk.change("Cijfers", 90, **{"nieuw": 450.0, **GOOD, **values})


def computed(desk: Desk, result: str, error: bool = False) -> None:
    """A good change whose value is a formula."""
    asked(desk, nieuw=None)
    desk.formula("Cijfers", "M91", result, error)


def lawful(desk: Desk) -> None:
    desk.table("T1", **LAW)


def second(desk: Desk) -> None:
    asked(desk)
    desk.put("Cijfers", 91, 1, "studietoeslag_gemeente")
    desk.change("Cijfers", 91, nieuw=500, **{**GOOD, "vanaf": date(2027, 6, 1)})


def copied(desk: Desk) -> None:
    desk.sheet("Cijfers").rows[91] = list(desk.sheet("Cijfers").rows[90])


def in_the_table(row: int, column: int, value: Any) -> Callable[[Desk], None]:
    def edit(desk: Desk) -> None:
        lawful(desk)
        desk.put("T1", desk.sheet("T1").header + 1 + row, column, value)

    return edit


def without(row: int) -> Callable[[Desk], None]:
    def edit(desk: Desk) -> None:
        lawful(desk)
        del desk.sheet("T1").rows[desk.sheet("T1").header + 1 + row]

    return edit


SEEDED: dict[str, tuple[str, Callable[[Desk], object], str]] = {
    "an amount that is text": (
        "college",
        lambda d: asked(d, nieuw="567,08"),
        "Cijfers!M91: De tekst ‘567,08’ is geen bedrag. Hier hoort een bedrag, zoals 567,08; of "
        "n.v.t., of onbekend. "
        "Staat het er wel, dan is het tekst: typ het getal opnieuw.",
    ),
    "an amount that is no whole cent": (
        "college",
        lambda d: asked(d, nieuw=450.005),
        "Cijfers!M91: Het getal 450,005 is geen bedrag in hele centen. Rond af op hele centen, "
        "bijvoorbeeld met "
        "AFRONDEN(…;2), en zeg bij ‘waarom’ hoe er is afgerond.",
    ),
    "a date that is text": (
        "college",
        lambda d: asked(d, vanaf="1-1-2027"),
        "Cijfers!N91: De tekst ‘1-1-2027’ is geen datum. Typ de datum opnieuw, of schrijf als tekst "
        "jaar-maand-dag: "
        "2027-01-01. Zo is zeker wat de dag is en wat de maand.",
    ),
    "a day within a month": (
        "college",
        lambda d: asked(d, vanaf=date(2027, 1, 15)),
        "Cijfers!N91: 2027-01-15 is niet de eerste dag van een maand. Neem 2027-01-01.",
    ),
    "no reason": (
        "college",
        lambda d: asked(d, waarom=None),
        "Cijfers!Q91: Deze cel is leeg, maar deze rij verandert iets: hier hoort waarom dit verandert. "
        "Vul haar in, of maak alle witte cellen van de rij leeg.",
    ),
    "no address": (
        "college",
        lambda d: asked(d, bron="www.enschede.nl"),
        "Cijfers!P91: ‘www.enschede.nl’ is geen adres. Schrijf het hele adres, te beginnen met https://.",
    ),
    "what the municipality may not decide": (
        "college",
        lambda d: d.change("Cijfers", 72, nieuw=400.0, **GOOD),
        "Cijfers!M73: ‘studietoeslag_minimum_21’ mag alleen de wetgever wijzigen (Pw art. 36b lid 1, Besluit "
        "loonkostensubsidie en minimumbedragen studietoeslag art. 7a), niet college. Maak de witte "
        "cellen van deze "
        "rij leeg, of noem bij --door wie dit beslist.",
    ),
    "a formula with an error": (
        "college",
        lambda d: computed(d, "#N/A", error=True),
        "Cijfers!M91: Hier staat de fout #N/A. Herstel de formule, of typ de waarde zelf.",
    ),
    "a formula that was never computed": (
        "college",
        lambda d: computed(d, ""),
        "Cijfers!M91: Hier staat een formule zonder uitkomst. Herstel de formule, of typ de waarde zelf.",
    ),
    "a grey cell": (
        "college",
        lambda d: d.put("Cijfers", 90, 8, 450.0),
        "Cijfers!I91: Deze cel is grijs en is veranderd: er stond ‘n.v.t.’, nu het getal 450. Zet "
        "terug wat er stond, "
        "en schrijf wat het wordt onder ‘nieuwe waarde’.",
    ),
    "a row that is gone": (
        "college",
        lambda d: d.sheet("Cijfers").rows.pop(90),
        "Cijfers!A91: De rij C088 (‘studietoeslag_gemeente’) is weg. Zet de rij terug. Een cijfer dat "
        "niet meer "
        "bestaat krijgt als nieuwe waarde n.v.t.",
    ),
    "a row that was copied": (
        "college",
        copied,
        "Cijfers!A92: De rij C088 staat er twee keer, ook op rij 91. Haal er één weg. Maak in een "
        "eigen rij het "
        "nummer leeg en kies de naam.",
    ),
    "two figures for one day": (
        "college",
        second,
        "Cijfers!N92: ‘studietoeslag_gemeente’ wordt twee keer gewijzigd voor 2027-06-01, ook op "
        "Cijfers!N91. "
        "Sluit de eerste af met ‘tot en met’, of haal er één weg.",
    ),
    "merged cells": (
        "college",
        lambda d: d.merge("Keuzes", "A4:B5"),
        "Keuzes!A4: De cellen A4:B5 zijn samengevoegd; zo is niet te lezen wat waarbij hoort. Hef het "
        "samenvoegen op "
        "(Start, Samenvoegen en centreren) en vul elke cel opnieuw in.",
    ),
    "a column without its heading": (
        "college",
        lambda d: d.put("Cijfers", 2, 16, "reden"),
        "Cijfers!A3: De kolom ‘waarom’ staat er niet. Zet de kolomkoppen terug zoals ze waren.",
    ),
    "a sheet that is gone": (
        "college",
        lambda d: d.sheets.remove(d.sheet("Keuzes")),
        "Uitleg!A1: Het blad Keuzes ontbreekt in het werkboek, of zijn bovenste rij is veranderd. Zet "
        "het terug. Maak "
        "een nieuw werkboek met `regels voorstel naar-excel`, en neem uw wijzigingen daarin over.",
    ),
    "a choice that there is not": (
        "wetgever",
        lambda d: d.change("Keuzes", 3, nieuw="mischien", **GOOD),
        "Keuzes!J4: ‘mischien’ is geen keuze uit: eerste_dag, laatste_dag. Kies een waarde uit de lijst.",
    ),
    "a condition that cannot be read": (
        "wetgever",
        in_the_table(1, 0, "leeftijd >< 15"),
        "T1 minimum!A11: (teken 11) Hier kan ‘<’ niet staan. Hier past wel: (, -, een functie, een "
        "getal, een naam.",
    ),
    "a name that is not known": (
        "wetgever",
        in_the_table(1, 1, "studietoeslag_minimum_51"),
        "T1 minimum!B11: De naam ‘studietoeslag_minimum_51’ is niet bekend. Bedoelde u "
        "‘studietoeslag_minimum_21’ of "
        "‘studietoeslag_minimum_19’ of ‘studietoeslag_minimum_18’?",
    ),
    "an amount in a table without its euro sign": (
        "wetgever",
        in_the_table(1, 1, "425,50"),
        "T1 minimum!B11: De tekst ‘425,50’ is geen bedrag. Hier hoort een bedrag, zoals 567,08; of "
        "n.v.t., of "
        "onbekend. Staat het er wel, dan is het tekst: typ het getal opnieuw.",
    ),
    "a row without a value": (
        "wetgever",
        in_the_table(1, 1, None),
        "T1 minimum!B11: ‘dan’ is leeg, maar ‘als’ niet. Vul haar in, of maak de hele rij leeg.",
    ),
    "a table changed by a municipality": (
        "college",
        in_the_table(1, 1, "€ 123"),
        "T1 minimum!A10: De tabel ‘minimum’ is veranderd. Een regel verandert alleen de wetgever (Pw "
        "art. 36b lid 1, "
        "Besluit loonkostensubsidie en minimumbedragen studietoeslag art. 7a), niet college. Zet de "
        "tabel terug, of "
        "maak een voorstel met --door wetgever.",
    ),
    "a table that was filled in for nothing": (
        "wetgever",
        lambda d: d.table("T1", waarom="Verzonnen"),
        "T1 minimum!B7: Hier staat iets, maar de tabel ‘minimum’ is niet veranderd. Verander een rij "
        "van de tabel, of "
        "maak deze cel leeg.",
    ),
}


def told(desk: Desk, body: str, tmp_path: Path) -> str:
    """The whole message of what is wrong."""
    reading = read(desk.save(tmp_path / "w.xlsx"), [body])
    made = compose(reading.content, reading.changes, "proef", tmp_path, False)
    found = everything_wrong(reading.content, made, "proef", reading.problems)
    with pytest.raises(WorkbookRefused) as refused:
        refuse(found)
    return str(refused.value)


@pytest.mark.parametrize("name", SEEDED)
def test_a_seeded_mistake_is_told_whole(name: str, tmp_path: Path) -> None:
    body, edit, error = SEEDED[name]
    desk = Desk("studietoeslag")
    edit(desk)
    assert told(desk, body, tmp_path).splitlines() == [error, NOTHING.format("1 fout")]


def test_a_table_with_a_gap_is_told_at_the_table(tmp_path: Path) -> None:
    desk = Desk("studietoeslag")
    without(2)(desk)
    message = told(desk, "wetgever", tmp_path)
    assert message.startswith("T1 minimum!") and "leeftijd = 16" in message


def test_a_bare_ten_in_a_percentage_cell_is_refused(tmp_path: Path) -> None:
    desk = Desk("inkomstenverrekening")
    row = desk.row("Cijfers", "vrijlating_n_percentage")
    desk.change("Cijfers", row, nieuw=25.0, **GOOD)
    cell = f"Cijfers!M{row + 1}"
    assert told(desk, "wetgever", tmp_path).splitlines() == [
        f"{cell}: Het getal 25 is 2500%: een cel met 10% bevat 0,1. Bedoelde u 25%? Typ dan 25%.",
        NOTHING.format("1 fout"),
    ]


def test_all_mistakes_come_at_once_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    desk = Desk("studietoeslag")
    asked(desk, nieuw="veel", vanaf="ooit", bron="?", waarom="x")
    desk.put("T1", desk.sheet("T1").header + 1, 0, "leeftijd >< 15")
    book = desk.save(tmp_path / "w.xlsx")
    with pytest.raises(WorkbookRefused) as refused:
        from_excel(book, "proef", ["college"], tmp_path, False)
    cells = [str(problem.place) for problem in refused.value.problems]
    assert cells == ["Cijfers!M91", "Cijfers!N91", "Cijfers!P91", "Cijfers!Q91", "T1 minimum!A10"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["w.xlsx"]
    assert run("voorstel", "van-excel", book, "--naam", "proef", "--door", "college").exit_code != 0


def test_a_workbook_of_other_rules_is_refused_with_advice(tmp_path: Path) -> None:
    desk = Desk("studietoeslag")
    row = desk.row("Uitleg", "vingerafdruk")
    desk.put("Uitleg", row, 1, "0123456789abcdef")
    with pytest.raises(WorkbookMismatch) as refused:
        read(desk.save(tmp_path / "w.xlsx"), ["college"])
    message = str(refused.value)
    assert "is gemaakt van andere regels: vingerafdruk 0123456789ab, en ‘enschede’ is nu" in message
    assert message.endswith(
        "Maak een nieuw werkboek met `regels voorstel naar-excel`, en neem uw wijzigingen daarin over."
    )


def test_another_file_is_no_workbook_of_ours(tmp_path: Path) -> None:
    desk = Desk("studietoeslag")
    desk.put("Uitleg", 0, 0, "Begroting")
    with pytest.raises(WorkbookMismatch, match="is geen werkboek van Regels"):
        read(desk.save(tmp_path / "w.xlsx"), ["college"])
    (tmp_path / "w.xlsx").write_bytes(b"geen zip")
    with pytest.raises(RegelsError):
        read(tmp_path / "w.xlsx", ["college"])
