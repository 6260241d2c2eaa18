"""Elke regel, parameter, instelling, toestand en voorwaarde noemt het artikel waar zij op berust.

Zonder artikel is niet na te gaan of het klopt, en kan een besluit er niet naar verwijzen.

Goed:

    artikel: Pw art. 19 lid 2

Fout:

    artikel: "?"
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.placeholders import is_placeholder
from regels.plan.finish import Built

CODE = "geen_artikel"
SECTIONS = ("parameters", "instellingen", "regels", "toestand", "voorwaarden", "opmerkingen", "afkeuren")
ADVICE = "Noem de wet of verordening en het artikel, zoals ‘Pw art. 19 lid 2’."


def find(built: Built) -> Iterator[Finding]:
    """Entries whose article is empty or a placeholder."""
    for section in SECTIONS:
        for item in built.source.items(section).values():
            norm = getattr(item.value, "open", None)
            for article in (item.value.artikel, norm.artikel if norm else None):
                if article is not None and is_placeholder(article):
                    yield Finding(
                        CODE, article.position, f"‘{item.name}’ noemt geen artikel: ‘{article}’.", ADVICE
                    )
