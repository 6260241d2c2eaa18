"""Figures as a ruleset writes them beside figures as a page shows them."""

import re
from datetime import date
from fractions import Fraction

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
DURATION = re.compile(r"(?:(\d+) jaar)?(?: en )?(?:(\d+) maand(?:en)?)?")
NUMBER = re.compile(r"([-−]?)(€ )?(\d[\d.]*)(,\d+)?(%?)(?: (?:\w+ )?(?:per )?\w+)?")


def dutch(iso: str) -> str:
    """``1 juli 2026``."""
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def same(written: str, shown: str) -> bool:
    """Whether a page shows what was written: a number may get its unit, an amount its cents."""
    if written == "onbekend":
        return shown == "niet gevonden"
    if written == shown or re.fullmatch(r"\d{4}-\d{2}-\d{2}", written):
        return written == shown or dutch(written) == shown
    if re.fullmatch(r"\d{4}-\d{2}", written):
        return f"1 {shown}" == dutch(f"{written}-01")
    return _months(written) == _months(shown) if "jaar" in written else _number(written) == _number(shown)


def _months(text: str) -> int:
    match = DURATION.fullmatch(text)
    assert match, text
    return int(match[1] or 0) * 12 + int(match[2] or 0)


def _number(text: str) -> tuple[str, Fraction]:
    """What kind of number it is and its value, exactly."""
    match = NUMBER.fullmatch(text)
    assert match, text
    sign, euro, whole, decimals, percent = match.groups()
    value = Fraction(f"{whole.replace('.', '')}{(decimals or '').replace(',', '.')}")
    return (euro or percent or ""), -value if sign else value
