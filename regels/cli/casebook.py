"""``regels casebook``: cases with a known answer; what they touch, and which mistakes they notice."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from regels_casebook.cases import Case
    from regels_casebook.gaps import KnownGaps

casebook = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Het casusboek: gevallen met een bekend antwoord. Ook na een wijziging moeten de regels ze halen.",
)
Cases = Annotated[
    Path | None, typer.Option("--map", help="De map met gevallen (anders: het casusboek van Regels)")
]
Only = Annotated[str | None, typer.Option("--regeling", help="Alleen de gevallen van deze regeling")]


@casebook.command()
def toets(
    regeling: Only = None,
    map_: Cases = None,
    dekking: Annotated[bool, typer.Option("--dekking", help="Zeg ook wat geen enkel geval raakt")] = False,
    mutaties: Annotated[
        bool,
        typer.Option("--mutaties", help="Maak kleine fouten in de regels, en kijk of een geval het merkt"),
    ] = False,
    steekproef: Annotated[
        int | None, typer.Option("--steekproef", help="Zoveel fouten per regeling, in plaats van alle")
    ] = None,
    zaad: Annotated[int, typer.Option("--zaad", help="Een ander getal geeft een andere steekproef")] = 1,
    werkers: Annotated[int, typer.Option("--werkers", help="Hoeveel processen samen de fouten proberen")] = 2,
    als_json: Annotated[
        Path | None, typer.Option("--json", metavar="UIT", help="Schrijf alles ook als JSON")
    ] = None,
) -> None:
    """Reken alle gevallen na. Elk bedrag moet tot op de cent kloppen."""
    from regels_casebook.gaps import read_gaps
    from regels_casebook.read import read_casebook
    from regels_casebook.run import as_data, report, run_cases

    from regels.data import casebook as shipped

    root = map_ or shipped()
    cases = read_casebook(root, regeling)
    if not cases:
        print(f"Er zijn geen gevallen{f' van {regeling}' if regeling else ''} in {root}.", file=sys.stderr)
        raise typer.Exit(2)
    results = run_cases(cases)
    print(report(results))
    holds = all(result.holds for result in results)
    data: dict[str, Any] = {"gevallen": as_data(results)}
    if (dekking or mutaties) and holds:
        choices = Thorough(dekking, mutaties, steekproef, zaad, werkers)
        data |= _thorough(cases, read_gaps(root), choices)
    if als_json is not None:
        als_json.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    raise typer.Exit(0 if holds else 1)


@dataclass(frozen=True, slots=True)
class Thorough:
    """What to find out of the cases themselves."""

    coverage: bool
    mutants: bool
    sample: int | None
    seed: int
    jobs: int


def _thorough(cases: "list[tuple[str, Case]]", gaps: "KnownGaps", choices: Thorough) -> dict[str, Any]:
    """Print what the cases touch and notice, regeling by regeling; and the same as data."""
    from regels_casebook.coverage import coverage
    from regels_casebook.score import score
    from regels_casebook.thorough import coverage_data, coverage_report, score_data, score_report

    data: dict[str, Any] = {"dekking": {}, "mutaties": {}}
    for name in dict.fromkeys(regeling for regeling, _ in cases):
        own, known = [case for regeling, case in cases if regeling == name], gaps.of(name)
        if choices.coverage:
            covered = coverage(name, own)
            data["dekking"][name] = coverage_data(covered, known)
            print("", *coverage_report(covered, known), sep="\n", flush=True)
        if choices.mutants:
            scored = score(name, own, choices.sample, choices.seed, choices.jobs, known.mutaties)
            data["mutaties"][name] = score_data(scored)
            print("", *score_report(scored), sep="\n", flush=True)
    return data


@casebook.command("naar-excel")
def naar_excel(
    uit: Annotated[Path, typer.Argument(metavar="UIT.xlsx", help="Waar het werkboek komt")],
    regeling: Only = None,
    map_: Cases = None,
) -> None:
    """Zet gevallen in een Excel-bestand, met een tabblad per regeling en een uitleg."""
    from regels_casebook.cases import CasebookError
    from regels_casebook.read import read_casebook
    from regels_casebook.sheets import write_workbook

    from regels.data import casebook as shipped

    cases = read_casebook(map_ or shipped(), regeling)
    if not cases:
        raise CasebookError("Er zijn geen gevallen om op te schrijven.")
    write_workbook(uit, cases)
    print(f"{uit}: {len(cases)} gevallen.")


@casebook.command("van-excel")
def van_excel(
    invoer: Annotated[Path, typer.Argument(metavar="IN.xlsx", help="Het werkboek met gevallen")],
    map_: Annotated[Path, typer.Option("--map", help="In welke map de gevallen komen")],
) -> None:
    """Maak van een Excel-bestand weer gevallen. Elke fout staat er met tabblad en cel bij."""
    from regels_casebook.from_sheets import read_workbook
    from regels_casebook.write import write_cases

    for path in write_cases(map_, read_workbook(invoer)):
        print(path)
