"""The statement on paper: one sheet that becomes text or HTML."""

from collections.abc import Iterator
from fractions import Fraction

from regels.uitleg.dutch import capital, money, small, spaced
from regels_calculators import papier
from regels_calculators.papier import Alinea, Blad, Deel, Lijst, Tabel
from regels_calculators.specificatie.given import month_text
from regels_calculators.specificatie.lines import ASSISTANCE, HOLIDAY, INCOME, JOBS, PAYMENT
from regels_calculators.specificatie.model import Maandblok, Regel, Specificatie
from regels_calculators.specificatie.words import words

BESIDE = (JOBS, HOLIDAY)
"""Parts that are in no sum."""
HEADS = ("", "Bedrag", "Artikel")


def text(found: Specificatie) -> str:
    """Plain text."""
    return papier.plain(sheet(found))


def html(found: Specificatie) -> str:
    """One page of HTML that prints on A4."""
    return papier.html(sheet(found))


def sheet(found: Specificatie) -> Blad:
    """The sheet."""
    first, last = (month_text(found.maanden[place].maand) for place in (0, -1))
    period = first if first == last else f"{first} tot en met {last}"
    parts = [part for month in found.maanden for part in _month(month, len(found.maanden) > 1)]
    return Blad(
        f"Specificatie van uw bijstand, {period}", (*_about(found), *parts, *_next(found), *_end(found))
    )


def _about(found: Specificatie) -> Iterator[Deel]:
    if found.dossier:
        yield Deel("", (Alinea(f"Dossier {found.dossier}"),))


def _month(month: Maandblok, several: bool) -> Iterator[Deel]:
    heads = words("kopjes")
    name = f"{capital(month.periode)}: " if several else ""
    first = [Alinea(line, place == 0) for place, line in enumerate(month.kop)]
    yield Deel(capital(month.periode), tuple(first))
    for part in (INCOME, ASSISTANCE, PAYMENT, *BESIDE):
        lines = [line for line in month.regels if line.deel == part]
        if lines:
            yield Deel("", (_table(_headed(name, heads[part]), lines), *_details(lines)))
    told = (("ontbreekt", month.ontbreekt), ("waarom", month.waarom), ("opmerkingen", month.opmerkingen))
    for head, said in told:
        if said:
            yield Deel(_headed(name, heads[head]), (Lijst(said),))


def _headed(name: str, head: str) -> str:
    return f"{name}{small(head)}" if name else head


def _details(lines: list[Regel]) -> Iterator[Alinea | Lijst]:
    """When each wage was earned and paid; and that holiday pay received is in no sum."""
    items = tuple(f"{line.tekst}. {line.toelichting}" for line in lines if line.toelichting)
    if items:
        yield Lijst(items)
    if lines[0].deel in BESIDE:
        yield Alinea(words("zinnen")["niet_opgeteld"])


def _table(title: str, lines: list[Regel]) -> Tabel:
    rows = tuple((line.tekst, money(Fraction(line.bedrag)), line.artikel) for line in lines)
    heavy = frozenset(place for place, line in enumerate(lines) if line.uitkomst)
    if not any(line.artikel for line in lines):
        return Tabel(title, HEADS[:2], tuple(row[:2] for row in rows), heavy)
    return Tabel(title, HEADS, rows, heavy, frozenset({2}))


def _next(found: Specificatie) -> Iterator[Deel]:
    say = words("zinnen")
    items = found.voorstelteksten
    if items:
        yield Deel(words("kopjes")["voorstellen"], (Lijst(items), Alinea(say["voorstel"])))


def _end(found: Specificatie) -> Iterator[Deel]:
    lines = [Alinea(words("zinnen")["mens"].format(beslist=found.beslist))]
    lines += [Alinea(found.bezwaar)] if found.bezwaar else []
    yield Deel(words("kopjes")["slot"], tuple(lines))
    checks = (
        f"Rekenmachine: Regels, versie {found.versie}. Lagen: {', '.join(map(spaced, found.lagen))}.",
        f"Regeling: {found.regeling}.",
        f"Kenmerk van de regels: {found.kenmerk}.",
    )
    yield Deel("Voor wie dit wil nakijken", (Lijst(checks),))
