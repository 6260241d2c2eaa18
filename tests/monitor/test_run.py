"""A table of events: signals out, unreadable rows set apart, the same whatever the order or the reader."""

import os
import random
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regels.monitor import pool, run
from regels.monitor.model import SignalSet
from regels.monitor.pool import Child, DurableMissing, Failure
from regels.monitor.run import LATER, REJECTED, TOO_LARGE, Request
from regels.tabel.errors import ColumnTypeMismatch, DuplicateColumns, MissingColumn, ProbableTypo, SameFile

HEADER = (
    "dossier_id;datum;soort;inkomstenverhouding;maand;bedrag;persoon;maanden;geboortedatum;reden_gegeven\n"
)
GOOD = [
    "A1;2026-01-15;inkomen_ontvangen;IKV1;2026-01;;;;;",
    "A1;2026-03-01;inkomen_begonnen;IKV2;;;;;;",
    "A2;2026-05-01;afspraak_gemist;;;;;;;nee",
    "A2;2026-06-01;afspraak_gemist;;;;;;;nee",
    "A3;2026-05-01;inkomen_geschat;I;2026-04;300,00;;;;",
    "A3;2026-06-01;inkomen_vastgesteld;I;2026-04;450,00;;;;",
    "A4;2026-06-01;contact_gehad;;;;;;;",
]


def write(directory: Path, lines: list[str], name: str = "in.csv") -> Path:
    path = directory / name
    path.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return path


def names(report: run.Report) -> list[tuple[str, str | None]]:
    assert report.table is not None
    return [(row["dossier_id"], row["signaal"]) for row in report.table.to_pylist()]


def plain(set: SignalSet, source: Any, **more: Any) -> run.Report:
    return run.run(set, Request(source=source, durable=False, **more))


def test_signals_dossier_by_dossier(national: SignalSet, tmp_path: Path) -> None:
    report = plain(national, write(tmp_path, GOOD))
    assert names(report) == [
        ("A1", "inkomen_niet_verrekend"),
        ("A1", "verrekentermijn_loopt_af"),
        ("A2", "afspraken_gemist"),
        ("A3", "schatting_klopt_niet"),
    ]
    assert (report.dossiers, report.events, report.rejected, report.complete) == (4, 7, 0, True)
    assert report.table is not None
    row = report.table.to_pylist()[3]
    assert row["gebeurtenissen"] == "inkomen_geschat 2026-05-01 + inkomen_vastgesteld 2026-06-01"
    assert (row["status"], row["over"], row["sinds"]) == ("signaal", "I 2026-04", date(2026, 6, 1))
    assert row["vraag"].endswith("?") and row["artikel"] == "Pw art. 32 lid 1"


@pytest.mark.signalen
def test_with_and_without_durable_rules(durable: Child, national: SignalSet, tmp_path: Path) -> None:
    source = write(tmp_path, GOOD)
    found = run.run(national, Request(source=source, workers=2))
    assert found.table is not None and found.table.equals(plain(national, source).table)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_rows_does_not_matter(national: SignalSet, tmp_path: Path, seed: int) -> None:
    lines = GOOD + GOOD[:3]
    random.Random(seed).shuffle(lines)
    found = plain(national, write(tmp_path, lines))
    expected = plain(national, write(tmp_path, GOOD, "zelfde.csv"))
    assert found.table is not None and expected.table is not None
    order = [("dossier_id", "ascending"), ("signaal", "ascending")]
    assert found.table.sort_by(order).equals(expected.table.sort_by(order))
    first = list(dict.fromkeys(line.split(";")[0] for line in lines))
    assert [d for d, _ in names(found)] == sorted((d for d, _ in names(found)), key=first.index)


