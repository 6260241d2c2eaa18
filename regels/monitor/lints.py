"""What is judged of a whole set: limits of durable-rules, texts for people, and what nothing reads."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from regels.bestand.source import Item
from regels.bestand.text import Text
from regels.errors import Finding, Position
from regels.lints.beschermd_kenmerk import trait_in
from regels.lints.placeholders import is_placeholder
from regels.monitor.format import Signal
from regels.monitor.model import KindSpec, Op, SignalSpec
from regels.monitor.read import Written

MOST_RULES, MOST_CONDITIONS = 200, 12
MOST_RANGES, MOST_PROPERTIES = 60, 240
"""Of one kind of event: comparisons by size, and signals that look at it."""
MOST_WORDS = 25
"""Of one sentence of a question (B1)."""
SENTENCE = re.compile(r"(?<=[.?!:;])\s+(?=[A-Z0-9€])")
RANGES = (Op.LT, Op.LE, Op.GT, Op.GE)
DIVIDE = "Verdeel de signalen over mappen."
UNLAWFUL = "Een signaal maakt hier geen onderscheid naar (Grondwet art. 1); haal het weg."
UNREAD = "Haal het weg, of gebruik het."


def limits(
    specs: Sequence[SignalSpec], kinds: Sequence[KindSpec], positions: Mapping[str, Position]
) -> Iterator[Finding]:
    """More than the safe profile of durable-rules can hold."""
    rules = 0
    sizes: Counter[int] = Counter()
    seen: Counter[int] = Counter()
    for spec in specs:
        rules += 1 + spec.has_doubt
        sizes.update(spec.kinds[alias] for alias, part in spec.comparisons if part.op in RANGES)
        seen.update(spec.kinds)
        told = [
            _over(counter, spec, most) for counter, most in ((sizes, MOST_RANGES), (seen, MOST_PROPERTIES))
        ]
        count = len(spec.comparisons) + len(spec.joins) + len(spec.relations) + len(spec.windows) + 1
        if count > MOST_CONDITIONS:
            message = f"Dit signaal heeft {count} voorwaarden; het kunnen er {MOST_CONDITIONS} zijn."
            yield Finding("te_veel", positions[spec.name], message, "Maak er twee signalen van.")
        if rules > MOST_RULES:
            message = f"Met dit signaal zijn het {rules} regels; er kunnen er {MOST_RULES} zijn."
            yield Finding("te_veel", positions[spec.name], message, DIVIDE)
            return
        for kind in {kind for kind in told if kind is not None}:
            message = f"Te veel signalen en vergelijkingen gaan over ‘{kinds[kind].name}’."
            yield Finding("te_veel", positions[spec.name], message, DIVIDE)
            return


def _over(counter: Counter[int], spec: SignalSpec, most: int) -> int | None:
    return next((kind for kind in spec.kinds if counter[kind] > most), None)


def named(item: Item[Signal]) -> Iterator[Finding]:
    """A signal without an article or a source."""
    article, source = item.value.artikel, item.value.bron
    if is_placeholder(article):
        message = f"‘{item.name}’ noemt geen artikel."
        yield Finding("geen_artikel", article.position, message, "Noem de wet en het artikel.")
    if not str(source).startswith("https://") or " " in source:
        message = f"De bron van ‘{item.name}’ is geen adres: ‘{source}’."
        yield Finding("geen_bron", source.position, message, "Geef een adres dat met https:// begint.")


def texts(written: Written) -> Iterator[Finding]:
    """Questions that are none or too long, and words about a protected characteristic."""
    for item in written.items("signalen").values():
        yield from _question(item.name, item.value.vraag)
        yield from _traits(item, item.value.titel, item.value.vraag)
    for section in ("velden", "gebeurtenissen", "cijfers", "instellingen"):
        for item in written.items(section).values():
            yield from _traits(item, item.value.titel, *(getattr(item.value, "opties", None) or ()))


def _question(name: str, text: Text) -> Iterator[Finding]:
    if "?" not in text or not text.rstrip().endswith(("?", ".")) or is_placeholder(text):
        message = f"`vraag:` van ‘{name}’ is geen vraag."
        yield Finding("vraag", text.position, message, "Schrijf hele zinnen met een vraagteken.")
    longest = max(len(sentence.split()) for sentence in SENTENCE.split(text))
    if longest > MOST_WORDS:
        message = f"`vraag:` van ‘{name}’ heeft een zin van {longest} woorden."
        yield Finding("vraag", text.position, message, f"Maak zinnen van hoogstens {MOST_WORDS} woorden.")


def _traits(item: Item[Any], *texts: Text) -> Iterator[Finding]:
    for text, position in [(item.name, item.position), *((text, text.position) for text in texts)]:
        found = trait_in(text)
        if found:
            message = f"‘{item.name}’ gaat over {found[1]}: ‘{found[0]}’."
            yield Finding("beschermd_kenmerk", position, message, UNLAWFUL)
            return


def unread(written: Written, kinds: Sequence[KindSpec], used: set[str], read: set[str]) -> Iterator[Finding]:
    """Fields, kinds, figures and sources that lead to nothing. ``used``: kinds; ``read``: figures."""
    fields = {name for kind in kinds for name in kind.fields}
    sources = {str(v.bron) for item in written.items("cijfers").values() for v in item.value.waarden}
    for section, known, what in (
        ("velden", fields, "Geen gebeurtenis heeft het veld"),
        ("gebeurtenissen", used, "Geen signaal leest de soort"),
        ("cijfers", read, "Geen signaal leest het cijfer"),
        ("instellingen", read, "Geen signaal leest de instelling"),
        ("bronnen", sources, "Geen cijfer noemt de bron"),
    ):
        for name, item in written.items(section).items():
            if name not in known:
                yield Finding("ongelezen", item.position, f"{what} ‘{name}’.", UNREAD)
    for item in written.items("cijfers_uit").values():
        for name in item.value:
            if str(name) not in read:
                yield Finding("ongelezen", name.position, f"Geen signaal leest het cijfer ‘{name}’.", UNREAD)
