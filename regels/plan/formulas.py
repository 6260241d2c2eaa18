"""Written formulas to typed nodes, in a scope of names."""

from typing import Any

from regels.bestand.source import Item
from regels.bestand.text import Text
from regels.errors import Finding, LanguageError
from regels.plan import nodes as n
from regels.plan.algebra import Mismatch, boolean, plain
from regels.plan.typer import Scope, Typer
from regels.plan.types import BOOL, Type
from regels.taal.parser import parse


def formula(scope: Scope, written: Text | None, expected: Type | None, item: Item[Any]) -> n.Node:
    """The typed node of a written formula; ``expected`` lets a bare option be read as one of its list.

    Raises Mismatch when there is none, LanguageError at the place of a mistake in it.
    """
    if written is None:
        raise Mismatch(
            f"‘{item.name}’ heeft geen formule en geen tabel.", "Vul `formule:` of `tabel:` in.", "ontbreekt"
        )
    return plain(Typer(scope).type(parse(written.raw, written.place), expected))


def truth(scope: Scope, written: Text, item: Item[Any]) -> n.Node:
    """The typed node of a written formula that says ja or nee; refused at its own place when it does not."""
    node = formula(scope, written, BOOL, item)
    try:
        return boolean(node)
    except Mismatch as error:
        raise LanguageError(Finding(error.code, written.position, error.message, error.advice)) from None
