"""The conditions for the right: each on its own, the status they come to, and the rule ``recht``."""

from functools import partial
from typing import Any

from regels.bestand.source import Item
from regels.bestand.text import Text
from regels.errors import Finding, LanguageError, Position
from regels.plan import nodes as n
from regels.plan.algebra import Mismatch, choose, compare, invert, logic
from regels.plan.draft import Draft, Failed, reserved
from regels.plan.formulas import truth
from regels.plan.plan import ConditionSpec, RuleSpec, Verdict
from regels.plan.typer import Scope
from regels.plan.types import BOOL, Kind, Type

STATUS = Type(Kind.CHOICE, options=("recht", "geen_recht", "onbepaald"), high=2)
RIGHT, VERDICT = "recht", "status"
GRANTED, UNDETERMINED = (n.Const(STATUS, STATUS.options.index(word)) for word in ("recht", "onbepaald"))


def right(draft: Draft, status: n.Node) -> RuleSpec:
    """The rule ``recht``: whether the status is recht; unknown when a rule says that it is onbepaald."""
    ruled_out = n.Unknown(BOOL, reserved(draft)[2])
    undetermined = compare(n.Comparison.EQ, status, UNDETERMINED)
    node = n.If(BOOL, undetermined, ruled_out, compare(n.Comparison.EQ, status, GRANTED))
    return RuleSpec(
        RIGHT, RIGHT, None, BOOL, node, "", "Er is recht", "", first_place(draft), draft.source.layers[0]
    )


def status(draft: Draft, scope: Scope) -> RuleSpec:
    """The verdict of the conditions: by rank, from low to high. Fills ``draft.conditions``."""
    for item in draft.source.items("voorwaarden").values():
        spec = draft.attempt(partial(_condition, scope, item), item.position)
        if spec is None:
            raise Failed
        draft.conditions.append(spec)
    draft.conditions.sort(key=lambda c: c.rank)
    node: n.Node = GRANTED
    for rank in sorted({c.rank for c in draft.conditions}, reverse=True):
        node = _of_rank(rank, [c for c in draft.conditions if c.rank == rank], node)
    return RuleSpec(
        VERDICT, VERDICT, None, STATUS, node, "", "De uitkomst van de voorwaarden", "", first_place(draft),
        draft.source.layers[0],
    )  # fmt: skip


def first_place(draft: Draft) -> Position:
    """Where the conditions are written: the first that is weighed, or nowhere when there is none."""
    return draft.conditions[0].position if draft.conditions else Position("", 0, 0)


def _of_rank(rank: int, group: list[ConditionSpec], node: n.Node) -> n.Node:
    """``node`` when every condition of the rank is met, else the verdict of the rank."""
    other = next((c for c in group if c.otherwise is not group[0].otherwise), None)
    if other is not None:
        message = f"Voorwaarden van rang {rank} hebben verschillende gevolgen."
        raise LanguageError(Finding("rang", other.position, message, "Geef ze elk een eigen rang."))
    verdict = n.Const(STATUS, STATUS.options.index(group[0].otherwise.value))
    return choose(logic([c.node for c in group], True), node, verdict)


def _condition(scope: Scope, item: Item[Any]) -> ConditionSpec:
    verdicts = {v.value: v for v in (Verdict.NO_RIGHT, Verdict.UNDETERMINED)}
    entry = item.value
    if str(entry.anders) not in verdicts:
        raise Mismatch(
            f"‘{entry.anders}’ is geen gevolg van een voorwaarde.",
            f"Kies uit: {', '.join(verdicts)}.",
            "voorwaarde",
        )
    node = truth(scope, entry.geldt, item)
    named = invert(node)
    if entry.noem_als is not None:
        named = logic([truth(scope, entry.noem_als, item), named], True)
    return ConditionSpec(
        item.name, _rank(entry.rang), verdicts[str(entry.anders)], node, named, str(entry.artikel),
        str(entry.zo_niet), item.position,
    )  # fmt: skip


def _rank(written: Text) -> int:
    if not written.isdecimal():
        raise Mismatch(f"`rang:` is een heel getal, geen ‘{written}’.", code="rang")
    return int(written)
