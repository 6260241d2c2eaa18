"""From rules to a workbook and back: what was not touched is no proposal, what was is the whole of it."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regels.bestand.library import layers, regelingen
from regels.bestand.source import assemble
from regels.bestand.yaml_reader import read_yaml
from regels.data import rulesets
from regels.lints import check
from regels.plan.finish import build
from regels.plan.types import Kind
from regels.werkboek.content import Figure
from regels.werkboek.layout import Cell
from regels.werkboek.proposal import compose, mistakes
from regels.werkboek.read import read
from tests.cli.conftest import Run
from tests.werkboek.desk import Desk

GOOD: dict[str, Any] = {
    "vanaf": date(2027, 1, 1),
    "bron": "https://www.enschede.nl/besluit",
    "waarom": "De raad heeft dit besloten",
}
SLOW = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def plain(data: Any) -> Any:
    """A document without places."""
    if isinstance(data, dict):
        return {key: plain(value) for key, value in data.items()}
    return [plain(one) for one in data] if isinstance(data, list) else str(data)


@pytest.mark.parametrize("regeling", regelingen(rulesets()))
def test_a_workbook_without_changes_changes_nothing(regeling: str, tmp_path: Path) -> None:
    desk = Desk(regeling)
    reading = read(desk.save(tmp_path / "w.xlsx"), ["wetgever"])
    assert (reading.changes, reading.problems, reading.remarks) == ((), (), ())
    assert len(reading.content.tables) == sum(sheet.name.startswith("T") for sheet in desk.sheets)


def test_the_same_rules_give_the_same_file(tmp_path: Path) -> None:
    first, second = (Desk("studietoeslag").save(tmp_path / name) for name in ("a.xlsx", "b.xlsx"))
    assert first.read_bytes() == second.read_bytes()


def typed(figure: Figure, number: int) -> tuple[Any, str]:
    """What a person types as the new value, and what must stand in the file for it."""
    kind = figure.norm.kind
    match kind.kind:
        case Kind.MONEY:
            euros, cents = divmod(number, 100)
            return number / 100, f"€ {euros:,}".replace(",", ".") + f",{cents:02}"
        case Kind.PERCENT:
            tenths = number % 1000
            text = f"{tenths // 10}" + (f",{tenths % 10}" if tenths % 10 else "")
            return tenths / 1000, f"{text}%"
        case Kind.CHOICE:
            option = kind.options[number % len(kind.options)]
            return option, option
        case Kind.BOOL:
            return ("ja", "ja") if number % 2 else ("nee", "nee")
        case Kind.DATE:
            day = date(2020, 1, 1) + timedelta(days=number % 5000)
            return day, day.isoformat()
    if figure.norm.soort == "duur":
        text = f"{number % 90 + 1} maanden"
        return text, text
    unit = next((f" {name}" for name in ("maand", "dag", "jaar") if kind.unit == ((name, 1),)), "")
    return float(number % 90 + 1), f"{number % 90 + 1}{unit}"


def expected(figure: Figure, text: str, start: date) -> dict[str, str]:
    return {"van": start.isoformat(), "waarde": text, "noot": GOOD["waarom"]}


def edited(desk: Desk, chosen: Sequence[tuple[str, Figure]], numbers: Sequence[int]) -> dict[str, Any]:
    """Type a new value for each norm; returns what the proposal must say, worked out without the reader."""
    wanted: dict[str, Any] = {}
    for (sheet, figure), number in zip(chosen, numbers, strict=False):
        value, text = typed(figure, number)
        start = date(2028 + number % 5, number % 12 + 1, 1)
        row = desk.row(sheet, figure.key)
        desk.change(sheet, row, nieuw=value, **{**GOOD, "vanaf": start})
        wanted[figure.norm.name] = [expected(figure, text, start)]
    return wanted


@SLOW
@given(seed=st.integers(0, 2**32), numbers=st.lists(st.integers(0, 999_999), min_size=1, max_size=6))
@pytest.mark.parametrize("regeling", ["studietoeslag", "participatieplaats", "inkomstenverrekening"])
def test_any_edits_come_back_as_exactly_those(
    regeling: str, seed: int, numbers: list[int], tmp_path: Path
) -> None:
    desk = Desk(regeling)
    rows = [("Cijfers", figure) for figure in desk.content.figures]
    rows += [("Keuzes", figure) for figure in desk.content.settings]
    random.Random(seed).shuffle(rows)
    by_name = {figure.norm.name: (sheet, figure) for sheet, figure in rows}
    wanted = edited(desk, list(by_name.values()), numbers)
    reading = read(desk.save(tmp_path / "w.xlsx"), ["wetgever"])
    assert reading.problems == ()
    assert len(reading.changes) + len(reading.remarks) == len(wanted)  # a choice that was so already
    if not reading.changes:
        return
    (made,) = compose(reading.content, reading.changes, "proef", tmp_path / "uit", False)
    path = tmp_path / "proef.yaml"
    path.write_text(made.text, encoding="utf-8")
    figures = plain(read_yaml(path, "proef.yaml").data)["wijzigt"]["cijfers"]
    found = {
        name: [{k: v for k, v in one.items() if k != "bron"} for one in of] for name, of in figures.items()
    }
    assert found == {name: wanted[name] for name in found}
    assert set(found) == {change.name for change in reading.changes}


@SLOW
@given(seed=st.integers(0, 2**32), at=st.integers(0, 3))
def test_a_table_comes_back_row_for_row(seed: int, at: int, tmp_path: Path) -> None:
    desk = Desk("inkomstenverrekening")
    table = random.Random(seed).choice(desk.content.tables)
    name = next(sheet.name for sheet in desk.sheets if sheet.name.split()[-1] == table.name[: 31 - 3])
    rows = list(table.rows)
    place = at % len(rows)
    rows[place] = (rows[place][0], "€ 1,00" if table.kind.kind is Kind.MONEY else rows[place][1])
    desk.put(name, desk.sheet(name).header + 1 + place, 1, rows[place][1])
    desk.table(
        name, vanaf=date(2027, 1, 1), artikel="Pw art. 21", waarom="Verzonnen", bron="https://example.org/"
    )
    reading = read(desk.save(tmp_path / "w.xlsx"), ["wetgever"])
    assert reading.problems == ()
    (change,) = reading.changes
    assert (change.name, change.section) == (table.name, "regels")
    assert [(row["als"], row["dan"]) for row in change.entry["tabel"]] == rows


def test_the_proposal_passes_the_checker_and_says_what_changed(run: Run, tmp_path: Path) -> None:
    desk = Desk("studietoeslag")
    desk.change("Cijfers", desk.row("Cijfers", "studietoeslag_gemeente"), nieuw=450.5, **GOOD)
    book = desk.save(tmp_path / "w.xlsx")
    made = run("voorstel", "van-excel", book, "--naam", "hoger", "--door", "college", "--map", tmp_path)
    assert made.exit_code == 0, made.output
    assert "Cijfers!M91: studietoeslag_gemeente vanaf 2027-01-01: € 450,50" in made.output
    shown = run("voorstel", "toon", tmp_path / "hoger").output
    assert "vanaf 2027-01-01: n.v.t. → € 450,50" in shown
    root = rulesets()
    built = build(assemble(layers(root, str(tmp_path / "hoger"), "studietoeslag"), root))
    assert [f for f in check(built) if f.level == "fout"] == []


def test_two_bodies_get_a_file_each(run: Run, tmp_path: Path) -> None:
    desk = Desk("studietoeslag")
    desk.change("Cijfers", desk.row("Cijfers", "studietoeslag_gemeente"), nieuw=450, **GOOD)
    desk.change("Cijfers", desk.row("Cijfers", "studietoeslag_minimum_21"), nieuw=400, **GOOD)
    book = desk.save(tmp_path / "w.xlsx")
    made = run("voorstel", "van-excel", book, "--naam", "beide", "--door", "college", "--door", "wetgever",
               "--map", tmp_path)  # fmt: skip
    assert made.exit_code == 0, made.output
    files = sorted(path.name for path in (tmp_path / "beide").iterdir())
    assert files == ["studietoeslag.college.yaml", "studietoeslag.wetgever.yaml"]


def test_an_existing_proposal_keeps_its_comments_and_layout(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "hoger" / "studietoeslag.college.yaml"
    file.parent.mkdir()
    before = """\
