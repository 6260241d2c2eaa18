"""Conditions in the regeltaal, of which a signal takes a small part.

A field against constants (``=`` … ``tussen``, ``is een van``, ``is van toepassing``, ja/nee alone), two
fields or days against each other, joined by ``en``. A number with a meaning has a name, an article and a
source (``cijfers``) or a ground (``instellingen``); only 0, 1 and one day may be written bare.
"""

from collections.abc import Iterator

from regels.bestand.text import Text
from regels.errors import Position, nearest
from regels.monitor.fields import TYPES, refuse
from regels.monitor.model import Comparison, FieldSpec, Join, Op, Relation, Sort
from regels.monitor.moments import day
from regels.monitor.scope import BARE, Scope, Seen, field_of
from regels.plan.types import Kind
from regels.plan.written import scaled
from regels.taal import ast
from regels.taal.parser import parse

COMPARING = {op.value: op for op in (Op.EQ, Op.NE, Op.LT, Op.LE, Op.GT, Op.GE)}
TURNED = {Op.LT: Op.GT, Op.GT: Op.LT, Op.LE: Op.GE, Op.GE: Op.LE}
LITERALS = {"number": Sort.NUMBER, "amount": Sort.AMOUNT, "date": Sort.DATE, "month": Sort.MONTH}
SORTS = {Kind.NUMBER: Sort.NUMBER, Kind.MONEY: Sort.AMOUNT, Kind.DATE: Sort.DATE, Kind.MONTH: Sort.MONTH}
Part = Comparison | Join | Relation


def conditions(text: Text, scope: Scope) -> list[tuple[int, Part]]:
    """What a formula demands, each with the alias it is about (of two: the later). Raises LanguageError."""
    return list(_split(parse(text.raw, text.place), scope))


def _split(expr: ast.Expr, scope: Scope) -> Iterator[tuple[int, Part]]:
    match expr:
        case ast.Logic(operator="en", values=parts):
            for part in parts:
                yield from _split(part, scope)
        case ast.Comparing(left=left, right=right, operator=operator):
            yield _compare(expr.position, left, COMPARING[operator], right, scope)
        case ast.Range(value=value, low=low, high=high, inclusive=inclusive):
            yield _compare(expr.position, value, Op.GE, low, scope)
            yield _compare(expr.position, value, Op.LE if inclusive else Op.LT, high, scope)
        case ast.OneOf(value=value, options=options):
            seen = field_of(value, scope)
            yield (
                seen.alias,
                Comparison(seen.ref, Op.IN, tuple(_constant(o, seen.spec, scope) for o in options)),
            )
        case ast.Test(value=value, test=test) if test != "is bekend":
            seen = field_of(value, scope)
            if not seen.optional:
                raise refuse(expr.position, "soort", "Dit veld is er altijd.", "Haal deze voorwaarde weg.")
            yield seen.alias, Comparison(seen.ref, Op(test), ())
        case ast.Name():
            yield _yes(expr, 1, scope)
        case ast.Negation(value=ast.Name() as name):
            yield _yes(name, 0, scope)
        case _:
            raise refuse(
                expr.position, "formule", "Dit kan een signaal niet vragen.",
                "Vergelijk een veld met een cijfer of met een ander veld, en verbind met ‘en’.",
            )  # fmt: skip


def _yes(name: ast.Name, wanted: int, scope: Scope) -> tuple[int, Part]:
    seen = scope.seen(name)
    if seen is None:
        scope.figure(name)
    if seen is None or seen.spec.sort is not Sort.BOOL:
        raise refuse(
            name.position, "soort", f"‘{name.name}’ is geen ja/nee.", "Vergelijk het met een waarde."
        )
    return seen.alias, Comparison(seen.ref, Op.EQ, (wanted,))


def _compare(position: Position, left: ast.Expr, op: Op, right: ast.Expr, scope: Scope) -> tuple[int, Part]:
    first, second = _sees(left, scope), _sees(right, scope)
    if first and second:
        return _between(position, left, op, right, scope)
    if second:
        left, op, right = right, TURNED.get(op, op), left
    seen = field_of(left, scope)
    _ordered(position, op, seen)
    return seen.alias, Comparison(seen.ref, op, (_constant(right, seen.spec, scope),))


