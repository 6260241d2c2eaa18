"""The commands and their options; what they do is in the module of each."""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from regels.cli.casebook import casebook

app = typer.Typer(
    name="regels",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Rekenen met de Participatiewet: uitleggen, doorrekenen en controleren. "
    "Regels adviseert; een mens beslist.",
)

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
NATIONAL, VERREKENING = "landelijk", "inkomstenverrekening"

anbi = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    help="De lijst van ANBI's: inlezen, opzoeken, en een bestand aanvullen.\n\n"
    "Een ANBI is een instelling die het algemeen nut beoogt, zoals een voedselbank of een kerk. "
    "De Belastingdienst geeft elke week een lijst uit (anbi.zip). U leest die één keer in; daarna zoekt u "
    "zonder internet.\n\n"
    "Staat een instelling niet in de lijst, dan is het antwoord niet nee maar onbekend. Zij kan bij een "
    "groep horen, zoals een kerk: zoek dan op de naam. Of zij is van de overheid: die is altijd een ANBI. "
    "Een naam is nooit een bewijs: u kiest zelf de goede instelling. Elk antwoord zegt van welke dag de "
    "lijst is.\n\n"
    "Voor een SBBI is er geen lijst. Dat beoordeelt het college.",
)
app.add_typer(anbi, name="anbi")
app.add_typer(casebook, name="casebook")

IndexPath = Annotated[
    Path | None, typer.Option("--index", help="Waar de index staat (anders in uw eigen map, of $REGELS_ANBI)")
]
Day = Annotated[str | None, typer.Option("--op", metavar="DATUM", help="Op welke dag, zoals 2026-07-01")]


@app.command()
def bereken(
    casus: Annotated[
        Path, typer.Argument(help="Een casus als .yaml of .json: één maand, of een lijst maanden")
    ],
    regelset: RulesetName = NATIONAL,
    regeling: Regeling = VERREKENING,
    uitleg: Annotated[bool, typer.Option("--uitleg", help="Leg de uitkomst uit in gewone taal")] = False,
    als_json: Annotated[bool, typer.Option("--json", help="Geef de uitkomst als JSON")] = False,
) -> None:
    """Bereken één casus."""
    from regels.cli.bereken import run

    raise typer.Exit(run(casus, regelset, regeling, uitleg, als_json))


@app.command()
def verreken(
    invoer: CaseloadFile = None,
    uit: ResultFile = None,
    regelset: RulesetName = NATIONAL,
    koppeling: MappingFile = None,
    per_dossier: Annotated[
        Path | None, typer.Option("--per-dossier", help="Waar de totalen per dossier komen")
    ] = None,
    uitleg: OneDossier = None,
    sjabloon: Template = None,
    splits_aow: Annotated[
        bool, typer.Option("--splits-aow", help="Splits regels op de dag van de AOW-leeftijd")
    ] = False,
) -> None:
    """Reken een hele caseload door: één regel uit voor elke regel erin."""
    from regels.cli.caseload import Choices, run

    choices = Choices(
        source=invoer, out=uit, ruleset=regelset, mapping=koppeling, explain=uitleg, template=sjabloon,
        per_dossier=per_dossier, split_aow=splits_aow,
    )  # fmt: skip
    raise typer.Exit(run(choices))


@app.command()
def doorreken(
    regeling: Annotated[str, typer.Argument(help="De naam van een regeling, zoals studietoeslag")],
    invoer: CaseloadFile = None,
    uit: ResultFile = None,
    regelset: RulesetName = NATIONAL,
    koppeling: MappingFile = None,
    uitleg: OneDossier = None,
    sjabloon: Template = None,
) -> None:
    """Reken een heel bestand door met een andere regeling: één regel uit voor elke regel erin."""
    from regels.cli.caseload import Choices, run

    choices = Choices(
        source=invoer, out=uit, ruleset=regelset, regeling=regeling, mapping=koppeling, explain=uitleg,
        template=sjabloon,
    )  # fmt: skip
    raise typer.Exit(run(choices))


@app.command()
def controleer(
    regelset: Annotated[
        str, typer.Argument(help="landelijk, een gemeente, of een map met regels")
    ] = NATIONAL,
    alleen_fouten: Annotated[
        bool, typer.Option("--alleen-fouten", help="Laat weg wat alleen aandacht vraagt")
    ] = False,
) -> None:
    """Controleer de regels: typen, eenheden, gaten, bronnen, open punten."""
    from regels.cli.controleer import run

    raise typer.Exit(run(regelset, alleen_fouten))


@app.command()
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


@app.command()
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


@app.command()
def demo(
    dossiers: Annotated[int, typer.Option("--dossiers", help="Hoeveel dossiers")] = 6143,
    maanden: Annotated[int, typer.Option("--maanden", help="Hoeveel maanden")] = 12,
    map_: Annotated[Path, typer.Option("--map", help="Waar de bestanden komen")] = Path("demo-uit"),
    zaad: Annotated[int, typer.Option("--zaad", help="Een ander getal geeft andere verzonnen dossiers")] = 1,
    blijvers: Annotated[
        bool, typer.Option("--blijvers", help="Niemand komt of gaat: elk dossier heeft elke maand één rij")
    ] = False,
) -> None:
    """Maak een verzonnen caseload zo groot als die van Enschede, en reken die door."""
    from regels.cli.demo import run

    raise typer.Exit(run(dossiers, maanden, map_, zaad, blijvers))


@anbi.command()
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


@anbi.command()
def zoek(
    wat: Annotated[str, typer.Argument(metavar="RSIN|NAAM", help="Een RSIN, of (een deel van) een naam")],
    op: Day = None,
    index: IndexPath = None,
) -> None:
    """Zoek een instelling op, vandaag of op een andere dag."""
    from regels.cli.anbi import search

    raise typer.Exit(search(wat, op, index))


@anbi.command()
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
