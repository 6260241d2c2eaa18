"""The parts of a page about amounts: figures over time, choices, roundings, layers and sources."""

from collections.abc import Iterator

from regels.pagina import tables as t
from regels.pagina.blocks import (
    Block,
    Bullets,
    Chart,
    Code,
    Fold,
    Heading,
    Outside,
    Paragraph,
    Ref,
    Row,
    Strong,
    table,
)
from regels.pagina.model import Page, Parameter
from regels.pagina.plot import drawable, plot, words
from regels.uitleg.dutch import listed

FEW = 3
"""A table of so few figures is not folded away."""


def figures(page: Page) -> Iterator[Block]:
    if not page.parameters:
        return
    yield Heading(2, "Hoeveel: de cijfers", "cijfers")
    yield Paragraph((
        "Van elk cijfer staat hier het laatste. Daaronder staat het verloop, met artikel en bron. ",
        "Niet gevonden betekent: Regels rekent niet, en noemt geen_bedrag als reden.",
    ))  # fmt: skip
    yield table(
        "Het laatste van elk cijfer",
        ("Cijfer", "Waarde", "Van", "Tot en met", "Artikel"),
        tuple(
            Row((
                (Ref(one.title, t.anchor(one.name)),), (one.figures[-1].text,), (t.since(one.figures[-1]),),
                (t.until(one.figures[-1]),), (one.article,),
            ))
            for one in page.parameters
        ),
        t.VALUE,
    )  # fmt: skip
    file = ""
    for one in page.parameters:
        if one.file != file:
            file = one.file
            yield t.grouped("Cijfers", file)
        yield from _parameter(page, one)


def _parameter(page: Page, one: Parameter) -> Iterator[Block]:
    yield Heading(4, one.title, t.anchor(one.name), one.name)
    opening = f" Wie mag invullen: {one.opening.by} ({one.opening.article})." if one.opening else ""
    yield Paragraph((f"{one.article}. Soort: {one.kind}.{opening}",))
    if drawable(one):
        yield Chart(one.name, one.title, words(one), plot(one))
    shown = t.figures(page, f"{one.title}: alle cijfers", one.figures)
    if len(one.figures) > FEW:
        yield Fold((f"Alle {len(one.figures)} cijfers",), "", (shown,))
    else:
        yield shown


def choices(page: Page) -> Iterator[Block]:
    if page.settings:
        yield Heading(2, "Keuzes waar wet of praktijk ruimte laat", "keuzes")
        yield t.choices(page, "Keuzes, met hun grond", anchors=True)


def roundings(page: Page) -> Iterator[Block]:
    if page.roundings:
        yield Heading(2, "Afrondingen", "afrondingen")
        yield table(
            "Afrondingen, met hun grond",
            ("Afronding", "Wat het is", "Op", "Wijze", "Grond"),
            tuple(
                Row(
                    ((Code(one.name),), (one.title,), (one.step,), (one.way,), (one.ground,)),
                    t.anchor(one.name, "afronding"),
                )
                for one in page.roundings
            ),
        )  # fmt: skip


def layers(page: Page) -> Iterator[Block]:
    yield Heading(2, "Lagen en versie", "lagen")
    yield Bullets((
        (Strong("Lagen"), f": {listed(list(page.layers))}"),
        (Strong("Regels"), f": versie {page.version}"),
        (Strong("Inhoud van de regels"), ": ", Code(page.hash)),
    ))  # fmt: skip
    for title, key, shown in (
        (
            "Wat de lagen boven de eerste invullen of wijzigen",
            "ingevuld",
            t.fills([page], "Cijfers en keuzes"),
        ),
        ("Welke rekenregels veranderen", "gewijzigd", t.changes(page, "Rekenregels")),
        ("Wat nieuw is in hogere lagen", "nieuw", t.additions(page, "Nieuwe onderdelen")),
    ):
        if shown.rows:
            yield Heading(3, title, key)
            yield shown
    changed = any(rule.versions for rule in page.rules)
    if len(page.layers) > 1 and not (page.fills or changed or page.additions):
        yield Paragraph((f"{listed(list(page.layers[1:]))} vult in deze regeling niets in.",))


def sources(page: Page) -> Iterator[Block]:
    if page.sources:
        yield Heading(2, "Bronnen", "bronnen")
        yield table(
            "Bronnen van de cijfers",
            ("Bron", "Adres"),
            tuple(Row(((name,), (Outside(address, address),))) for name, address in page.sources.items()),
        )
