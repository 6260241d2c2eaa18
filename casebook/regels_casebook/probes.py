"""The questions of a ruleset as its plan has them: which nodes tell how each came out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regels.bestand.source import Source
from regels.evaluator.interpret import Row
from regels.evaluator.values import Value
from regels.plan import nodes as n
from regels.plan.finish import Built, build
from regels.plan.plan import Plan
from regels.plan.typer import Noted, noting
from regels.taal import ast
from regels.uitleg.walk import value_of
from regels_casebook.formulas import Formula, formulas

Key = tuple[str, str, int, int, int]
"""Kind, file, line, column and number of parts: what a question is found back by."""
Kept = Mapping[int, tuple[n.Node, Value]]


@dataclass(frozen=True, slots=True)
class Probe:
    """One question in one formula of one person: ``whole`` and its ``parts`` as nodes.

    ``row``: it asks whether a row of a table fits, which may be asked of every row.
    """

    key: Key
    owner: tuple[str, str]
    whole: n.Node
    parts: tuple[n.Node, ...]
    row: bool


@dataclass(frozen=True)
class Instrumented:
    """A plan with its probes, and how it came about."""

    plan: Plan
    built: Built
    probes: tuple[Probe, ...]


def instrument(source: Source) -> Instrumented:
    """Build a source and keep where its questions went. The source has no mistakes."""
    with noting() as noted:
        built = build(source)
    assert built.plan is not None
    return Instrumented(built.plan, built, tuple(_probes(source, noted)))


def _probes(source: Source, noted: Noted) -> Iterator[Probe]:
    lines = _lines(source)
    latest: dict[int, n.Node] = {}
    for expression, node in noted:
        if latest.get(id(expression)) is node:
            continue
        latest[id(expression)] = node
        parts: tuple[ast.Expr, ...]
        match expression:
            case ast.Conditional(condition=condition):
                kind, parts = "als", (condition,)
            case ast.Logic(operator=operator, values=values):
                kind, parts = operator, values
            case _:
                continue
        at = expression.position
        found = lines.get((at.file, at.line))
        if found is not None:
            key = (kind, at.file, at.line, at.column, len(parts))
            row = found.path[0] == "tabel" and found.path[-1] == "als"
            yield Probe(key, found.owner, node, tuple(latest[id(part)] for part in parts), row)


def _lines(source: Source) -> dict[tuple[str, int], Formula]:
    """Which formula a line of a file belongs to; of a row on one line the condition."""
    found: dict[tuple[str, int], Formula] = {}
    for formula in formulas(source):
        place = formula.text.place
        for shift in range(formula.text.raw.count("\n") + 1):
            found.setdefault((place.file, place.line + shift), formula)
    return found


def answers(row: Row, kept: Kept, probe: Probe, touched: bool) -> Iterator[tuple[int, int]]:
    """What a row told of a question: which part (from 0), and how it came out (0 or 1).

    Of an ``als`` its answer. Of an ``en`` or ``of`` a part only when it decides: when it alone
    makes the whole what it is. Part -1 is the whole when no part stands out. ``kept``: what was computed;
    ``touched``: the formula was, which is all there is to see of a question that a setting answers.
    """
    if probe.key[0] == "als":
        (condition,) = probe.parts
        if id(condition) in kept or (touched and isinstance(condition, n.Const)):
            known = value_of(row, condition).known
            if known is not None:
                yield 0, int(known == 1)
        return
    asked = probe.row or any(isinstance(part, n.Const) for part in probe.parts)
    if id(probe.whole) not in kept and not (touched and asked):
        return
    values = [value_of(row, part).known for part in probe.parts]
    if any(value is None for value in values):
        return
    decisive = 0 if probe.key[0] == "en" else 1
    deciding = [place for place, value in enumerate(values) if value == decisive]
    if not deciding:
        yield -1, 1 - decisive
    elif len(deciding) == 1:
        yield deciding[0], decisive
