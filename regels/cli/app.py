"""The table of contents of the command line: every command, in the order in which help lists them."""

import sys
from collections.abc import Callable
from io import TextIOWrapper

import typer

from regels.cli.commands import anbi, dossiers, regelsets, rekenen

Command = Callable[..., None]

app = typer.Typer(
    name="regels",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Rekenen met de Participatiewet: uitleggen, doorrekenen en controleren. "
    "Regels adviseert; een mens beslist.",
)
COMMANDS: tuple[Command, ...] = (
    rekenen.bereken,
    rekenen.verreken,
    rekenen.doorreken,
    rekenen.proefberekening,
    rekenen.specificatie,
    dossiers.inkomen,
    dossiers.signalen,
    regelsets.controleer,
    regelsets.velden,
    regelsets.pagina,
    rekenen.demo,
)
GROUPS: dict[str, tuple[str, tuple[Command, ...]]] = {
    "voorstel": (
        "Voorstellen: maak er een, of kijk wat er een verandert.",
        (regelsets.nieuw, regelsets.toon),
    ),
    "anbi": (anbi.HELP, (anbi.lees, anbi.zoek, anbi.vul)),
}

for command in COMMANDS:
    app.command()(command)
for name, (text, commands) in GROUPS.items():
    group = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help=text)
    for command in commands:
        group.command()(command)
    app.add_typer(group, name=name)


grootboek = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Boek elke maand, en stel voor wat bij een verschil kan.",
)
app.add_typer(grootboek, name="grootboek")
LedgerDirectory = Annotated[Path, typer.Option("--grootboek", help="De map van het grootboek")]
BookingDay = Annotated[str | None, typer.Option("--datum", help="De dag, zoals 2026-07-01; anders vandaag")]


@grootboek.command("boek")
def grootboek_boek(
    inkomen: Annotated[Path, typer.Argument(metavar="INKOMEN", help="Het inkomen per maand (.parquet)")],
    huishoudens: Annotated[
        Path, typer.Option("--huishoudens", help="De caseload zonder inkomen: .parquet, .csv of .xlsx")
    ],
    map_: LedgerDirectory,
    werkwijze: Annotated[
        str | None,
        typer.Option("--methode", help="Maak ook het betaalvoorstel van deze maand, op deze werkwijze"),
    ] = None,
    datum: BookingDay = None,
    betaald: Annotated[
        Path | None, typer.Option("--betaald", help="Wat is betaald en verrekend (.parquet)")
    ] = None,
    volledig_tot: Annotated[
        str | None,
        typer.Option("--volledig-tot", metavar="MAAND", help="Tot en met deze maand staat al het loon erin"),
    ] = None,
    alles: Annotated[bool, typer.Option("--alles", help="Bereken ook wat niet veranderde")] = False,
    regelset: RulesetName = NATIONAL,
) -> None:
    """Boek wat er veranderde; een correctie is altijd een verschil."""
    from regels.cli.grootboek import Choices, book, day_of, month_of

    choices = Choices(
        income=inkomen, households=huishoudens, ledger=map_, ruleset=regelset, method=werkwijze,
        day=day_of(datum), complete_until=month_of(volledig_tot), paid=betaald, everything=alles,
    )  # fmt: skip
    raise typer.Exit(book(choices))


@grootboek.command("voorstellen")
def grootboek_voorstellen(
    map_: LedgerDirectory,
    uit: Annotated[Path, typer.Option("--uit", help="Waar de voorstellen komen: .parquet, .csv of .xlsx")],
    datum: BookingDay = None,
    regelset: RulesetName = NATIONAL,
) -> None:
    """Schrijf wat er bij elk verschil kan; een mens beslist."""
    from regels.cli.grootboek import day_of, propose

    raise typer.Exit(propose(map_, uit, regelset, day_of(datum)))


@grootboek.command("toon")
def grootboek_toon(
    dossier: Annotated[str, typer.Argument(metavar="DOSSIER", help="Het nummer van het dossier")],
    map_: LedgerDirectory,
) -> None:
    """Laat alle boekingen van één dossier zien."""
    from regels.cli.grootboek import display

    raise typer.Exit(display(dossier, map_))


def main() -> None:
    """Run a command. Mistakes of the user end in one clear message on standard error and exit code 2.

    Output is UTF-8 wherever it goes, for a redirected file on Windows would otherwise refuse a € or a −.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    from regels.errors import RegelsError

    try:
        app()
    except RegelsError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(1)
