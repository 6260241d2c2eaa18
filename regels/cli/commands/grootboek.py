"""The ledger: months booked, proposals for what differs, one dossier shown."""

from pathlib import Path
from typing import Annotated

import typer

from regels.cli.options import NATIONAL, BookingDay, CompleteUntil, MappingFile, RulesetName

HELP = "Boek elke maand, en stel voor wat bij een verschil kan."
LedgerDirectory = Annotated[Path, typer.Option("--grootboek", help="De map van het grootboek")]


def boek(
    huishoudens: Annotated[
        Path, typer.Option("--huishoudens", help="De caseload zonder inkomen: .parquet, .csv of .xlsx")
    ],
    map_: LedgerDirectory,
    inkomen: Annotated[
        Path | None, typer.Argument(metavar="INKOMEN", help="Het inkomen per maand (.parquet)")
    ] = None,
    betalingen: Annotated[
        Path | None,
        typer.Option(
            "--betalingen",
            help="In plaats van INKOMEN: de betalingen van loon en uitkering, zoals regels inkomen ze leest",
        ),
    ] = None,
    voorstellen: Annotated[
        Path | None, typer.Option("--voorstellen", help="Schrijf meteen ook de voorstellen, in dit bestand")
    ] = None,
    toerekening: Annotated[
        str | None,
        typer.Option("--toerekening", help="Bij betalingen: per_dag, vierweken_13_12 of ontvangen"),
    ] = None,
    koppeling: MappingFile = None,
    werkwijze: Annotated[
        str | None,
        typer.Option("--methode", help="Maak ook het betaalvoorstel van deze maand, op deze werkwijze"),
    ] = None,
    datum: BookingDay = None,
    betaald: Annotated[
        Path | None,
        typer.Option("--betaald", help="Wat de gemeente heeft betaald en verrekend: .parquet, .csv of .xlsx"),
    ] = None,
    volledig_tot: CompleteUntil = None,
    alles: Annotated[bool, typer.Option("--alles", help="Bereken ook wat niet veranderde")] = False,
    regelset: RulesetName = NATIONAL,
) -> None:
    """Boek wat er veranderde; een correctie is altijd een verschil."""
    from regels.cli.grootboek import Choices, book, day_of, month_of

    choices = Choices(
        income=inkomen, payments=betalingen, policy=toerekening, mapping=koppeling, proposals=voorstellen,
        households=huishoudens, ledger=map_, ruleset=regelset, method=werkwijze,
        day=day_of(datum), complete_until=month_of(volledig_tot), paid=betaald, everything=alles,
    )  # fmt: skip
    raise typer.Exit(book(choices))


def voorstellen(
    map_: LedgerDirectory,
    uit: Annotated[Path, typer.Option("--uit", help="Waar de voorstellen komen: .parquet, .csv of .xlsx")],
    datum: BookingDay = None,
    regelset: RulesetName = NATIONAL,
) -> None:
    """Schrijf wat er bij elk verschil kan; een mens beslist."""
    from regels.cli.grootboek import day_of, propose

    raise typer.Exit(propose(map_, uit, regelset, day_of(datum)))


def toon(
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Het nummer van het dossier")],
    map_: LedgerDirectory,
) -> None:
    """Laat alle boekingen van één dossier zien."""
    from regels.cli.grootboek import display

    raise typer.Exit(display(dossier, map_))
