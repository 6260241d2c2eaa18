"""The list of ANBI."""

from pathlib import Path
from typing import Annotated

import typer

HELP = (
    "De lijst van ANBI's: inlezen, opzoeken, en een bestand aanvullen.\n\n"
    "Een ANBI is een instelling die het algemeen nut beoogt, zoals een voedselbank of een kerk. "
    "De Belastingdienst geeft elke week een lijst uit (anbi.zip). U leest die één keer in; daarna zoekt u "
    "zonder internet.\n\n"
    "Staat een instelling niet in de lijst, dan is het antwoord niet nee maar onbekend. Zij kan bij een "
    "groep horen, zoals een kerk: zoek dan op de naam. Of zij is van de overheid: die is altijd een ANBI. "
    "Een naam is nooit een bewijs: u kiest zelf de goede instelling. Elk antwoord zegt van welke dag de "
    "lijst is.\n\n"
    "Voor een SBBI is er geen lijst. Dat beoordeelt het college."
)


IndexPath = Annotated[
    Path | None, typer.Option("--index", help="Waar de index staat (anders in uw eigen map, of $REGELS_ANBI)")
]
Day = Annotated[str | None, typer.Option("--op", metavar="DATUM", help="Op welke dag, zoals 2026-07-01")]


def lees(
    bestand: Annotated[Path, typer.Argument(metavar="ANBI.ZIP", help="De lijst van de Belastingdienst")],
    index: IndexPath = None,
    datum: Annotated[
        str | None, typer.Option("--datum", help="Van welke dag de lijst is, als de zip dat niet goed zegt")
    ] = None,
) -> None:
    """Lees de lijst in, in plaats van de vorige."""
    from regels.cli.anbi import read_list

    raise typer.Exit(read_list(bestand, index, datum))


def zoek(
    wat: Annotated[str, typer.Argument(metavar="RSIN|NAAM", help="Een RSIN, of (een deel van) een naam")],
    op: Day = None,
    index: IndexPath = None,
) -> None:
    """Zoek een instelling op, vandaag of op een andere dag."""
    from regels.cli.anbi import search

    raise typer.Exit(search(wat, op, index))


def vul(
    invoer: Annotated[Path, typer.Argument(metavar="IN", help="Een bestand met RSIN's: .csv of .parquet")],
    uit: Annotated[Path, typer.Option("--uit", help="Waar het aangevulde bestand komt")],
    kolom: Annotated[str, typer.Option("--kolom", help="In welke kolom het RSIN staat")] = "rsin",
    op: Annotated[
        str | None,
        typer.Option("--op", metavar="DATUM", help="Eén dag voor alle rijen, in plaats van de maand"),
    ] = None,
    index: IndexPath = None,
) -> None:
    """Vul een bestand aan: is de instelling ANBI, en waarom (niet)? Leeg betekent: onbekend."""
    from regels.cli.anbi import fill_in

    raise typer.Exit(fill_in(invoer, uit, kolom, op, index))
