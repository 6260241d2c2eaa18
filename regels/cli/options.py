"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

RulesetName = Annotated[
    str, typer.Option("--regelset", help="landelijk, een gemeente (enschede) of een map met regels")
]
Regeling = Annotated[str, typer.Option("--regeling", help="Welke regeling")]
CaseloadFile = Annotated[
    Path | None, typer.Argument(metavar="IN", help="De caseload: .parquet, .csv of .xlsx")
]
ResultFile = Annotated[
    Path | None, typer.Option("--uit", help="Waar de uitkomst komt: .parquet, .csv of .xlsx")
]
MappingFile = Annotated[
    Path | None, typer.Option("--koppeling", help="YAML met andere kolomnamen (kolommen, negeer)")
]
OneDossier = Annotated[
    str | None, typer.Option("--uitleg", metavar="DOSSIER", help="Leg één dossier uit het bestand uit")
]
Template = Annotated[
    Path | None, typer.Option("--sjabloon", help="Schrijf een leeg invulbestand (.csv of .xlsx)")
]
BookingDay = Annotated[str | None, typer.Option("--datum", help="De dag, zoals 2026-07-01; anders vandaag")]
CompleteUntil = Annotated[
    str | None,
    typer.Option("--volledig-tot", metavar="MAAND", help="Tot en met deze maand staat al het loon erin"),
]
NATIONAL, VERREKENING = "landelijk", "inkomstenverrekening"
