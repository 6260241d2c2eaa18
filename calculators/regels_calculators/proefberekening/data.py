"""A proefberekening ready for JSON: amounts as text with a point, ratios as text such as ``1/4``."""

from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from regels_calculators.proefberekening.curve import Kromme
from regels_calculators.proefberekening.proef import Proef
from regels_calculators.proefberekening.work import Werk

COMPUTED = ("erbij", "deel")


def as_dict(found: Proef | Kromme) -> dict[str, Any]:
    """Everything, with the choices and what was not computed."""
    chosen = found.keuzes
    parts = {
        f.name: _plain(getattr(found, f.name)) for f in fields(found) if f.name not in ("werk", "keuzes")
    }
    missing = [
        *chosen.niet_berekend,
        *([chosen.geen_vakantiegeld] if found.werk.vakantiegeld is None else []),
    ]
    return {
        "werk": _work(found.werk),
        "keuzes": {
            "weken_per_maand": {"weken": str(chosen.weken), **_plain(chosen.weken_per_maand)},
            "afronding": _plain(chosen.afronding),
            "deel_van_de_maand": _plain(chosen.deel_van_de_maand),
        },
        "aannames": list(chosen.aannames),
        "niet_berekend": missing,
        **parts,
    }


def _work(werk: Werk) -> dict[str, Any]:
    cents = ("per_uur", "per_maand", "vakantiegeld")
    own = {f.name: getattr(werk, f.name) for f in fields(werk)}
    return {
        name: _plain(Decimal(value).scaleb(-2) if name in cents and value is not None else value)
        for name, value in own.items()
    }


def _plain(value: Any) -> Any:
    match value:
        case Decimal() | Fraction():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return [_plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        own = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        return own | {name: _plain(getattr(value, name)) for name in COMPUTED if hasattr(value, name)}
    return value
