"""The choices of ``beleid.yaml``, checked: every one has its ground, article and source."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regels.bestand.yaml_reader import read_yaml
from regels.errors import RegelsError, nearest

FILE = Path(__file__).with_name("beleid.yaml")
WAGES = ("bekend", "geen", "schatting")
MISSING = ("laatst_bekend", "geen")
DIFFERENCES = ("voorstel", "vorige_maand", "alle")


class BadPolicy(RegelsError):
    """The file with choices misses something, or names a choice that does not exist."""


class UnknownMethod(RegelsError):
    """There is no method of that name; the message lists those there are."""


@dataclass(frozen=True, slots=True)
class Method:
    """A way to settle wages. ``known``, ``pays``, ``follows``: what it knows, pays, and what comes later."""

    name: str
    title: str
    ground: str
    article: str
    source: str
    wages: str
    missing: str
    differences: str
    known: str
    pays: str
    follows: str


@dataclass(frozen=True, slots=True)
class Reserve:
    """When the holiday pay inside the benefit is paid: in ``month`` over the ``over`` months before it."""

    month: int
    over: int
    after_end: int
    article: str


@dataclass(frozen=True, slots=True)
class Policy:
    """All choices. ``default``: the method when none is asked for."""

    methods: Mapping[str, Method]
    default: str
    reserve: Reserve
    wage_article: str

    def method(self, name: str | None = None) -> Method:
        """The method of that name, or the default. Raises UnknownMethod."""
        name = name or self.default
        if name not in self.methods:
            raise UnknownMethod(
                f"De werkwijze ‘{name}’ bestaat niet. {nearest(name, self.methods)} "
                f"Kies uit: {', '.join(self.methods)}."
            )
        return self.methods[name]


def read_policy(file: Path = FILE) -> Policy:
    """The choices of a file with the layout of ``beleid.yaml``. Raises BadPolicy."""
    data = read_yaml(file, file.name).data
    methods = {str(name): _method(str(name), entry) for name, entry in data["werkwijzen"].items()}
    found = data["vakantietoeslag_bijstand"]
    _grounded("vakantietoeslag_bijstand", found)
    _grounded("vakantietoeslag_loon", data["vakantietoeslag_loon"])
    _one_of("vakantietoeslag_loon", data["vakantietoeslag_loon"], "telt_tot", ("maand_van_uitbetaling",))
    _one_of("vakantietoeslag_loon", data["vakantietoeslag_loon"], "verdeling", ("naar_rato",))
    reserve = Reserve(
        int(found["maand"]), int(found["over_maanden"]), int(found["na_einde_maanden"]), str(found["artikel"])
    )
    default = str(data["standaard"])
    if default not in methods:
        raise BadPolicy(f"{file.name}: de standaard ‘{default}’ is geen werkwijze.")
    return Policy(methods, default, reserve, str(data["vakantietoeslag_loon"]["artikel"]))


def _method(name: str, entry: Any) -> Method:
    _grounded(name, entry)
    return Method(
        name=name,
        title=_text(name, entry, "titel"),
        ground=_text(name, entry, "grond"),
        article=_text(name, entry, "artikel"),
        source=_text(name, entry, "bron"),
        wages=_one_of(name, entry, "loon", WAGES),
        missing=_one_of(name, entry, "ontbreekt", MISSING),
        differences=_one_of(name, entry, "verschillen", DIFFERENCES),
        known=_text(name, entry, "weet"),
        pays=_text(name, entry, "betaalt"),
        follows=_text(name, entry, "volgt"),
    )


def _grounded(name: str, entry: Any) -> None:
    for key in ("grond", "artikel", "bron"):
        _text(name, entry, key)
    if not str(entry["bron"]).startswith("https://"):
        raise BadPolicy(f"{FILE.name}: de bron van ‘{name}’ is geen https-adres.")


def _text(name: str, entry: Any, key: str) -> str:
    if not str(entry.get(key, "")).strip():
        raise BadPolicy(f"{FILE.name}: bij ‘{name}’ ontbreekt ‘{key}’.")
    return str(entry[key])


def _one_of(name: str, entry: Any, key: str, options: tuple[str, ...]) -> str:
    found = _text(name, entry, key)
    if found not in options:
        raise BadPolicy(f"{FILE.name}: bij ‘{name}’ is ‘{key}’ ‘{found}’. Kies uit: {', '.join(options)}.")
    return found
