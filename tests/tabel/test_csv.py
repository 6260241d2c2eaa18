"""Csv: dialect, encoding, quotes, line numbers, broken lines, blocks."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from regels.tabel.csv import CsvSource
from regels.tabel.csv import _table as arrow_table
from regels.tabel.csv_lines import complete, divide
from regels.tabel.errors import BrokenHeader, EmptyFile, UnknownEncoding, UnknownSeparator, Unreadable
from regels.tabel.rejects import Problem

from .helpers import run, shown, write_csv

HEADER = "dossier_id;maand;inkomen;leefvorm"


def raw(path: Path, block_bytes: int = 1 << 20) -> list[tuple[int, list[str | None]]]:
    """Line and fields of each row."""
    source = CsvSource(path, block_bytes)
    places = {name: i for i, name in enumerate(source.header)}
    rows = []
    for batch in source.read(places):
        values = zip(*(array.to_pylist() for array in batch.columns.values()), strict=True)
        rows += [(int(line), list(row)) for line, row in zip(batch.line, values, strict=True)]
    return rows


def test_dutch_excel(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "f.csv", HEADER, "001;2026-07;1.234,56;gehuwden", encoding="utf-8-sig")
    result, rejects, _ = run(path)
    assert not rejects
    assert result["dossier_id"].to_pylist() == ["001"]
    assert str(result["inkomen"][0]) == "1234.56"


def test_comma_and_point(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "f.csv", HEADER.replace(";", ","), 'A,2026-07,"1,234.56",gehuwden')
    result, rejects, _ = run(path)
    assert not rejects
    assert str(result["inkomen"][0]) == "1234.56"


def test_decimal_comma_between_commas_gives_a_field_too_many(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "f.csv",
        HEADER.replace(";", ","),
        "A,2026-06,1,gehuwden",
        "A,2026-07,1234,56,gehuwden",
        "B,2026-07,1,",
    )
    result, rejects, _ = run(path)
    assert [shown(reject) for reject in rejects] == [
        (
            3, "(hele regel)", "5 velden", "4 velden",
            "Er staat een komma te veel of te weinig. Zet tekst met een komma erin tussen aanhalingstekens.",
        )
    ]  # fmt: skip
    assert result["dossier_id"].to_pylist() == ["A", "A", "B"]
    assert [str(day) for day in result["maand"].to_pylist()] == ["2026-06-01", "2026-07-01", "2026-07-01"]


def test_wrong_decimal_sign_says_what_this_file_uses(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "f.csv", HEADER, "A;2026-07;1234.56;gehuwden")
    assert "puntkomma's tussen de velden" in run(path)[1][0].advice


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encoding(tmp_path: Path, encoding: str) -> None:
    path = write_csv(tmp_path / "f.csv", HEADER, "Zoë;2026-07;€ 12;gehuwden", encoding=encoding)
    result, rejects, _ = run(path)
    assert not rejects
    assert result["dossier_id"].to_pylist() == ["Zoë"]


def test_cp1252_late_in_the_file_is_seen(tmp_path: Path) -> None:
    lines = [f"D{i};2026-07;1;" for i in range(60_000)]
    path = write_csv(tmp_path / "f.csv", HEADER, *lines, "Zoë;2026-07;1;", encoding="cp1252")
    assert raw(path)[-1] == (60_002, ["Zoë", "2026-07", "1", None])


def test_quotes_newlines_and_line_numbers(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "f.csv", "a;b", '"x;y";"een\r\ntwee"', '"zeg ""ja""";5" pijp', "", ";", "laatste;1"
    )
    assert raw(path) == [(2, ["x;y", "een\r\ntwee"]), (4, ['zeg "ja"', '5" pijp']), (7, ["laatste", "1"])]


def test_lines_without_values_are_no_rows_and_are_counted(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "f.csv", HEADER, "A;2026-07;1;", ";;;", "", "B;2026-07;x;")
    _, rejects, summary = run(path)
    assert summary.rows == 2
    assert summary.notes[-1].text == "2 lege regels zijn overgeslagen."
    assert rejects[0].row == 5


def test_blank_line_and_sep_line_above_the_header(tmp_path: Path) -> None:
    assert raw(write_csv(tmp_path / "f.csv", "", "sep=;", "a;b", "1;2")) == [(4, ["1", "2"])]


