"""The report as a sheet: the answer, the pictures and tables, and then how it was made."""

from collections.abc import Iterator
from itertools import groupby

from regels_calculators.papier import Alinea, Beeld, Blad, Deel, Lijst, Tabel

from regels_casebook.vergelijk.antwoord import advice, loud, sentences
from regels_casebook.vergelijk.beeld import Balk, bars
from regels_casebook.vergelijk.gevallen import Geval
from regels_casebook.vergelijk.model import EVEN, KLASSEN, Bestand, Kruis, Vergelijking
from regels_casebook.vergelijk.verantwoording import parts as account
from regels_casebook.vergelijk.woorden import HIDDEN, change, count, euro, month_name

Blok = Alinea | Lijst | Tabel | Beeld
MOST_CASES = 200
BENEATH = "De getallen staan in de tabel hieronder."


def sheet(found: Vergelijking) -> Blad:
    """Everything that may be shown."""
    parts = [_answer(found)]
    if found.bestand is not None:
        parts += [*_file(found, found.bestand)]
    if found.raster is not None:
        parts.append(_grid(found))
    *limits, made = account(found)
    # The cases fill many pages: behind a file they are an appendix, alone they are what it is about.
    parts += [_cases(found), *limits, made] if found.bestand is None else [*limits, _cases(found), made]
    return Blad(f"Wat verandert er? {found.voorstel or found.titel}", tuple(parts))


def _answer(found: Vergelijking) -> Deel:
    first = loud(found)
    blocks: list[Blok] = [Alinea(first, nadruk=True)] if first else []
    blocks.append(Lijst(sentences(found)))
    hint = advice(found)
    if hint:
        blocks.append(Alinea(hint))
    about = f"Het gaat over: {found.titel}. " if found.voorstel else ""
    blocks.append(Alinea(f"{about}Oud is {found.oud.naam}. Nieuw is {found.nieuw.naam}."))
    if found.onzeker or found.keuzes:
        blocks.append(
            Alinea(
                f"Onzekere cijfers hierin: {count(len(found.onzeker))}. Keuzes waar de regels ruimte laten: "
                f"{count(len(found.keuzes))}. Ze staan verderop."
            )
        )
    blocks.append(Alinea("Regels adviseert. Een mens beslist."))
    return Deel("Het antwoord", tuple(blocks))


def _file(found: Vergelijking, file: Bestand) -> Iterator[Deel]:
    yield Deel("Wie krijgt meer of minder", tuple(_who(found, file)))
    yield Deel("Waardoor", tuple(_why(file)))
    yield Deel("Per maand, en wat het de gemeente kost", tuple(_months(found, file)))
    if file.druk:
        yield Deel("Wat van extra loon overblijft", tuple(_pressure(found, file)))
    yield Deel("Wat niet te bepalen is", tuple(_open(file)))


def _who(found: Vergelijking, file: Bestand) -> Iterator[Blok]:
    much = euro(found.maten.veel)
    yield Alinea(
        f"Veel is {much} per maand of meer, gemiddeld over de maanden van een huishouden. "
        f"{found.maten.veel_grond}"
    )
    rows = [
        Balk(name, (number,), (count(number),)) for name, number in zip(KLASSEN, file.klassen, strict=False)
    ]
    title = "Huishoudens naar wat zij meer of minder krijgen"
    yield Beeld(bars("klassen", title, BENEATH, ("huishoudens",), rows))
    for cross, words in ((file.huishoudens, "soort huishouden"), (file.bronnen, "soort inkomen")):
        yield _cross(f"Aantal huishoudens naar {words}", cross, money=False)
        yield _cross(f"Verschil in alle maanden samen, naar {words}", cross, money=True)
    yield Alinea(
        f"{HIDDEN} betekent: niet getoond, omdat de groep kleiner is dan {found.maten.minste} huishoudens, "
        "of omdat zo'n groep anders uit te rekenen is."
    )


def _cross(title: str, cross: Kruis, money: bool) -> Tabel:
    """Of the money the class in which nothing differs is left out."""
    cells, say = (cross.centen, euro) if money else (cross.aantallen, count)
    heads = (*KLASSEN, "samen")
    shown = [place for place, name in enumerate(heads) if not (money and name == EVEN)]
    rows = tuple(
        (name, *(say(row[place]) for place in shown)) for name, row in zip(cross.rijen, cells, strict=True)
    )
    return Tabel(title, (cross.kop, *(heads[place] for place in shown)), rows, frozenset({len(rows) - 1}))


def _why(file: Bestand) -> Iterator[Blok]:
    if not file.redenen:
        yield Alinea("Er is geen huishouden met een andere uitkomst.")
        return
    yield Alinea(
        "Per huishouden telt de eerste maand die anders uitkomt. Voor de pijl staat het artikel dat gold, "
        "erachter het artikel dat ervoor in de plaats komt."
    )
    rows = tuple(
        (line.artikelen, count(line.dossiers), change(line.verschil), line.tekst) for line in file.redenen
    )
    yield Tabel("Huishoudens naar artikel", ("Artikel", "Huishoudens", "Verschil", "Wat verandert"), rows,
                frozenset({len(rows) - 1}), frozenset({3}))  # fmt: skip


