"""What goes over all regelingen: the index, and everything that is open."""

from collections.abc import Iterator, Sequence

from regels.pagina import tables as t
from regels.pagina.blocks import CONTENTS, Block, Contents, Document, Heading, Paragraph, Ref, Row, table
from regels.pagina.model import Page
from regels.pagina.workings import open_points

OPEN = "open-punten"
CHOICES = "Keuzes waar wet of praktijk ruimte laat"
FILLED = "Wat gemeenten hebben ingevuld"


def index(pages: Sequence[Page]) -> Document:
    """A row for each regeling."""
    rows = tuple(
        Row((
            (Ref(page.title, page=page.name),), (page.basis,), (str(len(page.inputs)),),
            (str(len(page.parameters)),), (str(len(page.rules)),), (str(len(list(page.uncertain()))),),
        ))
        for page in pages
    )  # fmt: skip
    header = ("Regeling", "Grondslag", "Gegevens", "Cijfers", "Rekenregels", "Ontbreekt of niet zeker")
    return Document(
        "Regelingen",
        (
            Paragraph((
                "Per regeling: wat zij is, wie recht heeft, hoeveel het is, en waar dat staat. ",
                "De bladzijden zijn gemaakt van de regels waarmee wordt gerekend. ",
                "Wat ontbreekt, onzeker is of een keuze is, staat bij elkaar in ",
                Ref("open punten", page=OPEN), ".",
            )),
            table("Regelingen", header, rows, frozenset(header[2:])),
        ),
    )  # fmt: skip


def open_document(pages: Sequence[Page], overlays: Sequence[Page] = ()) -> Document:
    """What is unknown, uncertain, a choice, or for a person to decide, by regeling.

    ``overlays``: the same regelingen as municipalities fill them in.
    """
    return Document(
        "Open punten van de regelingen",
        (
            Paragraph((
                "Een cijfer dat niet is gevonden wordt nooit geschat: wie het nodig heeft is onbepaald. ",
                "Een cijfer met zekerheid laag of middel wordt gebruikt, en de rij zegt dat. ",
                "Een gewone keuze geldt overal, tenzij een gemeente mag kiezen en dat doet.",
            )),
            Heading(2, CONTENTS, "inhoud"),
            Contents(2),
            *(block for page in pages for block in _open(page, overlays)),
        ),
    )  # fmt: skip


def _open(page: Page, overlays: Sequence[Page]) -> Iterator[Block]:
    yield Heading(2, page.title, page.name, page.name)
    yield Paragraph(("Zie ", Ref(page.title, page=page.name), "."))
    found = list(open_points(page, 3, page.name))
    if page.settings:
        found += [Heading(3, CHOICES, f"{page.name}-keuzes", page.name), t.choices(page, CHOICES)]
    filled = t.fills([one for one in overlays if one.name == page.name], FILLED)
    if filled.rows:
        found += [Heading(3, FILLED, f"{page.name}-gemeenten", page.name), filled]
    yield from found or [Paragraph(("Er is niets open.",))]
