"""One case, a whole file, what work would bring, and the statement of a month."""

from pathlib import Path
from typing import Annotated

import typer

from regels.cli.options import (
    NATIONAL,
    VERREKENING,
    BookingDay,
    CaseloadFile,
    CompleteUntil,
    MappingFile,
    OneDossier,
    Regeling,
    ResultFile,
    RulesetName,
    Template,
)


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


def specificatie(
    invoer: Annotated[
        Path | None,
        typer.Argument(metavar="IN", help="Een casus (.yaml, .json) of een caseload (.csv, .xlsx, .parquet)"),
    ] = None,
    dossier: Annotated[str, typer.Option("--dossier", help="Het dossier; nodig bij een caseload")] = "",
    alle: Annotated[
        bool, typer.Option("--alle", help="Alle dossiers; --uit is een map, of een .jsonl of .parquet")
    ] = False,
    maand: Annotated[
        str | None, typer.Option("--maand", metavar="MAAND", help="Alleen deze maand, zoals 2026-07")
    ] = None,
    inkomen: Annotated[
        Path | None, typer.Option("--inkomen", help="Het inkomen per baan en maand, van regels inkomen")
    ] = None,
    voorstellen: Annotated[
        Path | None, typer.Option("--voorstellen", help="De voorstellen van het grootboek")
    ] = None,
    map_: Annotated[
        Path | None,
        typer.Option("--grootboek", help="Het grootboek: wat is geboekt en betaald; IN blijft dan weg"),
    ] = None,
    huishoudens: Annotated[
        Path | None,
        typer.Option("--huishoudens", help="Bij --grootboek: de caseload zonder inkomen waarmee is geboekt"),
    ] = None,
    datum: BookingDay = None,
    volledig_tot: CompleteUntil = None,
    bezwaar: Annotated[
        str | None, typer.Option("--bezwaar", help="Wat de gemeente over bezwaar zegt; anders blijft het weg")
    ] = None,
    uit: Annotated[
        list[Path] | None, typer.Option("--uit", help="Waar het komt: .txt, .html of .json; mag vaker")
    ] = None,
    tekst: Annotated[bool, typer.Option("--tekst", help="Bij --alle: tekst in plaats van HTML")] = False,
    regelset: RulesetName = NATIONAL,
    koppeling: MappingFile = None,
    als_json: Annotated[bool, typer.Option("--json", help="Geef de specificatie als JSON")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="Geef JSON Schema van de specificatie")] = False,
) -> None:
    """Schrijf uit wat iemand per maand kreeg en waarom: één tekst voor inwoner en medewerker."""
    from regels.cli.specificatie import Choices, run

    choices = Choices(
        source=invoer, dossier=dossier, everyone=alle, month=maand, income=inkomen, proposals=voorstellen,
        ledger=map_, households=huishoudens, day=datum, complete_until=volledig_tot, objection=bezwaar,
        out=tuple(uit or ()), as_text=tekst, ruleset=regelset, mapping=koppeling, as_json=als_json,
        schema=schema,
    )  # fmt: skip
    raise typer.Exit(run(choices))


def demo(
    dossiers: Annotated[int, typer.Option("--dossiers", min=1, help="Hoeveel dossiers")] = 6143,
    maanden: Annotated[
        int, typer.Option("--maanden", min=1, max=115, help="Hoeveel maanden tot en met juli 2026")
    ] = 12,
    map_: Annotated[Path, typer.Option("--map", help="Waar de bestanden komen")] = Path("demo-uit"),
    zaad: Annotated[
        int, typer.Option("--zaad", min=0, max=10**9, help="Een ander getal geeft andere verzonnen dossiers")
    ] = 1,
    blijvers: Annotated[
        bool, typer.Option("--blijvers", help="Niemand komt of gaat: elk dossier heeft elke maand één rij")
    ] = False,
) -> None:
    """Maak een verzonnen caseload zo groot als die van Enschede, en reken die door."""
    from regels.cli.demo import run

    raise typer.Exit(run(dossiers, maanden, map_, zaad, blijvers))
