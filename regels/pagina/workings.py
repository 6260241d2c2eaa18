"""The parts of a page about how it works: rules, states, what is open, and which article carries what."""

from collections.abc import Iterator

from regels.pagina import tables as t
from regels.pagina.blocks import (
    Block,
    Code,
    Fold,
    Formula,
    Heading,
    Inline,
    Line,
    Listing,
    Paragraph,
    Row,
    Strong,
    Table,
    table,
)
from regels.pagina.model import Article, Page, Rule, Version
from regels.uitleg.dutch import day


def rules(page: Page) -> Iterator[Block]:
    if not page.rules:
        return
    yield Heading(2, "Hoe: de rekenregels", "regels")
    yield Paragraph((
        "De formules staan er zoals Regels ze rekent. In een uitleg staan accolades om wat wordt ingevuld.",
    ))  # fmt: skip
    file = ""
    for one in page.rules:
        if one.file != file:
            file = one.file
            yield t.grouped("Regels", file)
        yield _rule(one)


def _rule(one: Rule) -> Fold:
    person = ", voor elke persoon" if one.per_person else ""
    kind: Line = (one.kind, *((": ", *t.listed(one.options)) if one.options else ()))
    blocks: list[Block] = [Paragraph((f"{one.article}. Soort: ", *kind, f"{person}."))]
    blocks += _workings(one, one.title)
    for version in one.versions:
        blocks.append(Paragraph((
            Strong(f"Vanaf {day(version.start)}"), f" ({version.layer}): {version.article}. {version.ground}",
        )))  # fmt: skip
        blocks += _workings(version, f"{version.title}, vanaf {day(version.start)}")
    return Fold(Heading(4, one.title, t.anchor(one.name), one.name), one.article, tuple(blocks))


def _workings(one: Rule | Version, title: str) -> Iterator[Block]:
    """The formula or the table, with what is said about it."""
    if one.rows:
        rows = tuple(Row(((Formula(when),), (Formula(then),))) for when, then in one.rows)
        yield Table(f"Tabel: {title}", ("Als", "Dan"), rows)
    else:
        yield Listing(one.formula)
    if one.explanation:
        yield Paragraph((Strong("Uitleg"), f": {one.explanation}"))
    if one.note:
        yield Paragraph((Strong("Noot"), f": {one.note}"))


def states(page: Page) -> Iterator[Block]:
    if page.states:
        yield Heading(2, "Wat meegaat van rij naar rij", "toestand")
        yield table(
            "Wat meegaat van rij naar rij",
            ("Naam", "Wat het is", "Soort", "Artikel", "Begint met", "Daarna"),
            tuple(
                Row(
                    (
                        (Code(one.name),), (one.title + (", voor elke persoon" if one.per_person else ""),),
                        (one.kind,), (one.article,), (Formula(one.begin),), (Formula(one.following),),
                    ),
                    t.anchor(one.name),
                )
                for one in page.states
            ),
        )  # fmt: skip


def opened(page: Page) -> Iterator[Block]:
    yield Heading(2, "Wat open is", "open")
    yield from open_points(page, 3)


def open_points(page: Page, level: int, name: str = "") -> Iterator[Block]:
    """What is uncertain, open or for a person to judge, each under a heading of this level.

    ``name``: of the regeling, where the document is about more than one.
    """
    for title, key, shown in (
        ("Cijfers die ontbreken of niet zeker zijn", "onzeker", t.uncertain),
        ("Wat de gemeente mag invullen", "open-norm", t.norms),
        ("Wat een mens beoordeelt", "oordeel", t.judgements),
        ("Wanneer een mens beslist", "onbepaald", t.undetermined),
    ):
        found = shown(page, title)
        if found.rows:
            yield Heading(level, title, f"{name}-{key}" if name else key, name)
            yield found


def articles(page: Page) -> Iterator[Block]:
    yield Heading(2, "Artikelen", "artikelen")
    yield table(
        "Wat op welk artikel rust",
        ("Artikel", "Wat erop rust"),
        tuple(Row(((one.text,), _names_of(one))) for one in page.articles),
    )


def _names_of(article: Article) -> Line:
    """What rests on an article, by name; a printer may link the names."""
    line: list[Inline] = [Formula(", ".join(article.names))] if article.names else []
    if article.conditions:
        line += ["; voorwaarde " if line else "voorwaarde ", *t.listed(article.conditions)]
    return tuple(line)
