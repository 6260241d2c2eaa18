"""A caseload under two laws: sums, classes, determinism, and a report that does not change by itself."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from regels_calculators.demo import caseload
from regels_casebook.vergelijk import Request, Vergelijking, compare
from regels_casebook.vergelijk.antwoord import MOSTLY_UNKNOWN, NOBODY, advice, loud, sentences
from regels_casebook.vergelijk.blad import sheet
from regels_casebook.vergelijk.uitvoer import as_dict, text, write

import regels

OLD, BALANCE = "enschede+cijfers-2026-07-vast", "enschede+participatiewet-in-balans-2027"
GOLDEN = Path(__file__).with_name("verslag.txt")
DOSSIERS = 400


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vergelijk") / "caseload.parquet"
    pq.write_table(pa.Table.from_batches(list(caseload(DOSSIERS, date(2026, 1, 1)))), path)
    return path


@pytest.fixture(scope="module")
def found(file: Path) -> Vergelijking:
    return compare(Request(old=OLD, new=BALANCE, source=file, shift=12, cases=()))


def test_gain_less_loss_is_the_difference(found: Vergelijking) -> None:
    assert found.bestand is not None and found.dossiers is not None
    change = found.dossiers["verschil"]
    total = Decimal(found.bestand.centen[-1] or 0) / 100
    gain = pc.sum(pc.if_else(pc.greater(change, 0), change, Decimal("0.00"))).as_py()
    loss = pc.sum(pc.if_else(pc.less(change, 0), change, Decimal("0.00"))).as_py()
    assert gain > 0 > loss and gain + loss == total
    months = found.bestand.per_maand
    assert months[-1].verschil == found.bestand.centen[-1]
    shown = [line.verschil for line in months[:-1] if line.verschil is not None]
    assert len(shown) == len(months) - 1 and sum(shown) == months[-1].verschil


def test_the_totals_are_those_of_two_separate_runs(file: Path, found: Vergelijking) -> None:
    """The rows that both determined, computed apart and without any code of the comparison."""
    table = pq.read_table(file)
    moved = [date(day.year + 1, day.month, 1) for day in table["maand"].to_pylist()]
    table = table.set_column(table.schema.names.index("maand"), "maand", pa.array(moved))
    sums = []
    results = [regels.load(name).evaluate_table(table) for name in (OLD, BALANCE)]
    decided = [
        pc.is_in(found_["status"].cast(pa.string()), pa.array(["recht", "geen_recht"])) for found_ in results
    ]
    both = pc.and_(*decided)
    for result in results:
        rows = result.filter(both)
        sums.append(sum(rows["uit_te_betalen"].to_pylist()) + sum(rows["vakantietoeslag"].to_pylist()))
    assert found.bestand is not None
    last = found.bestand.per_maand[-1]
    assert [Decimal(last.oud or 0) / 100, Decimal(last.nieuw or 0) / 100] == sums


def test_every_dossier_has_a_class_and_who_differs_a_reason(found: Vergelijking) -> None:
    assert found.dossiers is not None and found.dossiers.num_rows == DOSSIERS
    for row in found.dossiers.to_pylist():
        assert (row["verschil"] == 0) == (row["klasse"] in ("gelijk", "niet te bepalen"))
        if row["verschil"]:
            assert row["reden"] and row["artikel"].startswith("Pw art. ")
            assert (abs(row["verschil"]) >= 50 * row["maanden"]) == row["klasse"].startswith("veel")


def test_what_changes_is_said_in_words_and_not_with_the_names_of_options(found: Vergelijking) -> None:
    assert found.dossiers is not None and found.bestand is not None
    told = {row["reden"] for row in found.dossiers.to_pylist() if row["reden"]}
    assert any(
        "de grond van de vrijlating: gewone vrijlating van loon (artikel 31 onderdeel n) → "
        "gewone vrijlating van loon (artikel 34a onderdeel a)" in text
        for text in told
    )
    assert not [text for text in told if re.search(r"art34a|vrijlating[_ ]grond|: (n|r|y|z|aa) →", text)]
    assert {line.tekst for line in found.bestand.redenen} <= told | {""}


def test_the_same_law_changes_nothing(file: Path) -> None:
    found = compare(Request(old=OLD, new=OLD, source=file, shift=12, cases=()))
    assert found.niets and loud(found) == NOBODY
    assert found.bestand is not None and found.bestand.centen[-1] == 0


def test_without_figures_there_is_little_to_compare_and_that_is_said(file: Path) -> None:
    found = compare(Request(old="enschede", new=BALANCE, source=file, shift=12, cases=()))
    assert loud(found) == MOSTLY_UNKNOWN and not found.niets


def test_a_file_before_the_law_changes_nothing(file: Path) -> None:
    found = compare(Request(old=OLD, new=BALANCE, source=file, cases=()))
    assert found.niets
    assert "niet verschoven" in text(found, ".txt")
    assert advice(found) == (
        "12 van de 12 maanden van het bestand liggen voor januari 2027. Tot dan zijn oud en nieuw gelijk. "
        "Met --verschuif 12 begint het bestand in januari 2027."
    )


def test_a_file_that_is_partly_before_the_law_gives_no_sum_of_a_year(file: Path, found: Vergelijking) -> None:
    """July 2026 up to and including June 2027: six months under the new rules."""
    half = compare(Request(old=OLD, new=BALANCE, source=file, shift=6, cases=()))
    assert half.bestand is not None and (half.bestand.eerste, half.bestand.eerder) == ("2026-07", 6)
    said = sentences(half)
    assert any(
        line.startswith("Samen wordt er in 12 maanden, waarvan 6 met de nieuwe regels, ") for line in said
    )
    assert len(said) == 5
    assert any(line.startswith("Dat is in deze maanden zoveel") for line in said)
    assert advice(half).endswith("Met --verschuif 12 begint het bestand in januari 2027.")
    assert half.raster is not None and half.raster.maand == "2027-01"
    assert found.bestand is not None and found.bestand.eerder == 0 and not advice(found)
    assert any(line.startswith("Dat is zoveel geld") for line in sentences(found))


@pytest.mark.parametrize("suffix", [".html", ".txt", ".json", ".xlsx"])
def test_the_same_bytes_twice(file: Path, found: Vergelijking, tmp_path: Path, suffix: str) -> None:
    again = compare(Request(old=OLD, new=BALANCE, source=file, shift=12, cases=()))
    one, other = tmp_path / f"een{suffix}", tmp_path / f"twee{suffix}"
    write(found, one)
    write(again, other)
    assert one.read_bytes() == other.read_bytes()


def test_rows_in_another_order_give_the_same_numbers(file: Path, found: Vergelijking, tmp_path: Path) -> None:
    table = pq.read_table(file)
    turned = tmp_path / "caseload.parquet"
    pq.write_table(table.take(pa.array(range(table.num_rows - 1, -1, -1))), turned)
    other = compare(Request(old=OLD, new=BALANCE, source=turned, shift=12, cases=()))
    assert found.bestand is not None and other.bestand is not None
    assert other.bestand.huishoudens == found.bestand.huishoudens
    assert other.bestand.per_maand == found.bestand.per_maand
    assert other.bestand.druk == found.bestand.druk


def test_nothing_that_is_published_names_a_dossier(found: Vergelijking) -> None:
    for suffix in (".html", ".txt", ".json"):
        assert not re.search(r"E-\d{6}", text(found, suffix))
    assert "dossiers" not in as_dict(found)


def test_the_page_stands_alone(found: Vergelijking) -> None:
    page = text(found, ".html")
    assert "<script" not in page and "src=" not in page and "@import" not in page
    assert page.count("<svg") == page.count('role="img"') == 4
    assert len(page.encode()) < 200_000


def test_the_answer_is_first_and_the_cases_are_behind_what_was_not_computed(found: Vergelijking) -> None:
    heads = [part.kop for part in sheet(found).delen]
    assert heads[0] == "Het antwoord" and heads[-2:] == ["Gevallen die veranderen", "Hoe dit is gemaakt"]
    assert heads.index("Wat niet is berekend") < heads.index("Gevallen die veranderen")


def test_the_report_of_a_small_file(found: Vergelijking, tmp_path: Path) -> None:
    """Golden: look at the difference, and only then put the new text in its place."""
    shown = re.sub(r"\b[0-9a-f]{64}\b", "<hash>", text(found, ".txt"))
    new = tmp_path / GOLDEN.name
    new.write_text(shown, encoding="utf-8")
    assert shown == GOLDEN.read_text(encoding="utf-8"), f"klopt dit? cp {new} {GOLDEN}"
