"""Tables that stand on the page of a regeling and in the overview of open points alike."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from regels.pagina.blocks import Code, Formula, Heading, Line, Outside, Ref, Row, Table, table
from regels.pagina.model import NVT, UNKNOWN, Figure, Page
from regels.uitleg.dutch import day

NOBODY = "niemand"
VALUE = frozenset({"Waarde"})


def anchor(name: str, kind: str = "naam") -> str:
    """The anchor of something with a name; ``kind``: of what may have the name of another."""
    return f"{kind}-{re.sub(r'[^A-Za-z0-9_]', '-', name)}"


def grouped(kind: str, file: str) -> Heading:
    """The heading above what stands in one file: what the file is called, and where it is."""
    path = PurePath(file)
    place = "/".join(path.parts[-2:])
    return Heading(3, f"{kind}: {path.stem.replace('_', ' ')}", anchor(place, kind.lower()), place)


def since(figure: Figure) -> str:
    """The first day of a figure."""
    return "altijd" if figure.start is None else day(figure.start)


def until(figure: Figure) -> str:
    """The last day of a figure."""
    return "geldt nog" if figure.end is None else day(figure.end)


def source_line(page: Page, name: str) -> Line:
    """A source as a link to its address."""
    return (Outside(name, page.sources[name]),) if name in page.sources else (name,)


def uncertain(page: Page, caption: str) -> Table:
    """Every figure that was not found or is not certain."""
    return table(
        caption,
        ("Cijfer", "Van", "Tot en met", "Waarde", "Zekerheid", "Wat ermee is"),
        tuple(
            Row(((Code(name),), (since(one),), (until(one),), (one.text,), (one.certainty,), (one.note,)))
            for name, one in page.uncertain()
        ),
        VALUE,
    )


def choices(page: Page, caption: str, anchors: bool = False) -> Table:
    """Every setting: the usual choice, the others, who may choose, and the ground."""
    return table(
        caption,
        ("Keuze", "Waarover", "Artikel", "Gewone keuze", "Anders", "Wie mag kiezen", "Grond"),
        tuple(
            Row(
                (
                    (Code(one.name),), (one.title,), (one.article,), (Code(one.usual),), listed(one.others),
                    (f"{one.opening.by} ({one.opening.article})" if one.opening else NOBODY,), (one.ground,),
                ),
                anchor(one.name) if anchors else "",
            )
            for one in page.settings
        ),
    )  # fmt: skip


def listed(codes: tuple[str, ...]) -> Line:
    """Codes with commas between them."""
    parts: list[Code | str] = []
    for one in codes:
        parts += [", ", Code(one)] if parts else [Code(one)]
    return tuple(parts) or ("",)


def norms(page: Page, caption: str) -> Table:
    """What a municipality may fill in, and what holds as long as it does not."""
    usual = {one.name: one.usual for one in page.settings}
    filled = {one.name: one.layer for one in page.fills}
    return table(
        caption,
        ("Norm", "Waarover", "Wie", "Artikel", "Zonder besluit", "Ingevuld of gewijzigd door"),
        tuple(
            Row((
                (Code(one.name),), (one.title,), (one.opening.by if one.opening else "",),
                (one.opening.article if one.opening else "",),
                (Code(usual[one.name]),) if one.name in usual else ("de cijfers van de wet",),
                (filled.get(one.name, ""),),
            ))
            for one in page.open()
        ),
    )  # fmt: skip


def judgements(page: Page, caption: str) -> Table:
    """What a person judges."""
    return table(
        caption,
        ("Gegeven", "Wat het is", "Vraag", "Wie"),
        tuple(
            Row(((Code(one.name),), (one.title,), (one.question,), (one.judgement,)))
            for one in page.judgements()
        ),
    )


def undetermined(page: Page, caption: str) -> Table:
    """When a row is left to a person."""
    return table(
        caption,
        ("Voorwaarde", "Artikel", "Als dat niet zo is"),
        tuple(Row(((Code(one.name),), (one.article,), (one.if_not,))) for one in page.undetermined()),
    )


def figures(page: Page, caption: str, shown: tuple[Figure, ...]) -> Table:
    """A figure over time."""
    layered = len(page.layers) > 1
    return table(
        caption,
        ("Van", "Tot en met", "Waarde", "Zekerheid", "Bron", "Noot", "Laag"),
        tuple(
            Row((
                (since(one),), (until(one),), (one.text,), (one.certainty,), source_line(page, one.source),
                (one.note,), (one.layer if layered else "",),
            ))
            for one in shown
        ),
        VALUE,
    )  # fmt: skip


def meaning(written: str) -> Line:
    """What an empty value or a missing column means."""
    return (
        (written,) if written == UNKNOWN else ("niet van toepassing",) if written == NVT else (Code(written),)
    )


def fills(pages: Sequence[Page], caption: str) -> Table:
    """What layers filled in, by whom and with which source."""
    return table(
        caption,
        ("Norm", "Waarover", "Laag", "Door", "Van", "Tot en met", "Waarde", "Zekerheid", "Bron", "Noot"),
        tuple(
            Row((
                (Code(one.name),), (one.title,), (one.layer,), (one.by,), (since(one.figure),),
                (until(one.figure),), (one.figure.text,), (one.figure.certainty,),
                source_line(page, one.figure.source), (one.figure.note,),
            ))
            for page in pages
            for one in page.fills
        ),
    )  # fmt: skip


def changes(page: Page, caption: str) -> Table:
    """The rules that a layer changes from a day on."""
    return table(
        caption,
        ("Regel", "Laag", "Vanaf", "Artikel", "Grond"),
        tuple(
            Row((
                (Ref(one.title, anchor(one.name)),), (version.layer,), (day(version.start),),
                (version.article,), (version.ground,),
            ))
            for one in page.rules
            for version in one.versions
        ),
    )  # fmt: skip


def additions(page: Page, caption: str) -> Table:
    """What a layer adds."""
    return table(
        caption,
        ("Laag", "Onder", "Namen"),
        tuple(
            Row(((one.layer,), (Code(one.section),), (Formula(", ".join(one.names)),)))
            for one in page.additions
        ),
    )
