"""A source in pieces: every row once, every dossier whole, whatever the order and wherever a piece ends."""

from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from regels.tabel.dossier import dossier_cells
from regels.tabel.open import open_source
from regels.tabel.pieces import NOWHERE, Division, Piece, divide, pieces
from regels.tabel.process import Options, temporary

from .helpers import write_csv

Row = tuple[str | None, str, int]


def cut(given: Any, options: Options) -> tuple[Division, list[Piece]]:
    """The division and all pieces of a source with the columns dossier_id, soort and bedrag."""
    source = open_source(given, options.batch_rows)
    names = [name.strip() for name in source.header]
    at = names.index("dossier_id")
    division = divide(source, at, options)
    with temporary(options) as directory:
        return division, list(pieces(source, range(len(names)), division, options, directory))


def rows(piece: Piece) -> list[tuple[int, int, Row]]:
    """Place in the source, line, and cells of every row."""
    found: list[tuple[int, int, Row]] = []
    for raw in piece.read({name: at for at, name in enumerate(piece.header)}):
        cells = [raw.columns[name].to_pylist() for name in piece.header]
        found += [(0, int(n), row) for n, row in zip(raw.line, zip(*cells, strict=True), strict=True)]
    return [(int(at), line, row) for at, (_, line, row) in zip(piece.index, found, strict=True)]


def table(found: list[Row]) -> pa.Table:
    """Rows as a table, with texts as a dictionary, as Parquet gives them."""
    columns = [pa.array([row[i] for row in found], t) for i, t in enumerate((pa.string(), pa.string()))]
    coded = columns[1].dictionary_encode()
    return pa.table(
        {"dossier_id": columns[0], "soort": coded, "bedrag": pa.array([row[2] for row in found], pa.int64())}
    )


ROWS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.sampled_from("abcdef"), st.sampled_from("abcdef")), st.sampled_from("xyz"),
        st.integers(0, 9),
    ),
    max_size=30,
)  # fmt: skip
SIZES = st.builds(
    Options,
    workers=st.just(1),
    batch_rows=st.integers(1, 9),
    partition_rows=st.integers(1, 9),
)


@settings(max_examples=150, deadline=None)
@given(ROWS, SIZES, st.booleans())
def test_every_row_once_and_every_dossier_in_one_piece(
    found: list[Row], options: Options, sort: bool
) -> None:
    found = sorted(found, key=lambda row: row[0] or "") if sort else found
    division, made = cut(table(found), options)
    assert len(made) <= max(division.count, 1)
    seen = sorted(row for piece in made for row in rows(piece))
    assert seen == [(place, place + 1, row) for place, row in enumerate(found)]
    homes: dict[str, set[int]] = {}
    for piece in made:
        for _, _, (dossier, _, _) in rows(piece):
            if dossier is not None:
                homes.setdefault(dossier, set()).add(piece.number)
                assert division.of(pa.array([dossier])).tolist() == [piece.number]
    assert all(len(where) == 1 for where in homes.values())
    assert division.of(pa.array(["nergens"])).tolist() == [NOWHERE]
    if sort:
        assert division.cuts is not None
        assert [place for piece in made for place, _, _ in rows(piece)] == list(range(len(found)))


def test_a_piece_ends_where_a_dossier_ends() -> None:
    found: list[Row] = [
        (d, "x", n) for d, size in (("a", 3), ("b", 1), ("c", 5), ("d", 1)) for n in range(size)
    ]
    division, made = cut(table(found), Options(workers=1, batch_rows=2))
    sizes = [Counter(row[0] for _, _, row in rows(piece)) for piece in made]
    assert sizes == [{"a": 3}, {"b": 1}, {"c": 5}, {"d": 1}]
    assert division.cuts is not None and division.cuts.tolist() == [0, 3, 4, 9]


def test_a_broken_line_stays_broken_in_its_place(tmp_path: Path) -> None:
    for number, order in enumerate((["a", "a", "b"], ["a", "b", "a"])):
        lines = [f"{dossier};x;{place}" for place, dossier in enumerate(order)]
        file = write_csv(tmp_path / f"{number}.csv", "dossier_id;soort;bedrag", *lines, "a;te;veel;velden")
        _, made = cut(file, Options(workers=1, batch_rows=1, partition_rows=1))
        broken = [
            (int(raw.line[place]), why.found)
            for piece in made
            for raw in piece.read({"dossier_id": 0})
            for place, why in raw.broken.items()
        ]
        assert [line for line, _ in broken] == [5]
        assert sum(len(piece.index) for piece in made) == 4


def test_texts_of_parquet_in_any_order(tmp_path: Path) -> None:
    """Every batch of a Parquet file has its own dictionary; a file on disk has but one."""
    order = np.random.default_rng(1).permutation(60)
    found: list[Row] = [(f"d{n % 20}", f"soort {n}", n) for n in order.tolist()]
    pq.write_table(table(found), tmp_path / "f.parquet", row_group_size=7)
    division, made = cut(tmp_path / "f.parquet", Options(workers=1, batch_rows=7, partition_rows=11))
    assert division.cuts is None and len(made) > 1
    assert sorted(row for piece in made for _, _, row in rows(piece)) == sorted(found)
    for piece in made:
        (raw,) = piece.read({"dossier_id": 0})
        assert dossier_cells(raw.columns["dossier_id"], "").values.null_count == 0
