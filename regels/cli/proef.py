"""``regels proefberekening``: a household and a job, to text, a table, a picture, a page or JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regels.cli.bereken import read_cases
from regels.errors import RegelsError
from regels.ruleset import load

if TYPE_CHECKING:
    from regels_calculators.proefberekening import Kromme, Proef

TABLES = (".csv", ".xlsx", ".parquet")
SHEETS = (".txt", ".html", ".svg", ".json")


class ProefFileError(RegelsError):
    """The file of the household, or a place to write, is not what is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options of the command. ``work``: fields of the work; those that are None come from the file."""

    casus: Path
    ruleset: str
    work: Mapping[str, Any]
    months: int
    weeks: str
    out: tuple[Path, ...]
    as_json: bool


def run(choices: Choices) -> int:
    """Print the sheet, or write what was asked. Exit code 1 when the first month could not be computed."""
    from regels_calculators.papier import plain
    from regels_calculators.proefberekening.data import as_dict
    from regels_calculators.proefberekening.sheet import sheet

    for path in choices.out:
        if path.suffix.lower() not in (*TABLES, *SHEETS):
            raise ProefFileError(
                f"{path}: deze soort is niet bekend. Verwacht: {', '.join((*TABLES, *SHEETS))}."
            )
    found = compute(choices)
    for path in choices.out:
        _write(found, path)
        print(f"Geschreven: {path}")
    if choices.as_json:
        print(json.dumps(as_dict(found), ensure_ascii=False, indent=2))
    elif not choices.out:
        print(plain(sheet(found)), end="")
    return 0 if _first_known(found) else 1


def compute(choices: Choices) -> "Proef | Kromme":
    """One job, or a range of hours."""
    from regels_calculators.proefberekening import keuzes, kromme, proefberekening, read_work

    household, work = read_household_file(choices.casus)
    given = {name: value for name, value in choices.work.items() if value is not None}
    keuze = keuzes(choices.weeks)
    werk = read_work({**_without_replaced(work, given), **given}, keuze)
    make = proefberekening if werk.tot_uren is None else kromme
    return make(load(choices.ruleset), household, werk, maanden=choices.months, keuze=keuze)


def work_options(*, vakantiegeld: str | None, **options: str | None) -> dict[str, str | None]:
    """The options as fields of the work; holiday pay goes with the unit of the wage."""
    unit = "maand" if options["netto_per_maand"] is not None else "uur"
    return {**options, f"vakantiegeld_per_{unit}": vakantiegeld}


def _without_replaced(work: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The work of the file; a wage on the command line takes the place of the wage in the file."""
    wages = ("netto_per_uur", "netto_per_maand")
    if not any(wage in given for wage in wages):
        return dict(work)
    dropped: tuple[str, ...] = (*wages, "vakantiegeld_per_uur", "vakantiegeld_per_maand")
    dropped += ("uren_per_week", "stap") if "netto_per_maand" in given else ()
    return {name: value for name, value in work.items() if name not in dropped}


def read_household_file(path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of one casus, and what stands under ``werk:``."""
    cases = read_cases(path)
    if len(cases) != 1:
        raise ProefFileError(
            f"{path}: een proefberekening gaat over één huishouden, en hier staan {len(cases)} maanden."
        )
    household = dict(cases[0])
    work = household.pop("werk", None) or {}
    if not isinstance(work, dict):
        raise ProefFileError(f"{path}: onder ‘werk’ horen velden met waarden, zoals netto_per_uur: 14,50.")
    return household, work


def _write(found: "Proef | Kromme", path: Path) -> None:
    from regels_calculators.proefberekening.table import write_table

    if path.suffix.lower() in TABLES:
        write_table(found, path)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_text(found, path), encoding="utf-8")


def _text(found: "Proef | Kromme", path: Path) -> str:
    from regels_calculators.papier import html, plain
    from regels_calculators.proefberekening import Proef
    from regels_calculators.proefberekening.data import as_dict
    from regels_calculators.proefberekening.picture import picture
    from regels_calculators.proefberekening.sheet import sheet

    match path.suffix.lower():
        case ".json":
            return json.dumps(as_dict(found), ensure_ascii=False, indent=2) + "\n"
        case ".html":
            return html(sheet(found))
        case ".txt":
            return plain(sheet(found))
    if isinstance(found, Proef) or not found.fasen[0].bekend:
        raise ProefFileError(
            f"{path}: een plaatje is er van een reeks uren met bekende bedragen, zoals --uren 0-40."
        )
    return picture(found.fasen[0])


def _first_known(found: "Proef | Kromme") -> bool:
    from regels_calculators.proefberekening import Proef

    if isinstance(found, Proef):
        return found.eerste_hele_maand.erbij is not None
    return found.fasen[0].bekend