def _sees(expr: ast.Expr, scope: Scope) -> bool:
    """Whether an expression reads an event."""
    match expr:
        case ast.Name(name=name):
            return "." in name
        case ast.Operation(left=left, right=right):
            return _sees(left, scope) or _sees(right, scope)
        case ast.Call(arguments=arguments):
            return any(_sees(argument, scope) for argument in arguments)
    return False


def _between(position: Position, left: ast.Expr, op: Op, right: ast.Expr, scope: Scope) -> tuple[int, Part]:
    """Two fields, or two days, of one event or of two."""
    first, second = scope.seen(left), scope.seen(right)
    if first and second:
        if _alike(first.spec) != _alike(second.spec):
            message = f"‘{first.spec.name}’ en ‘{second.spec.name}’ zijn niet van dezelfde soort."
            raise refuse(position, "soort", message, "Vergelijk twee velden van dezelfde soort.")
        _ordered(position, op, first)
        later = max(first.alias, second.alias)
        if op is Op.EQ and first.alias != second.alias:
            return later, Join(first.alias, first.ref, second.alias, second.ref)
        return later, Relation(first.alias, first.ref, op, second.alias, second.ref)
    (one, early), (other, late) = day(left, scope), day(right, scope)
    if early.reached or late.reached:
        raise refuse(position, "formule", "BEREIKT kan alleen in `sinds:` en `vervalt:`.")
    return max(one, other), Relation(one, early, op, other, late)


def _alike(spec: FieldSpec) -> tuple[Sort, str, tuple[str, ...]]:
    """What two fields must have in common to be compared."""
    return spec.sort, spec.unit, spec.options


def _ordered(position: Position, op: Op, seen: Seen) -> None:
    """More and less ask for something that has an order."""
    if op not in (Op.EQ, Op.NE) and seen.spec.sort in (Sort.TEXT, Sort.CHOICE, Sort.BOOL):
        message = f"Van ‘{seen.spec.name}’ is er geen meer of minder."
        raise refuse(position, "soort", message, "Gebruik = of <>.")


def _constant(expr: ast.Expr, spec: FieldSpec, scope: Scope) -> int | str:
    """A value to compare a field with. Raises LanguageError."""
    if spec.sort is Sort.BOOL and isinstance(expr, ast.Literal) and expr.kind == "bool":
        return int(expr.value)
    if spec.sort is Sort.CHOICE and isinstance(expr, ast.Name):
        if expr.name not in spec.options:
            advice = nearest(expr.name, spec.options) or f"Kies uit: {', '.join(spec.options)}."
            raise refuse(expr.position, "naam", f"‘{expr.name}’ is geen keuze van ‘{spec.name}’.", advice)
        return spec.options.index(expr.name)
    if spec.sort in TYPES:
        sort, unit, value = _sum(expr, scope)
        if (sort, unit) == (spec.sort, spec.unit) or (value in (0, 1) and sort is spec.sort and not unit):
            return value
    wanted = f"{spec.sort.value} {spec.unit}".strip()
    message = f"Hiermee is ‘{spec.name}’ ({wanted}) niet te vergelijken."
    raise refuse(expr.position, "soort", message, "Vergelijk met een waarde van dezelfde soort en eenheid.")


def _sum(expr: ast.Expr, scope: Scope) -> tuple[Sort, str, int]:
    """Figures and bare 0 or 1 added up: sort, unit and integer."""
    match expr:
        case ast.Operation(operator="+" | "-" as sign, left=left, right=right):
            (sort, unit, value), (other, other_unit, more) = _sum(left, scope), _sum(right, scope)
            if (sort, unit) != (other, other_unit) or sort in (Sort.DATE, Sort.MONTH):
                raise refuse(
                    expr.position, "eenheid", "Deze twee zijn niet op te tellen.", "Tel gelijke eenheden op."
                )
            return sort, unit, value + more if sign == "+" else value - more
        case ast.Literal(kind=kind, value=value) if kind in LITERALS:
            if value not in (0, 1) or kind in ("date", "month"):
                raise refuse(expr.position, "kaal_getal", "Dit getal heeft geen naam en geen artikel.", BARE)
            return LITERALS[kind], "", scaled(value, 2 if kind == "amount" else 0)
        case ast.Name():
            number = scope.figure(expr)
            assert number is not None
            return SORTS.get(number.kind, Sort.TEXT), number.unit, number.value
    raise refuse(expr.position, "formule", "Hier hoort een cijfer of een som van cijfers.")
