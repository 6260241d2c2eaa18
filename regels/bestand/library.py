"""Where rulesets live: `landelijk`, `gemeenten/<naam>`, `voorstellen/<naam>`, or files of one's own."""

from collections.abc import Iterator
from pathlib import Path

from regels.bestand.source import Layer
from regels.bestand.yaml_reader import read_yaml
from regels.errors import LanguageError, RegelsError, nearest

PARAMETERS = "parameters"
NATIONAL = "landelijk"
MUNICIPAL, PROPOSED = "gemeenten", "voorstellen"
PLUS = "+"


class UnknownRuleset(RegelsError):
    """There is no ruleset or regeling of that name; the message lists what there is."""


def regelingen(root: Path, layer: str = NATIONAL) -> list[str]:
    """The names of the regelingen of a layer."""
    return _directories(root / layer, PARAMETERS)


def regelingen_of(root: Path, name: str) -> list[str]:
    """The names of the regelingen under a name as ``layers`` takes it."""
    base = Path(name if Path(name).exists() else name.split(PLUS)[0])
    own = str(base) not in (NATIONAL, *municipalities(root), *proposals(root)) and is_base(base)
    return regelingen(base.parent, base.name) if own else regelingen(root)


def municipalities(root: Path) -> list[str]:
    """The names of the municipal overlays."""
    return _directories(root / MUNICIPAL)


def proposals(root: Path) -> list[str]:
    """The names of the proposals: overlays with a date, not (yet) in force."""
    return _directories(root / PROPOSED)


def _directories(directory: Path, without: str = "") -> list[str]:
    found = directory.iterdir() if directory.is_dir() else []
    return sorted(path.name for path in found if path.is_dir() and path.name != without)


def layers(root: Path, name: str, regeling: str) -> list[Layer]:
    """The layers that make up a regeling under a name, the lowest first.

    ``name``: ``landelijk``, a municipality, a proposal, or some of these joined by ``+``
    (``enschede+participatiewet-in-balans-2027``); each brings what it lies on. In place of a name the
    path of an overlay (a file, or a directory with files named after their regeling), or, alone or first,
    of a directory laid out like ``rulesets/landelijk`` (its own ``parameters/`` and regelingen).
    Raises UnknownRuleset.
    """
    parts = name.split(PLUS) if not Path(name).exists() else [name]
    found: dict[str, Layer] = {}
    for part in parts:
        for layer in _with_beneath(root, part, regeling, bool(found), ()):
            found.setdefault(layer.name, layer)
    return list(found.values())


def overlay_files(root: Path, part: str) -> list[Path]:
    """The files of an overlay by its name or path, of all regelingen. Raises UnknownRuleset."""
    for known, directory in ((municipalities(root), MUNICIPAL), (proposals(root), PROPOSED)):
        if part in known:
            return sorted((root / directory / part).glob("*.yaml"))
    path = Path(part)
    if path.is_file() and path.suffix == ".yaml":
        return [path]
    if path.is_dir():
        return sorted(path.glob("*.yaml"))
    raise unknown(root, part)


def unknown(root: Path, name: str) -> UnknownRuleset:
    """The error for a name that is no ruleset."""
    known = [NATIONAL, *municipalities(root), *proposals(root)]
    message = f"Er is geen regelset ‘{name}’. Bekend: {', '.join(known)}. {nearest(name, known)}"
    return UnknownRuleset(message.strip())


def _with_beneath(
    root: Path, part: str, regeling: str, based: bool, above: tuple[str, ...]
) -> Iterator[Layer]:
    """The layer of a part after those it lies on; ``based``: something lies beneath already."""
    if part == NATIONAL:
        yield _base(root / NATIONAL, NATIONAL, regeling)
        return
    if not based and part not in (*municipalities(root), *proposals(root)) and is_base(Path(part)):
        yield _base(Path(part), Path(part).name, regeling)
        return
    if part in above:
        raise UnknownRuleset(f"Deze lagen liggen op elkaar: {' op '.join((*above, part))}.")
    files = overlay_files(root, part)
    beneath = _lies_on(files) or NATIONAL
    if not (based and beneath not in (NATIONAL, *municipalities(root), *proposals(root))):
        yield from _with_beneath(root, beneath, regeling, based, (*above, part))
    alone = Path(part).is_file()
    own = tuple(path for path in files if alone or path.name.split(".")[0] == regeling)
    yield Layer(Path(part).stem, own)


def _lies_on(files: list[Path]) -> str:
    """What the first file that says so lies on."""
    for path in files:
        try:
            data = read_yaml(path, path.name).data
        except LanguageError:
            continue  # reported with its place when the layers are put together
        if isinstance(data, dict) and data.get("overlay_op"):
            return str(data["overlay_op"])
    return ""


def is_base(directory: Path) -> bool:
    """Whether a directory holds regelingen of its own, rather than files that lie on others."""
    return directory.is_dir() and not any(directory.glob("*.yaml"))


def _base(directory: Path, name: str, regeling: str) -> Layer:
    own = directory / regeling
    if not own.is_dir():
        known = _directories(directory, PARAMETERS)
        message = f"Er is geen regeling ‘{regeling}’ in {name}. Bekend: {', '.join(known)}."
        raise UnknownRuleset(f"{message} {nearest(regeling, known)}".strip())
    return Layer(name, (*sorted((directory / PARAMETERS).glob("*.yaml")), *sorted(own.glob("*.yaml"))))
