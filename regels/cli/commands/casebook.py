"""Cases with a known answer: held to the rules, from and to Excel, and what another law does with them."""

from pathlib import Path
from typing import Annotated

import typer

from regels.cli.options import MappingFile

HELP = "Het casusboek: gevallen met een bekend antwoord. Ook na een wijziging moeten de regels ze halen."
Cases = Annotated[
    Path | None, typer.Option("--map", help="De map met gevallen (anders: het casusboek van Regels)")
]
Only = Annotated[str | None, typer.Option("--regeling", help="Alleen de gevallen van deze regeling")]


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
    from regels.cli.casebook import Thorough
    from regels.cli.casebook import toets as run

    thorough = Thorough(coverage=dekking, mutants=mutaties, sample=steekproef, seed=zaad, jobs=werkers)
    raise typer.Exit(run(regeling, map_, thorough, als_json))


def naar_excel(
    uit: Annotated[Path, typer.Argument(metavar="UIT.xlsx", help="Waar het werkboek komt")],
    regeling: Only = None,
    map_: Cases = None,
) -> None:
    """Zet gevallen in een Excel-bestand, met een tabblad per regeling en een uitleg."""
    from regels.cli.casebook import to_workbook

    raise typer.Exit(to_workbook(uit, regeling, map_))


def van_excel(
    invoer: Annotated[Path, typer.Argument(metavar="IN.xlsx", help="Het werkboek met gevallen")],
    map_: Annotated[Path, typer.Option("--map", help="In welke map de gevallen komen")],
) -> None:
    """Maak van een Excel-bestand weer gevallen. Elke fout staat er met tabblad en cel bij."""
    from regels.cli.casebook import from_workbook

    raise typer.Exit(from_workbook(invoer, map_))


def vergelijk(
    oud: Annotated[
        str, typer.Argument(metavar="OUD", help="De regelset zoals hij is, zoals enschede; of een jaar: 2026")
    ],
    nieuw: Annotated[str, typer.Argument(metavar="NIEUW", help="De regelset zoals hij zou worden")],
    regeling: Annotated[
        str, typer.Option("--regeling", help="Welke regeling; anders die waar het voorstel over gaat")
    ] = "",
    regelset: Annotated[str, typer.Option("--regelset", help="Waar allebei op liggen, zoals enschede")] = "",
    bestand: Annotated[
        Path | None, typer.Option("--bestand", help="Een caseload: .parquet, .csv of .xlsx")
    ] = None,
    verschuif: Annotated[
        int, typer.Option("--verschuif", help="Zoveel maanden later het bestand laten spelen")
    ] = 0,
    maand: Annotated[
        str, typer.Option("--maand", help="Elk geval laten beginnen in deze maand, zoals 2027-01")
    ] = "",
    koppeling: MappingFile = None,
    uit: Annotated[
        list[Path] | None, typer.Option("--uit", help="Waar het komt: .html .xlsx .json .txt; mag vaker")
    ] = None,
) -> None:
    """Laat zien wat andere regels doen: welke gevallen veranderen, wie meer of minder krijgt, en waardoor."""
    from regels.cli.vergelijk import Choices, run

    choices = Choices(
        old=oud, new=nieuw, regeling=regeling, on=regelset, source=bestand, shift=verschuif, month=maand,
        mapping=koppeling, out=tuple(uit or ()),
    )  # fmt: skip
    raise typer.Exit(run(choices))
