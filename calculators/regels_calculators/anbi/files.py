"""Filling in a file: csv to csv or Parquet to Parquet; all other columns stay as they are."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from regels.tabel.atomic import part, publish
from regels.tabel.canonical import Raw
from regels.tabel.csv import CsvSource
from regels.tabel.errors import FileMissing, SameFile, UnknownFormat, Unreadable
from regels_calculators.anbi.errors import CannotFill
from regels_calculators.anbi.fill import COLUMN, MONTH, REASON, Filled, Filler


def fill_file(source: Path, out: Path, filler: Filler, number: str) -> Filled:
    """Fill in a file; ``out`` appears whole or not at all.

    Raises CannotFill and the errors of reading a caseload; then nothing is written.
    """
    for path in (source, out):
        if path.suffix.lower() not in (".csv", ".parquet"):
            raise CannotFill(str(path), f"de soort “{path.suffix}” kan dit niet", "Neem .csv of .parquet.")
    if source.suffix.lower() != out.suffix.lower():
        raise UnknownFormat(str(out), out.suffix)
    if source.resolve() == out.resolve():
        raise SameFile(str(out))
    out.parent.mkdir(parents=True, exist_ok=True)
    try:
        if source.suffix.lower() == ".csv":
            _csv(source, part(out), filler, number)
        else:
            _parquet(source, part(out), filler, number)
        publish(out)
    finally:
        part(out).unlink(missing_ok=True)
    return filler.filled


def _csv(source: Path, out: Path, filler: Filler, number: str) -> None:
    """The separator and the texts of the file stay; it is written as UTF-8 with a mark."""
    given = CsvSource(source)
    names = [name.strip() for name in given.header]
    filler.check(names, str(source))
    if len(set(names)) < len(names):
        raise CannotFill(str(source), "twee kolommen hebben dezelfde naam", "Hernoem er één.")
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=given.style.separator)
        writer.writerow([*given.header, COLUMN, REASON])
        for raw in given.read({name: place for place, name in enumerate(names)}):
            writer.writerows(_rows(raw, filler, number, str(source)))


def _rows(raw: Raw, filler: Filler, number: str, file: str) -> Iterator[list[str]]:
    if raw.broken:
        line = raw.line[min(raw.broken)]
        raise CannotFill(file, f"regel {line} is niet in kolommen te verdelen", "Verbeter die regel.")
    answers, reasons = filler.columns(raw.columns[number], raw.columns.get(MONTH), file)
    words = {True: "ja", False: "nee", None: ""}
    texts = [[text or "" for text in column.to_pylist()] for column in raw.columns.values()]
    for *cells, answer, reason in zip(*texts, answers.to_pylist(), reasons.to_pylist(), strict=True):
        yield [*cells, words[answer], reason]


def _parquet(source: Path, out: Path, filler: Filler, number: str) -> None:
    if not source.is_file():
        raise FileMissing(str(source))
    try:
        given = pq.ParquetFile(source)
    except (pa.ArrowInvalid, OSError) as error:
        raise Unreadable(str(source), "Parquet", str(error).splitlines()[0]) from error
    with given:
        schema = given.schema_arrow
        filler.check(schema.names, str(source))
        wider = schema.append(pa.field(COLUMN, pa.bool_())).append(pa.field(REASON, pa.string()))
        with pq.ParquetWriter(out, wider, compression="zstd") as writer:
            for batch in given.iter_batches():
                months = batch.column(MONTH) if MONTH in schema.names else None
                added = filler.columns(batch.column(number), months, str(source))
                writer.write_batch(pa.RecordBatch.from_arrays([*batch.columns, *added], schema=wider))
