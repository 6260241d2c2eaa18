"""What can be wrong with a case, as data."""

from collections.abc import Sequence
from dataclasses import dataclass

from regels.errors import RegelsError, nearest
from regels.plan.plan import InputSpec
from regels.tabel.rejects import Problem, shorten
from regels.tabel.style import ARROW
from regels.tabel.wording import advice_text, expected_text, found_text


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong with one field: what was found, what was expected and what to do, in Dutch.

    ``row``: which of several months, from 1 in the order given; 0 when there is one.
    """

    field: str
    found: str
    expected: str
    advice: str
    row: int = 0

    def __str__(self) -> str:
        found = f"gevonden: {self.found}; " if self.found else ""
        row = f"rij {self.row}, " if self.row else ""
        return f"{row}{self.field}: {found}verwacht: {self.expected}. {self.advice}".rstrip()


class CaseError(RegelsError):
    """A case cannot be read. ``problems`` names every field, what was found and what to do."""

    def __init__(self, problems: Sequence[FieldProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a value of a field is refused; without a problem it is a float."""

    problem: Problem | None


FLOAT = Refused(None)
UNREADABLE, WRONG_KIND = Refused(Problem.UNREADABLE), Refused(Problem.WRONG_KIND)
OUTSIDE, INEXACT = Refused(Problem.OUT_OF_RANGE), Refused(Problem.INEXACT)
CLOCK_TIME, NOT_YES_NO = Refused(Problem.CLOCK_TIME), Refused(Problem.NOT_YES_NO)
NOT_FIRST = Refused(Problem.NOT_FIRST_OF_MONTH)
MISSING = Refused(Problem.MISSING)


def problem_of(spec: InputSpec, raw: object, refused: Refused) -> FieldProblem:
    """What to tell about a value that was refused."""
    if refused.problem is None:
        advice = "Geef een Decimal of tekst: een float is niet tot op de cent precies."
        return FieldProblem(
            spec.name, shorten(repr(raw)), expected_text(spec, Problem.UNREADABLE, ARROW), advice
        )
    if refused.problem is Problem.MISSING:
        return FieldProblem(
            spec.name,
            "",
            expected_text(spec, Problem.MISSING, ARROW),
            "Vul dit veld in; het kan niet leeg zijn.",
        )
    found = shorten(found_text(raw))
    expected = expected_text(spec, refused.problem, ARROW)
    return FieldProblem(spec.name, found, expected, advice_text(spec, refused.problem, found, ARROW))


def unknown_field(name: str, known: Sequence[str]) -> FieldProblem:
    """What to tell about a field that the regeling does not have."""
    advice = nearest(name, known) or "Haal het weg, of kijk in het schema hoe het heet."
    return FieldProblem(name, "", "een veld van deze regeling", advice)
