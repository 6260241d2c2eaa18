"""Participatiewet in balans: the ruleset, cases on it, and the same with other settings."""

from functools import cache
from pathlib import Path
from typing import Any

from regels import Decision, load
from regels.ruleset import Ruleset

NAME = "participatiewet-in-balans-2027"
CASE: dict[str, Any] = {
    "maand": "2027-01",
    "leefvorm": "alleenstaande",
    "geboortedatum": "1985-03-14",
    "vermogen": 0,
    "ten_laste_komende_kinderen": 0,
    "kostendelende_medebewoners": 0,
    "inkomen_arbeid": 1000,
    "inkomen_overig": 0,
    "bijdrage_arbeidsinschakeling": True,
    "medisch_urenbeperkt": False,
    "urenuitbreiding_mogelijk": False,
    "volledige_zorg": True,
}
COUPLE: dict[str, Any] = {
    "leefvorm": "gehuwden",
    "geboortedatum_partner": "1986-01-01",
    "inkomen_arbeid_partner": 0,
    "inkomen_overig_partner": 0,
    "bijdrage_arbeidsinschakeling_partner": True,
    "medisch_urenbeperkt_partner": False,
    "urenuitbreiding_mogelijk_partner": False,
}
AOW: dict[str, Any] = {"geboortedatum": "1950-01-01"}


@cache
def balans() -> Ruleset:
    """The proposal as it is shipped."""
    return load(NAME)


@cache
def landelijk() -> Ruleset:
    """The law as it is."""
    return load()


def month(place: int, year: int = 2027) -> str:
    """The month so many months after January of a year."""
    return f"{year + place // 12}-{place % 12 + 1:02}"


def answers(rows: list[dict[str, Any]], ruleset: Ruleset | None = None) -> list[Decision]:
    """The months of a dossier; of another ruleset than the shipped one without compiling it."""
    return balans().evaluate_history(rows) if ruleset is None else ruleset.interpret(rows)


def history(count: int, start: int = 0, ruleset: Ruleset | None = None, **facts: Any) -> list[Decision]:
    """So many months in a row, from a month counted from January 2027."""
    return answers([CASE | facts | {"maand": month(start + place)} for place in range(count)], ruleset)


def one(ruleset: Ruleset | None = None, **facts: Any) -> Decision:
    """One month."""
    return answers([CASE | facts], ruleset)[0]


def grounds(decisions: list[Decision]) -> list[str]:
    """The ground of the applicant in each month."""
    return [str(decision["vrijlating_grond"]) for decision in decisions]


def with_settings(directory: Path, **settings: str) -> Ruleset:
    """The proposal with other settings from 2027, by an overlay as anyone could write it."""
    lines = "".join(
        f"    {name}: [{{van: 2027-01-01, waarde: {value}, bron: proef}}]\n"
        for name, value in settings.items()
    )
    path = directory / "keuze.yaml"
    path.write_text(
        f"regeling: inkomstenverrekening\noverlay_op: {NAME}\ndoor: wetgever\n"
        f'bronnen: {{proef: "https://example.org/"}}\nwijzigt:\n  cijfers:\n{lines}',
        encoding="utf-8",
    )
    return load(f"{NAME}+{path}")
