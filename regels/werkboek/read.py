"""From a workbook to what it changes: is it ours, of which rules, and what does each sheet say."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from regels.errors import RegelsError
from regels.werkboek.change import Change, Wishes
from regels.werkboek.content import LAYOUT, Content, content
from regels.werkboek.errors import Problem, WorkbookMismatch, WorkbookRefused
from regels.werkboek.grid import Grid, grids
from regels.werkboek.layout import (
    ABOUT,
    FIGURE_COLUMNS,
    FIGURES,
    MARK,
    SETTING_COLUMNS,
    SETTINGS,
    TABLE,
)
from regels.werkboek.norms import Norms
from regels.werkboek.tables import TableSheet

AGAIN = "Maak een nieuw werkboek met `regels voorstel naar-excel`, en neem uw wijzigingen daarin over."


@dataclass(frozen=True, slots=True)
class Reading:
    """A workbook that was read: of which rules, what it changes, what to mend, and what is worth saying."""

    content: Content
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    remarks: tuple[str, ...]


def read(path: Path, bodies: Sequence[str]) -> Reading:
    """Read a workbook for the bodies that decide.

    Raises WorkbookMismatch when it is not ours, or of other rules; mistakes in cells are in ``problems``.
    """
    found = grids(path)
    about = _about(path, found)
    made = _content(path, about)
    wishes = Wishes(tuple(bodies))
    sheets, problems = _by_what(found, made)
    readers: list[Norms | TableSheet] = []
    for what, figures, columns in (
        (FIGURES, made.figures, FIGURE_COLUMNS),
        (SETTINGS, made.settings, SETTING_COLUMNS),
    ):
        if what in sheets:
            readers.append(Norms(sheets[what], figures, columns, made, wishes))
    readers += [
        TableSheet(sheets[table.name], table, wishes) for table in made.tables if table.name in sheets
    ]
    changes = [change for reader in readers for change in reader.changes()]
    problems += [problem for reader in readers for problem in reader.problems]
    remarks = [remark for reader in readers for remark in reader.remarks]
    return Reading(made, tuple(changes), (*problems, *_double(changes)), tuple(remarks))


def _about(path: Path, found: list[Grid]) -> dict[str, str]:
    """What the sheet Uitleg says of itself."""
    sheet = next((grid for grid in found if grid.at(0, 0) == f"{MARK}: {ABOUT}"), None)
    if sheet is None:
        raise WorkbookMismatch(
            f"{path} is geen werkboek van Regels: het blad Uitleg ontbreekt, of cel A1 daarvan is "
            f"veranderd. {AGAIN}"
        )
    return {str(sheet.at(row, 0)): str(sheet.at(row, 1)) for row in range(len(sheet.rows))}


def _content(path: Path, about: dict[str, str]) -> Content:
    missing = [key for key in ("regeling", "regelset", "vingerafdruk", "indeling") if not about.get(key)]
    if missing:
        raise WorkbookMismatch(f"{path}: op het blad Uitleg ontbreekt: {', '.join(missing)}. {AGAIN}")
    if about["indeling"].removesuffix(".0") != LAYOUT:
        raise WorkbookMismatch(f"{path} heeft indeling {about['indeling']}, en dit is {LAYOUT}. {AGAIN}")
    try:
        made = content(about["regelset"], about["regeling"])
    except RegelsError as error:
        raise WorkbookMismatch(
            f"{path} is gemaakt van regelset ‘{about['regelset']}’, regeling ‘{about['regeling']}’, "
            f"en die is niet te lezen. {error}"
        ) from error
    if made.hash != about["vingerafdruk"]:
        raise WorkbookMismatch(
            f"{path} is gemaakt van andere regels: vingerafdruk {about['vingerafdruk'][:12]}, "
            f"en ‘{about['regelset']}’ is nu {made.hash[:12]}. De regels zijn intussen veranderd. {AGAIN}"
        )
    return made


def _by_what(found: list[Grid], made: Content) -> tuple[dict[str, Grid], list[Problem]]:
    """The sheets by what they hold, whatever they are called now; missing and double ones are reported."""
    sheets: dict[str, Grid] = {}
    problems = []
    for grid in found:
        what = str(grid.at(0, 0)).removeprefix(f"{MARK}: ")
        if what == str(grid.at(0, 0)):
            continue
        key = str(grid.at(0, 1)) if what == TABLE else what
        if key in sheets:
            message = f"Dit blad is een kopie van ‘{sheets[key].name}’; welk van beide telt, is niet te zien."
            problems.append(grid.problem(0, 0, message, "Haal er één weg."))
        sheets.setdefault(key, grid)
    uitleg = sheets.get(ABOUT, found[0])
    wanted = {FIGURES: "Cijfers", SETTINGS: "Keuzes"} | {
        table.name: f"van de tabel {table.name}" for table in made.tables
    }
    for key, title in wanted.items():
        if key not in sheets:
            message = f"Het blad {title} ontbreekt in het werkboek, of zijn bovenste rij is veranderd."
            problems.append(uitleg.problem(0, 0, message, f"Zet het terug. {AGAIN}"))
    return sheets, problems


def _double(changes: list[Change]) -> list[Problem]:
    """Two rows that change one thing on one day."""
    problems = []
    seen: list[Change] = []
    for change in changes:
        for other in seen:
            if (other.section, other.name) == (change.section, change.name) and _overlap(other, change):
                problems.append(
                    Problem(
                        change.cell(("van",)),
                        f"‘{change.name}’ wordt twee keer gewijzigd voor {max(change.start, other.start)}, "
                        f"ook op {other.cell(('van',))}.",
                        "Sluit de eerste af met ‘tot en met’, of haal er één weg.",
                    )
                )
        seen.append(change)
    return problems


def _overlap(one: Change, other: Change) -> bool:
    if one.section == "regels":
        return one.start == other.start
    first, second = sorted((one, other), key=lambda change: change.start)
    return "tot" not in first.entry or bool(first.entry["tot"] >= second.start)


def refuse(problems: Sequence[Problem]) -> None:
    """Raise WorkbookRefused when there is anything to mend."""
    if problems:
        raise WorkbookRefused(problems)
