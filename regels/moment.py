"""A year, a month or a day in place of a ruleset: the rules in force, with the figures as they stood then.

Figures stand still only where a proposal says so (``bevriest``), with its ground. So a moment is another
name for that proposal, and there is none for a moment whose figures nobody froze.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from regels.bestand.library import NATIONAL, PLUS, layers, municipalities, overlay_files, proposals
from regels.bestand.yaml_reader import read_yaml
from regels.errors import LanguageError, RegelsError
from regels.uitleg.dutch import MONTHS

MOMENT = re.compile(r"\d{4}(-\d{1,2}){0,2}")


class MomentError(RegelsError):
    """There are no frozen figures of that moment; the message says of which there are, and what to do."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of two rulesets. ``name``: as ``regels.load`` takes it; ``said``: what it is, in Dutch.

    ``moment``: whether it was named by a year, a month or a day.
    """

    name: str
    said: str
    moment: bool


@dataclass(frozen=True, slots=True)
class _Frozen:
    """A proposal that freezes figures; ``month``: of which (``2026-07``)."""

    proposal: str
    month: str

    @property
    def words(self) -> str:
        """``juli 2026``."""
        return f"{MONTHS[int(self.month[5:]) - 1]} {self.month[:4]}"


def sides(root: Path, old: str, new: str, regeling: str, on: str = "") -> tuple[Side, Side]:
    """What two names stand for, each a name of ``regels.load`` or a moment (``2026``, ``enschede+2026-07``).

    ``on``: what both lie on, such as ``enschede``; empty: a moment lies on the municipality of the other
    side, else on landelijk. With a moment as ``old`` both have its figures.
    Raises MomentError, and UnknownRuleset for an ``on`` that there is not.
    """
    if on and on != NATIONAL:
        overlay_files(root, on)
        old, new = (name if on in name.split(PLUS) else f"{on}{PLUS}{name}" for name in (old, new))
    moments = [bool(_moments(name)) for name in (old, new)]
    if moments == [True, False]:
        before = _side(root, old if on else _beneath(root, new, regeling, old), regeling)
        return before, _with_figures(root, new, regeling, old)
    if moments == [False, True] and not on:
        new = _beneath(root, old, regeling, new)
    return _side(root, old, regeling), _side(root, new, regeling)


def _beneath(root: Path, other: str, regeling: str, name: str) -> str:
    """A name with a moment, on the municipality that the other side lies on."""
    known = set(municipalities(root))
    return name if known & set(name.split(PLUS)) else PLUS.join([*_municipal(root, other, regeling), name])


def _municipal(root: Path, name: str, regeling: str) -> list[str]:
    known = municipalities(root)
    return [layer.name for layer in layers(root, name, regeling) if layer.name in known]


def _with_figures(root: Path, name: str, regeling: str, moment: str) -> Side:
    """A side with the frozen figures of the other, so that only the rules differ; as it is if it has them."""
    frozen = _frozen_of(root, _moments(moment)[-1], regeling)
    plain = _side(root, name, regeling)
    if frozen.proposal in (layer.name for layer in layers(root, name, regeling)):
        return plain
    laid = PLUS.join([*_municipal(root, name, regeling), frozen.proposal, name])
    return Side(laid, f"{plain.said} met de cijfers van {frozen.words}", False)


def bare(name: str) -> str:
    """A name without the directories of the paths in it."""
    return PLUS.join(Path(part).name if "/" in part else part for part in name.split(PLUS))


def _moments(name: str) -> list[str]:
    return [part for part in name.split(PLUS) if MOMENT.fullmatch(part)]


def _side(root: Path, name: str, regeling: str) -> Side:
    if not _moments(name):
        return Side(name, bare(name), False)
    parts, words, months = [], [], []
    for part in name.split(PLUS):
        if MOMENT.fullmatch(part):
            frozen = _frozen_of(root, part, regeling)
            parts.append(frozen.proposal)
            months.append(frozen.words)
        else:
            parts.append(part)
            words.append(Path(part).name)
    base = PLUS.join(words) or NATIONAL
    return Side(PLUS.join(parts), f"{base} met de cijfers van {' en '.join(months)}", True)


def _frozen_of(root: Path, moment: str, regeling: str) -> _Frozen:
    """The proposal that froze the figures of a moment; of a year the last of that year."""
    _check(moment)
    known = sorted(_all_frozen(root, regeling), key=lambda one: one.month)
    found = [one for one in known if one.month.startswith(moment[:7])]
    if found:
        return found[-1]
    there = ", ".join(f"{one.month[:4]} of {one.month} ({one.proposal})" for one in known) or "geen"
    raise MomentError(
        f"Er is geen regelset ‘{moment}’, en van dat moment zijn voor {regeling} geen cijfers vastgezet. "
        f"Wel van: {there}. Een regelset zoals {NATIONAL} rekent elke maand met de cijfers van die maand: "
        "neem die, en kies met --maand of --verschuif wanneer het speelt."
    )


def _check(moment: str) -> None:
    """Raises MomentError when there is no such year, month or day."""
    year, month, day = ([int(part) for part in moment.split("-")] + [1, 1])[:3]
    try:
        date(year, month, day)
        whole = len(moment) in (4, 7, 10)
    except ValueError:
        whole = False
    if not whole:
        raise MomentError(
            f"‘{moment}’ is geen jaar, maand of dag. Schrijf een jaar als 2026, een maand als 2026-07 "
            "of een dag als 2026-07-01."
        )


def _all_frozen(root: Path, regeling: str) -> Iterator[_Frozen]:
    for proposal in proposals(root):
        for path in overlay_files(root, proposal):
            if path.name.split(".")[0] == regeling and (month := _month_of(path)):
                yield _Frozen(proposal, month)


def _month_of(path: Path) -> str:
    """The month whose figures a file freezes; empty when it freezes none, or cannot be read."""
    try:
        data = read_yaml(path, path.name).data
    except LanguageError:
        return ""  # reported with its place when the proposal itself is loaded
    frozen = data.get("bevriest") if isinstance(data, dict) else None
    return str(frozen.get("cijfers_van", ""))[:7] if isinstance(frozen, dict) else ""
