"""What a specificatie is given beside the outcome: the income per job and month, and proposals."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from regels.errors import RegelsError
from regels.tabel.open import open_source
from regels.tabel.parse import parse_number
from regels.tabel.rejects import Problem
from regels.tabel.style import Style
from regels.uitleg.dutch import MONTHS, money
from regels_calculators.specificatie.words import words

JOIN = "+"
INCOME_COLUMNS = ("dossier_id", "ikv", "maand", "netto", "vakantietoeslag")
PROPOSAL_COLUMNS = ("dossier_id", "soort", "bedrag", "artikel", "beslist")
FOUR_WEEKS, THIRTEENTH = "vierweken_13_12", "dertiende_periode_vrij"
"""A policy and a mark of ``regels inkomen`` that the statement tells of."""
MONTH = re.compile(r"\d{4}-\d{2}")


class VerkeerdeGegevens(RegelsError):
    """A table of income or of proposals is not what it should be; the message names column and row."""


@dataclass(frozen=True, slots=True)
class MaandInkomen:
    """What one income relation gave one person in a month: a row of ``regels inkomen``.

    An empty amount is not known, and ``onbekend`` says why. ``vakantietoeslag``: built up;
    ``vakantietoeslag_betaald``: received; ``vakantietoeslag_opgebouwd``: what was built up when the
    ledger brought it down to what was received. ``soort``: ``arbeid`` or ``uitkering``. ``maand``: None
    when a record was set apart of which the month cannot be read, so that any month may be wrong.
    ``dagen_zonder_loon``: days of the month for which nothing is known. ``toerekening``: the policies by
    which it came to this month; ``opmerking``: marks of it. ``ikv_van``, ``ikv_tot``: the life of the job;
    without a last day it still runs.
    """

    dossier_id: str
    ikv: str
    maand: date | None
    persoon: str = "aanvrager"
    soort: str = "arbeid"
    netto: Decimal | None = None
    vakantietoeslag: Decimal | None = None
    vakantietoeslag_betaald: Decimal | None = None
    verdiend_van: date | None = None
    verdiend_tot: date | None = None
    betaald_op: date | None = None
    geschat: bool = False
    onbekend: tuple[str, ...] = ()
    dagen_zonder_loon: int = 0
    vierweken: bool = False
    toerekening: tuple[str, ...] = ()
    opmerking: tuple[str, ...] = ()
    vakantietoeslag_opgebouwd: Decimal | None = None
    ikv_van: date | None = None
    ikv_tot: date | None = None


@dataclass(frozen=True, slots=True)
class Voorstel:
    """A proposal. ``soort``: nabetaling, verrekenen, terugvorderen; ``beslist``: who decides."""

    dossier_id: str
    soort: str
    maanden: tuple[date, ...]
    bedrag: Decimal
    artikel: str
    beslist: str
    tekst: str = ""


def read_income(path: Path, dossier: str | None = None) -> list[MaandInkomen]:
    """The rows of a dossier (all) from .csv, .xlsx, .parquet, .json. Raises VerkeerdeGegevens, TableError."""
    rows = read_rows(path, INCOME_COLUMNS)
    return [income(row, place) for row, place in rows if dossier in (None, _text(row, "dossier_id"))]


def read_proposals(path: Path, dossier: str | None = None) -> list[Voorstel]:
    """The same for proposals, as ``regels grootboek voorstellen`` writes them or with ``maanden``."""
    rows = read_rows(path, PROPOSAL_COLUMNS)
    return [proposal(row, place) for row, place in rows if dossier in (None, _text(row, "dossier_id"))]


def income(row: Mapping[str, Any], place: str = "") -> MaandInkomen:
    """One row by name; columns that are not known here are left alone."""
    found = _Cells(row, place, MaandInkomen)
    return MaandInkomen(
        dossier_id=found.text("dossier_id"),
        ikv=found.text("ikv"),
        maand=found.month("maand"),
        persoon=found.text("persoon"),
        soort=found.text("soort"),
        netto=found.amount("netto"),
        vakantietoeslag=found.amount("vakantietoeslag"),
        vakantietoeslag_betaald=found.amount("vakantietoeslag_betaald"),
        verdiend_van=found.day("verdiend_van"),
        verdiend_tot=found.day("verdiend_tot"),
        betaald_op=found.day("betaald_op"),
        geschat=found.truth("geschat"),
        onbekend=found.parts("onbekend"),
        dagen_zonder_loon=found.count("dagen_zonder_loon"),
        vierweken=found.truth("vierweken"),
        toerekening=found.parts("toerekening"),
        opmerking=found.parts("opmerking"),
        vakantietoeslag_opgebouwd=found.amount("vakantietoeslag_opgebouwd"),
        ikv_van=found.day("ikv_van"),
        ikv_tot=found.day("ikv_tot"),
    )


def proposal(row: Mapping[str, Any], place: str = "") -> Voorstel:
    """One proposal by name: as ``regels grootboek voorstellen`` writes it, or with its months joined."""
    found = _Cells(row, place, Voorstel)
    amount = found.amount("bedrag")
    if amount is None:
        raise found.wrong("bedrag", "een bedrag; een voorstel zonder bedrag is er geen")
    return Voorstel(
        dossier_id=found.text("dossier_id"),
        soort=found.text("soort"),
        maanden=found.months(),
        bedrag=amount,
        artikel=found.text("artikel"),
        beslist=found.text("beslist"),
        tekst=found.text("tekst") or " ".join(_more(found)),
    )


def _more(found: "_Cells") -> Iterator[str]:
    """What the ledger says of a proposal beside its amount, in words."""
    say = words("grootboek")
    last = found.day("laatste_dag_verrekenen")
    if last:
        yield say["laatste_dag"].format(dag=day_text(last))
    for name in ("plan", "netto_of_bruto"):
        chosen = _text(found.row, name)
        if chosen in say:
            amount, number = found.amount("termijnbedrag"), found.count("aantal_termijnen")
            yield say[chosen].format(bedrag=money(Fraction(amount or 0)), aantal=number)
    if found.truth("late_reactie"):
        yield say["late_reactie"]


class _Cells:
    """The cells of one row, read by kind."""

    def __init__(self, row: Mapping[str, Any], place: str, kind: type[MaandInkomen] | type[Voorstel]) -> None:
        self.row, self.place = row, place
        self.defaults = {field.name: field.default for field in fields(kind)}

    def wrong(self, name: str, expected: str) -> VerkeerdeGegevens:
        found = self.row.get(name)
        return VerkeerdeGegevens(f"{self.place}{name}: gevonden: {found or '(leeg)'}; verwacht: {expected}.")

    def text(self, name: str) -> str:
        found = _text(self.row, name)
        if found:
            return found
        default = self.defaults[name]
        if default is MISSING:
            raise self.wrong(name, "een waarde; deze kolom kan niet leeg zijn")
        return str(default)

    def parts(self, name: str) -> tuple[str, ...]:
        found = self.row.get(name)
        if isinstance(found, list | tuple):
            return tuple(map(str, found))
        return tuple(part for part in _text(self.row, name).split(JOIN) if part)

    def needed_parts(self, name: str) -> tuple[str, ...]:
        found = self.parts(name)
        if not found:
            raise self.wrong(
                name, "een of meer maanden, zoals 2026-07+2026-08; een voorstel heeft zijn maanden"
            )
        return found

    def months(self) -> tuple[date, ...]:
        """The months that are joined, or those from ``maand`` up to and including ``tot_en_met``."""
        many = self.row.get("maanden")
        if isinstance(many, Sequence) and not isinstance(many, str):
            return tuple(self.one_month("maanden", str(one)) for one in many)
        first = None if _text(self.row, "maanden") else self.month("maand")
        if first is None:
            return tuple(self.one_month("maanden", one) for one in self.needed_parts("maanden"))
        last = self.month("tot_en_met") or first
        places = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        if not places:
            raise self.wrong("tot_en_met", f"de maand {first:%Y-%m} of later")
        return tuple(date(place // 12, place % 12 + 1, 1) for place in places)

    def count(self, name: str) -> int:
        """A whole number; empty is none."""
        found = _text(self.row, name)
        if found and not found.isdecimal():
            raise self.wrong(name, "een heel getal")
        return int(found or 0)

    def amount(self, name: str) -> Decimal | None:
        found = self.row.get(name)
        if found is None or (isinstance(found, str) and not found.strip()):
            return None
        if isinstance(found, Decimal | int) and not isinstance(found, bool):
            return (
                Decimal(found).quantize(Decimal("0.01"))
                if Decimal(found) * 100 % 1 == 0
                else self._raise(name)
            )
        style: Style | None = self.row.get("")
        parsed = parse_number(str(found).strip(), 2, style) if isinstance(found, str) and style else None
        if parsed is None or isinstance(parsed, Problem):
            return self._raise(name)
        return Decimal(parsed).scaleb(-2)

    def _raise(self, name: str) -> Decimal:
        raise self.wrong(name, "een bedrag met hoogstens twee decimalen")

    def day(self, name: str) -> date | None:
        found = self.row.get(name)
        if found is None or found == "":
            return None
        return self._date(name, found)

    def month(self, name: str) -> date | None:
        found = self.row.get(name)
        return None if found in (None, "") else self.one_month(name, found)

    def one_month(self, name: str, found: Any) -> date:
        written = f"{found}-01" if isinstance(found, str) and MONTH.fullmatch(found) else found
        day = self._date(name, written)
        if day.day != 1:
            raise self.wrong(name, "een maand, zoals 2026-07")
        return day

    def _date(self, name: str, found: Any) -> date:
        if type(found) is date:
            return found
        try:
            return date.fromisoformat(str(found))
        except ValueError:
            raise self.wrong(name, "een datum, zoals 2026-07-01") from None

    def truth(self, name: str) -> bool:
        found = self.row.get(name)
        if found in (None, ""):
            return bool(self.defaults.get(name, False))
        if found not in (True, False, "ja", "nee"):
            raise self.wrong(name, "ja of nee")
        return found is True or found == "ja"


def day_text(moment: date) -> str:
    """``1 juli 2026``."""
    return f"{moment.day} {month_text(moment)}"


def month_text(moment: date) -> str:
    """``juli 2026``."""
    return f"{MONTHS[moment.month - 1]} {moment.year}"


def _text(row: Mapping[str, Any], name: str) -> str:
    found = row.get(name)
    return "" if found is None else str(found).strip()


def read_rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every row with where it stands; under the empty name the style of its text.

    Raises VerkeerdeGegevens when a column of ``needed`` is not there.
    """
    from regels.tabel.style import ARROW

    if path.suffix.lower() == ".json":
        for place, row in enumerate(_json(path), 1):
            yield {**row, "": ARROW}, f"{path}, rij {place}: "
        return
    source = open_source(path)
    try:
        for name in needed:
            if name not in source.header:
                raise VerkeerdeGegevens(
                    f"{path}: de kolom {name} ontbreekt. "
                    "Verwacht: een bestand van ‘regels inkomen’ of van ‘regels grootboek voorstellen’."
                )
        for raw in source.read({name: place for place, name in enumerate(source.header)}):
            names = list(raw.columns)
            cells = [column.to_pylist() for column in raw.columns.values()]
            for line, values in zip(raw.line.tolist(), zip(*cells, strict=True), strict=True):
                yield {**dict(zip(names, values, strict=True)), "": source.style}, f"{path}, regel {line}: "
    finally:
        source.close()


def _json(path: Path) -> list[dict[str, Any]]:
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, ValueError) as error:
        raise VerkeerdeGegevens(f"{path}: dit is geen leesbare JSON ({error}).") from None
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise VerkeerdeGegevens(f"{path}: verwacht: een lijst van rijen met kolommen.")
    return found
