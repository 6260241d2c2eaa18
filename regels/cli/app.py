"""The table of contents of the command line: every command, in the order in which help lists them."""

import sys
from collections.abc import Callable
from io import TextIOWrapper

import typer

from regels.cli import nederlands
from regels.cli.commands import anbi, bewijs, casebook, dossiers, grootboek, regelsets, rekenen

Command = Callable[..., None]

app = typer.Typer(
    name="regels",
    cls=nederlands.Group,
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
    regelsets.dmn,
    rekenen.demo,
)
GROUPS: dict[str, tuple[str, tuple[Command, ...]]] = {
    "casebook": (
        casebook.HELP,
        (casebook.toets, casebook.vergelijk, casebook.naar_excel, casebook.van_excel),
    ),
    "grootboek": (grootboek.HELP, (grootboek.boek, grootboek.voorstellen, grootboek.toon)),
    "voorstel": (
        "Voorstellen: maak er een, of kijk wat er een verandert.",
        (regelsets.nieuw, regelsets.toon, regelsets.naar_excel, regelsets.van_excel),
    ),
    "bewijs": (
        bewijs.HELP,
        (bewijs.verschil, bewijs.grootste, bewijs.armoedeval, bewijs.gaten, bewijs.dood),
    ),
    "anbi": (anbi.HELP, (anbi.lees, anbi.zoek, anbi.vul)),
}

for command in COMMANDS:
    app.command(cls=nederlands.Command)(command)
for name, (text, commands) in GROUPS.items():
    group = typer.Typer(cls=nederlands.Group, no_args_is_help=True, rich_markup_mode=None, help=text)
    for command in commands:
        group.command(cls=nederlands.Command)(command)
    app.add_typer(group, name=name)


def main() -> None:
    """Run a command. Mistakes of the user end in one clear message on standard error and exit code 2.

    Output is UTF-8 wherever it goes, for a redirected file on Windows would otherwise refuse a € or a −.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8")
    from regels.errors import RegelsError, os_reason

    try:
        app()
    except RegelsError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"{where}lezen of schrijven lukt niet: {os_reason(error)}.", file=sys.stderr)
        sys.exit(2)
