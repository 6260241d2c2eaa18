"""The words of ``teksten.yaml``."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from regels.bestand.yaml_reader import read_yaml

FILE = Path(__file__).with_name("teksten.yaml")


@cache
def words(section: str) -> Mapping[str, str]:
    """A section of the file."""
    found = read_yaml(FILE, FILE.name).data[section]
    return {str(name): str(text) for name, text in found.items()}
