"""The page of a regeling as a document: its parts in reading order."""

from regels.pagina.amounts import choices, figures, layers, roundings, sources
from regels.pagina.blocks import Document
from regels.pagina.model import Page
from regels.pagina.tables import anchor
from regels.pagina.who import about, conditions, inputs, outcomes
from regels.pagina.workings import articles, opened, rules, states

PARTS = (
    about, conditions, inputs, outcomes, figures, choices, roundings, rules, states, opened, layers, sources,
    articles,
)  # fmt: skip


def document(page: Page) -> Document:
    """Everything the page says."""
    return Document(page.title, tuple(block for part in PARTS for block in part(page)), _names(page))


def _names(page: Page) -> dict[str, str]:
    """What a name in a formula leads to; every column of an input leads to that input."""
    found = {one.name: anchor(one.name, "afronding") for one in page.roundings}
    for entries in (page.parameters, page.settings, page.rules, page.states):
        found |= {one.name: anchor(one.name) for one in entries}
    for one in page.inputs:
        found |= dict.fromkeys((one.name, *one.columns), anchor(one.name))
    return found