@pytest.mark.parametrize(
    ("line", "field", "says"),
    [
        ("A1;2026-02-30;contact_gehad;;;;;;;", "datum", "Deze dag bestaat niet"),
        ("A1;;contact_gehad;;;;;;;", "datum", "Vul deze kolom in"),
        ("A1;2026-02-03;contact_gehat;;;;;;;", "soort", "Bedoelde u contact_gehad"),
        ("A1;2026-02-03;inkomen_begonnen;;;;;;;", "inkomstenverhouding", "Vul deze kolom in"),
        ("A1;2026-02-03;inkomen_begonnen;I;2026-01;;;;;", "maand", "Maak de cel leeg"),
        ("A1;2026-02-03;inkomen_geschat;I;2026-01;1.234;;;;", "bedrag", "duizendtal"),
        ("A1;2026-02-03;stand_vrijlating_n;;;;aanvrager;-1;;", "maanden", "Controleer de waarde"),
        (";2026-02-03;contact_gehad;;;;;;;", "dossier_id", "Vul"),
        ("A1;2026-02-03;contact_gehad", "(hele regel)", ""),
    ],
)
def test_a_row_that_cannot_be_read(
    national: SignalSet, tmp_path: Path, line: str, field: str, says: str
) -> None:
    out = tmp_path / "uit.csv"
    report = run.run(national, Request(source=write(tmp_path, [*GOOD, line]), out=out, durable=False))
    assert (report.rejected, report.complete) == (1, False)
    header, told = (tmp_path / "uit.csv.afgekeurd.csv").read_text(encoding="utf-8-sig").splitlines()
    assert header.startswith("regel;") and told.split(";")[0] == "9"
    assert told.split(";")[2] == field and says in told
    lost = not line.startswith(";")
    assert report.undetermined == ({REJECTED: 1} if lost else {})
    rows = out.read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [row.split(";")[0] for row in rows] == [*(["A1"] if lost else ["A1", "A1"]), "A2", "A3"]
    assert (";niet_bepaald;" in rows[0]) is lost


def test_a_dossier_with_far_too_many_events(
    national: SignalSet, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "MOST_EVENTS", 1)
    report = plain(national, write(tmp_path, GOOD))
    assert report.undetermined == {TOO_LARGE: 3} and not report.complete


def test_events_after_the_peildatum_do_not_count(national: SignalSet, tmp_path: Path) -> None:
    lines = ["A1;2026-07-02;afspraak_gemist;;;;;;;nee", "A1;2026-07-01;afspraak_gemist;;;;;;;nee"]
    report = plain(national, write(tmp_path, lines))
    assert names(report) == [] and report.later == 1


def test_what_later_years_decide_is_said(tmp_path: Path) -> None:
    from regels.monitor.check import load

    line = "A1;2026-07-01;persoon_bekend;;;;aanvrager;;1964-01-01;"
    report = plain(load(peildatum=date(2030, 7, 1)), write(tmp_path, [line]))
    assert report.undetermined == {LATER: 1} and report.complete
    assert report.table is not None and report.table.to_pylist()[0]["status"] == "niet_bepaald"


def test_arrow_parquet_and_an_empty_table(national: SignalSet, tmp_path: Path) -> None:
    table = pa.table(
        {"dossier_id": [1, 1], "datum": [date(2026, 5, 1), date(2026, 6, 1)],
         "soort": ["afspraak_gemist"] * 2, "reden_gegeven": [False, False]}
    )  # fmt: skip
    pq.write_table(table, tmp_path / "in.parquet")
    for source in (table, tmp_path / "in.parquet"):
        assert names(plain(national, source)) == [("1", "afspraken_gemist")]
    empty = plain(national, table.slice(0, 0), out=tmp_path / "uit.parquet")
    assert (empty.dossiers, empty.events) == (0, 0)
    assert pq.read_schema(tmp_path / "uit.parquet").metadata[b"peildatum"] == b"2026-07-01"


@pytest.mark.parametrize(
    ("columns", "mistake"),
    [
        ({"dossier_id": ["1"], "datum": ["2026-01-01"]}, MissingColumn),
        ({"dossier_id": ["1"], "datum": ["2026-01-01"], "sooort": ["contact_gehad"]}, ProbableTypo),
        ({"dossier_id": ["1"], "datum": [1.5], "soort": ["contact_gehad"]}, ColumnTypeMismatch),
    ],
)
def test_a_file_that_is_refused(
    national: SignalSet, columns: dict[str, Any], mistake: type[Exception]
) -> None:
    with pytest.raises(mistake):
        plain(national, pa.table(columns))