# Mijn eigen opmerking, die blijft.
regeling: studietoeslag
overlay_op: enschede
door: college
voorstel: Hoger   # zo noemen wij het
bronnen:
  besluit: "https://www.enschede.nl/besluit"
# hier begint het
vult:
  studietoeslag_gemeente:
    # eerst dit
    - {van: 2026-09-01, tot: 2026-12-31, waarde: "€ 400,00", bron: besluit}
    # en later dat
    - {van: 2029-01-01, waarde: "€ 500,00", bron: besluit}
"""
    file.write_text(before.replace("Hoger   # zo noemen wij het", "Hoger"), encoding="utf-8")
    desk = Desk("studietoeslag")
    row = desk.row("Cijfers", "studietoeslag_gemeente")
    desk.change("Cijfers", row, nieuw=450, tot_en_met=date(2028, 12, 31), **GOOD)
    book = desk.save(tmp_path / "w.xlsx")
    command = ("voorstel", "van-excel", book, "--naam", "hoger", "--door", "college", "--map", tmp_path)
    refused = run(*command)
    assert refused.exit_code != 0
    made = run(*command, "--bij")
    assert made.exit_code == 0, made.output
    after = file.read_text(encoding="utf-8")
    for line in file.read_text(encoding="utf-8").splitlines():
        assert line in after
    for kept in ("# Mijn eigen opmerking, die blijft.", "# hier begint het", "    # eerst dit", "    "
    "# en later dat",
                 '    - {van: 2026-09-01, tot: 2026-12-31, waarde: "€ 400,00", bron: besluit}'):  # fmt: skip
        assert kept in after
    values = read_yaml(file, "f").data["vult"]["studietoeslag_gemeente"]
    assert [str(one["van"]) for one in values] == ["2026-09-01", "2027-01-01", "2029-01-01"]
    assert str(values[1]["bron"]) == "besluit"  # the address was known already


def test_rows_and_sheets_may_move(tmp_path: Path) -> None:
    desk = Desk("studietoeslag")
    desk.change("Cijfers", desk.row("Cijfers", "studietoeslag_gemeente"), nieuw=450, **GOOD)
    sheet = desk.sheet("Cijfers")
    sheet.rows[3:91] = reversed(sheet.rows[3:91])
    sheet.rows.insert(1, sheet.rows[1])
    for cells in sheet.rows:
        cells[2:2] = [Cell(None, "tekst")] if len(cells) > 2 else []
    sheet.name = "Bedragen 2027"
    desk.sheets.insert(1, desk.sheets.pop())
    desk.sheets.reverse()
    reading = read(desk.save(tmp_path / "w.xlsx"), ["college"])
    assert reading.problems == ()
    (change,) = reading.changes
    assert (change.name, str(change.cell(()))) == ("studietoeslag_gemeente", "Bedragen 2027!N5")


def test_an_own_row_is_a_second_change_of_a_figure(tmp_path: Path) -> None:
    desk = Desk("studietoeslag")
    row = desk.row("Cijfers", "studietoeslag_gemeente")
    desk.change("Cijfers", row, nieuw=450, tot_en_met=date(2027, 12, 31), **GOOD)
    own = len(desk.content.figures) + 3
    desk.put("Cijfers", own, 1, "studietoeslag_gemeente")
    desk.change("Cijfers", own, nieuw="€ 475,00", **{**GOOD, "vanaf": "2028-01-01"})
    reading = read(desk.save(tmp_path / "w.xlsx"), ["college"])
    assert reading.problems == ()
    assert [(c.entry["waarde"], str(c.start)) for c in reading.changes] == [
        ("€ 450,00", "2027-01-01"),
        ("€ 475,00", "2028-01-01"),
    ]
    (made,) = compose(reading.content, reading.changes, "proef", tmp_path, False)
    assert mistakes(reading.content, [made], "proef") == []


def test_the_result_of_a_formula_counts(tmp_path: Path) -> None:
    desk = Desk("studietoeslag")
    row = desk.row("Cijfers", "studietoeslag_gemeente")
    desk.change("Cijfers", row, **GOOD)
    desk.formula("Cijfers", f"M{row + 1}", "330.30000000000001")
    reading = read(desk.save(tmp_path / "w.xlsx"), ["college"])
    assert [change.entry["waarde"] for change in reading.changes] == ["€ 330,30"]


def test_a_percentage_cell_of_ten_percent_holds_a_tenth(tmp_path: Path) -> None:
    desk = Desk("inkomstenverrekening")
    figure = next(f for f in desk.content.figures if f.norm.kind.kind is Kind.PERCENT)
    desk.change("Cijfers", desk.row("Cijfers", figure.key), nieuw=0.1, **GOOD)
    reading = read(desk.save(tmp_path / "w.xlsx"), ["wetgever"])
    assert [change.entry["waarde"] for change in reading.changes] == ["10%"]


def test_only_another_order_changes_nothing(tmp_path: Path) -> None:
    desk = Desk("studietoeslag")
    sheet = desk.sheet("T1")
    first = sheet.header + 1
    sheet.rows[first], sheet.rows[first + 1] = sheet.rows[first + 1], sheet.rows[first]
    reading = read(desk.save(tmp_path / "w.xlsx"), ["wetgever"])
    assert (reading.changes, reading.problems) == ((), ())
    assert reading.remarks == ("T1 minimum: alleen de volgorde is anders; dat verandert niets.",)
