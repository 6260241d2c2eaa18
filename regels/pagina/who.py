"""The first parts of a page: what the regeling is, who has a right, what is asked, what comes out."""

from collections.abc import Iterator

from regels.pagina import tables as t
from regels.pagina.blocks import (
    CONTENTS,
    Block,
    Bullets,
    Code,
    Contents,
    Formula,
    Heading,
    Line,
    Paragraph,
    Row,
    Strong,
    table,
)
from regels.pagina.model import Input, Page
from regels.uitleg.dutch import listed

SPAN = {"maand": "maand", "jaar": "kalenderjaar"}


def about(page: Page) -> Iterator[Block]:
    yield Paragraph((
        "Deze bladzijde is gemaakt van de regels waarmee wordt gerekend. ",
        f"Regels rekent en adviseert. {page.decides} beslist.",
    ))  # fmt: skip
    yield Bullets(tuple(_facts(page)))
    yield Heading(2, CONTENTS, "inhoud")
    yield Contents()


def _facts(page: Page) -> Iterator[Line]:
    yield Strong("Grondslag"), f": {page.basis}"
    yield Strong("Naam"), ": ", Code(page.name)
    yield Strong("Regels van"), f": {listed(list(page.layers))}"
    for proposal in page.proposals:
        yield Strong("Voorstel"), f": {proposal}"
    whole = next((said for key, said in SPAN.items() if key in page.span), "periode")
    part = ", of een deel ervan" if len(page.span) > 1 else ""
    columns = listed([page.span[key] for key in page.span])
    yield Strong("Tijdvak"), f": een rij gaat over één {whole} van een dossier{part} ({columns})"
    yield Strong("Peildatum"), ": de cijfers gelden van ", Formula(page.peildatum)
    for person in page.persons:
        when: Line = (" als ", Formula(person.formula)) if person.formula else (" is er altijd",)
        suffix: Line = (", in kolommen die eindigen op ", Code(person.suffix)) if person.suffix else ()
        yield Strong("Persoon"), f": de {person.role}", *when, *suffix


def conditions(page: Page) -> Iterator[Block]:
    yield Heading(2, "Wie heeft recht", "wie")
    if not page.conditions:
        yield Paragraph(("Deze regeling heeft geen voorwaarden: elke rij heeft recht.",))
        return
    yield Paragraph((
        "Er is recht als aan alle voorwaarden is voldaan. Een lagere rang gaat voor. ",
        "Is een gegeven onbekend dat ertoe doet, dan is de rij onbepaald.",
    ))  # fmt: skip
    yield table(
        "Voorwaarden voor het recht",
        ("Voorwaarde", "Rang", "Er is aan voldaan als", "Artikel", "Anders", "Dat betekent", "Genoemd als"),
        tuple(
            Row(
                (
                    (Code(one.name),), (str(one.rank),), (Formula(one.formula),), (one.article,),
                    ("onbepaald: een mens beslist" if one.undetermined else "geen recht",), (one.if_not,),
                    (Formula(one.named),) if one.named else ("",),
                ),
                t.anchor(one.name, "voorwaarde"),
            )
            for one in page.conditions
        ),
    )  # fmt: skip


def inputs(page: Page) -> Iterator[Block]:
    yield Heading(2, "Wat wordt gevraagd", "gevraagd")
    yield Paragraph((
        "Leeg betekent onbekend, tenzij er iets anders staat. Wat onbekend is wordt nooit nul. ",
        "Een oordeel is van een mens en wordt nooit berekend.",
    ))  # fmt: skip
    yield table(
        "Gegevens die worden gevraagd",
        ("Gegeven", "Wat het is", "Soort", "Vraag en uitleg", "Oordeel van", "Leeg", "Kolom ontbreekt"),
        tuple(_input(one) for one in page.inputs),
    )


def _input(one: Input) -> Row:
    asked = " ".join(f"{text.rstrip('.')}." if text[-1] not in "?.!" else text
                     for text in (one.question, one.explanation) if text)  # fmt: skip
    kind: Line = (one.kind, *((": ", *t.listed(one.options)) if one.options else ()))
    if one.bounds is not None:
        kind = (*kind, f", van {one.bounds[0]} tot en met {one.bounds[1]}")
    more = one.columns[1:]
    name: Line = (Code(one.name), *((", ", *t.listed(more)) if more else ()))
    cells = (
        name,
        (one.title,),
        kind,
        (asked,),
        (one.judgement,),
        t.meaning(one.empty),
        t.meaning(one.absent),
    )
    return Row(cells, t.anchor(one.name))


def outcomes(page: Page) -> Iterator[Block]:
    yield Heading(2, "Wat eruit komt", "uitkomsten")
    yield table(
        "Uitkomsten",
        ("Uitkomst", "Wat het is", "Soort", "Berekening", "Nodig"),
        tuple(
            Row((
                (Code(one.name),), (one.title,),
                (one.kind, *((": ", *t.listed(one.options)) if one.options else ())), (Formula(one.formula),),
                ("ja: zonder deze waarde is de rij onbepaald" if one.required
                 else "staat er ook bij een rij die onbepaald is" if one.always else "",),
            ))
            for one in page.outcomes
        ),
    )  # fmt: skip
    if page.words:
        rows = tuple(Row(((Code(name),), (said,))) for name, said in page.words)
        yield table("Hoe mensen een keuze noemen", ("Keuze", "Wat het is"), rows)
    for title, anchor, remarks in (
        ("Opmerkingen", "opmerkingen", page.remarks),
        ("Wanneer een rij wordt afgekeurd", "afkeuren", page.rejections),
    ):
        if remarks:
            yield Heading(3, title, anchor)
            yield table(
                title,
                ("Naam", "Als", "Tekst", "Artikel", "Te verbeteren"),
                tuple(
                    Row((
                        (Code(one.name),), (Formula(one.formula),), (one.text,), (one.article,),
                        (Code(one.field),) if one.field else ("",),
                    ))
                    for one in remarks
                ),
            )  # fmt: skip