def test_double_columns_and_the_same_file(national: SignalSet, tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    with pytest.raises(SameFile):
        plain(national, path, out=path)
    path.write_text("dossier_id;datum;soort;soort\n", encoding="utf-8")
    with pytest.raises(DuplicateColumns):
        plain(national, path)


def test_without_durable_rules_it_says_so_and_writes_nothing(
    national: SignalSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "durable").mkdir()
    (tmp_path / "durable" / "__init__.py").write_text("raise ImportError('geen durable')")
    found = pool._environment()
    found["PYTHONPATH"] = os.pathsep.join([str(tmp_path), found["PYTHONPATH"]])
    monkeypatch.setattr(pool, "_environment", lambda: found)
    out = tmp_path / "uit.csv"
    with pytest.raises(DurableMissing, match=r"geen durable.*--zonder-durable"):
        run.run(national, Request(source=write(tmp_path, GOOD), out=out))
    assert not out.exists() and not list(tmp_path.glob(".uit*"))


@pytest.mark.signalen
def test_a_dossier_without_an_answer_is_marked(
    durable: Child, national: SignalSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([Failure.DIED])
    receive = Child.receive

    def once(self: Child, seconds: float = 1.0) -> pool.Answer:
        if next(answers, None):
            raise pool.ChildDied
        return receive(self, seconds)

    monkeypatch.setattr(Child, "receive", once)
    report = run.run(national, Request(source=write(tmp_path, GOOD), workers=1))
    assert report.undetermined == {Failure.DIED.value: 1} and not report.complete
    assert names(report) == [("A1", None), ("A2", "afspraken_gemist"), ("A3", "schatting_klopt_niet")]


def test_a_sheet(national: SignalSet, tmp_path: Path) -> None:
    """Dates are dates, and a number of an income relation may be a number."""
    path = tmp_path / "in.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet, day = book.add_worksheet("caseload"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, ["dossier_id", "datum", "soort", "inkomstenverhouding", "reden_gegeven"])
    numbers: list[int | str] = [7, "007"]
    for row, number in enumerate(numbers, 1):
        sheet.write_string(row, 0, "A")
        sheet.write_datetime(row, 1, datetime(2026, 3, 1), day)
        sheet.write_row(row, 2, ["inkomen_begonnen", number])
    book.close()
    report = plain(national, path)
    assert report.table is not None
    assert report.table.column("over").to_pylist() == ["007", "7"]


KINDS = st.sampled_from(
    [
        "afspraak_gemist;;;;;;;nee", "contact_gehad;;;;;;;", "inkomen_ontvangen;W;2025-12;;;;;",
        "inkomen_geschat;W;2025-12;300,00;;;;", "inkomen_geschat;W;2025-12;310,00;;;;",
        "inkomen_vastgesteld;W;2025-12;400,00;;;;", "inkomen_verrekend;W;2025-12;;;;;",
        "stand_vrijlating_n;;;;aanvrager;5;;", "persoon_bekend;;;;aanvrager;;1959-12-01;", "onzin;;;;;;;",
    ]
)  # fmt: skip
LINES = st.lists(
    st.builds(
        "{};2026-0{}-0{};{}".format, st.sampled_from("AB"), st.integers(1, 7), st.integers(1, 9), KINDS
    ),
    max_size=12,
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, LINES, st.randoms(use_true_random=False))
def test_a_dossier_stands_alone_and_asks_once(
    national: SignalSet, tmp_path: Path, lines: list[str], others: list[str], shuffle: random.Random
) -> None:
    """In any order, beside any other; every line is read or set apart, and no question comes twice."""
    alone = plain(national, write(tmp_path, lines))
    mixed = [*lines, *(f"vreemd{line}" for line in others)]
    shuffle.shuffle(mixed)
    beside = plain(national, write(tmp_path, mixed))
    assert alone.table is not None and beside.table is not None

    def told(report: run.Report) -> list[tuple[object, ...]]:
        assert report.table is not None
        rows = [tuple(row.values()) for row in report.table.to_pylist() if "vreemd" not in row["dossier_id"]]
        return sorted(rows, key=repr)

    assert told(alone) == told(beside)
    asked = [row[:4] for row in told(alone)]
    assert len(asked) == len(set(asked))
    assert alone.events == len(lines) and beside.events == len(mixed)
    assert alone.rejected == sum("onzin" in line for line in lines)
    assert alone.dossiers == len({line[0] for line in lines})


def test_many_rows_in_any_order(national: SignalSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the partitions on disk and back, in small batches: the same rows in the order of the file."""
    monkeypatch.setattr(run, "BATCH_ROWS", 50)
    monkeypatch.setattr(run, "PARTITION_ROWS", 100)
    monkeypatch.setattr(run, "RESULT_ROWS", 7)
    lines = [
        f"D{place % 60};2026-0{place // 60 % 6 + 1}-01;afspraak_gemist;;;;;;;nee" for place in range(600)
    ]
    ordered = sorted(lines, key=lambda line: int(line.split(";")[0][1:]))
    spread, together = write(tmp_path, lines, "a.csv"), write(tmp_path, ordered, "b.csv")
    found, expected = plain(national, spread), plain(national, together)
    assert names(found) == names(expected) and len(names(found)) == 60
    assert found.table is not None and found.table.equals(expected.table)
