"""Reading the sheet of a decision table: its rows as they are now, held against those it was made with."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from regels.errors import LanguageError
from regels.plan.types import Kind
from regels.plan.versions import unversioned
from regels.taal.ast import Literal
from regels.taal.parser import Place as Written
from regels.taal.parser import parse
from regels.werkboek.cells import Usual, written
from regels.werkboek.change import Change, Key, Wishes
from regels.werkboek.content import Table, one_line, worded
from regels.werkboek.errors import CellError, Place, Problem
from regels.werkboek.grid import Grid
from regels.werkboek.layout import TABLE_LABELS
from regels.werkboek.norms import address, first_of_month, sentence

SINCE, ARTICLE, WHY, SOURCE = TABLE_LABELS
READERS = {SINCE: first_of_month, ARTICLE: sentence, WHY: sentence, SOURCE: address}
KEYS = {SINCE: "van", ARTICLE: "artikel", WHY: "grond", SOURCE: "noot"}
ELSE = "anders"


class TableSheet:
    """One table; mistakes come in ``problems``, news in ``remarks``."""

    def __init__(self, grid: Grid, table: Table, wishes: Wishes) -> None:
        self.grid, self.table, self.wishes = grid, table, wishes
        self.problems: list[Problem] = list(grid.unusable())
        self.remarks: list[str] = []

    def changes(self) -> Iterator[Change]:
        """The new table, if it is another one and could be read."""
        header = next(
            (
                r
                for r in range(len(self.grid.rows))
                if self.grid.at(r, 0) == "als" and self.grid.at(r, 1) == "dan"
            ),
            None,
        )
        labels = {self.grid.at(r, 0): r for r in range(header or 0)}
        if header is None or any(label not in labels for label in TABLE_LABELS):
            missing = (
                "‘als’ en ‘dan’"
                if header is None
                else ", ".join(f"‘{label}’" for label in TABLE_LABELS if label not in labels)
            )
            message = f"Op dit blad ontbreekt: {missing}."
            self._say(
                0, 0, message, "Zet dit terug in kolom A (‘dan’ in kolom B), of maak een nieuw werkboek."
            )
            return
        rows = self._rows(header)
        self.remarks += self.grid.outside(-1, (0, 1))
        told = {label: self.grid.at(labels[label], 1) for label in TABLE_LABELS}
        if self.problems:
            return
        now = [(when, then) for _, when, then in rows]
        if now == list(self.table.rows) or Counter(now) == Counter(self.table.rows):
            self._nothing(now, told, labels)
            return
        yield from self._change(rows, labels)

    def _say(self, row: int, column: int, message: str, advice: str = "") -> None:
        self.problems.append(self.grid.problem(row, column, message, advice))

    def _nothing(self, now: list[tuple[str, str]], told: dict[str, Any], labels: dict[str, int]) -> None:
        if now != list(self.table.rows):
            if ELSE in (when for when, _ in now[:-1]):
                self._say(labels[SINCE], 0, "De rij ‘anders’ staat niet meer onderaan.", "Zet haar onderaan.")
                return
            self.remarks.append(f"{self.grid.name}: alleen de volgorde is anders; dat verandert niets.")
        for label, value in told.items():
            if value != "":
                self._say(
                    labels[label],
                    1,
                    f"Hier staat iets, maar de tabel ‘{self.table.name}’ is niet veranderd.",
                    "Verander een rij van de tabel, of maak deze cel leeg.",
                )

    def _rows(self, header: int) -> list[tuple[int, str, str]]:
        found = []
        for row in range(header + 1, len(self.grid.rows)):
            if self.grid.blank(row, [0, 1]):
                continue
            found.append((row, self._formula(row, 0, "als"), self._formula(row, 1, "dan")))
        for row, when, _ in found[:-1]:
            if when == ELSE:
                self._say(
                    row,
                    0,
                    "‘anders’ kan alleen op de laatste rij van een tabel staan.",
                    "Zet de rij onderaan.",
                )
        if not found:
            self._say(header, 0, "De tabel heeft geen rijen meer.", "Zet ze terug.")
        return found

    def _formula(self, row: int, column: int, what: str) -> str:
        """A cell as a formula on one line; a mistake is reported with the place in the formula."""
        value, broken = self.grid.at(row, column), self.grid.broken.get((row, column))
        try:
            if broken:
                raise CellError(
                    f"Hier staat {broken}.", "Schrijf de formule van de regels als tekst, zonder = ervoor."
                )
            if value == "":
                other = "dan" if what == "als" else "als"
                raise CellError(
                    f"‘{what}’ is leeg, maar ‘{other}’ niet.", "Vul haar in, of maak de hele rij leeg."
                )
            if not isinstance(value, str):
                if what == "als":
                    raise CellError(
                        "Hier hoort een voorwaarde als tekst.", "Schrijf bijvoorbeeld: leeftijd >= 21."
                    )
                return self._constant(value)
            return self._parsed(value, what)
        except CellError as error:
            self._say(row, column, error.message, error.advice)
            return ""

    def _constant(self, value: Any) -> str:
        if isinstance(value, bool) and self.table.kind.kind is Kind.BOOL:
            return "ja" if value else "nee"
        return written(value, self.table.kind, Usual(worded=worded(self.table.soort)))

    def _parsed(self, value: str, what: str) -> str:
        text = one_line(value)
        if what == "als" and text == ELSE:
            return text
        if text.startswith("="):
            raise CellError("Een formule van de regels begint niet met =.", f"Schrijf: {text[1:].strip()}.")
        try:
            tree = parse(text, Written("", 1, 1))
        except LanguageError as error:
            finding = error.finding
            raise CellError(f"(teken {finding.position.column}) {finding.message}", finding.advice) from None
        if what == "dan" and isinstance(tree, Literal):
            self._constant(text)  # of another kind than the table: here the cell is still known
        return text

    def _change(self, rows: list[tuple[int, str, str]], labels: dict[str, int]) -> Iterator[Change]:
        told = {label: self._told(labels[label], label) for label in TABLE_LABELS}
        if "wetgever" not in self.wishes.bodies:
            self._say(
                rows[0][0],
                0,
                f"De tabel ‘{self.table.name}’ is veranderd. Een regel verandert "
                f"alleen de "
                f"wetgever ({self.table.article}), niet {' en '.join(self.wishes.bodies)}.",
                "Zet de tabel terug, of maak een voorstel met --door wetgever.",
            )
        if self.problems:
            return
        cells: dict[Key, Place] = {(): self.grid.place(labels[SINCE], 1)}
        cells |= {(KEYS[label],): self.grid.place(labels[label], 1) for label in TABLE_LABELS}
        for place, (row, _, _) in enumerate(rows):
            cells["tabel", place, "als"] = self.grid.place(row, 0)
            cells["tabel", place, "dan"] = self.grid.place(row, 1)
        cells["tabel",] = self.grid.place(rows[0][0], 0)
        table = [{"als": when, "dan": then} for _, when, then in rows]
        entry = {
            "van": told[SINCE], "artikel": told[ARTICLE], "grond": told[WHY], "noot": f"Bron: {told[SOURCE]}",
            "tabel": table,
        }  # fmt: skip
        yield Change("regels", "wetgever", unversioned(self.table.name), entry, "", cells)

    def _told(self, row: int, label: str) -> Any:
        if self.grid.blank(row, [1]) or (row, 1) in self.grid.broken:
            self._say(
                row,
                1,
                f"De tabel ‘{self.table.name}’ is veranderd, maar ‘{label}’ is niet ingevuld.",
                "Vul deze cel in.",
            )
            return None
        try:
            return READERS[label](self.grid.at(row, 1))
        except CellError as error:
            self._say(row, 1, error.message, error.advice)
            return None
