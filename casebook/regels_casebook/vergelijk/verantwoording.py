"""How a comparison was made: what is uncertain, what was chosen, what was not computed, and the hashes."""

from collections.abc import Iterator

from regels_calculators.papier import Alinea, Deel, Lijst, Tabel

from regels_casebook.vergelijk.model import Vergelijking
from regels_casebook.vergelijk.woorden import count


def parts(found: Vergelijking) -> Iterator[Deel]:
    """The last parts of the sheet."""
    yield _uncertain(found)
    yield Deel("Wat niet is berekend", (Lijst(found.niet_berekend),))
    yield _method(found)


def _uncertain(found: Vergelijking) -> Deel:
    blocks: list[Alinea | Lijst | Tabel] = []
    if found.onzeker:
        items = tuple(f"{one.titel} ({one.artikel}). {one.noot}".strip() for one in found.onzeker)
        blocks += [Alinea("Deze cijfers zijn gebruikt en zijn niet zeker:"), Lijst(items)]
    else:
        blocks.append(Alinea("Er is geen onzeker cijfer gebruikt, voor zover Regels dat bijhoudt."))
    if found.keuzes:
        blocks.append(Alinea("Deze keuzes zijn nieuw of anders dan in de oude regels:"))
        rows = tuple(
            (one.titel, one.oud.replace("_", " ") or "bestaat niet", one.nieuw.replace("_", " "),
             ", ".join(one.anders).replace("_", " "), one.grond)
            for one in found.keuzes
        )  # fmt: skip
        blocks.append(
            Tabel(
                "Keuzes",
                ("Keuze", "Oud", "Nieuw", "Kan ook", "Waarom"),
                rows,
                frozenset(),
                frozenset({1, 2, 3, 4}),
            )
        )
    blocks.append(Alinea(f"{count(found.gelijke_keuzes)} andere keuzes zijn oud en nieuw gelijk."))
    return Deel("Wat onzeker is, en welke keuzes zijn gebruikt", tuple(blocks))


def _method(found: Vergelijking) -> Deel:
    rows = [
        ("Opdracht", found.opdracht),
        ("Regels", found.versie),
        ("Hash van het programma", found.programma),
        ("Oud", " + ".join(found.oud.lagen)),
        ("Hash van oud", found.oud.hash),
        ("Nieuw", " + ".join(found.nieuw.lagen)),
        ("Hash van nieuw", found.nieuw.hash),
    ]
    notes: list[str] = []
    file = found.bestand
    if file is not None:
        rows += [
            ("Bestand", file.naam),
            ("Hash van het bestand (sha256)", file.hash),
            ("Rijen", count(file.rijen)),
            ("Rijen die niet te lezen waren", count(file.afgekeurd)),
        ]
        notes.append(
            f"Alle maanden van het bestand zijn {file.verschoven} maanden verschoven. "
            "Geboortedatums en andere datums niet: iedereen is dus ouder dan in het bestand."
            if file.verschoven
            else "De maanden van het bestand zijn niet verschoven."
        )
        notes += [
            "Oud en nieuw zijn over dezelfde rijen gerekend. Een maand telt mee als hij oud en nieuw te "
            "bepalen is.",
            "Het soort huishouden is dat van de eerste maand. Het soort inkomen is alles wat in een van de "
            "maanden voorkomt.",
            "Waardoor een uitkomst anders is blijkt uit het verschil van twee uitleggen: de regels waar die "
            "het eerst uiteenlopen. Van huishoudens met dezelfde status, redenen en gronden, en dezelfde "
            "kant op, is er een nagelopen.",
            found.maten.minste_grond,
            *file.opmerkingen,
        ]
    notes.append("Een geval heet veranderd als status, reden, bedrag of grond anders is.")
    table = Tabel("", ("Wat", "Waarde"), tuple(rows), frozenset(), frozenset({1}))
    return Deel("Hoe dit is gemaakt", (Lijst(tuple(notes)), table))
