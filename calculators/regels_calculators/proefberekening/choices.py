"""The choices and texts of ``keuzes.yaml``: weeks of a month, what is not computed, how events read."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from regels.bestand.yaml_reader import read_yaml
from regels.errors import RegelsError, nearest

FILE = Path(__file__).with_name("keuzes.yaml")


class OnbekendeKeuze(RegelsError):
    """There is no such choice; the message lists what there is."""


@dataclass(frozen=True, slots=True)
class Keuze:
    """What was chosen where no law says it, and on what ground. ``bron``: an address, or empty."""

    tekst: str
    grond: str
    bron: str = ""


@dataclass(frozen=True, slots=True)
class Gebeurtenistekst:
    """What to say when a rule of the regeling becomes ja or nee; ``alleen_bij``: for these leefvormen."""

    regel: str
    ja: str
    nee: str
    alleen_bij: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grondtekst:
    """What a vrijlating is called, what to say when it begins or ends, and which rule has its article."""

    naam: str
    regel: str
    begint: str
    stopt: str


@dataclass(frozen=True, slots=True)
class Keuzes:
    """Everything of the file, with one choice made. ``weken``: how many weeks a month counts."""

    weken: Fraction
    weken_per_maand: Keuze
    afronding: Keuze
    deel_van_de_maand: Keuze
    aannames: tuple[str, ...]
    als_niet_opgegeven: Mapping[str, str]
    niet_berekend: tuple[str, ...]
    geen_vakantiegeld: str
    bruto: str
    cijfers_niet_bekend: str
    voorstel: str
    gronden: Mapping[str, Grondtekst]
    gebeurtenissen: tuple[Gebeurtenistekst, ...]


@cache
def keuzes(weken: str = "", file: Path = FILE) -> Keuzes:
    """The choices of the file; ``weken``: another option of ``weken_per_maand`` than the usual one.

    Raises OnbekendeKeuze.
    """
    data = read_yaml(file, file.name).data
    options = data["weken_per_maand"]["opties"]
    chosen = weken or str(data["weken_per_maand"]["gewoon"])
    if chosen not in options:
        raise OnbekendeKeuze(
            f"Er is geen keuze ‘{chosen}’ voor weken per maand. Bekend: {', '.join(options)}. "
            f"{nearest(chosen, list(options))}".strip()
        )
    return Keuzes(
        weken=Fraction(str(options[chosen]["weken"])),
        weken_per_maand=_choice(options[chosen]),
        afronding=_choice(data["afronding"]),
        deel_van_de_maand=_choice(data["deel_van_de_maand"]),
        aannames=tuple(map(str, data["aannames"])),
        als_niet_opgegeven=MappingProxyType({n: str(t) for n, t in data["als_niet_opgegeven"].items()}),
        niet_berekend=tuple(map(str, data["niet_berekend"])),
        geen_vakantiegeld=str(data["geen_vakantiegeld"]),
        bruto=str(data["bruto"]),
        cijfers_niet_bekend=str(data["cijfers_niet_bekend"]),
        voorstel=str(data["voorstel"]),
        gronden=MappingProxyType({n: _ground(n, ground) for n, ground in data["gronden"].items()}),
        gebeurtenissen=tuple(_event(name, event) for name, event in data["gebeurtenissen"].items()),
    )


def _choice(data: Mapping[str, Any]) -> Keuze:
    return Keuze(str(data["tekst"]), str(data["grond"]), str(data.get("bron", "")))


def _ground(name: str, data: Mapping[str, Any]) -> Grondtekst:
    return Grondtekst(
        str(data.get("naam", name)), str(data["regel"]), str(data["begint"]), str(data["stopt"])
    )


def _event(name: str, data: Mapping[str, Any]) -> Gebeurtenistekst:
    only = tuple(map(str, data.get("alleen_bij", ())))
    return Gebeurtenistekst(name, str(data.get("ja", "")), str(data.get("nee", "")), only)
