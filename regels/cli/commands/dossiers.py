"""What comes in and what is to be looked at: payments, events."""

from pathlib import Path
from typing import Annotated

import typer

from regels.cli.options import NATIONAL, MappingFile, ResultFile, RulesetName, Template


def inkomen(
    invoer: Annotated[
        Path | None,
        typer.Argument(
            metavar="IN", help="De betalingen: .csv, .xlsx, .parquet of .json; .xml, of .jws van een kluis"
        ),
    ] = None,
    uit: Annotated[Path | None, typer.Option("--uit", help="Waar het inkomen per maand komt")] = None,
    regelset: RulesetName = NATIONAL,
    koppeling: MappingFile = None,
    sjabloon: Template = None,
    toerekening: Annotated[
        str | None, typer.Option("--toerekening", help="Van loon: per_dag, vierweken_13_12 of ontvangen")
    ] = None,
    huishoudens: Annotated[
        Path | None, typer.Option("--huishoudens", help="De huishoudens per maand, zonder inkomen uit werk")
    ] = None,
    caseload: Annotated[
        Path | None, typer.Option("--caseload", help="Waar huishoudens en inkomen samen komen")
    ] = None,
    volledig_tot: Annotated[
        str | None,
        typer.Option("--volledig-tot", metavar="MAAND", help="Al het loon tot en met deze maand staat erin"),
    ] = None,
    jaarcontrole: Annotated[
        Path | None, typer.Option("--jaarcontrole", help="Waar de controle van vierwekenloon per jaar komt")
    ] = None,
    personen: Annotated[
        Path | None,
        typer.Option("--personen", help="IN heeft SuwiML-namen: burgerservicenummer, dossier_id en persoon"),
    ] = None,
    sleutels: Annotated[
        Path | None, typer.Option("--sleutels", help="Van een bericht: de sleutels van kluizen (JWKS)")
    ] = None,
    dossier: Annotated[
        str | None, typer.Option("--dossier", help="Van een bericht: over welk dossier het moet gaan")
    ] = None,
    persoon: Annotated[
        str, typer.Option("--persoon", help="Van een bericht: aanvrager of partner")
    ] = "aanvrager",
    ontvanger: Annotated[
        str | None, typer.Option("--ontvanger", help="Van een bericht: de naam van de gemeente daarin")
    ] = None,
    gebruikt: Annotated[
        Path | None, typer.Option("--gebruikt", help="Van een bericht: wat al is gebruikt (SQLite)")
    ] = None,
) -> None:
    """Van betalingen naar inkomen per maand."""
    from regels.cli.inkomen import Choices, run

    choices = Choices(
        source=invoer, out=uit, ruleset=regelset, mapping=koppeling, template=sjabloon, policy=toerekening,
        households=huishoudens, caseload=caseload, complete_until=volledig_tot, years=jaarcontrole,
        persons=personen, keys=sleutels, dossier=dossier, person=persoon, audience=ontvanger, seen=gebruikt,
    )  # fmt: skip
    raise typer.Exit(run(choices))


def signalen(
    gebeurtenissen: Annotated[
        Path | None, typer.Argument(metavar="IN", help="De gebeurtenissen: .parquet, .csv of .xlsx")
    ] = None,
    uit: ResultFile = None,
    peildatum: Annotated[
        str | None, typer.Option("--peildatum", help="Op welke dag, zoals 2026-07-01 (anders vandaag)")
    ] = None,
    zonder_durable: Annotated[
        bool, typer.Option("--zonder-durable", help="Zonder durable-rules; dat geeft dezelfde signalen")
    ] = False,
    caseload: Annotated[
        bool, typer.Option("--caseload", help="IN is een caseload: neem de laatste rij van elk dossier")
    ] = False,
    regelset: RulesetName = NATIONAL,
    koppeling: MappingFile = None,
    signalenset: Annotated[
        Path | None, typer.Option("--signalenset", help="Een map met eigen signalen")
    ] = None,
    sjabloon: Template = None,
) -> None:
    """Vraag bij gebeurtenissen in de tijd: wat moet iemand nakijken of vragen? Beslist niets."""
    from regels.cli.signalen import Choices, run

    choices = Choices(
        source=gebeurtenissen, out=uit, peildatum=peildatum, directory=signalenset,
        durable=not zonder_durable, caseload=caseload, ruleset=regelset, mapping=koppeling, template=sjabloon,
    )  # fmt: skip
    raise typer.Exit(run(choices))
