"""Jobs for the tests of loonkostenvoordeel, and what the regeling says of them."""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from regels.data import rulesets
from regels.decision import Decision
from regels.ruleset import Ruleset, load

WET = load("landelijk", "loonkostenvoordeel")
START = date(2024, 3, 15)
CATEGORIES = ("oudere", "arbeidsgehandicapt", "banenafspraak", "herplaatsen")
GROUP = {
    "oudere": "uitkering_voor_aanvang",
    "arbeidsgehandicapt": "arbeidsgehandicapt_bij_aanvang",
    "banenafspraak": "doelgroep_bij_aanvang",
    "herplaatsen": "herplaatsen_doelgroep",
}

Case = dict[str, Any]


def job(
    year: int, *categories: str, start: date = START, born: str = "1960-01-01", hours: int = 1500
) -> Case:
    """A job of which every condition of the categories is met."""
    case: Case = {
        "kalenderjaar": year, "geboortedatum": born, "aanvang": start, "soort_dienstverband": "gewoon",
        "eerder_in_dienst": False,
    }  # fmt: skip
    for name in categories:
        case |= {
            f"gevraagd_{name}": True, GROUP[name]: True, f"verklaring_{name}": True,
            f"verklaring_{name}_gevraagd": start, f"uren_{name}": hours,
        }  # fmt: skip
    if "herplaatsen" in categories:
        case["begin_herplaatsing"] = start
    return case


def low_wage(year: int, wage: str, hours: int = 1500, born: str = "1990-01-01") -> Case:
    """Nobody asked for anything: only LIV and jeugd-LIV, which come by themselves."""
    return {"kalenderjaar": year, "geboortedatum": born, "uren_jaar": hours, "jaarloon": wage}


def decide(case: Case, **changes: Any) -> Decision:
    return WET.evaluate(case | changes)


def amount(decision: Decision, name: str) -> Decimal:
    found = decision[name]
    assert isinstance(found, Decimal)
    return found


def chosen_otherwise(directory: Path, old: str, new: str) -> Ruleset:
    """The regeling with another choice for one of its settings."""
    copy = Path(shutil.copytree(rulesets() / "landelijk", directory / "eigen"))
    file = copy / "loonkostenvoordeel" / "regeling.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    return load(str(copy), "loonkostenvoordeel")


def total(case: Case, **changes: Any) -> Decimal:
    return amount(decide(case, **changes), "totaal")


def reasons(case: Case, **changes: Any) -> list[str]:
    decision = decide(case, **changes)
    assert decision.status == "geen_recht"
    return decision.reasons
