"""Which column of the file is which input of the plan, and what the run must say about the rest."""

from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass

from regels.plan.plan import Plan
from regels.tabel.errors import (
    DuplicateColumns,
    MappingConflict,
    MappingTargetMissing,
    MappingUnknownColumn,
    MissingColumn,
    ProbableTypo,
)
from regels.tabel.mapping import Mapping
from regels.tabel.nearest import nearest
from regels.tabel.wording import absent_text

DOSSIER = "dossier_id"
"""The column that says to which history a row belongs; no rule reads it."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something the run says once about a column; ``text`` is Dutch."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Header:
    """``positions``: our name to the place of the column in the file, in the order of the plan."""

    positions: dict[str, int]
    notes: tuple[Note, ...]


def match_header(found: Sequence[str], plan: Plan, mapping: Mapping | None, file: str) -> Header:
    """Match the names in the file with the plan's.

    Raises when a name is double, when a needed column is missing, when the mapping contradicts
    the file, and when an unknown column is nearly the name of an absent one. What is absent and
    what is ignored comes back as notes.
    """
    ours = {DOSSIER: "", **{spec.name: absent_text(spec) for spec in plan.inputs}}
    return match_columns(found, ours, (DOSSIER, plan.inputs[plan.month].name), mapping, file)


def match_columns(
    found: Sequence[str],
    absent: AbstractMapping[str, str],
    needed: Sequence[str],
    mapping: Mapping | None,
    file: str,
) -> Header:
    """The same for any table. ``absent``: our columns in order, with what each means when it is not there."""
    mapping = mapping or Mapping()
    names = [name.strip() for name in found]
    twice = [name for name, count in Counter(names).items() if count > 1 and name]
    if twice:
        raise DuplicateColumns(file, tuple(twice))
    ours = list(absent)
    wanted = _wanted(names, ours, mapping, file)
    positions = {our: names.index(wanted[our]) for our in ours if our in wanted}
    for name in needed:
        _need(name, names, ours, positions, mapping, file)
    used = set(positions.values())
    rest = [name for i, name in enumerate(names) if i not in used]
    notes = [*_ignored(rest, ours, positions, mapping, file), *_absent(absent, positions)]
    return Header(positions, tuple(notes))


def _wanted(names: list[str], ours: list[str], mapping: Mapping, file: str) -> dict[str, str]:
    wanted = {name: name for name in ours if name in names and name not in mapping.ignore}
    for our, theirs in mapping.columns.items():
        if our not in ours:
            raise MappingUnknownColumn(mapping.file, our, nearest(our, ours))
        if theirs not in names:
            raise MappingTargetMissing(file, our, theirs, tuple(names))
        if our != theirs and our in wanted and our not in mapping.columns.values():
            raise MappingConflict(file, our, theirs)
    moved = set(mapping.columns.values())
    kept = {our: name for our, name in wanted.items() if name not in moved}
    return kept | dict(mapping.columns)


def _need(
    needed: str, names: list[str], ours: list[str], positions: dict[str, int], mapping: Mapping, file: str
) -> None:
    if needed in positions:
        return
    unknown = [name for name in names if name and name not in ours and name not in mapping.ignore]
    close = nearest(needed, unknown)
    if close:
        raise ProbableTypo(file, close, needed)
    raise MissingColumn(file, needed, tuple(names))


def _ignored(
    rest: list[str], ours: list[str], positions: dict[str, int], mapping: Mapping, file: str
) -> Iterator[Note]:
    absent = [name for name in ours if name not in positions]
    for name in rest:
        if not name:
            yield Note(name, "Een kolom zonder naam is overgeslagen.")
        elif name in mapping.ignore:
            yield Note(name, f"De kolom “{name}” is overgeslagen, zoals het koppelbestand zegt.")
        else:
            typo = nearest(name, absent)
            if typo:
                raise ProbableTypo(file, name, typo)
            known = nearest(name, ours)
            hint = f" Bedoelde u “{known}”?" if known else ""
            yield Note(name, f"De kolom “{name}” is niet bekend en is overgeslagen.{hint}")


def _absent(absent: AbstractMapping[str, str], positions: dict[str, int]) -> Iterator[Note]:
    for name, meaning in absent.items():
        if name not in positions:
            yield Note(name, f"De kolom “{name}” ontbreekt: {meaning}.")
