"""Small mistakes in the words of a formula: what each word is easily mistaken for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from lark import Token, Tree

from regels_casebook.formulas import KINDS, parsed, tokens

COMPARISONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "=": "<>", "<>": "=", "≤": "<", "≥": ">", "≠": "="}
FUNCTIONS = {
    "MIN": "MAX", "MAX": "MIN", "EEN_PERSOON": "ALLE_PERSONEN", "ALLE_PERSONEN": "EEN_PERSOON",
    "EERSTE_DAG": "LAATSTE_DAG", "LAATSTE_DAG": "EERSTE_DAG",
}  # fmt: skip
FIXED = {
    "OR": "en", "PLUS": "-", "MINUS": "+", "TIMES": "/", "DIVIDE": "×", "YES": "nee", "NO": "ja",
    "APPLICABLE": "is niet van toepassing", "NOT_APPLICABLE": "is van toepassing",
    "PREVIOUS_MONTH": "vorige rij", "PREVIOUS_ROW": "vorige maand",
}  # fmt: skip
CONTEXT = 3
RANGES = {"BETWEEN": ("van", "tot"), "FROM": ("tussen", "en")}
TURNED_BY_A_WORD = (
    "compare", "negation", "conditional", "literal", "yes", "no", "applicable", "not_applicable",
)  # fmt: skip
"""Of these a slip in one word already says the opposite, or the next."""
UNARY_AFTER = ("LPAR", "SEMICOLON", "COMPARE", "PLUS", "MINUS", "TIMES", "DIVIDE", "THEN", "ELSE", "IF")


@dataclass(frozen=True, slots=True)
class Slip:
    """One mistake: what stands at ``start`` to ``end`` of a formula becomes ``new``."""

    start: int
    end: int
    new: str

    def apply(self, raw: str) -> str:
        """The formula with the mistake."""
        return raw[: self.start] + self.new + raw[self.end :]

    def shown(self, raw: str) -> str:
        """The mistake amid a few words: ``leeftijd [< wordt <=] 21``."""
        before = " ".join(raw[: self.start].split(" ")[-CONTEXT:])
        after = " ".join(raw[self.end :].split(" ")[:CONTEXT])
        old = raw[self.start : self.end]
        return " ".join(f"{before}[{old} wordt {self.new or 'niets'}]{after}".split())


def slips(raw: str, options: Mapping[str, str], truth: bool) -> Iterator[Slip]:
    """Every mistake in one formula. ``options``: for each option another; ``truth``: it says ja or nee."""
    words = tokens(raw)
    between = _bounds(words)
    for place, word in enumerate(words):
        new = _word(words, place, options, place in between)
        if new is not None and new != str(word):
            yield Slip(_start(word), _end(word), new)
    yield from _ranges(raw, words)
    yield from _negated(raw, truth)


def _word(words: tuple[Token, ...], place: int, options: Mapping[str, str], bound: bool) -> str | None:
    word = words[place]
    match word.type:
        case "COMPARE":
            return COMPARISONS[str(word)]
        case "AND":
            return None if bound else "of"
        case "MINUS" if not place or words[place - 1].type in UNARY_AFTER:
            return ""
        case "NOT":
            return ""
        case "FUNCTION":
            return FUNCTIONS.get(str(word))
        case "NAME":
            return options.get(str(word))
    if word.type in FIXED:
        return FIXED[word.type]
    return bumped(word.type, str(word))


def _bounds(words: tuple[Token, ...]) -> set[int]:
    """The places of ``en`` that belong to a ``tussen``: the first on its own level of brackets."""
    found, waiting, depth = set[int](), list[int](), 0
    for place, word in enumerate(words):
        depth += (word.type == "LPAR") - (word.type == "RPAR")
        if word.type == "BETWEEN":
            waiting.append(depth)
        elif word.type == "AND" and waiting and waiting[-1] == depth:
            waiting.pop()
            found.add(place)
    return found


def _ranges(raw: str, words: tuple[Token, ...]) -> Iterator[Slip]:
    """``tussen a en b`` as ``van a tot b`` and back: the last value in or out."""
    bounds = _bounds(words)
    for place, word in enumerate(words):
        if word.type not in RANGES:
            continue
        later = enumerate(words[place + 1 :], place + 1)
        closing = next((other for at, other in later if other.type == "UNTIL" or at in bounds), None)
        if closing is not None:
            (first, second), (begin, end) = RANGES[word.type], (_start(word), _end(closing))
            yield Slip(begin, end, f"{first}{raw[_end(word) : _start(closing)]}{second}")


def _negated(raw: str, truth: bool) -> Iterator[Slip]:
    """A condition turned around: of an ``als``, and of a whole formula that says ja or nee."""
    tree = parsed(raw)
    asked = [condition(one) for one in tree.iter_subtrees() if KINDS.get(str(one.data)) == "als"]
    for one in asked + ([tree] if truth else []):
        if str(one.data) not in TURNED_BY_A_WORD:
            start, end = one.meta.start_pos, one.meta.end_pos
            yield Slip(start, end, f"niet ({raw[start:end]})")


def condition(conditional: "Tree[Token]") -> "Tree[Token]":
    """What an ``als`` asks."""
    return next(one for one in conditional.children if isinstance(one, Tree))


def bumped(kind: str, written: str) -> str | None:
    """A value one step further: a cent, a percent, a month, a day, one; None when it is no value."""
    digits = written.replace("€", "").replace("%", "").replace(".", "").replace(",", ".").strip()
    match kind:
        case "AMOUNT":
            return f"€ {Decimal(digits) + Decimal('0.01'):.2f}".replace(".", ",")
        case "PERCENTAGE":
            return f"{Decimal(digits) + 1}%".replace(".", ",")
        case "NUMBER":
            return str(Decimal(digits) + 1).replace(".", ",")
        case "MONTHS":
            counts = [int(found) for found in re.findall(r"\d+", written)]
            years = counts.pop(0) * 12 if "jaar" in written else 0
            return f"{years + sum(counts) + 1} maanden"
        case "DAYS":
            return f"{int(written.split()[0]) + 1} dagen"
        case "DATE":
            return (date.fromisoformat(written) + timedelta(days=1)).isoformat()
        case "MONTH":
            year, month = map(int, written.split("-"))
            return f"{year + month // 12:04}-{month % 12 + 1:02}"
    return None


def _start(word: Token) -> int:
    return word.start_pos or 0


def _end(word: Token) -> int:
    return word.end_pos or 0
