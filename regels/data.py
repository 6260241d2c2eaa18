"""Where the rulesets and the casebook are, in a checkout and in an installed wheel alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def rulesets() -> Path:
    """The directory that holds ``landelijk/`` and the overlays; it exists."""
    return _find("rulesets")


def casebook() -> Path:
    """The directory that holds the cases; it exists."""
    return _find("casebook")


def _find(name: str) -> Path:
    """A wheel carries the data in ``regels/_data``; a checkout has it beside the package."""
    for directory in (_PACKAGE / "_data" / name, _PACKAGE.parent / name):
        if directory.is_dir():
            return directory
    raise FileNotFoundError(f"'{name}' ontbreekt bij {_PACKAGE}: installeer regels opnieuw")
