"""What is told of a proefberekening: one sheet, that becomes text or HTML."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import groupby

from regels.uitleg.dutch import MONTHS, capital, money, number, spaced
from regels_calculators.papier import Alinea, Beeld, Blad, Deel, Lijst, Tabel
from regels_calculators.proefberekening.curve import Drempel, Fase, Kromme, Punt, share
from regels_calculators.proefberekening.picture import picture
from regels_calculators.proefberekening.proef import Proef, Proefmaand
from regels_calculators.proefberekening.standing import Stand
from regels_calculators.proefberekening.work import Werk

UNKNOWN = "niet bekend"
NO_VALUE = "–"
NO_GROUND = "geen"
EXEMPTION = (
    "Vrijlating is het deel van het loon dat niet meetelt voor de bijstand. De letter komt uit de wet."
)
ADVICE = (
    "Dit is een berekening vooraf. U kunt er geen recht aan ontlenen. Een medewerker van de gemeente beslist."
)
THRESHOLDS = {
    "hoogste_vrijlating": "Vanaf {loon} nettoloon per maand uit dit werk is de vrijlating op haar hoogst.",
    "geen_recht": "Vanaf {loon} nettoloon per maand uit dit werk is er geen recht op bijstand.",
}


def sheet(found: Proef | Kromme) -> Blad:
    """The sheet of one job, or of a range of hours."""
    parts = _proef(found) if isinstance(found, Proef) else _curve(found)
    return Blad(f"Proefberekening: {title(found.werk)}", (*parts, *_about(found)))


def title(werk: Werk) -> str:
    """``24 uur werk per week vanaf 1 september 2026``."""
    start = f"vanaf {day(werk.vanaf)}" + (f" tot en met {day(werk.tot)}" if werk.tot else "")
    if werk.per_maand is not None:
        return f"werk voor {euros(Decimal(werk.per_maand).scaleb(-2))} netto per maand {start}"
    assert werk.uren is not None
    hours = number(werk.uren) + (f" tot {number(werk.tot_uren)}" if werk.tot_uren is not None else "")
    return f"{hours} uur werk per week {start}"


def euros(amount: Decimal | None) -> str:
    """``€ 1.234,56``, or that it is not known."""
    return UNKNOWN if amount is None else money(Fraction(amount))


def day(moment: date) -> str:
    """``1 juli 2026``."""
    return f"{moment.day} {month(moment)}"


def month(moment: date) -> str:
    """``juli 2026``."""
    return f"{MONTHS[moment.month - 1]} {moment.year}"


def span(months: Sequence[date]) -> str:
    """``juli 2026 tot en met september 2026``."""
    first, last = months[0], months[-1]
    return month(first) if first == last else f"{month(first)} tot en met {month(last)}"


def _proef(proef: Proef) -> Iterator[Deel]:
    chosen = proef.eerste_hele_maand
    yield Deel("", (*_headline(chosen), Alinea(ADVICE)))
    if chosen.nu.bekend and chosen.straks.bekend:
        yield Deel(f"{capital(month(chosen.maand))}: nu en met dit werk", (_both(chosen),))
    yield Deel("De vrijlating", (Alinea(EXEMPTION), Lijst(tuple(_exemptions(proef)))))
    yield Deel("Wat er verandert", (Lijst(tuple(_events(proef))),))
    yield Deel("Maand voor maand", (_months(proef),))


def _headline(chosen: Proefmaand) -> Iterator[Alinea]:
    more = chosen.erbij
    if more is None:
        yield Alinea(
            f"Voor {month(chosen.maand)} kan dit niet worden berekend. Hieronder staat waarom.", True
        )
        return
    text = f"In {month(chosen.maand)} heeft u nu {euros(chosen.nu.totaal)}."
    then = f"Met dit werk is dat {euros(chosen.straks.totaal)}."
    yield Alinea(f"{text} {then} {_difference(more)}", True)
    yield Alinea("Het vakantiegeld dat u opbouwt, telt in deze bedragen mee.")
    yield from _no_right(chosen.nu)


def _no_right(now: Stand) -> Iterator[Alinea]:
    if now.status == "geen_recht":
        yield Alinea(f"Zonder dit werk is er nu geen recht op bijstand. {' '.join(now.waarom)}", True)


def _difference(more: Decimal) -> str:
    if not more:
        return "Dat is evenveel."
    return f"Dat is {euros(abs(more))} {'meer' if more > 0 else 'minder'}."


LINES = (
    ("Bijstand die wordt uitbetaald", "uitbetaald", False),
    ("Nettoloon", "loon", False),
    ("Ander inkomen", "ander_inkomen", False),
    ("Samen om van te leven", "in_handen", True),
    ("Vakantiegeld uit de bijstand, gespaard", "gespaard", False),
    ("Vakantiegeld over het loon, opgebouwd", "vakantiegeld_loon", False),
    ("Samen met vakantiegeld", "totaal", True),
)


def _both(chosen: Proefmaand) -> Tabel:
    rows = [
        (text, euros(getattr(chosen.nu, name)), euros(getattr(chosen.straks, name)))
        for text, name, _ in LINES
    ]
    heavy = frozenset(place for place, (_, _, is_heavy) in enumerate(LINES) if is_heavy)
    return Tabel("Bedragen per maand", ("", "Nu", "Met dit werk"), tuple(rows), heavy)


def _exemptions(proef: Proef) -> Iterator[str]:
    for key, run in groupby(proef.maanden, key=lambda m: (m.straks.bekend, m.straks.gronden)):
        months = list(run)
        when = capital(span([m.maand for m in months]))
        known, grounds = key
        if not known:
            yield f"{when}: {UNKNOWN}."
            continue
        free = [m.straks.vrijlating or Decimal(0) for m in months]
        names = " en ".join(_named(proef, ground) for ground in grounds if ground != NO_GROUND)
        if not names:
            yield f"{when}: geen vrijlating."
            continue
        amount = euros(min(free)) if min(free) == max(free) else f"{euros(min(free))} tot {euros(max(free))}"
        yield f"{when}: vrijlating {names}, {amount} per maand."


def _named(proef: Proef, ground: str) -> str:
    known = proef.keuzes.gronden.get(ground)
    return spaced(ground) if known is None else known.naam


def _events(proef: Proef) -> Iterator[str]:
    for event in proef.gebeurtenissen:
        article = f" ({event.artikel})." if event.artikel else "."
        yield f"{capital(month(event.maand))}: {event.tekst.rstrip('.')}{article}"


def _months(proef: Proef) -> Tabel:
    rows = [
        (capital(span([one.maand for one in run])), *shown)
        for shown, run in groupby(proef.maanden, key=_amounts)
    ]
    heads = ("", "Nettoloon", "Vrij", "Bijstand", "Samen nu", "Samen met werk", "Verschil")
    return Tabel("Bedragen per maand, met vakantiegeld", heads, tuple(rows))


def _amounts(one: Proefmaand) -> tuple[str, ...]:
    then = one.straks
    found = (then.loon, then.vrijlating, then.bijstand, one.nu.totaal, then.totaal, one.erbij)
    return tuple(map(euros, found))


def _curve(curve: Kromme) -> Iterator[Deel]:
    yield Deel("", (*_curve_headline(curve), Alinea(ADVICE)))
    for phase in curve.fasen:
        yield Deel(f"{capital(month(phase.maand))}: wat u overhoudt", tuple(_phase(phase)))
    yield Deel("Wat de kolommen zeggen", (Alinea(EXEMPTION), Lijst(EXPLAINED)))


HEADS = (
    "Uren per week", "Nettoloon", "Vrij", "Bijstand", "Samen",
    "Extra verdiend", "Daarvan over", "Over per euro",
)  # fmt: skip
EXPLAINED = (
    "Samen is alles bij elkaar: bijstand, loon, ander inkomen en het vakantiegeld van beide.",
    "Extra verdiend is wat het werk meer oplevert dan op de regel erboven.",
    "Daarvan over is hoeveel u dan echt meer heeft.",
    "Over per euro is hetzelfde in centen, afgerond op een hele cent. De bedragen zelf zijn niet afgerond.",
)


def _curve_headline(curve: Kromme) -> Iterator[Alinea]:
    first = curve.fasen[0]
    if not first.bekend:
        yield Alinea(f"Voor {month(first.maand)} kan dit niet worden berekend.", True)
        return
    last = first.punten[-1]
    assert last.stand.totaal is not None and first.nu.totaal is not None
    text = f"In {month(first.maand)} heeft u nu {euros(first.nu.totaal)}."
    yield Alinea(f"{text} Met {number(last.uren)} uur werk per week is dat {euros(last.stand.totaal)}.", True)
    yield from _no_right(first.nu)
    if curve.onbekend_vanaf is not None:
        yield Alinea(f"{capital(month(curve.onbekend_vanaf))}: {curve.keuzes.cijfers_niet_bekend}", True)
        yield Alinea(curve.keuzes.voorstel)


def _phase(phase: Fase) -> Iterator[Alinea | Lijst | Beeld | Tabel]:
    if phase.bekend:
        yield Beeld(picture(phase))
    lines = (*map(_threshold, phase.drempels), *_nothing_left(phase))
    if lines:
        yield Lijst(lines)
    yield Tabel(f"Bedragen in {month(phase.maand)}", HEADS, tuple(map(_point, phase.punten)))


def _nothing_left(phase: Fase) -> Iterator[str]:
    """Where more hours leave nothing more, or less."""
    for word, run in groupby(phase.punten, key=_word):
        points = list(run)
        if word:
            ends = [number(points[0].uren), number(points[-1].uren)]
            hours = ends[0] if len(points) == 1 else f"{ends[0]} tot en met {ends[1]}"
            yield f"Bij {hours} uur {word} extra loon."


def _word(point: Punt) -> str:
    if point.deel is None or point.deel > 0:
        return ""
    return "houdt u minder over door" if point.deel < 0 else "houdt u niets over van"


def _threshold(threshold: Drempel) -> str:
    return THRESHOLDS[threshold.soort].format(loon=euros(threshold.loon))


def _point(point: Punt) -> tuple[str, ...]:
    stand: Stand = point.stand
    kept = share(point)
    return (
        number(point.uren),
        *(euros(value) for value in (stand.loon, stand.vrijlating, stand.bijstand, stand.totaal)),
        NO_VALUE if point.erbij_verdiend is None else euros(point.erbij_verdiend),
        NO_VALUE if point.houdt_over is None else euros(point.houdt_over),
        NO_VALUE if kept is None else f"{number(Fraction(kept))} cent",
    )


def _about(found: Proef | Kromme) -> Iterator[Deel]:
    chosen = found.keuzes
    missing = list(chosen.niet_berekend)
    if found.werk.vakantiegeld is None:
        missing.insert(0, chosen.geen_vakantiegeld)
    if isinstance(found, Proef) and any(event.soort == "cijfers" for event in found.gebeurtenissen):
        missing.append(f"Maanden zonder bekende cijfers: {span(found.onbekend)}. {chosen.voorstel}")
    yield Deel(
        "Wat niet is berekend",
        (Alinea("Let op: dit hoort ook bij wat u overhoudt.", True), Lijst(tuple(missing))),
    )
    notes = tuple(f"{text} Dit gaat over {span(months)}." for text, months in found.opmerkingen)
    if notes:
        yield Deel("Opmerkingen", (Lijst(notes),))
    yield Deel(
        "Waar we van uitgaan",
        (Lijst((*_wage(found.werk, found), *dict.fromkeys(_loud(found)), *chosen.aannames)),),
    )
    yield Deel("Voor wie dit wil nakijken", (Lijst(tuple(_checks(found))),))


def _wage(werk: Werk, found: Proef | Kromme) -> Iterator[str]:
    if werk.per_uur is None:
        return
    text = f"Het nettoloon is {euros(Decimal(werk.per_uur).scaleb(-2))} per uur, zonder vakantiegeld."
    if isinstance(found, Proef):
        month_wage = euros(Decimal(werk.month_wage(found.keuzes)).scaleb(-2))
        text += f" Bij {number(werk.uren or Fraction(0))} uur per week is dat {month_wage} per maand."
    yield text


def _loud(found: Proef | Kromme) -> Iterator[str]:
    """What is assumed where a field that easily matters was not given."""
    for field in found.aangehouden:
        if field.veld in found.keuzes.als_niet_opgegeven:
            yield found.keuzes.als_niet_opgegeven[field.veld]


def _checks(found: Proef | Kromme) -> Iterator[str]:
    chosen = found.keuzes
    choices = [chosen.weken_per_maand] if found.werk.per_uur is not None else []
    for choice in (*choices, chosen.afronding, chosen.deel_van_de_maand):
        yield f"Keuze: {choice.tekst} Grond: {choice.grond}" + (f" {choice.bron}" if choice.bron else "")
    for field in found.aangehouden:
        more = f" ({field.toelichting})" if field.toelichting else ""
        yield f"Niet opgegeven: {field.naam}{more}. Aangehouden: {field.waarde}."
    yield f"Rekenmachine: Regels, versie {found.versie}. Lagen: {', '.join(map(spaced, found.lagen))}."
    yield f"Regeling: {found.regeling}."
    yield f"Kenmerk van de regels: {found.hash}."
