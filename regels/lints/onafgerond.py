"""Een bedrag dat een uitkomst wordt is afgerond op centen, met een afronding die de regeling noemt.

Een bedrag met delen van centen kan niemand betalen. Wie rondt waar en hoe af is een keuze met een
grond; die hoort in de regeling te staan en niet in een programma.

Goed:

    toeslag:
      soort: bedrag per maand
      formule: AFRONDEN(norm × 4,8%; hele_cent)

Fout:

    toeslag:
      soort: bedrag per maand
      formule: norm × 4,8%
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.plan import nodes as n
from regels.plan.finish import Built
from regels.plan.plan import RuleSpec
from regels.plan.types import Kind, Type
from regels.plan.walk import children

CODE = "onafgerond"
CENTS = 2
ADVICE = "Rond hier af: AFRONDEN(…; naam), met een naam die onder `afrondingen:` staat."


def find(built: Built) -> Iterator[Finding]:
    """Outcomes in fractions of cents, at the rule where the fractions come from."""
    if built.plan is None:
        return
    for outcome in built.plan.outcomes:
        if not _fractions(outcome.type):
            continue
        rules = list(_where(built.plan.rules, outcome.node))
        if not rules:
            yield Finding(
                CODE, outcome.position, f"De uitkomst ‘{outcome.name}’ {_decimals(outcome.type)}.", ADVICE
            )
        for rule in rules:
            found = f"‘{rule.base}’ {_decimals(rule.type)} en komt zo in de uitkomst ‘{outcome.name}’."
            yield Finding(CODE, rule.position, found, ADVICE)


def _fractions(kind: Type) -> bool:
    return kind.kind is Kind.MONEY and kind.scale > CENTS


def _decimals(kind: Type) -> str:
    return f"is een bedrag met {kind.scale} decimalen"


def _where(rules: tuple[RuleSpec, ...], node: n.Node) -> Iterator[RuleSpec]:
    """The rules that make fractions of cents of amounts in whole cents, and whose value comes through."""
    waiting, seen = [node], set[int]()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, n.Rule):
            waiting += [child for child in children(node) if _fractions(child.type)]
        elif node.index not in seen and _fractions(node.type):
            seen.add(node.index)
            rule = rules[node.index]
            deeper = [read for read in _read(rule.node) if _fractions(read.type)]
            waiting += deeper
            if not deeper:
                yield rule


def _read(node: n.Node) -> Iterator[n.Rule]:
    """The rules that a formula reads outside its roundings."""
    if isinstance(node, n.Rule):
        yield node
    elif not isinstance(node, n.Round):
        for child in children(node):
            yield from _read(child)
