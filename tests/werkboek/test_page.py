"""The page for policy officers shows what happens: its messages are those of the programme."""

from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from regels.cli.app import app
from regels.cli.voorstel_excel import from_excel
from regels.werkboek.errors import WorkbookRefused
from tests.werkboek.desk import Desk

PAGE = Path(__file__).parents[2] / "docs" / "beleid" / "wijzigen-in-excel.md"
SMALL = 100_000


def filled_in(path: Path, nieuw: float | str, vanaf: date | str, bron: str) -> Path:
    desk = Desk("studietoeslag")
    row = desk.row("Cijfers", "studietoeslag_gemeente")
    desk.change(
        "Cijfers", row, nieuw=nieuw, vanaf=vanaf, bron=bron, waarom="Het college wil een hogere toeslag"
    )
    return desk.save(path)


def test_what_the_page_says_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    book = filled_in(Path("studietoeslag.xlsx"), 425.0, date(2027, 1, 1), "https://www.enschede.nl/")
    assert from_excel(book, "hogere-toeslag-2027", ["college"], Path(), False) == 0
    assert capsys.readouterr().out in PAGE.read_text(encoding="utf-8")


def test_what_the_page_says_is_wrong(tmp_path: Path) -> None:
    book = filled_in(tmp_path / "w.xlsx", "425 euro", "1-1-2027", "enschede.nl")
    with pytest.raises(WorkbookRefused) as refused:
        from_excel(book, "hogere-toeslag-2027", ["college"], tmp_path, False)
    assert str(refused.value) in PAGE.read_text(encoding="utf-8")


def test_the_report_of_the_page_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last step, with the command of the page: cases change, and it says what the page says."""
    monkeypatch.chdir(tmp_path)
    book = filled_in(Path("studietoeslag.xlsx"), 425.0, date(2027, 1, 1), "https://www.enschede.nl/")
    from_excel(book, "hogere-toeslag-2027", ["college"], Path(), False)
    words = "casebook vergelijk 2026 hogere-toeslag-2027 --uit verslag.html"
    result = CliRunner().invoke(app, words.split())
    text = PAGE.read_text(encoding="utf-8")
    assert result.exit_code == 0 and f"regels {words}\n" in text
    assert f"```text\n{result.stdout}```\n" in text
    assert "→ € 425,00" in Path("verslag.html").read_text(encoding="utf-8").replace("\u00a0", " ")


def test_the_pictures_are_there_and_small() -> None:
    pictures = sorted((PAGE.parent / "plaatjes").glob("*.png"))
    pages = "".join(page.read_text(encoding="utf-8") for page in PAGE.parent.glob("*.md"))
    assert len(pictures) >= 9
    assert all(picture.stat().st_size < SMALL for picture in pictures)
    assert all(f"(plaatjes/{picture.name})" in pages for picture in pictures)
