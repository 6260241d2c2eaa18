"""Reading the sheets with figures and settings: which rows ask for something else, and whether they may."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from regels.errors import nearest
from regels.lints.words import EPOCH
from regels.plan.plan import Certainty, ParameterSpec
from regels.plan.types import Kind
from regels.werkboek.cells import day, exact, said, written
from regels.werkboek.change import Change, Key, Wishes
from regels.werkboek.content import Content, Figure, Norm, one_line, period_text
from regels.werkboek.errors import CellError, Place, Problem
from regels.werkboek.grid import Grid
from regels.werkboek.layout import FIRST_DAY, LAST_DAY, NEW, Plain, figure_cells

VALUE, SINCE, UNTIL, SOURCE, WHY, SURE = NEW
KEYS = {VALUE: "waarde", SINCE: "van", UNTIL: "tot", SOURCE: "bron", WHY: "noot", SURE: "zekerheid"}
CERTAINTIES = tuple(one.value for one in Certainty)


class Norms:
    """One sheet, held against the rows it was made with; ``problems`` to mend, ``remarks`` to know."""

    def __init__(
        self, grid: Grid, figures: Sequence[Figure], columns: Sequence[str], content: Content, wishes: Wishes
    ) -> None:
        self.grid, self.figures, self.content, self.wishes = grid, figures, content, wishes
        self.problems: list[Problem] = list(grid.unusable())
        self.remarks: list[str] = []
        self.header = next((r for r, row in enumerate(grid.rows) if "naam" in row and VALUE in row), -1)
        self.columns = self._columns(columns)
        self.by_key = {figure.key: figure for figure in figures}
        self.by_name = {figure.norm.name: figure.norm for figure in figures}

    def changes(self) -> Iterator[Change]:
        """Every change that is asked for and could be read."""
        if self.problems and not self.columns:
            return
        seen: dict[str, int] = {}
        for row in range(self.header + 1, len(self.grid.rows)):
            if self.grid.blank(row, list(self.columns.values())):
                continue
            norm = self._norm(row, seen)
            if norm is not None:
                yield from self._change(row, norm)
        self.remarks += self.grid.outside(self.header, self.columns.values())
        for place, figure in enumerate(self.figures, self.header + 1):
            if figure.key not in seen:
                self._say(
                    place,
                    "nr",
                    f"De rij {figure.key} (‘{figure.norm.name}’) is weg.",
                    "Zet de rij terug. Een cijfer dat niet meer bestaat krijgt als nieuwe waarde n.v.t.",
                )

    def _columns(self, columns: Sequence[str]) -> dict[str, int]:
        """Where each column is now, by its title."""
        if self.header < 0:
            message = "De rij met de kolomkoppen is niet te vinden (nr, naam, …, nieuwe waarde)."
            self.problems.append(
                self.grid.problem(0, 0, message, "Maak een nieuw werkboek, of zet de rij terug.")
            )
            return {}
        row = [cell.strip() if isinstance(cell, str) else cell for cell in self.grid.rows[self.header]]
        for title in (*columns, *NEW):
            if row.count(title) != 1:
                message = f"De kolom ‘{title}’ staat er {'niet' if title not in row else 'twee keer'}."
                self.problems.append(
                    self.grid.problem(self.header, 0, message, "Zet de kolomkoppen terug zoals ze waren.")
                )
        return {title: row.index(title) for title in (*columns, *NEW) if title in row}

    def _say(self, row: int, title: str, message: str, advice: str = "") -> None:
        self.problems.append(self.grid.problem(row, self.columns.get(title, 0), message, advice))

    def _value(self, row: int, title: str) -> Any:
        return self.grid.at(row, self.columns.get(title, -1))

    def _norm(self, row: int, seen: dict[str, int]) -> Norm | None:
        """What a row is about; its grey cells are as they were."""
        key = self._value(row, "nr")
        if key == "":
            return self._extra(row)
        figure = self.by_key.get(str(key))
        if figure is None:
            self._say(
                row,
                "nr",
                f"‘{key}’ is geen nummer van een rij van dit werkboek.",
                "Laat het nummer van een rij staan; in een eigen rij blijft het leeg.",
            )
            return None
        if figure.key in seen:
            self._say(
                row,
                "nr",
                f"De rij {figure.key} staat er twee keer, ook op rij {seen[figure.key] + 1}.",
                "Haal er één weg. Maak in een eigen rij het nummer leeg en kies de naam.",
            )
            return None
        seen[figure.key] = row
        self._unchanged(row, figure)
        return figure.norm

    def _extra(self, row: int) -> Norm | None:
        name = str(self._value(row, "naam"))
        if name not in self.by_name:
            found = f"Er is geen cijfer met de naam ‘{name}’." if name else "Deze rij heeft geen naam."
            self._say(row, "naam", found, nearest(name, self.by_name) or "Kies een naam uit de lijst.")
            return None
        if all(self._value(row, title) == "" for title in NEW):
            self._say(
                row,
                VALUE,
                f"Deze rij noemt ‘{name}’, maar zegt niet wat het wordt.",
                "Vul een nieuwe waarde in, of maak de rij leeg.",
            )
            return None
        return self.by_name[name]

    def _unchanged(self, row: int, figure: Figure) -> None:
        for title, was in figure_cells(figure, self.content).items():
            place = (row, self.columns.get(title, -1))
            found = self._value(row, title)
            if place[1] >= 0 and (place in self.grid.broken or not same(found, was)):
                now = self.grid.broken.get(place) or ("niets" if found == "" else said(found).lower())
                self._say(
                    row,
                    title,
                    f"Deze cel is grijs en is veranderd: er stond ‘{shown(was)}’, nu {now}.",
                    f"Zet terug wat er stond, en schrijf wat het wordt onder ‘{VALUE}’.",
                )

    def _change(self, row: int, norm: Norm) -> Iterator[Change]:
        """The entry of a row; nothing when its white cells are empty or it changes nothing."""
        if self.grid.blank(row, [self.columns[title] for title in NEW if title in self.columns]):
            return
        before = len(self.problems)
        entry = self._entry(row, norm)
        body = self.wishes.body(norm.body)
        if body is None:
            may = "alleen de wetgever" if norm.body == "wetgever" else f"{norm.body} of de wetgever"
            self._say(
                row,
                VALUE,
                f"‘{norm.name}’ mag {may} wijzigen ({norm.spec.article}), "
                f"niet {' en '.join(self.wishes.bodies)}.",
                "Maak de witte cellen van deze rij leeg, of noem bij --door wie dit beslist.",
            )
        if len(self.problems) > before or body is None:
            return
        if already(norm.spec, entry):
            done = f"{self._place(row, VALUE)}: ‘{norm.name}’ is op die dagen al ‘{entry['waarde']}’."
            self.remarks.append(done)
            return
        cells: dict[Key, Place] = {(): self._place(row, VALUE)}
        cells |= {(key,): self._place(row, title) for title, key in KEYS.items()}
        section = "cijfers" if body == "wetgever" else "vult"
        yield Change(section, body, norm.name, entry, str(self._value(row, SOURCE)), cells)

    def _place(self, row: int, title: str) -> Place:
        return self.grid.place(row, self.columns[title])

    def _entry(self, row: int, norm: Norm) -> dict[str, Any]:
        """The keys of the entry; what cannot be read is reported."""
        usual = norm.usual
        value = self._read(row, VALUE, lambda cell: written(cell, norm.kind, usual), "de nieuwe waarde")
        start = self._read(row, SINCE, first_of_month, "de eerste dag waarop het geldt")
        end = None if self._empty(row, UNTIL) else self._read(row, UNTIL, last_of_month, "")
        if start and end and end < start:
            self._say(row, UNTIL, f"De laatste dag {end} ligt voor de eerste dag {start}.", "Draai ze om.")
        self._read(row, SOURCE, address, "het adres van het besluit of het voorstel")
        why = self._read(row, WHY, sentence, "waarom dit verandert")
        sure = "hoog" if self._empty(row, SURE) else self._read(row, SURE, certainty, "")
        entry: dict[str, Any] = {"van": start, "tot": end, "waarde": value, "bron": None}
        entry |= {"zekerheid": None if sure == "hoog" else sure, "noot": why}
        return {key: one for key, one in entry.items() if one is not None or key == "bron"}

    def _empty(self, row: int, title: str) -> bool:
        return self.grid.blank(row, [self.columns.get(title, -1)])

    def _read(self, row: int, title: str, read: Any, wanted: str) -> Any:
        if title not in self.columns:
            return None
        broken = self.grid.broken.get((row, self.columns[title]))
        if broken:
            self._say(row, title, f"Hier staat {broken}.", "Herstel de formule, of typ de waarde zelf.")
        elif self._empty(row, title):
            self._say(
                row,
                title,
                f"Deze cel is leeg, maar deze rij verandert iets: hier hoort {wanted}.",
                "Vul haar in, of maak alle witte cellen van de rij leeg.",
            )
        else:
            try:
                return read(self._value(row, title))
            except CellError as error:
                self._say(row, title, error.message, error.advice)
        return None


def same(found: Any, was: Plain) -> bool:
    """Whether a grey cell is what it was."""
    if was is None or was == "":
        return bool(found == "")
    if isinstance(was, str):
        return isinstance(found, str) and one_line(found) == one_line(was)
    if isinstance(was, date):
        try:
            return day(found) == was
        except CellError:
            return False
    return isinstance(found, int | float) and not isinstance(found, bool) and exact(found) == exact(was)


def shown(was: Plain) -> str:
    """A grey cell for a message."""
    text = f"{exact(was):f}".replace(".", ",") if isinstance(was, int | float) else str(was or "")
    return text if len(text) <= 60 else f"{text[:59]}…"


def already(spec: ParameterSpec, entry: Mapping[str, Any]) -> bool:
    """Whether the figure is what the entry makes it, and as sure, on all of its days."""
    start = (entry["van"] - EPOCH).days
    end = (entry["tot"] - EPOCH).days if "tot" in entry else None
    needed: int | None = start
    for period in spec.periods:
        if needed is None or period.start > needed or (period.end is not None and period.end < needed):
            continue
        if not _equal(spec, period_text(spec, period), str(entry["waarde"])):
            return False
        if period.certainty.value != entry.get("zekerheid", Certainty.HIGH.value):
            return False  # the same figure, but now it is sure, or no longer so
        needed = None if period.end is None else period.end + 1
        if end is not None and (needed is None or needed > end):
            return True
    return needed is None


def _equal(spec: ParameterSpec, one: str, other: str) -> bool:
    if spec.type.kind in (Kind.MONEY, Kind.PERCENT, Kind.NUMBER) and one != other:
        return one.replace(".", "").replace(" ", "") == other.replace(".", "").replace(" ", "")
    return one == other


def near(value: Any) -> date:
    """A day for which rules may be made, as the cell takes it in Excel. Raises CellError."""
    found = day(value)
    if not FIRST_DAY <= found <= LAST_DAY:
        raise CellError(
            f"{found} ligt niet tussen {FIRST_DAY} en {LAST_DAY}.",
            "Typ de datum opnieuw. Blijft het gelden? Laat dan ‘tot en met’ leeg.",
        )
    return found


def first_of_month(value: Any) -> date:
    """The first day of a change. Raises CellError."""
    found = near(value)
    if found.day != 1:
        raise CellError(f"{found} is niet de eerste dag van een maand.", f"Neem {found.replace(day=1)}.")
    return found


def last_of_month(value: Any) -> date:
    """The last day of a change. Raises CellError."""
    found = near(value)
    if (found + timedelta(days=1)).day != 1:
        last = (found.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        raise CellError(f"{found} is niet de laatste dag van een maand.", f"Neem {last}.")
    return found


def address(value: Any) -> str:
    """An https address. Raises CellError."""
    text = str(value)
    if not text.startswith("https://") or len(text) < 12 or len(text.split()) != 1:
        raise CellError(f"‘{text}’ is geen adres.", "Schrijf het hele adres, te beginnen met https://.")
    return text


def sentence(value: Any) -> str:
    """Text that says something. Raises CellError."""
    text = one_line(str(value))
    if not isinstance(value, str) or len(text) < 4:
        raise CellError(f"‘{text}’ zegt niet waarom.", "Schrijf in een zin wie dit heeft besloten en waarom.")
    return text


def certainty(value: Any) -> str:
    """How sure the new figure is. Raises CellError."""
    if value not in CERTAINTIES:
        raise CellError(f"‘{value}’ is geen zekerheid.", f"Kies uit: {', '.join(CERTAINTIES)}.")
    return str(value)
