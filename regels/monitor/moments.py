"""Days in a signal: a date field, ``EERSTE_DAG(maandveld)`` or ``BEREIKT(datumveld; cijfer)``, and terms."""

from regels.bestand.text import Text
from regels.monitor.fields import refuse
from regels.monitor.figures import in_steps
from regels.monitor.model import Moment, Sort
from regels.monitor.scope import BARE, Scope, Seen, field_of
from regels.taal import ast
from regels.taal.parser import parse

FIRST_DAY, REACHED = "EERSTE_DAG", "BEREIKT"


def moment(text: Text, scope: Scope) -> tuple[int, Moment]:
    """The day that a formula means, and the alias it is seen from. Raises LanguageError."""
    return day(parse(text.raw, text.place), scope)


def day(expr: ast.Expr, scope: Scope) -> tuple[int, Moment]:
    """The same of a formula that was parsed. Raises LanguageError."""
    steps: list[tuple[int, int]] = []
    while isinstance(expr, ast.Operation):
        if expr.operator not in ("+", "-"):
            message = "Bij een dag kan alleen iets worden opgeteld of afgetrokken."
            raise refuse(expr.position, "formule", message)
        steps.append(_step(expr.right, 1 if expr.operator == "+" else -1, scope))
        expr = expr.left
    return _base(expr, tuple(reversed(steps)), scope)


def _base(expr: ast.Expr, steps: tuple[tuple[int, int], ...], scope: Scope) -> tuple[int, Moment]:
    match expr:
        case ast.Name():
            seen = _day_field(expr, Sort.DATE, scope)
            return seen.alias, Moment(seen.ref, False, None, steps)
        case ast.Call(function="EERSTE_DAG", arguments=(argument,)):
            seen = _day_field(argument, Sort.MONTH, scope)
            return seen.alias, Moment(seen.ref, True, None, steps)
        case ast.Call(function="BEREIKT", arguments=(argument, ast.Name(name=name) as figure)):
            seen = _day_field(argument, Sort.DATE, scope)
            return seen.alias, Moment(seen.ref, False, scope.figures.over_time(name, figure.position), steps)
    raise refuse(
        expr.position, "formule", "Dit is geen dag van een gebeurtenis.",
        f"Begin met een datumveld, {FIRST_DAY}(begin.maand) of {REACHED}(wie.geboortedatum; cijfer).",
    )  # fmt: skip


def _day_field(expr: ast.Expr, sort: Sort, scope: Scope) -> Seen:
    seen = field_of(expr, scope)
    if seen.spec.sort is not sort or seen.optional:
        why = "mag leeg zijn" if seen.optional else f"is geen {sort.value}"
        raise refuse(expr.position, "soort", f"‘{seen.spec.name}’ {why}, en geeft dus geen dag.")
    return seen


def _step(expr: ast.Expr, sign: int, scope: Scope) -> tuple[int, int]:
    if isinstance(expr, ast.Literal) and expr.kind in ("days", "months"):
        if expr.kind == "days" and expr.value == 1:
            return 0, sign
        raise refuse(expr.position, "kaal_getal", "Deze termijn heeft geen naam en geen artikel.", BARE)
    number = scope.figure(expr)
    step = in_steps(number, sign) if number else None
    if step is None:
        advice = "Tel bij een dag een cijfer op met eenheid dag, maand of jaar."
        raise refuse(expr.position, "eenheid", "Dit is geen termijn.", advice)
    return step
