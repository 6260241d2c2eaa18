"""Wat een inwoner te lezen krijgt is een hele zin, niet te lang, met een punt of vraagteken.

Het gaat om ``zo_niet`` van een voorwaarde, ``tekst`` van een opmerking of afkeuring en ``vraag`` van
een invoer. Een zin heeft hoogstens dertig woorden (taalniveau B1).

Goed:

    zo_niet: Het vermogen is hoger dan de grens.
    vraag: Hoeveel loon kreeg u netto?

Fout:

    zo_niet: vermogen te hoog
    vraag: Nettoloon
"""

import re
from collections.abc import Iterator

from regels.bestand.text import Text
from regels.errors import Finding
from regels.lints.placeholders import is_placeholder
from regels.plan.finish import Built

CODE = "voorwaarde_tekst"
MOST_WORDS = 30
SENTENCES = (("voorwaarden", "zo_niet"), ("opmerkingen", "tekst"), ("afkeuren", "tekst"))
SPLIT = re.compile(r"(?<=[.?!:;])\s+(?=[A-Z0-9€])")


def find(built: Built) -> Iterator[Finding]:
    """Texts for people that are no whole sentence, or too long a one."""
    for section, key in (*SENTENCES, ("invoer", "vraag")):
        for item in built.source.items(section).values():
            written = getattr(item.value, key)
            if written is not None:
                yield from _judge(item.name, key, written, "?" if key == "vraag" else ".")


def _judge(name: str, key: str, written: Text, end: str) -> Iterator[Finding]:
    if is_placeholder(written):
        yield _finding(
            written,
            f"`{key}:` van ‘{name}’ zegt niets.",
            "Schrijf in een hele zin wat dit voor iemand betekent.",
        )
        return
    if end not in written or not written.rstrip().endswith((end, ".")):
        mark = "is geen vraag met een vraagteken" if end == "?" else "eindigt niet op een punt"
        yield _finding(written, f"`{key}:` van ‘{name}’ {mark}.", "Maak er een hele zin van.")
    longest = max(len(sentence.split()) for sentence in SPLIT.split(written))
    if longest > MOST_WORDS:
        yield _finding(written, f"`{key}:` van ‘{name}’ heeft een zin van {longest} woorden.",
                       f"Maak zinnen van hoogstens {MOST_WORDS} woorden.")  # fmt: skip


def _finding(written: Text, message: str, advice: str) -> Finding:
    return Finding(CODE, written.position, message, advice)
