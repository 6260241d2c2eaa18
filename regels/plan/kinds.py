"""From the words after ``soort:`` and ``eenheid:`` to a type, and a type back to those words."""

from regels.errors import Finding, LanguageError, Position, nearest
from regels.plan.types import Kind, Type, Unit

NVT_SUFFIX = " of n.v.t."
DURATION = "duur"
PLURALS = {
    "uren": "uur",
    "dagen": "dag",
    "maanden": "maand",
    "jaren": "jaar",
    "personen": "persoon",
    "weken": "week",
}
UNITS = ("maand", "uur", "dag", "week", "jaar", "kalenderjaar", "persoon")


def refuse(position: Position, message: str, advice: str = "", code: str = "soort") -> LanguageError:
    """The error for a type that does not fit."""
    return LanguageError(Finding(code, position, message, advice))


def parse_kind(text: str, unit: str | None, options: tuple[str, ...], position: Position) -> Type:
    """The type of e.g. ``bedrag per maand``, ``getal`` with ``uur per week``, or ``datum of n.v.t.``.

    A ``duur`` is a number of months. There are no bounds yet. Raises LanguageError.
    """
    nvt = text.endswith(NVT_SUFFIX)
    word, *per = text.removesuffix(NVT_SUFFIX).split()
    if word == DURATION:
        return Type(Kind.NUMBER, (("maand", 1),), nvt=nvt)
    kinds = {kind.value: kind for kind in Kind}
    kind = kinds.get(word)
    if kind is None or (per and kind is not Kind.MONEY):
        words = [*kinds, DURATION]
        advice = nearest(word, words) or f"Kies uit: {', '.join(words)}."
        raise refuse(position, f"‘{text}’ is geen soort.", advice)
    if (kind is Kind.CHOICE) != bool(options):
        raise refuse(position, "Een keuze heeft `opties:` en een andere soort niet.")
    if kind is Kind.BOOL:
        return Type(kind, nvt=nvt, high=1)
    if kind is Kind.CHOICE:
        return Type(kind, options=options, nvt=nvt, high=len(options) - 1)
    units = parse_unit(" ".join(per), position) if per else parse_unit(unit or "", position)
    return Type(kind, units, nvt=nvt, scale=2 if kind is Kind.MONEY else 0)


def parse_unit(text: str, position: Position) -> Unit:
    """``uur per week`` is ``(("uur", 1), ("week", -1))``."""
    exponents: dict[str, int] = {}
    sign = 1
    for word in text.split():
        if word == "per":
            sign = -1
            continue
        name = PLURALS.get(word, word)
        if name not in UNITS:
            advice = nearest(name, UNITS) or f"Kies uit: {', '.join(UNITS)}."
            raise refuse(position, f"‘{word}’ is geen eenheid.", advice, "eenheid")
        exponents[name] = exponents.get(name, 0) + sign
    return normal(exponents)


def normal(exponents: dict[str, int]) -> Unit:
    """Sorted, without zero exponents."""
    return tuple(sorted((name, power) for name, power in exponents.items() if power))


def combine(left: Unit, right: Unit, sign: int) -> Unit:
    """The unit of a product (sign 1) or quotient (sign -1)."""
    exponents = dict(left)
    for name, power in right:
        exponents[name] = exponents.get(name, 0) + sign * power
    return normal(exponents)


def unit_text(unit: Unit) -> str:
    """``uur per week``; empty for a bare value."""
    above = " ".join(name for name, power in unit for _ in range(power) if power > 0)
    below = " ".join(f"per {name}" for name, power in unit for _ in range(-power) if power < 0)
    return f"{above} {below}".strip()


def type_text(kind: Type) -> str:
    """A type in the words of a policy officer."""
    unit = unit_text(kind.unit)
    options = f" ({', '.join(kind.options)})" if kind.options else ""
    return f"{kind.kind.value}{' ' + unit if unit else ''}{options}{NVT_SUFFIX if kind.nvt else ''}"