def _months(found: Vergelijking, file: Bestand) -> Iterator[Blok]:
    lines = file.per_maand[:-1]
    rows = [Balk(line.maand, (line.verschil,), (change(line.verschil),)) for line in lines]
    yield Beeld(bars("maanden", "Verschil per maand", BENEATH, ("verschil",), rows))
    table = tuple(
        (
            line.maand,
            count(line.dossiers),
            count(line.veranderd),
            euro(line.oud),
            euro(line.nieuw),
            change(line.verschil),
        )
        for line in file.per_maand
    )
    yield Tabel(f"Wat er wordt betaald: {found.maten.naam}",
                ("Maand", "Huishoudens", "Anders", "Oud", "Nieuw", "Verschil"), table,
                frozenset({len(table) - 1}))  # fmt: skip
    if found.maten.buig:
        sizes = found.maten
        yield Alinea(
            "Het verschil komt ten laste van het budget voor bijstand (BUIG). Ter vergelijking: "
            f"{sizes.uitkeringen} uitkeringen van {euro(sizes.per_uitkering)} zijn "
            f"{euro(sizes.uitkeringen * sizes.per_uitkering)}. {sizes.buig_grond}"
        )


def _pressure(found: Vergelijking, file: Bestand) -> Iterator[Blok]:
    yield Alinea(
        "Bij ieder huishouden met recht is het loon van de aanvrager in alle maanden hoger gezet, en "
        "opnieuw gerekend. Getoond is wat daarvan gemiddeld overblijft na verrekening met de bijstand. "
        "Onder nul: wie over de grens van het recht gaat verliest meer dan het extra loon."
    )
    for extra in found.maten.extra:
        lines = [line for line in file.druk if line.extra == extra]
        rows = [
            Balk(line.groep, (line.oud, line.nieuw), (euro(line.oud), euro(line.nieuw))) for line in lines
        ]
        title = f"Wat gemiddeld overblijft van {euro(extra)} extra loon per maand"
        yield Beeld(bars(f"druk-{extra}", title, BENEATH, ("oud", "nieuw"), rows))
        yield Tabel(title, ("Groep", "Oud", "Nieuw"),
                    tuple((line.groep, euro(line.oud), euro(line.nieuw)) for line in lines))  # fmt: skip


def _open(file: Bestand) -> Iterator[Blok]:
    if file.zonder:
        yield Alinea(
            f"Van {count(file.zonder)} huishoudens is geen enkele maand oud en nieuw te bepalen. "
            "Zij tellen niet mee."
        )
    if len(file.onbepaald) == 1:
        yield Alinea("Elke maand van elk huishouden is oud en nieuw te bepalen.")
        return
    yield Alinea(
        "Een maand die oud of nieuw niet te bepalen is telt in geen enkel bedrag mee. "
        "Dit is hoe vaak dat voorkomt, en waarop het wacht."
    )
    rows = tuple((line.naam, count(line.oud), count(line.nieuw)) for line in file.onbepaald)
    yield Tabel(
        "Huishoudens met ten minste één maand die niet te bepalen is",
        ("Wacht op", "Oud", "Nieuw"),
        rows,
        frozenset({len(rows) - 1}),
    )


def _grid(found: Vergelijking) -> Deel:
    grid = found.raster
    assert grid is not None
    blocks: list[Blok] = [
        Alinea(
            f"Verzonnen huishoudens in {month_name(grid.maand)}, met loon als deel van hun norm. {grid.grond}"
        )
    ]
    for row in grid.rijen:
        cells = tuple(
            (
                f"{cell.procent}% ({euro(cell.loon)})",
                *("niet te bepalen" if value is None else euro(value) for value in (cell.oud, cell.nieuw)),
                "" if cell.oud is None or cell.nieuw is None else change(cell.nieuw - cell.oud),
            )
            for cell in row.cellen
        )
        title = f"{row.naam[0].upper()}{row.naam[1:]}; norm {euro(row.norm)}"
        blocks.append(Tabel(title, ("Loon per maand", "Oud", "Nieuw", "Verschil"), cells))
    if grid.zonder:
        blocks.append(Alinea(f"Zonder norm in deze maand: {', '.join(grid.zonder)}."))
    return Deel("Huishoudens bij 50 tot 130% van de norm", tuple(blocks))


def _cases(found: Vergelijking) -> Deel:
    cases = found.gevallen
    blocks: list[Blok] = []
    moved = (
        f"De eerste maand van elk geval is verschoven naar {month_name(cases.maand)}. "
        "De andere maanden gaan mee, geboortedatums en andere datums niet."
        if cases.maand
        else "Elk geval is gerekend in zijn eigen maanden."
    )
    blocks.append(Alinea(f"Gevallen zijn verzonnen en hebben een bekend antwoord. {moved}"))
    if not cases.veranderd:
        blocks.append(Alinea("Er verandert geen enkel geval.", nadruk=True))
    for case in cases.veranderd[:MOST_CASES]:
        blocks += [Alinea(f"{case.titel} ({case.naam})"), Lijst(tuple(_months_of(case)))]
    if len(cases.veranderd) > MOST_CASES:
        blocks.append(
            Alinea(f"En nog {count(len(cases.veranderd) - MOST_CASES)} gevallen; die staan in de werkmap.")
        )
    if cases.mislukt:
        blocks.append(Lijst(tuple(f"Niet te rekenen: {case.naam}. {case.fout}" for case in cases.mislukt)))
    left = sorted({name for case in cases.alle for name in case.weggelaten})
    if left:
        blocks.append(
            Alinea(
                f"Een van de twee vraagt niet naar: {', '.join(left)}. Daar zijn deze gegevens weggelaten."
            )
        )
    return Deel("Gevallen die veranderen", tuple(blocks))


def _months_of(case: Geval) -> Iterator[str]:
    """A line for each run of months that differ alike."""
    for why, run in groupby(case.maanden, lambda month: (month.verschil, month.oorzaken, month.wijzigingen)):
        months = [month.maand for month in run]
        difference, causes, changes = why
        when = months[0] if len(months) == 1 else f"{months[0]} tot en met {months[-1]}"
        amount = "niet te bepalen" if difference is None else change(difference)
        yield f"{when}: {amount}. {'; '.join(map(str, causes)) or '; '.join(map(str, changes))}."
