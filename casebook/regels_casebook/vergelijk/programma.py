"""Which programme made a comparison: a hash of its code, for a version alone says little."""

from functools import cache
from hashlib import sha256
from pathlib import Path

import regels_calculators

import regels
import regels_casebook

PACKAGES = (regels, regels_calculators, regels_casebook)
SOURCES = {".py", ".lark", ".toml", ".css", ".yaml"}
DATA = "_data"
"""Where a wheel keeps the rules and the cases: of those the report gives hashes of their own."""


@cache
def program() -> str:
    """The sha256 of every source file of the three packages; the same wherever they are installed."""
    found = sha256()
    for package in PACKAGES:
        root = Path(str(package.__file__)).parent
        for path in sorted(root.rglob("*.*")):
            name = path.relative_to(root)
            if path.suffix in SOURCES and DATA not in name.parts:
                found.update(f"{package.__name__}/{name.as_posix()}\0".encode())
                found.update(path.read_bytes() + b"\0")
    return found.hexdigest()
