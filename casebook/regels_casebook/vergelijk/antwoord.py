"""The answer in at most five sentences."""

from collections.abc import Iterator

from regels_casebook.vergelijk.begin import number
from regels_casebook.vergelijk.model import Bestand, Vergelijking
from regels_casebook.vergelijk.woorden import count, euro, month_name, more_or_less, times

NOBODY = "Er verandert geen enkel geval en geen enkel dossier."
NO_CASE = "Er verandert geen enkel geval."
UNKNOWN_ALL = (
    "Er is geen enkele maand die oud en nieuw te bepalen is. Er valt dus niets te vergelijken. "
    "Kijk verderop waarop het wacht."
)
MOSTLY_UNKNOWN = (
    "De meeste huishoudens zijn oud of nieuw niet te bepalen. Wat hier staat gaat alleen over de andere. "
    "Kijk verderop waarop het wacht."
)
NO_DOSSIER = "Er verandert niets voor de huishoudens in het bestand."


def loud(found: Vergelijking) -> str:
    """What must be said first when something does not change; empty when cases and dossiers do."""
    cases, file = bool(found.gevallen.veranderd), found.bestand
    if file is not None and file.dossiers == 0:
        return UNKNOWN_ALL
    if file is not None and (file.zonder or 0) > (file.dossiers or 0):
        return MOSTLY_UNKNOWN
    if found.niets:
        return NOBODY if file else NO_CASE
    if file is not None and file.niets:
        return NO_DOSSIER
    return "" if cases or not found.gevallen.alle else NO_CASE


def advice(found: Vergelijking) -> str:
    """What to ask when the file or cases lie before the first month that differs; else empty."""
    file, begins = found.bestand, found.begint
    if not begins:
        return ""
    if file is not None and file.eerder:
        shift = file.verschoven + number(begins) - number(file.eerste)
        return (
            f"{count(file.eerder)} van de {count(file.maanden)} maanden van het bestand liggen voor "
            f"{month_name(begins)}. Tot dan zijn oud en nieuw gelijk. "
            f"Met --verschuif {shift} begint het bestand in {month_name(begins)}."
        )
    if file is None and not found.gevallen.maand and found.gevallen.eerder:
        return (
            f"Van {count(found.gevallen.eerder)} gevallen ligt elke maand voor {month_name(begins)}. "
            f"Tot dan zijn oud en nieuw gelijk. Met --maand {begins} begint elk geval dan."
        )
    return ""


def sentences(found: Vergelijking) -> tuple[str, ...]:
    """In order of weight."""
    file = found.bestand
    told = list(_file(found, file)) if file is not None and file.dossiers != 0 else []
    return (*told, *([_cases(found)] if len(told) < 5 else []))


def _cases(found: Vergelijking) -> str:
    cases = found.gevallen
    changed = [case for case in cases.alle if any(month.verschil for month in case.maanden)]
    sums = [sum(month.verschil or 0 for month in case.maanden) for case in changed]
    up, down = sum(one > 0 for one in sums), sum(one < 0 for one in sums)
    way = f": {count(up)} krijgen er meer en {count(down)} minder, over hun maanden samen" if changed else ""
    return (
        f"Van de {count(len(cases.alle))} gevallen met een bekend antwoord veranderen er "
        f"{count(len(cases.veranderd))}; "
        f"bij {count(len(changed))} verandert het bedrag{way}."
    )


def _file(found: Vergelijking, file: Bestand) -> Iterator[str]:
    yield _who(file)
    yield _total(found, file)
    if found.maten.buig and file.centen[-1] is not None:
        when = "" if file.maanden == 12 and not file.eerder else "in deze maanden "
        many = times(abs(file.centen[-1]), found.maten.per_uitkering)
        yield (
            f"Dat is {when}zoveel geld als {many} uitkeringen "
            f"van {euro(found.maten.per_uitkering)} per jaar, het bedrag waarmee Almelo in 2018 rekende."
        )
    yield (
        f"{_few(found, file.erbij)} huishoudens hebben in een maand recht die dat eerst niet hadden; "
        f"{_few(found, file.eraf).lower()} huishoudens hebben in een maand geen recht meer."
    )
    work = [line for line in file.druk if line.groep == "met loon"]
    if work and work[-1].oud is not None and work[-1].nieuw is not None:
        yield (
            f"Van {euro(work[-1].extra)} extra loon per maand houdt een huishouden met loon gemiddeld "
            f"{euro(work[-1].nieuw)} over; volgens de oude regels was dat {euro(work[-1].oud)}."
        )


def _few(found: Vergelijking, number: int | None) -> str:
    if number is None:
        return f"Minder dan {found.maten.minste}"
    return count(number) if number else "Geen"


def _who(file: Bestand) -> str:
    less, some_less, same, some_more, more, all_ = file.klassen
    if None in (less, some_less, same, some_more, more, all_):
        return (
            f"Van {count(all_)} huishoudens krijgen er {count(same)} evenveel; "
            "de rest is deels niet getoond, omdat groepen klein zijn."
        )
    up, down = (some_more or 0) + (more or 0), (some_less or 0) + (less or 0)
    return (
        f"Van {count(all_)} huishoudens krijgen er {count(up)} meer, {count(down)} minder "
        f"en {count(same)} evenveel."
    )


def _total(found: Vergelijking, file: Bestand) -> str:
    total = file.centen[-1]
    months = f"in {file.maanden} maanden" if file.maanden != 1 else "in één maand"
    if found.begint and 0 < file.eerder < file.maanden:
        months += f", waarvan {file.maanden - file.eerder} met de nieuwe regels,"
    if total is None:
        return "Hoeveel meer of minder er samen wordt betaald is niet getoond, omdat de groep te klein is."
    text = f"Samen wordt er {months} {more_or_less(total)} betaald ({found.maten.naam})"
    parts = file.centen[:-1]
    if None in parts or total == 0:
        return text + "."
    gain = sum(one for one in parts if one and one > 0)
    return (
        f"{text}: {euro(gain)} erbij voor wie meer krijgt, {euro(gain - total)} eraf voor wie minder krijgt."
    )
