"""The functions of the regeltaal: name, shape, and how a call becomes a node."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce

from regels.errors import nearest
from regels.plan import algebra as alg
from regels.plan import nodes as n
from regels.plan.algebra import Mismatch
from regels.plan.kinds import type_text
from regels.plan.typer import Scope, Typer, fail
from regels.plan.types import BOOL, CALENDAR_YEAR, Kind, Type
from regels.taal import ast

Apply = Callable[[Typer, ast.Call, Type | None], n.Node]
EPOCH_YEAR = 1970
MONTHS_PER_YEAR = (("kalenderjaar", -1), ("maand", 1))
DAYS_IN_YEAR = 365  # in a leap year more, so that an age comes out lower
MOST = 99


@dataclass(frozen=True, slots=True)
class Function:
    """A function a ruleset may use. ``shape`` is how it is written, ``says`` what it gives (for the docs)."""

    shape: str
    says: str
    apply: Apply
    fewest: int
    most: int


def _of_kind(node: n.Node, *kinds: Kind) -> n.Node:
    alg.applicable(node)
    if node.type.kind not in kinds:
        wanted = " of ".join(kind.value for kind in kinds)
        raise Mismatch(f"Hier hoort een {wanted}, maar dit is een {type_text(node.type)}.")
    return node


def _extreme(pick: n.Pick) -> Apply:
    return lambda typer, call, expected: alg.extreme(pick, [typer.type(a, expected) for a in call.arguments])


def _name(argument: ast.Expr) -> str:
    if not isinstance(argument, ast.Name):
        raise fail(argument, "Hier hoort een naam, geen formule.", code="functie")
    return argument.name


def _round(typer: Typer, call: ast.Call, expected: Type | None) -> n.Node:
    name = _name(call.arguments[1])
    rounding = typer.scope.rounding(name)
    if rounding is None:
        message = f"De afronding ‘{name}’ staat niet onder `afrondingen:`."
        raise fail(call.arguments[1], message, nearest(name, typer.scope.roundings()), "afronding")
    mode, step, scale = rounding
    return alg.round_to(typer.type(call.arguments[0]), name, mode, step, scale)


def _age(typer: Typer, call: ast.Call, expected: Type | None) -> n.Node:
    born, at = (_of_kind(typer.type(argument), Kind.DATE) for argument in call.arguments)
    low = (at.type.low - born.type.high) // DAYS_IN_YEAR - 1
    high = (at.type.high - born.type.low) // DAYS_IN_YEAR + 1
    return n.Age(Type(Kind.NUMBER, alg.YEARS, low=low, high=high), born, at)


def _reached(typer: Typer, call: ast.Call, expected: Type | None) -> n.Node:
    name = _name(call.arguments[1])
    parameter = typer.scope.parameter(name)
    if parameter is None:
        advice = nearest(name, typer.scope.known())
        raise fail(call.arguments[1], f"‘{name}’ is geen parameter.", advice, "naam")
    index, fit = parameter
    if not fit:
        message = f"De waarden van ‘{name}’ passen niet bij BEREIKT."
        advice = "Nodig: hele maanden, aaneengesloten, bekend, en nooit dalend."
        raise fail(call.arguments[1], message, advice, "functie")
    born = _of_kind(typer.type(call.arguments[0]), Kind.DATE)
    at = _of_kind(typer.type(call.arguments[2]), Kind.DATE)
    return n.Reached(BOOL, born, index, at)


def _month_of(typer: Typer, call: ast.Call, expected: Type | None) -> n.Node:
    date = _of_kind(typer.type(call.arguments[0]), Kind.DATE)
    low, high = date.type.low, date.type.high
    low, high = min(low // 28, low // 31) - 1, max(high // 28, high // 31) + 1
    return n.MonthOf(Type(Kind.MONTH, low=low, high=high), date)


def _day(node: type[n.FirstDay] | type[n.LastDay]) -> Apply:
    def apply(typer: Typer, call: ast.Call, expected: Type | None) -> n.Node:
        month = _of_kind(typer.type(call.arguments[0]), Kind.MONTH)
        low, high = month.type.low * 31 - 31, month.type.high * 31 + 31
        return node(alg.on_calendar(Type(Kind.DATE, low=min(low, 0), high=max(high, 0))), month)

    return apply


def _days_in_month(typer: Typer, call: ast.Call, expected: Type | None) -> n.Node:
    month = _of_kind(typer.type(call.arguments[0]), Kind.MONTH)
    days = Type(Kind.NUMBER, alg.DAY, low=27, high=30)
    reach = Type(Kind.DATE, low=min(month.type.low * 31, 0) - 31, high=max(month.type.high * 31, 0) + 31)
    between = n.Binary(days, n.Arith.SUB, n.LastDay(reach, month), n.FirstDay(reach, month))
    return n.Binary(days.bounded(28, 31), n.Arith.ADD, between, n.Const(days.bounded(1, 1), 1))


def _year(typer: Typer, call: ast.Call, expected: Type | None) -> n.Node:
    value = _of_kind(typer.type(call.arguments[0]), Kind.DATE, Kind.MONTH)
    low, high = value.type.low, value.type.high
    if value.type.kind is Kind.MONTH:
        low, high = EPOCH_YEAR + low // 12, EPOCH_YEAR + high // 12
    else:
        low, high = EPOCH_YEAR - 1 + low // DAYS_IN_YEAR, EPOCH_YEAR + 1 + high // DAYS_IN_YEAR
    return n.YearOf(Type(Kind.NUMBER, CALENDAR_YEAR, low=low, high=high), value)


def _first_month(typer: Typer, call: ast.Call, expected: Type | None) -> n.Node:
    """January of a year: twelve months for every year since 1970."""
    year = _of_kind(typer.type(call.arguments[0], Type(Kind.NUMBER, CALENDAR_YEAR)), Kind.NUMBER)
    if year.type.unit != CALENDAR_YEAR or year.type.scale or year.type.ratio:
        raise Mismatch(
            f"Hier hoort een kalenderjaar, maar dit is een {type_text(year.type)}.",
            "Geef de invoer `eenheid: kalenderjaar`, of gebruik JAAR(datum).",
        )
    since = alg.arithmetic(n.Arith.SUB, year, _const(year.type, EPOCH_YEAR))
    months = alg.arithmetic(n.Arith.MUL, since, _const(Type(Kind.NUMBER, MONTHS_PER_YEAR), 12))
    return alg.arithmetic(n.Arith.ADD, _const(Type(Kind.MONTH), 0), months)


def _const(kind: Type, value: int) -> n.Const:
    return n.Const(kind.bounded(value, value), value)


def _if_nvt(typer: Typer, call: ast.Call, expected: Type | None) -> n.Node:
    value = typer.type(call.arguments[0], expected)
    return alg.if_nvt(value, typer.type(call.arguments[1], value.type))


def _persons(typer: Typer) -> Sequence[tuple[Scope, n.Node | None]]:
    roles = typer.scope.roles()
    if not roles:
        raise Mismatch("Deze regeling heeft geen personen.", "Noem ze onder `personen:`.", "persoon")
    return roles


def _total(typer: Typer, call: ast.Call, expected: Type | None) -> n.Node:
    values = []
    for scope, present in _persons(typer):
        value = Typer(scope).type(call.arguments[0], expected)
        if present is not None:
            nothing = n.Const(Type(value.type.kind, value.type.unit, scale=value.type.scale, literal=True), 0)
            value = alg.choose(present, value, nothing)
        values.append(value)
    return reduce(lambda total, value: alg.arithmetic(n.Arith.ADD, total, value), values)


def _of_persons(everyone: bool) -> Apply:
    """Whether it holds for someone (someone there *and* it holds) or everyone (not there *or* it holds)."""

    def apply(typer: Typer, call: ast.Call, expected: Type | None) -> n.Node:
        values = []
        for scope, present in _persons(typer):
            value = alg.boolean(Typer(scope).type(call.arguments[0], expected))
            if present is not None:
                guard = alg.invert(present) if everyone else present
                value = alg.logic([guard, value], not everyone)
            values.append(value)
        return alg.logic(values, everyone)

    return apply


FUNCTIONS: dict[str, Function] = {
    "MIN": Function("MIN(a; b; …)", "de laagste", _extreme(n.Pick.MIN), 2, MOST),
    "MAX": Function("MAX(a; b; …)", "de hoogste", _extreme(n.Pick.MAX), 2, MOST),
    "AFRONDEN": Function(
        "AFRONDEN(waarde; naam)", "afgerond volgens een afronding van de regeling", _round, 2, 2
    ),
    "LEEFTIJD": Function("LEEFTIJD(geboortedatum; datum)", "hele jaren op die dag", _age, 2, 2),
    "BEREIKT": Function(
        "BEREIKT(geboortedatum; parameter; datum)",
        "of een leeftijd die in de tijd wijzigt op die dag is bereikt",
        _reached,
        3,
        3,
    ),
    "MAAND": Function("MAAND(datum)", "de maand van een dag", _month_of, 1, 1),
    "JAAR": Function("JAAR(datum)", "het kalenderjaar", _year, 1, 1),
    "EERSTE_MAAND": Function("EERSTE_MAAND(jaar)", "januari van een kalenderjaar", _first_month, 1, 1),
    "EERSTE_DAG": Function("EERSTE_DAG(maand)", "de eerste dag van een maand", _day(n.FirstDay), 1, 1),
    "LAATSTE_DAG": Function("LAATSTE_DAG(maand)", "de laatste dag van een maand", _day(n.LastDay), 1, 1),
    "DAGEN_IN_MAAND": Function("DAGEN_IN_MAAND(maand)", "28, 29, 30 of 31 dagen", _days_in_month, 1, 1),
    "ALS_NVT": Function(
        "ALS_NVT(waarde; anders)", "de waarde, of iets anders als die niet van toepassing is", _if_nvt, 2, 2
    ),
    "SOM_PERSONEN": Function("SOM_PERSONEN(naam)", "opgeteld over aanvrager en partner", _total, 1, 1),
    "EEN_PERSOON": Function(
        "EEN_PERSOON(voorwaarde)", "of het voor minstens één persoon geldt", _of_persons(everyone=False), 1, 1
    ),
    "ALLE_PERSONEN": Function(
        "ALLE_PERSONEN(voorwaarde)", "of het voor iedereen geldt", _of_persons(everyone=True), 1, 1
    ),
}
