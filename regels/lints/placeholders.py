"""Texts that stand for a text that is still to be written."""

WORDS = {
    "",
    "?",
    "??",
    "???",
    "-",
    "--",
    "todo",
    "tbd",
    "xxx",
    "x",
    "…",
    "...",
    "nog invullen",
    "onbekend",
    "n.v.t.",
}


def is_placeholder(text: str) -> bool:
    """Whether nothing was really filled in."""
    return text.strip().casefold().rstrip(".:") in WORDS or text.strip().casefold().startswith("todo")
