"""What a workbook changes, as entries of a proposal that know from which cells they come."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from regels.werkboek.errors import Place

Key = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One entry. ``section``: ``vult``, ``cijfers`` or ``regels``; ``cells``: where each key was read.

    ``source``: the address of what it rests on; of a rule it stands in the note.
    """

    section: str
    body: str
    name: str
    entry: dict[str, Any]
    source: str
    cells: dict[Key, Place]

    @property
    def start(self) -> date:
        """The first day."""
        start: date = self.entry["van"]
        return start

    def cell(self, key: Key) -> Place:
        """The cell of a key of the entry, or of the first thing above it that has one."""
        while key and key not in self.cells:
            key = key[:-1]
        return self.cells[key]


@dataclass(frozen=True, slots=True)
class Wishes:
    """Who may decide what: the bodies for which a proposal is being made."""

    bodies: tuple[str, ...]

    def body(self, decides: str) -> str | None:
        """By whom a norm is changed in this proposal: who may, or else the legislator; None: by nobody."""
        return next((body for body in (decides, "wetgever") if body in self.bodies), None)
