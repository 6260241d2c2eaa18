"""``regels casebook``: cases with a known answer; what they touch, and which mistakes they notice."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

casebook = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Het casusboek: gevallen met een bekend antwoord. Een regeling die wijzigt, moet ze nog steeds halen.",
)
Cases = Annotated[
    Path | None, typer.Option("--map", help="De map met gevallen (anders: het casusboek van Regels)")
]
Only = Annotated[str | None, typer.Option("--regeling", help="Alleen de gevallen van deze regeling")]


@casebook.command()
def toets(
    regeling: Only = None,
    map_: Cases = None,
    als_json: Annotated[
        Path | None, typer.Option("--json", metavar="UIT", help="Schrijf alles ook als JSON")
    ] = None,
) -> None:
    """Reken alle gevallen na. Elk bedrag moet tot op de cent kloppen."""
    from regels.data import casebook as shipped
    from regels_casebook.read import read_casebook
    from regels_casebook.run import as_data, report, run_cases

    cases = read_casebook(map_ or shipped(), regeling)
    if not cases:
        print(f"Er zijn geen gevallen{f' van {regeling}' if regeling else ''}.")
        raise typer.Exit(2)
    results = run_cases(cases)
    print(report(results))
    data: dict[str, Any] = {"gevallen": as_data(results)}
    if als_json is not None:
        als_json.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    raise typer.Exit(0 if all(result.holds for result in results) else 1)
