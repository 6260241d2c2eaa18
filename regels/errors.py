"""What can be wrong with a ruleset, as data: where, what was found, what was expected, what to do."""

import errno
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


_OS_REASONS = {
    errno.ENOENT: "de map of het bestand is er niet",
    errno.ENOTDIR: "een deel van de plaats is een bestand en geen map",
    errno.EISDIR: "er staat een map met deze naam",
    errno.EEXIST: "er staat al iets anders met deze naam",
    errno.EACCES: "u mag hier niet bij, of het is in een ander programma open",
    errno.EPERM: "u mag hier niet bij",
    errno.EROFS: "hier kan alleen worden gelezen",
    errno.EBUSY: "het is in gebruik",
    errno.ENOSPC: "de schijf is vol",
    errno.EDQUOT: "de ruimte die u mag gebruiken is op",
    errno.EFBIG: "het wordt te groot voor deze schijf",
    errno.ENAMETOOLONG: "de naam is te lang",
    errno.ELOOP: "de verwijzing wijst naar zichzelf",
    errno.EIO: "de schijf geeft een fout",
}


def os_reason(error: OSError) -> str:
    """Why the system could not read or write, in Dutch; what is not known here as the system says it."""
    return _OS_REASONS.get(error.errno or 0, error.strerror or str(error))
