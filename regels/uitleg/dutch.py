"""Values in Dutch: ``€ 1.234,56``, ``12,5%``, ``1 juli 2026``. Exact or cut off; never rounded."""

from fractions import Fraction
from functools import lru_cache

from regels.evaluator.calendar import to_date
from regels.evaluator.values import NotApplicable, Plain, Value
from regels.plan.types import CALENDAR_YEAR, Kind, Type

UNKNOWN, NVT = "onbekend", "niet van toepassing"
MINUS = "−"
MOST_DECIMALS = 6
LONG = 120  # months from which a duration is said in years
MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
PLURALS = {"dag": "dagen", "maand": "maanden", "week": "weken", "persoon": "personen"}

Words = tuple[tuple[str, str], ...]


def show(value: Value, kind: Type, *, bare: bool = False, words: Words = ()) -> str:
    """A value of a type in Dutch; ``bare``: a number without its unit, as in a sum; ``words``: of options."""
    if value.known is None:
        return UNKNOWN
    return NVT if isinstance(value.known, NotApplicable) else plain(value.known, kind, bare=bare, words=words)


def plain(value: Plain, kind: Type, *, bare: bool = False, words: Words = ()) -> str:
    """A known value of a type in Dutch."""
    match kind.kind:
        case Kind.BOOL:
            return "ja" if value else "nee"
        case Kind.CHOICE:
            return choice(kind.options[int(value)], words)
        case Kind.MONEY:
            return money(value)
        case Kind.PERCENT:
            return f"{number(Fraction(value) * 100)}%"
        case Kind.DATE:
            return day(int(value))
        case Kind.MONTH:
            return month(int(value))
        case _ if kind.unit == CALENDAR_YEAR and value.denominator == 1 and value >= 1000:
            return str(int(value))
        case _:
            return number(value) if bare else measured(value, kind)


def money(value: Plain) -> str:
    """An amount with at least two decimals; below zero ``−€ 12,00``."""
    above = value.numerator
    return f"{MINUS if above < 0 else ''}€ {_number(abs(above), value.denominator, 2)}"


def number(value: Plain, least: int = 0) -> str:
    """A number with a decimal comma and points per thousand; cut off with … when it does not end."""
    above = value.numerator
    return (MINUS if above < 0 else "") + _number(abs(above), value.denominator, least)


@lru_cache(maxsize=10_000)
def _number(above: int, below: int, least: int) -> str:
    decimals = next((d for d in range(least, MOST_DECIMALS + 1) if 10**d % below == 0), None)
    shown = MOST_DECIMALS if decimals is None else decimals
    whole, rest = divmod(above * 10**shown // below, 10**shown)
    text = f"{whole:,}".replace(",", ".") + (f",{rest:0{shown}d}" if shown else "")
    return text + ("…" if decimals is None else "")


def measured(value: Plain, kind: Type) -> str:
    """A number with its unit: ``1 dag``, ``6 maanden``, ``67 jaar en 3 maanden``."""
    if kind.unit == (("maand", 1),) and value.denominator == 1 and abs(value.numerator) >= LONG:
        years, months = divmod(int(value), 12)
        return f"{years} jaar" + (f" en {_count(months, 'maand')}" if months else "")
    above = [name for name, power in kind.unit if power > 0]
    below = "".join(f" per {name}" for name, power in kind.unit if power < 0)
    return (_count(value, above[0]) if len(above) == 1 else number(value)) + below


def _count(value: Plain, unit: str) -> str:
    return f"{number(value)} {unit if value == 1 else PLURALS.get(unit, unit)}"


def day(days: int) -> str:
    """``1 juli 2026``."""
    date = to_date(days)
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def month(months: int) -> str:
    """``juli 2026``."""
    return f"{MONTHS[months % 12]} {1970 + months // 12}"


def choice(option: str, words: Words) -> str:
    """An option of a choice as people call it (``Plan.words``), or else its name as words."""
    return dict(words).get(option) or spaced(option)


def spaced(name: str) -> str:
    """A name as words."""
    return name.replace("_", " ")


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def small(text: str) -> str:
    """The text with a small first letter, unless it starts with an abbreviation such as AOW."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def listed(parts: list[str], word: str = "en") -> str:
    """``a, b en c``."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"
