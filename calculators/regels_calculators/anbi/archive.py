"""The file of the tax office: a zip with one XML file, or that file; within bounds, and with its date."""

import lzma
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile, ZipInfo

from regels_calculators.anbi.errors import DataSetRefused

MOST_BYTES = 1 << 30
"""Of the XML; the real one is some tens of megabytes."""

MOST_RATIO = 200
MOST_MEMBERS = 100
CHUNK = 1 << 18
NO_DATE = (1980, 1, 1)
"""What a zip says when it keeps no date."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """An opened data set: its name, the day it is of (None: the file does not say), and its bytes."""

    name: str
    dated: date | None
    chunks: Iterator[bytes]


UNREADABLE = (BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, zlib.error, lzma.LZMAError)
"""What opening and unpacking a damaged zip may raise."""


@contextmanager
def opened(path: Path) -> Iterator[DataSet]:
    """The data set in a file. Raises DataSetRefused, also halfway through the bytes."""
    if not path.is_file():
        raise DataSetRefused(str(path), "dit bestand bestaat niet", "Controleer de naam en de map.")
    with ExitStack() as stack:
        try:
            file, dated = _file(path, stack)
        except UNREADABLE as error:
            raise _unreadable(path, error) from error
        yield DataSet(path.name, dated, _bounded(file, path))


def _file(path: Path, stack: ExitStack) -> tuple[IO[bytes], date | None]:
    if path.suffix.lower() == ".xml":
        return stack.enter_context(path.open("rb")), None
    archive = stack.enter_context(ZipFile(path))
    member = _member(archive, path)
    return stack.enter_context(archive.open(member)), _dated(member)


def _unreadable(path: Path, error: Exception) -> DataSetRefused:
    return DataSetRefused(str(path), f"dit bestand is niet te lezen of uit te pakken ({error})")


def _member(archive: ZipFile, path: Path) -> ZipInfo:
    members = archive.infolist()
    found = [one for one in members if one.filename.lower().endswith(".xml") and not one.is_dir()]
    if len(members) > MOST_MEMBERS or len(found) != 1:
        names = ", ".join(one.filename for one in found[:5]) or "geen"
        raise DataSetRefused(
            str(path), f"er hoort één XML-bestand in de zip te zitten (gevonden: {names})",
            "Pak de zip uit en geef het goede XML-bestand op, met --datum.",
        )  # fmt: skip
    member = found[0]
    if member.flag_bits & 1:
        raise DataSetRefused(str(path), "er zit een wachtwoord op de zip")
    if member.file_size > MOST_BYTES or member.file_size > MOST_RATIO * max(member.compress_size, 1 << 16):
        raise DataSetRefused(str(path), f"het uitgepakte bestand is te groot ({member.file_size} bytes)")
    return member


def _dated(member: ZipInfo) -> date | None:
    day = member.date_time[:3]
    try:
        return None if day == NO_DATE else date(*day)
    except ValueError:
        return None


def _bounded(file: IO[bytes], path: Path) -> Iterator[bytes]:
    """The bytes, whatever the zip claims about their number."""
    total = 0
    while True:
        try:
            chunk = file.read(CHUNK)
        except UNREADABLE as error:
            raise _unreadable(path, error) from error
        if not chunk:
            return
        total += len(chunk)
        if total > MOST_BYTES:
            raise DataSetRefused(str(path), f"het bestand is groter dan {MOST_BYTES} bytes")
        yield chunk
