"""Where rulesets live: `landelijk`, `gemeenten/<naam>`, or a directory of one's own."""

from pathlib import Path

from regels.bestand.source import Layer
from regels.errors import RegelsError, nearest

PARAMETERS = "parameters"
NATIONAL = "landelijk"


class UnknownRuleset(RegelsError):
    """There is no ruleset or regeling of that name; the message lists what there is."""


def regelingen(root: Path, layer: str = NATIONAL) -> list[str]:
    """The names of the regelingen of a layer."""
    directory = root / layer
    return sorted(path.name for path in directory.iterdir() if path.is_dir() and path.name != PARAMETERS)


def municipalities(root: Path) -> list[str]:
    """The names of the municipal overlays."""
    directory = root / "gemeenten"
    return sorted(path.name for path in directory.iterdir() if path.is_dir()) if directory.is_dir() else []


def layers(root: Path, name: str, regeling: str) -> list[Layer]:
    """The layers that make up a regeling under a name, the national one first.

    ``name``: ``landelijk``, a municipality, or the path of a directory laid out like
    ``rulesets/landelijk`` (its own ``parameters/`` and regelingen). Raises UnknownRuleset.
    """
    if Path(name).is_dir() and name not in (NATIONAL, *municipalities(root)):
        return [_base(Path(name), Path(name).name, regeling)]
    base = _base(root / NATIONAL, NATIONAL, regeling)
    if name == NATIONAL:
        return [base]
    if name not in municipalities(root):
        raise unknown(root, name)
    return [base, Layer(name, _of_municipality(root / "gemeenten" / name, regeling))]


def _of_municipality(directory: Path, regeling: str) -> tuple[Path, ...]:
    """``<regeling>.yaml`` and ``<regeling>.<onderwerp>.yaml``; one name may be the beginning of another."""
    return tuple(path for path in sorted(directory.glob("*.yaml")) if path.name.split(".")[0] == regeling)


def unknown(root: Path, name: str) -> UnknownRuleset:
    """The error for a name that is no ruleset."""
    known = [NATIONAL, *municipalities(root)]
    message = f"Er is geen regelset ‘{name}’. Bekend: {', '.join(known)}. {nearest(name, known)}"
    return UnknownRuleset(message.strip())


def _base(directory: Path, name: str, regeling: str) -> Layer:
    own = directory / regeling
    if not own.is_dir():
        known = sorted(path.name for path in directory.iterdir() if path.is_dir() and path.name != PARAMETERS)
        message = f"Er is geen regeling ‘{regeling}’ in {name}. Bekend: {', '.join(known)}."
        raise UnknownRuleset(f"{message} {nearest(regeling, known)}".strip())
    return Layer(name, (*sorted((directory / PARAMETERS).glob("*.yaml")), *sorted(own.glob("*.yaml"))))
