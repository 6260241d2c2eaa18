"""A page about a regeling, generated from its ruleset: what, who, how much, why, and what is open.

``page`` gives it as data; ``regels.pagina.write`` makes Markdown or HTML of it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regels.pagina.model import Page

__all__ = ["overlays", "page", "pages"]


def page(name: str = "landelijk", regeling: str = "inkomstenverrekening") -> "Page":
    """The page of a regeling, checked as ``regels.load`` does and with the same errors.

    ``name``: ``landelijk``, a municipality, or the path of a directory laid out like ``rulesets/landelijk``.
    """
    from regels.bestand.library import layers
    from regels.bestand.source import assemble
    from regels.data import rulesets
    from regels.lints import sound
    from regels.pagina.collect import collect
    from regels.plan.finish import build

    root = rulesets()
    built = build(assemble(layers(root, name, regeling), root))
    return collect(built.source, sound(built))


def pages(name: str = "landelijk") -> "list[Page]":
    """The pages of all regelingen of a ruleset, by name. Raises as ``page`` does."""
    from regels.bestand.library import regelingen_of
    from regels.data import rulesets

    return [page(name, regeling) for regeling in regelingen_of(rulesets(), name)]


def overlays() -> "list[Page]":
    """The pages of the regelingen that a municipality fills in, by municipality. Raises as ``page`` does."""
    from regels.bestand.library import layers, municipalities, regelingen
    from regels.data import rulesets

    root = rulesets()
    return [
        page(name, regeling)
        for name in municipalities(root)
        for regeling in regelingen(root)
        if layers(root, name, regeling)[-1].files
    ]
