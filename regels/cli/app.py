"""The commands and their options; what they do is in the module of each."""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="regels",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    help="Rekenen met de Participatiewet: uitleggen, doorrekenen en controleren. "
    "Regels adviseert; een mens beslist.",
)

proposals = typer.Typer(no_args_is_help=True, help="Voorstellen: maak er een, of kijk wat er een verandert.")
app.add_typer(proposals, name="voorstel")

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
def proefberekening(
    casus: Annotated[
        Path, typer.Argument(help="Het huishouden als .yaml of .json; het werk mag onder werk: staan")
    ],
    uren: Annotated[str | None, typer.Option("--uren", help="Uren per week: 24, of een reeks: 0-40")] = None,
    stap: Annotated[str | None, typer.Option("--stap", help="De stap van een reeks uren")] = None,
    per_uur: Annotated[
        str | None, typer.Option("--netto-uurloon", help="Nettoloon per uur, zonder vakantiegeld")
    ] = None,
    per_maand: Annotated[
        str | None, typer.Option("--netto-maandloon", help="Nettoloon per maand, zonder vakantiegeld")
    ] = None,
    vakantiegeld: Annotated[
        str | None,
        typer.Option("--vakantiegeld", help="Netto vakantiegeld dat u daarover opbouwt, per uur of maand"),
    ] = None,
    bruto: Annotated[
        str | None, typer.Option("--bruto", help="Wordt geweigerd: bruto is geen netto; zegt wat wel kan")
    ] = None,
    vanaf: Annotated[
        str | None, typer.Option("--vanaf", help="De eerste dag van het werk: 2026-09-01")
    ] = None,
    tot: Annotated[str | None, typer.Option("--tot", help="De laatste dag van het werk")] = None,
    persoon: Annotated[str | None, typer.Option("--persoon", help="aanvrager of partner")] = None,
    maanden: Annotated[int, typer.Option("--maanden", help="Hoeveel maanden vooruit")] = 36,
    weken: Annotated[
        str, typer.Option("--weken", help="Andere keuze voor weken per maand: weken_52 of dagen_365")
    ] = "",
    uit: Annotated[
        list[Path] | None,
        typer.Option("--uit", help="Waar het komt: .txt .html .svg .json .csv .xlsx .parquet; mag vaker"),
    ] = None,
    regelset: RulesetName = NATIONAL,
    als_json: Annotated[bool, typer.Option("--json", help="Geef de uitkomst als JSON")] = False,
) -> None:
    """Laat zien wat werk doet met de bijstand: nu, straks, en per uur."""
    from regels.cli.proef import Choices, run, work_options

    work = work_options(
        uren_per_week=uren, stap=stap, netto_per_uur=per_uur, netto_per_maand=per_maand,
        vakantiegeld=vakantiegeld, bruto=bruto, vanaf=vanaf, tot=tot, persoon=persoon,
    )  # fmt: skip
    choices = Choices(
        casus=casus,
        ruleset=regelset,
        work=work,
        months=maanden,
        weeks=weken,
        out=tuple(uit or ()),
        as_json=als_json,
    )
    raise typer.Exit(run(choices))


@app.command()
def specificatie(
    invoer: Annotated[
        Path | None,
        typer.Argument(metavar="IN", help="Een casus (.yaml, .json) of een caseload (.csv, .xlsx, .parquet)"),
    ] = None,
    dossier: Annotated[str, typer.Option("--dossier", help="Het dossier; nodig bij een caseload")] = "",
    inkomen: Annotated[
        Path | None, typer.Option("--inkomen", help="Het inkomen per baan en maand, van regels inkomen")
    ] = None,
    voorstellen: Annotated[
        Path | None, typer.Option("--voorstellen", help="De voorstellen van het grootboek")
    ] = None,
    bezwaar: Annotated[
        str | None, typer.Option("--bezwaar", help="Wat de gemeente over bezwaar zegt; anders blijft het weg")
    ] = None,
    uit: Annotated[
        list[Path] | None, typer.Option("--uit", help="Waar het komt: .txt, .html of .json; mag vaker")
    ] = None,
    regelset: RulesetName = NATIONAL,
    koppeling: MappingFile = None,
    als_json: Annotated[bool, typer.Option("--json", help="Geef de specificatie als JSON")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Geef JSON Schema van de specificatie")] = False,
) -> None:
    """Schrijf uit wat iemand per maand kreeg en waarom: één tekst voor inwoner en medewerker."""
    from regels.cli.specificatie import Choices, run

    choices = Choices(
        source=invoer, dossier=dossier, income=inkomen, proposals=voorstellen, objection=bezwaar,
        out=tuple(uit or ()), ruleset=regelset, mapping=koppeling, as_json=als_json, schema=schema,
    )  # fmt: skip
    raise typer.Exit(run(choices))


@app.command()
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


@proposals.command()
def nieuw(
    naam: Annotated[str, typer.Argument(help="Hoe het voorstel heet, zoals hogere-studietoeslag")],
    regeling: Annotated[str, typer.Option("--regeling", help="Over welke regeling het gaat")],
    op: Annotated[str, typer.Option("--op", help="Waar het op ligt: landelijk of een gemeente")] = NATIONAL,
    map_: Annotated[Path, typer.Option("--map", help="In welke map het voorstel komt")] = Path(),
) -> None:
    """Schrijf een voorstel om in te vullen: alles wat de wet openlaat, met wat er nu staat."""
    from regels.cli.voorstel_nieuw import run

    raise typer.Exit(run(naam, op, regeling, map_))


@proposals.command()
def toon(
    naam: Annotated[str, typer.Argument(help="De naam van een voorstel, of de map of het bestand ervan")],
) -> None:
    """Laat zien wat een voorstel verandert: vanaf wanneer, van wat naar wat, en waarom."""
    from regels.cli.voorstel_toon import run

    raise typer.Exit(run(naam))


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
