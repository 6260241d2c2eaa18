"""Rules that change over time: each version is a rule of its own, named after the day from which it holds."""

import re

VERSION = re.compile(r" vanaf \d{4}-\d{2}-\d{2}")
"""What ``regels.bestand.source`` puts behind the name of a rule; no written name holds a space."""


def unversioned(name: str) -> str:
    """The name of a rule as formulas write it, whichever version it is."""
    return VERSION.sub("", name)
