"""The commands under ``regels bewijs`` and their options."""

from pathlib import Path
from typing import Annotated

import typer

from regels.cli.options import NATIONAL, VERREKENING, Regeling

HELP = "Bewijzen of een voorbeeld vinden, met z3 en binnen een tijd. Wat niet lukt heet ‘niet beslist’."

Name = Annotated[
    str, typer.Argument(metavar="REGELSET", help="landelijk, een gemeente, een voorstel of een map")
]
Old = Annotated[str, typer.Argument(metavar="OUD", help="De regelset van nu")]
New = Annotated[str, typer.Argument(metavar="NIEUW", help="De regelset waarmee wordt vergeleken")]
Seconds = Annotated[float, typer.Option("--seconden", min=0.1, help="Hoe lang er hoogstens wordt gezocht")]
Given = Annotated[
    list[str] | None,
    typer.Option(
        "--bij", metavar="VELD=WAARDE", help="Leg een veld vast of geef een bereik (maand=2026-01..2026-12)"
    ),
]
Free = Annotated[
    list[str] | None,
    typer.Option(
        "--vrij", metavar="VELD", help="Laat een veld met een gewone waarde toch variëren (of ‘alles’)"
    ),
]
Apart = Annotated[
    list[str] | None, typer.Option("--wisselt", metavar="VELD", help="Dit veld mag per maand verschillen")
]
Rows = Annotated[int, typer.Option("--maanden", min=1, max=24, help="Hoeveel maanden achter elkaar")]
Case = Annotated[
    Path | None,
    typer.Option("--geval", help="Schrijf het voorbeeld als nieuw geval (.yaml) voor het casusboek"),
]


def verschil(
    oud: Old,
    nieuw: New,
    regeling: Regeling = VERREKENING,
    uitkomst: Annotated[
        str | None, typer.Option("--uitkomst", help="Alleen deze uitkomst, of ‘status’")
    ] = None,
    bij: Given = None,
    vrij: Free = None,
    wisselt: Apart = None,
    maanden: Rows = 3,
    seconden: Seconds = 60,
    geval: Case = None,
) -> None:
    """Het kleinste geval waarin twee regelsets verschillen, of het bewijs dat er geen is."""
    from regels.cli.bewijs import Asked
    from regels.cli.bewijs import verschil as run

    asked = Asked(regeling, seconden, bij or (), vrij or (), wisselt or (), maanden, geval)
    raise typer.Exit(run(oud, nieuw, uitkomst, asked))


def grootste(
    oud: Old,
    nieuw: New,
    regeling: Regeling = VERREKENING,
    uitkomst: Annotated[
        list[str] | None, typer.Option("--uitkomst", help="Bedragen die samen het verschil geven")
    ] = None,
    bij: Given = None,
    vrij: Free = None,
    maanden: Rows = 1,
    seconden: Seconds = 120,
    geval: Case = None,
) -> None:
    """De grootste winst en het grootste verlies tussen twee regelsets."""
    from regels.cli.bewijs import Asked
    from regels.cli.bewijs import grootste as run

    asked = Asked(regeling, seconden, bij or (), vrij or (), (), maanden, geval)
    raise typer.Exit(run(oud, nieuw, uitkomst or (), asked))


def armoedeval(
    regelset: Name = NATIONAL,
    regeling: Regeling = VERREKENING,
    loon: Annotated[list[str] | None, typer.Option("--loon", help="Het veld dat stijgt")] = None,
    totaal: Annotated[
        list[str] | None, typer.Option("--totaal", help="Velden en uitkomsten die samen het totaal zijn")
    ] = None,
    bij: Given = None,
    maanden: Rows = 1,
    seconden: Seconds = 120,
    geval: Case = None,
) -> None:
    """Kan iemand met meer loon op minder uitkomen? Met de kleinste loonsverhoging waarbij dat zo is."""
    from regels.cli.bewijs import Asked
    from regels.cli.bewijs import armoedeval as run

    asked = Asked(regeling, seconden, bij or (), (), (), maanden, geval)
    raise typer.Exit(run(regelset, loon or (), totaal or (), asked))


def gaten(
    regelset: Name = NATIONAL, regeling: Regeling = VERREKENING, bij: Given = None, seconden: Seconds = 60
) -> None:
    """Tabellen met een geval waarin geen rij past, of twee."""
    from regels.cli.bewijs import Asked
    from regels.cli.bewijs import gaten as run

    raise typer.Exit(run(regelset, Asked(regeling, seconden, bij or ())))


def dood(
    regelset: Name = NATIONAL, regeling: Regeling = VERREKENING, bij: Given = None, seconden: Seconds = 120
) -> None:
    """Takken, rijen van tabellen, voorwaarden en opmerkingen die nooit kunnen voorkomen."""
    from regels.cli.bewijs import Asked
    from regels.cli.bewijs import dood as run

    raise typer.Exit(run(regelset, Asked(regeling, seconden, bij or ())))
