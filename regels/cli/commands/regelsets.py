"""The rules themselves: checked, described, and what would change."""

from pathlib import Path
from typing import Annotated

import typer

from regels.cli.options import NATIONAL, VERREKENING, RulesetName


def controleer(
    regelset: Annotated[
        str, typer.Argument(help="landelijk, een gemeente, een map met regels, of signalen")
    ] = NATIONAL,
    alleen_fouten: Annotated[
        bool, typer.Option("--alleen-fouten", help="Laat weg wat alleen aandacht vraagt")
    ] = False,
) -> None:
    """Controleer de regels: typen, eenheden, gaten, bronnen, open punten."""
    from regels.cli.controleer import run

    raise typer.Exit(run(regelset, alleen_fouten))


def velden(
    regeling: Annotated[str, typer.Argument(help="De naam van een regeling")] = VERREKENING,
    regelset: RulesetName = NATIONAL,
    schema: Annotated[
        str | None, typer.Option("--schema", help="Geef JSON Schema: invoer, uitkomst of formaat")
    ] = None,
) -> None:
    """Laat zien welke gegevens een regeling vraagt en wat er uit komt."""
    from regels.cli.velden import run

    raise typer.Exit(run(regeling, regelset, schema))


def pagina(
    uit: Annotated[
        Path, typer.Option("--uit", help="Waar de bladzijde komt: .html of .md; bij --alle een map")
    ],
    regeling: Annotated[str | None, typer.Argument(help="De naam van een regeling")] = None,
    regelset: RulesetName = NATIONAL,
    alle: Annotated[
        bool, typer.Option("--alle", help="Alle regelingen, met een overzicht en de open punten")
    ] = False,
    html: Annotated[bool, typer.Option("--html", help="Bij --alle: HTML in plaats van Markdown")] = False,
) -> None:
    """Maak een bladzijde over een regeling: wie recht heeft, hoeveel, waarom, en wat open is."""
    from regels.cli.pagina import run

    raise typer.Exit(run(regeling, regelset, uit, alle, html))


def dmn(
    regeling: Annotated[str, typer.Argument(help="De naam van een regeling")],
    maand: Annotated[str, typer.Option("--maand", help="Welke cijfers gelden, zoals 2026-07")],
    uit: Annotated[Path, typer.Option("--uit", help="Waar het bestand komt: .dmn")],
    regelset: RulesetName = NATIONAL,
    versie: Annotated[str, typer.Option("--versie", help="De versie van DMN: 1.5 of 1.3")] = "1.5",
) -> None:
    """Schrijf de beslistabellen van een regeling als DMN, voor andere programma's."""
    from regels.cli.dmn import run

    raise typer.Exit(run(regeling, regelset, maand, uit, versie))


def nieuw(
    naam: Annotated[str, typer.Argument(help="Hoe het voorstel heet, zoals hogere-studietoeslag")],
    regeling: Annotated[str, typer.Option("--regeling", help="Over welke regeling het gaat")],
    op: Annotated[str, typer.Option("--op", help="Waar het op ligt: landelijk of een gemeente")] = NATIONAL,
    map_: Annotated[Path, typer.Option("--map", help="In welke map het voorstel komt")] = Path(),
) -> None:
    """Schrijf een voorstel om in te vullen: alles wat de wet openlaat, met wat er nu staat."""
    from regels.cli.voorstel_nieuw import run

    raise typer.Exit(run(naam, op, regeling, map_))


def toon(
    naam: Annotated[str, typer.Argument(help="De naam van een voorstel, of de map of het bestand ervan")],
) -> None:
    """Laat zien wat een voorstel verandert: vanaf wanneer, van wat naar wat, en waarom."""
    from regels.cli.voorstel_toon import run

    raise typer.Exit(run(naam))


def naar_excel(
    regeling: Annotated[str, typer.Argument(help="De naam van een regeling")],
    uit: Annotated[Path, typer.Option("--uit", help="Waar het werkboek komt: .xlsx")],
    regelset: RulesetName = NATIONAL,
) -> None:
    """Zet cijfers, keuzes en tabellen in een Excel-werkboek om te wijzigen."""
    from regels.cli.voorstel_excel import to_excel

    raise typer.Exit(to_excel(regeling, regelset, uit))


def van_excel(
    werkboek: Annotated[Path, typer.Argument(help="Het werkboek, gemaakt met naar-excel")],
    naam: Annotated[str, typer.Option("--naam", help="Hoe het voorstel heet")],
    door: Annotated[
        list[str], typer.Option("--door", help="Wie beslist: gemeenteraad, college of wetgever; mag vaker")
    ],
    map_: Annotated[Path, typer.Option("--map", help="In welke map het voorstel komt")] = Path(),
    bij: Annotated[
        bool, typer.Option("--bij", help="Vul een bestaand voorstel aan; de opmerkingen erin blijven staan")
    ] = False,
) -> None:
    """Maak van een gewijzigd werkboek een voorstel, met alleen wat is veranderd."""
    from regels.cli.voorstel_excel import from_excel

    raise typer.Exit(from_excel(werkboek, naam, door, map_, bij))
