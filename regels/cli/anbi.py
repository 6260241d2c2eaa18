"""``regels anbi``: the list of ANBI read, an institution looked up, a file filled in."""

import re
from datetime import date
from pathlib import Path

from regels_calculators.anbi import (
    About,
    Filler,
    Record,
    Register,
    Report,
    default_index,
    fill_file,
    read,
    refusals_path,
)
from regels_calculators.anbi.fill import OLD

from regels.cli.telling import count
from regels.errors import RegelsError
from regels.evaluator.calendar import to_days
from regels.uitleg.dutch import capital, day

DONE, SET_APART, NOT_KNOWN = 0, 3, 1
NUMBER = re.compile(r"[\d .]*\d[\d .]*")
NOTHING = "De lijst beslist dit niet. Zoek op de naam, of beoordeel de instelling met de hand."
CHOOSE = "Dit zijn kandidaten. Kijk zelf welke instelling het is; een naam is geen bewijs."


class WrongDay(RegelsError):
    """An option must be a day such as 2026-07-01."""


def read_list(source: Path, index: Path | None, dated: str | None) -> int:
    """Exit code 0: all records are in the index; 3: it is made, with records set apart."""
    place = index or default_index()
    report = read(source, place, _day(dated, "--datum") if dated else None)
    print(_read(report))
    print(f"Index: {place}")
    if not report.about.set_apart:
        return DONE
    one = report.about.set_apart == 1
    which = "1 beschikking is" if one else f"{count(report.about.set_apart)} beschikkingen zijn"
    print(f"Let op: {which} apart gezet, met de reden in {refusals_path(place)}.")
    print("Daarover zegt de index niets met zekerheid; op naam zijn zij wel te vinden.")
    return SET_APART


def search(what: str, on: str | None, index: Path | None) -> int:
    """Exit code 0: there is an answer, or there are candidates; 1: the list does not decide it."""
    asked = _day(on, "--op") if on else date.today()
    with Register(index or default_index()) as register:
        if NUMBER.fullmatch(what):
            known = _by_number(register, what, asked)
        else:
            known = _by_name(register, what, asked)
        print(f"\n{_source(register.about)}")
        if register.old(asked):
            print("Let op: er is een nieuwere lijst. Wat daarna is veranderd, staat hier niet in.")
    return DONE if known else NOT_KNOWN


def fill_in(source: Path, out: Path, column: str, on: str | None, index: Path | None) -> int:
    """Exit code 0: every number could be read; 3: done, with rows of which it could not."""
    with Register(index or default_index()) as register:
        filler = Filler(register, column, _day(on, "--op") if on else None)
        filled = fill_file(source, out, filler, column)
        print(f"{count(filled.answers.total())} rijen")
        for answer, words in ((True, "ANBI"), (False, "geen ANBI"), (None, "onbekend, leeg gelaten")):
            print(f"  {words:40} {count(filled.answers[answer]):>10}")
        print("Waarom")
        for reason, times in filled.reasons.most_common():
            print(f"  {capital(reason.replace('_', ' ')):40} {count(times):>10}")
        print(f"Uitkomst: {out}\n{_source(register.about)}")
        if filled.old:
            rows = "1 rij" if filled.old == 1 else f"{count(filled.old)} rijen"
            print(f"Let op: voor {rows} moet er een nieuwere lijst zijn ({OLD}).")
    return SET_APART if filled.unreadable else DONE


def _read(report: Report) -> str:
    about, lines = report.about, []
    lines.append(f"Gelezen: {count(about.records)} beschikkingen. {_source(about)}")
    if report.before:
        before = report.before
        lines.append(f"De vorige index had er {count(before.records)}, van {_said(before.dated)}.")
        if before.dated > about.dated:
            lines.append("Let op: de vorige lijst was nieuwer.")
    if report.strange:
        lines.append(f"Let op: deze velden zijn niet bekend en niet gebruikt: {', '.join(report.strange)}.")
    return "\n".join(lines)


def _by_number(register: Register, what: str, on: date) -> bool:
    answer = register.by_rsin(what, on)
    words = {True: "ja, ANBI", False: "nee, geen ANBI", None: "onbekend"}[answer.anbi]
    print(f"RSIN {answer.rsin} op {_said(on)}: {words}.")
    print(f"{capital(answer.text)}.")
    for record in answer.records:
        print(_shown(record, on))
    if answer.anbi is None:
        print(NOTHING)
    return answer.anbi is not None


def _by_name(register: Register, what: str, on: date) -> bool:
    found = register.by_name(what)
    if not found.records:
        print(f"Geen instelling met de naam ‘{what}’ in de lijst.\n{NOTHING}")
        return False
    print(f"{CHOOSE}\nDe stand is die op {_said(on)}.")
    for record in found.records:
        print(_shown(record, on))
    if found.more:
        print("Er zijn er meer. Geef meer van de naam op.")
    return True


def _shown(record: Record, on: date) -> str:
    """A record on a few lines."""
    number = f"RSIN {record.rsin}" if record.rsin else "zonder RSIN (groep)"
    if record.objection:
        state = f"niet te zeggen ({record.objection})"
        number = f"RSIN {record.rsin or record.number or 'onbekend'}"
    else:
        state = "ANBI" if record.in_force(on) else "geen ANBI"
    since = f"vanaf {_said(record.start)}" if record.start else "begin onbekend"
    until = f", ingetrokken op {_said(record.end)}" if record.end else ""
    also = f"\n    ook: {'; '.join(record.names[1:])}" if record.names[1:] else ""
    place = f", {record.place}" if record.place else ""
    return f"- {record.name or 'Zonder naam'}{place}: {state}\n    {number}, {since}{until}{also}"


def _source(about: About) -> str:
    apart = f"; {count(about.set_apart)} apart gezet" if about.set_apart else ""
    return f"De lijst is van {_said(about.dated)} ({about.file}{apart})."


def _said(on: date) -> str:
    return day(to_days(on))


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise WrongDay(f"{option}: ‘{text}’ is geen dag. Schrijf een dag als 2026-07-01.") from None
