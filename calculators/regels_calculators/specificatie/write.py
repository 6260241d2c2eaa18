"""Statements of a caseload on disk: a page for each dossier, and all of them as data."""

import json
import re
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from regels.errors import RegelsError
from regels.tabel.atomic import part, publish
from regels.tabel.rejects import Reject
from regels.tabel.write import CsvBody, reject_rows, rejects_path
from regels_calculators.specificatie.model import Specificatie
from regels_calculators.specificatie.render import html, text
from regels_calculators.specificatie.schema import as_dict

LINES, TABLE, PAGES = ".jsonl", ".parquet", ""
KINDS = (LINES, TABLE, PAGES)
"""What may be written, by the end of its name: without one it is a directory with a page for each dossier."""
ROWS = 500
UNSAFE = re.compile(r"[^A-Za-z0-9._-]")
_TEXTS, _MONEY = pa.list_(pa.string()), pa.decimal128(18, 2)
_LINE = pa.struct(
    {
        "deel": pa.string(), "soort": pa.string(), "tekst": pa.string(), "bedrag": _MONEY,
        "artikel": pa.string(), "persoon": pa.string(), "uitkomst": pa.bool_(), "toelichting": pa.string(),
    }
)  # fmt: skip
_MONTH = pa.struct(
    {
        "maand": pa.date32(), "periode": pa.string(), "status": pa.string(), "kop": _TEXTS,
        "regels": pa.list_(_LINE), "waarom": _TEXTS, "ontbreekt": _TEXTS, "opmerkingen": _TEXTS,
    }
)  # fmt: skip
_PROPOSAL = pa.struct(
    {
        "dossier_id": pa.string(), "soort": pa.string(), "maanden": pa.list_(pa.date32()), "bedrag": _MONEY,
        "artikel": pa.string(), "beslist": pa.string(), "tekst": pa.string(),
    }
)  # fmt: skip
SCHEMA = pa.schema(
    {
        "dossier": pa.string(), "maanden": pa.list_(_MONTH), "voorstellen": pa.list_(_PROPOSAL),
        "voorstelteksten": _TEXTS, "beslist": pa.string(), "bezwaar": pa.string(), "regeling": pa.string(),
        "lagen": _TEXTS, "kenmerk": pa.string(), "versie": pa.string(),
    }
)  # fmt: skip
"""A statement as a row: the same as its JSON."""


class KanNietSchrijven(RegelsError):
    """The place to write is not fit; the message says what to choose."""


class Place(Protocol):
    """Where statements go."""

    def write(self, found: Specificatie) -> None:
        """The next statement."""

    def finish(self) -> None:
        """All of it appears."""

    def discard(self) -> None:
        """Nothing of it stays."""


class Pages:
    """A directory with a page for each dossier; it appears when all are written."""

    def __init__(self, path: Path, as_text: bool) -> None:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise KanNietSchrijven(
                f"{path} is geen lege map. Kies een nieuwe of lege map; dan staat er geen oude brief tussen."
            )
        self._path, self._as_text, self._hidden = path, as_text, part(path)
        self._hidden.mkdir(parents=True)

    def write(self, found: Specificatie) -> None:
        """See ``Place``."""
        name = f"specificatie-{file_name(found.dossier)}{'.txt' if self._as_text else '.html'}"
        shown = text(found) if self._as_text else html(found)
        (self._hidden / name).write_text(shown, encoding="utf-8")

    def finish(self) -> None:
        """See ``Place``."""
        if self._path.exists():
            self._path.rmdir()
        self._hidden.rename(self._path)

    def discard(self) -> None:
        """See ``Place``."""
        shutil.rmtree(self._hidden, ignore_errors=True)


class Lines:
    """JSON, one statement on a line."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = part(path).open("w", encoding="utf-8", newline="\n")

    def write(self, found: Specificatie) -> None:
        """See ``Place``."""
        self._file.write(json.dumps(as_dict(found), ensure_ascii=False) + "\n")

    def finish(self) -> None:
        """See ``Place``."""
        self._file.close()
        publish(self._path)

    def discard(self) -> None:
        """See ``Place``."""
        self._file.close()
        part(self._path).unlink(missing_ok=True)


class Table:
    """Parquet, one statement a row."""

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._writer = pq.ParquetWriter(part(path), SCHEMA)
        self._waiting: list[Specificatie] = []

    def write(self, found: Specificatie) -> None:
        """See ``Place``."""
        self._waiting.append(found)
        if len(self._waiting) == ROWS:
            self._flush()

    def finish(self) -> None:
        """See ``Place``."""
        self._flush()
        self._writer.close()
        publish(self._path)

    def discard(self) -> None:
        """See ``Place``."""
        self._writer.close()
        part(self._path).unlink(missing_ok=True)

    def _flush(self) -> None:
        self._writer.write_table(pa.Table.from_pylist([asdict(one) for one in self._waiting], SCHEMA))
        self._waiting = []


def file_name(dossier: str) -> str:
    """A dossier number as part of a name of a file, the same for no other one: ``07/2`` is ``07%2F2``."""
    return UNSAFE.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), dossier)


class Output:
    """All places of a run, and beside the first of them the dossiers that were set apart."""

    def __init__(self, paths: Sequence[Path], as_text: bool = False) -> None:
        for path in paths:
            if path.suffix.lower() not in KINDS:
                raise KanNietSchrijven(
                    f"{path}: deze soort is niet bekend. Met --alle: een map, of een .jsonl of .parquet."
                )
        self.apart = rejects_path(paths[0])
        self._rejects: CsvBody | None = None
        self._places: list[Place] = []
        try:
            for path in paths:
                self._places.append(_place(path, as_text))
        except BaseException:
            self.discard()
            raise

    def write(self, found: Specificatie) -> None:
        """The next statement."""
        for place in self._places:
            place.write(found)

    def reject(self, rejects: Sequence[Reject]) -> None:
        """Why a dossier was set apart."""
        if not rejects:
            return
        batch = reject_rows(rejects)
        if self._rejects is None:
            self._rejects = CsvBody(part(self.apart), batch.schema)
        self._rejects.write(batch)

    def finish(self) -> None:
        """All of it appears; a file of rejects of an earlier run goes when there is none now."""
        if self._rejects is None:
            self.apart.unlink(missing_ok=True)
        else:
            self._rejects.close()
            publish(self.apart)
            self._rejects = None
        for place in self._places:
            place.finish()

    def discard(self) -> None:
        """Nothing of it stays."""
        for place in self._places:
            place.discard()
        if self._rejects is not None:
            self._rejects.abandon()
        part(self.apart).unlink(missing_ok=True)


def _place(path: Path, as_text: bool) -> Place:
    match path.suffix.lower():
        case ".jsonl":
            return Lines(path)
        case ".parquet":
            return Table(path)
    return Pages(path, as_text)
