"""The XML of the data set as a stream of records: memory holds one of them.

Every element ``beschikking`` is a record, whatever stands around it. Its fields are the elements below it (or
its attributes) by their name without prefix and case; a field may come more than once, for other languages.
A document type is refused before anything of it is used, so that there are no entities to expand or to fetch.

XML that is broken within a record sets that record apart and goes on at the next one. A file that ends before
its root does is refused: half a register would make institutions disappear.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import takewhile
from xml.parsers import expat

from regels_calculators.anbi.errors import DataSetRefused
from regels_calculators.anbi.records import LONGEST, Record, Refusal, Values, make

RECORD = "beschikking"
FIELDS = frozenset(
    ("fiscaalnummer", "dossiernummer", "naam", "aliasnaam", "vestigingsplaats", "website",
     "ingangsdatum", "intrekkingsdatum")
)  # fmt: skip
LANGUAGE = ("culture", "cultuur", "lang", "taal")
NEXT = re.compile(rb"<(?:[\w.-]+:)?beschikking\b", re.IGNORECASE)
TAIL = 200
DEEPEST = 100
MOST_FIELDS = 1_000
MOST_TEXT = 64 * LONGEST
MOST_BREAKS = 10_000
ONE_BYTE = re.compile(r"utf-?8|us-ascii|ascii|iso-8859-\d+|windows-\d+|latin-?1", re.IGNORECASE)

Read = tuple[Record, list[Refusal]]


class Parser:
    """``read`` gives the records; afterwards ``strange`` holds the names of fields that are not known."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.strange: set[str] = set()
        self._ready: list[Read] = []
        self._encoding = "utf-8"
        self._before = 0  # lines before the input of the present parser
        self._passed = 0  # lines before the bytes it is reading
        self._closed = False  # whether the root has ended
        self._forget()

    def read(self, chunks: Iterable[bytes]) -> Iterator[Read]:
        """Every record with what is wrong with it. Raises DataSetRefused."""
        rest = iter(chunks)
        data: bytes | None = next(rest, None)
        if data is None:
            raise DataSetRefused(self.file, "het bestand is leeg")
        parser, seen, breaks = self._start(), 0, 0
        while True:
            try:
                parser.Parse(data or b"", data is None)
            except expat.ExpatError as error:
                breaks += 1
                if breaks > MOST_BREAKS or not ONE_BYTE.fullmatch(self._encoding):
                    raise self._broken(parser, error) from None
                at = max(0, parser.ErrorByteIndex - seen)
                begin = at + 1 if self._values is None else max(0, self._from - seen + 1)
                self._set_apart(parser, error, data or b"", at)
                yield from self._taken()
                data = self._resume(data or b"", begin, rest)
                if data is None:
                    return
                parser, seen = self._start(), 0
                continue
            yield from self._taken()
            if data is None:
                return
            seen += len(data)
            self._passed += data.count(b"\n")
            data = next(rest, None)

    def _start(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._refuse
        parser.EntityDeclHandler = self._refuse
        parser.ExternalEntityRefHandler = self._refuse
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._character
        self._parser = parser
        self._tags: list[str] = []  # every element that is open
        return parser

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        self._encoding = encoding or "utf-8"

    def _refuse(self, *_: object) -> int:
        raise DataSetRefused(
            self.file, "er staat een DTD of entiteit in de XML, en die wordt niet uitgevoerd"
        )

    def _forget(self) -> None:
        self._values: Values | None = None
        self._within: list[tuple[str, str]] = []  # name and language of what is open, from the record on
        self._text: list[str] = []
        self._size = 0
        self._leaf = False

    def _open(self, tag: str, attributes: list[str]) -> None:
        self._tags.append(tag)
        if len(self._tags) > DEEPEST:
            raise DataSetRefused(self.file, f"de XML is dieper dan {DEEPEST} lagen")
        name = _local(tag)
        if name == RECORD:
            if self._values is not None:
                self._finish("het record is niet afgesloten")
            self._values, self._line = {}, self._before + self._parser.CurrentLineNumber
            self._from = self._parser.CurrentByteIndex
            self._within = [(name, _language(attributes, ""))]
            for field, text in zip(attributes[::2], attributes[1::2], strict=True):
                if _local(field) in FIELDS:
                    self._keep(_local(field), text)
        elif self._values is not None:
            self._within.append((name, _language(attributes, self._within[-1][1])))
        self._text, self._leaf = [], True

    def _close(self, tag: str) -> None:
        self._tags.pop()
        self._closed = not self._tags
        name = _local(tag)
        if self._values is None:
            if self._tags and name != RECORD:
                self._note(name)
            return
        if name == RECORD:
            self._finish("")
            return
        if self._leaf:
            field = next((one for one, _ in reversed(self._within) if one in FIELDS), name)
            self._keep(field, "".join(self._text))
        self._within.pop()
        self._text, self._leaf = [], False

    def _character(self, text: str) -> None:
        if self._values is not None:
            self._size += len(text)
            if self._size <= MOST_TEXT:
                self._text.append(text)

    def _keep(self, field: str, text: str) -> None:
        """Keep what a field says; the names of fields that are not known are remembered."""
        assert self._values is not None
        if field not in FIELDS:
            self._note(field)
            return
        pairs = self._values.setdefault(field, [])
        clean = " ".join(text.split())
        if clean and len(pairs) < MOST_FIELDS:
            pairs.append((self._within[-1][1], clean))

    def _note(self, name: str) -> None:
        if len(self.strange) < MOST_FIELDS:
            self.strange.add(name[:100])

    def _finish(self, problem: str) -> None:
        assert self._values is not None
        if self._size > MOST_TEXT:
            problem = problem or "het record is te groot"
        self._ready.append(make(self._values, self._line, problem))
        self._forget()

    def _taken(self) -> list[Read]:
        ready, self._ready = self._ready, []
        return ready

    def _set_apart(self, parser: expat.XMLParserType, error: expat.ExpatError, data: bytes, at: int) -> None:
        """The record in which the XML is broken, or what stands between two records."""
        if self._values is None:
            if self._tags and self._end().match(data, max(0, at - 2)):
                return  # a record before this was not closed, and has been set apart
            self._values, self._line = {}, self._before + parser.ErrorLineNumber
        self._finish(f"de XML klopt hier niet ({expat.ErrorString(error.code)})")

    def _end(self) -> re.Pattern[bytes]:
        """The end of the root."""
        return re.compile(rb"</" + re.escape(self._tags[0].encode()) + rb"\s*>")

    def _resume(self, data: bytes, begin: int, rest: Iterator[bytes]) -> bytes | None:
        """The bytes from the next record on, with the elements around it; None when the root ends first.

        ``begin``: just past where the broken record began, so that it never swallows the one behind it.
        """
        if self._closed:
            return None
        outside = list(takewhile(lambda tag: _local(tag) != RECORD, self._tags))
        if not outside:
            raise DataSetRefused(self.file, "dit is geen XML-bestand met beschikkingen")
        around, end = "".join(f"<{tag}>" for tag in outside), self._end()
        left, ended = data, end.search(data, max(0, begin - 3)) is not None
        while True:
            match = NEXT.search(left, begin)
            if match:
                self._passed += left.count(b"\n", 0, match.start())
                self._before = self._passed
                declared = f'<?xml version="1.0" encoding="{self._encoding}"?>{around}'
                return declared.encode() + left[match.start() :]
            more = next(rest, None)
            if more is None:
                break
            tail = left[max(begin, len(left) - TAIL) :]
            self._passed += left.count(b"\n", 0, len(left) - len(tail))
            left, begin = tail + more, 0
            ended = ended or end.search(left) is not None
        if not ended:
            raise DataSetRefused(self.file, "het bestand houdt halverwege op")
        return None

    def _broken(self, parser: expat.XMLParserType, error: expat.ExpatError) -> DataSetRefused:
        line = self._before + parser.ErrorLineNumber
        return DataSetRefused(
            self.file, f"de XML klopt niet op regel {line} ({expat.ErrorString(error.code)})"
        )


@lru_cache(1_000)
def _local(name: str) -> str:
    """The name without prefix and case."""
    return name.rpartition(":")[2].casefold()


def _language(attributes: list[str], otherwise: str) -> str:
    if not attributes:
        return otherwise
    pairs = zip(attributes[::2], attributes[1::2], strict=True)
    return next((text.casefold() for name, text in pairs if _local(name) in LANGUAGE), otherwise)
