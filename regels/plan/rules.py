"""Rules as written to rules of the plan: a formula, a decision table, or who is there."""

from dataclasses import replace
from typing import Any

from regels.bestand.source import Item
from regels.bestand.text import Text
from regels.plan import nodes as n
from regels.plan.algebra import Mismatch, boolean, choose
from regels.plan.draft import Draft, Table, TableRow
from regels.plan.formulas import formula, truth
from regels.plan.kinds import type_text
from regels.plan.plan import RuleSpec
from regels.plan.typer import Scope, Typer
from regels.plan.types import BOOL, Type
from regels.plan.written import kind_of, text
from regels.taal.parser import parse


def computed(draft: Draft, scope: Scope, item: Item[Any], name: str) -> RuleSpec:
    """A rule of the section ``regels``, as it is for the person of the scope.

    Raises Mismatch when the formula gives another soort than the rule declares.
    """
    entry, declared = item.value, kind_of(item.value)
    if entry.tabel is None:
        node = formula(scope, entry.formule, declared, item)
    else:
        node = _table(draft, scope, item, declared)
    return RuleSpec(
        name, item.name, scope.person, _fit(node, declared, item), node, str(entry.artikel), str(entry.titel),
        text(entry.uitleg), item.position, item.origin,
    )  # fmt: skip


def presence(scope: Scope, item: Item[Any], condition: Text, name: str) -> RuleSpec:
    """The rule that says whether there is someone in a role (an entry of ``personen``)."""
    node = boolean(Typer(scope).type(parse(condition.raw, condition.place)))
    title = f"Er is een {item.name}"
    return RuleSpec(name, name, None, BOOL, node, "", title, "", item.position, item.origin)


def _table(draft: Draft, scope: Scope, item: Item[Any], declared: Type) -> n.Node:
    """The first row whose condition holds; the last row for all that is left (``tabel_gat`` checks that)."""
    if item.value.formule is not None:
        raise Mismatch(f"‘{item.name}’ heeft een formule én een tabel.", "Kies er één.", "vorm")
    if not item.value.tabel:
        raise Mismatch(f"De tabel van ‘{item.name}’ heeft geen rijen.", "Schrijf er minstens één.", "tabel")
    rows, values = [], []
    for row in item.value.tabel:
        condition = None if str(row.als) == "anders" else truth(scope, row.als, item)
        rows.append(TableRow(condition, row.als.position))
        values.append(formula(scope, row.dan, declared, item))
    if any(row.condition is None for row in rows[:-1]):
        raise Mismatch("‘anders’ kan alleen op de laatste rij van een tabel staan.", code="tabel")
    draft.tables.append(Table(item.name, tuple(rows), item.position))
    result = values[-1]
    for row, value in zip(reversed(rows[:-1]), reversed(values[:-1]), strict=True):
        assert row.condition is not None
        result = choose(row.condition, value, result)
    return result


def _fit(node: n.Node, declared: Type, item: Item[Any]) -> Type:
    """The type of a rule: as declared, with the proved bounds and scale. Raises Mismatch when it differs."""
    made = node.type
    same = made.kind is declared.kind and made.options == declared.options
    if not same or (made.unit != declared.unit and not made.literal):
        raise Mismatch(
            f"‘{item.name}’ is volgens `soort:` een {type_text(declared)}, "
            f"maar de formule geeft een {type_text(made)}.",
            "Verander de soort of de formule.",
        )
    if made.nvt and not declared.nvt:
        raise Mismatch(
            f"‘{item.name}’ kan n.v.t. zijn, maar `soort:` zegt dat niet.",
            f"Schrijf `soort: {type_text(declared)} of n.v.t.` of gebruik ALS_NVT.",
            "nvt",
        )
    return replace(made, unit=declared.unit, literal=False)
