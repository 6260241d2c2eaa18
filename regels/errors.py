"""What can be wrong with a ruleset, as data: where, what was found, what was expected, what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True)
class Position:
    """Where something is written: file as shown to the user, line and column from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the checker found. ``code`` is the name of the lint rule that found it.

    ``message`` says what was found and expected, ``advice`` what to do, both in Dutch.
    ``level`` is ``fout`` (the ruleset is refused) or ``let op``.
    """

    code: str
    position: Position
    message: str
    advice: str = ""
    level: str = "fout"

    def __str__(self) -> str:
        advice = f" {self.advice}" if self.advice else ""
        return f"{self.position}: {self.level} [{self.code}]: {self.message}{advice}"


class RegelsError(Exception):
    """Base of every error that Regels raises on purpose; catch this to catch them all."""


class RulesetError(RegelsError):
    """The ruleset was refused. ``findings`` lists everything that is wrong with it.

    Mend the files named in the findings, or run ``regels controleer`` for the same list.
    """

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class LanguageError(RegelsError):
    """A formula could not be read or typed; carries the one finding that says why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        super().__init__(str(finding))


def nearest(name: str, known: Iterable[str]) -> str:
    """`` Bedoelde u …?`` with the nearest known names, or an empty text."""
    close = get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f"Bedoelde u {' of '.join(f'‘{option}’' for option in close)}?" if close else ""