def test_quote_that_never_closes_costs_one_line(tmp_path: Path) -> None:
    path = write_csv(
        tmp_path / "f.csv", HEADER, "A;2026-06;1;", '"B;2026-07;1;', "C;2026-07;1;", '"D";2026-07;1;'
    )
    result, rejects, _ = run(path)
    assert result["dossier_id"].to_pylist() == ["A", "B", "C", "D"]
    assert [(r.row, r.dossier, r.problem) for r in rejects] == [(3, "B", Problem.OPEN_QUOTE)]
    assert rejects[0].found == '"B;2026-07;1;'


@pytest.mark.parametrize("line", ["A", "A;2026-07", "A;2026-07;1;;", "A;2026-07;1;gehuwden;extra;nog"])
def test_too_few_or_too_many_fields(tmp_path: Path, line: str) -> None:
    path = write_csv(tmp_path / "f.csv", HEADER, line, "B;2026-07;1;")
    result, rejects, _ = run(path)
    assert [(r.row, r.problem) for r in rejects] == [(2, Problem.FIELD_COUNT)]
    assert result["afgekeurd"].to_pylist() == [1, 0]
    assert result["dossier_id"].to_pylist() == ["A", "B"]


def test_rejects_of_a_broken_line_do_not_repeat_its_fields(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "f.csv", HEADER, ";x;y;z;")
    assert len(run(path)[1]) == 1


def test_old_mac_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(b"a;b\r1;2\r3;4")
    assert raw(path) == [(2, ["1", "2"]), (3, ["3", "4"])]


def test_header_only(tmp_path: Path) -> None:
    assert raw(write_csv(tmp_path / "f.csv", "a;b")) == []
    assert run(write_csv(tmp_path / "g.csv", HEADER))[0].num_rows == 0


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", EmptyFile),
        (b"\xef\xbb\xbf\r\n", EmptyFile),
        (b"a\tb\r\n1\t2\r\n", UnknownSeparator),
        ("a;b\r\n".encode("utf-16"), UnknownEncoding),
        (b"a;b\r\n\x81\x8d;\r\n", UnknownEncoding),
        (b"a;b\r\n1;\x00\r\n", Unreadable),
        (b'a;"b\r\n1;2\r\n', BrokenHeader),
    ],
)
def test_file_that_is_no_csv(tmp_path: Path, content: bytes, error: type[Exception]) -> None:
    path = tmp_path / "f.csv"
    path.write_bytes(content)
    with pytest.raises(error):
        CsvSource(path)


def quote(cell: str, always: bool) -> str:
    """A cell as careful programs write it."""
    return '"' + cell.replace('"', '""') + '"' if always or any(c in cell for c in ';"\r\n') else cell


_CELLS = st.text('ab1;,"\r\n \t€', max_size=5)


@settings(deadline=None)
@given(st.lists(st.lists(_CELLS, min_size=3, max_size=3), max_size=8), st.integers(1, 40), st.booleans())
@example([["", "", '"']], 1, False)
@example([['a"b', 'c"d', ""]], 3, False)
def test_any_rows_come_back_with_their_lines(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], block: int, quote_all: bool
) -> None:
    path = tmp_path_factory.mktemp("csv") / "f.csv"
    text = "x;y;z\n"
    expected, line = [], 2
    for row in rows:
        written = ";".join(quote(cell, quote_all) for cell in row) + "\n"
        if any(row) or quote_all:
            expected.append((line, [cell or None for cell in row]))
        line += written.count("\n") + written.count("\r") - written.count("\r\n")
        text += written
    path.write_bytes(text.encode())
    assert raw(path, block) == expected


@settings(deadline=None)
@given(st.binary(max_size=60).map(lambda data: bytes(b'a;"\n\r1'[b % 6] for b in data)), st.integers(2, 4))
def test_any_bytes_give_rows_of_equal_width(data: bytes, fields: int) -> None:
    lines = divide(data, b";", fields, 1)
    rows = list(lines.line)
    assert rows == sorted(set(rows))
    physical = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    assert lines.newlines >= physical.count(b"\n")
    if lines.data:
        assert arrow_table(lines.data, b";", fields, ["k0"]).num_rows == len(lines.line)


@settings(deadline=None)
@given(st.binary(max_size=60).map(lambda data: bytes(b'a;"\n'[b % 4] for b in data)))
def test_a_complete_part_ends_after_a_newline(data: bytes) -> None:
    size = complete(data)
    assert size == 0 or data[size - 1 : size] == b"\n"
