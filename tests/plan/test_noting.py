"""What became of every part of a formula can be asked for; and a formula is parsed once."""

from regels.bestand.library import layers
from regels.bestand.source import assemble
from regels.data import rulesets
from regels.plan import nodes as n
from regels.plan.finish import build
from regels.plan.typer import noting
from regels.taal import ast
from regels.taal.parser import Place, parse


def test_every_part_is_noted_before_the_whole() -> None:
    source = assemble(layers(rulesets(), "landelijk", "studietoeslag"), rulesets())
    with noting() as noted:
        plan = build(source).plan
    assert plan is not None
    place = {id(expression): index for index, (expression, _) in enumerate(noted)}
    conditionals = [(one, node) for one, node in noted if isinstance(one, ast.Conditional)]
    assert conditionals
    for one, node in conditionals:
        assert place[id(one.condition)] < place[id(one)]
        assert not isinstance(node, n.If) or node.condition is noted[place[id(one.condition)]][1]


def test_nothing_is_noted_unasked() -> None:
    source = assemble(layers(rulesets(), "landelijk", "studietoeslag"), rulesets())
    with noting() as noted:
        pass
    build(source)
    assert not noted


def test_a_formula_is_parsed_once() -> None:
    place = Place("x", 1, 1)
    assert parse("1 + 2", place) is parse("1 + 2", place)
    assert parse("1 + 2", Place("y", 1, 1)) is not parse("1 + 2", place)
