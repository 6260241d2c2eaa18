"""The command: what it writes, says and refuses."""

import json
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner

from regels.cli.app import app
from regels.errors import RegelsError

OLD, BALANCE = "enschede+cijfers-2026-07-vast", "enschede+participatiewet-in-balans-2027"
COMMAND = ["casebook", "vergelijk", OLD, BALANCE]


def test_writes_every_kind(tmp_path: Path) -> None:
    names = [tmp_path / f"uit{suffix}" for suffix in (".html", ".json", ".txt", ".xlsx")]
    asked = [word for path in names for word in ("--uit", str(path))]
    result = CliRunner().invoke(app, [*COMMAND, "--maand", "2027-01", *asked])
    assert result.exit_code == 0, result.output
    data = json.loads(names[1].read_text(encoding="utf-8"))
    assert (
        data["opdracht"]
        == f"regels casebook vergelijk {OLD} {BALANCE} --regeling inkomstenverrekening --maand 2027-01"
    )
    assert data["bestand"] is None and data["raster"]["maand"] == "2027-01"
    assert len(data["oud"]["hash"]) == len(data["nieuw"]["hash"]) == len(data["programma"]) == 64
    assert data["oud"]["hash"] != data["nieuw"]["hash"]


def test_the_grid_by_hand() -> None:
    """Norm 1.419,46; a wage of 75% is 1.064,60 (1.064,595). Old: 25% free, 266,15. New: 15%, 159,69."""
    from regels_casebook.vergelijk import load_pair
    from regels_casebook.vergelijk.raster import grid

    found = grid(load_pair(OLD, BALANCE, "inkomstenverrekening"), "2027-01")
    assert found is not None
    row = next(row for row in found.rijen if row.naam == "alleenstaande van 40 jaar")
    cell = next(cell for cell in row.cellen if cell.procent == 75)
    assert (row.norm, cell.loon) == (141946, 106460)
    assert (cell.oud, cell.nieuw) == (141946 - (106460 - 26615), 141946 - (106460 - 15969))


def test_refuses_an_unknown_kind_before_it_computes() -> None:
    result = CliRunner().invoke(app, [*COMMAND, "--uit", "uit.pdf"])
    assert isinstance(result.exception, RegelsError) and "uit.pdf" in str(result.exception)


@pytest.mark.parametrize("name", ["bestaat-niet"])
def test_refuses_an_unknown_ruleset(name: str) -> None:
    result = CliRunner().invoke(app, ["casebook", "vergelijk", OLD, name])
    assert isinstance(result.exception, RegelsError)


def test_the_workbook_has_a_row_for_each_month_that_differs(tmp_path: Path) -> None:
    path = tmp_path / "uit.xlsx"
    assert CliRunner().invoke(app, [*COMMAND, "--uit", str(path)]).exit_code == 0
    rows = CalamineWorkbook.from_path(path).get_sheet_by_name("gevallen").to_python()
    assert rows[0][:6] == ["geval", "titel", "maand", "oud", "nieuw", "verschil"]
    assert len(rows) > 5 and all(row[7] for row in rows[1:])
