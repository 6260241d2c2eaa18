"""Namen bestaan uit kleine letters, cijfers en liggende streepjes, en beginnen met een letter.

Een andere naam kan in een formule niet worden geschreven.

Goed:

    inkomen_per_maand: {…}

Fout:

    Inkomen-per-maand: {…}
"""

import re
from collections.abc import Iterator

from regels.bestand.model import SECTIONS
from regels.errors import Finding
from regels.lints.names import options
from regels.plan.finish import Built
from regels.plan.versions import unversioned

CODE = "naam_vorm"
FORM = re.compile(r"[a-z][a-z0-9_]*")
NAMED = tuple(section for section in SECTIONS if section != "bronnen")
ADVICE = "Gebruik kleine letters, cijfers en _, en begin met een letter."


def find(built: Built) -> Iterator[Finding]:
    """Names and options that a formula cannot hold."""
    for section in NAMED:
        for item in built.source.items(section).values():
            if unversioned(item.name) == item.name and not FORM.fullmatch(item.name):
                yield Finding(CODE, item.position, f"‘{item.name}’ is geen goede naam.", ADVICE)
    for option, _ in options(built):
        if not FORM.fullmatch(option):
            yield Finding(CODE, option.position, f"‘{option}’ is geen goede keuze.", ADVICE)
