"""Code for how a row ends: verdict, reasons, marks, remarks and outcomes (see ``Plan``)."""

from dataclasses import dataclass

from regels.kernel.emit import Emitter
from regels.kernel.layout import ROW_SLOTS, output_bytes
from regels.kernel.masks import Mask, Val, width
from regels.plan.plan import ConditionSpec, OutcomeSpec, Verdict
from regels.plan.types import Type

_CODES = {verdict: code for code, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class Ending:
    """The i1 flags that decide what a row shows; exactly one of the first four holds.

    ``rejected``: by its reader, or by a remark when not broken. ``broken``: after a rejected row of
    its history. ``undetermined`` and ``determined``: neither. ``no_right``: the status says so.
    """

    rejected: str
    broken: str
    undetermined: str
    determined: str
    no_right: str


def finish(e: Emitter, broken: str) -> str:
    """Write all results of the row; gives i1: whether the history is broken after it."""
    b, plan = e.b, e.plan
    status = e.value(plan.status)
    raised = {i: b.holds(e.value(remark.node)) for i, remark in enumerate(plan.remarks)}
    rejected = e.rejected
    for i, remark in enumerate(plan.remarks):
        rejected = b.either(rejected, raised[i]) if remark.reject else rejected
    required = [e.value(outcome.node) for outcome in plan.outcomes if outcome.required]
    waiting = b.both(_status_is(e, status, Verdict.RIGHT), b.negate(b.all_known(required)))
    ruled_out = b.both(b.known(status), _status_is(e, status, Verdict.UNDETERMINED))
    open_ = b.either(b.unknown(status), b.either(ruled_out, waiting))
    skipped = b.either(broken, rejected)
    ending = Ending(
        rejected=b.either(e.rejected, b.both(rejected, b.negate(broken))),
        broken=b.both(broken, b.negate(e.rejected)),
        undetermined=b.both(open_, b.negate(skipped)),
        determined=b.negate(b.either(open_, skipped)),
        no_right=b.both(b.known(status), _status_is(e, status, Verdict.NO_RIGHT)),
    )
    _store(e, 0, "i8", _verdict(e, ending))
    _tell(e, _reasons(e, ending, status, required, waiting))
    _store(e, 2, "i64", _failing(e, ending, ruled_out))
    _store(e, 3, "i64", _marks(e, ending, status, required))
    _store(e, 4, "i64", _remarks(e, raised, broken))
    for i, outcome in enumerate(plan.outcomes):
        _outcome(e, ROW_SLOTS + 2 * i, outcome, ending)
    return skipped


def _store(e: Emitter, slot: int, kind: str, value: str) -> None:
    e.b.store(kind, value, slot)


def _status_is(e: Emitter, status: Val, verdict: Verdict) -> str:
    options = e.plan.status.type.options
    return e.b.compare("eq", status.value, str(options.index(verdict.value)))


def _verdict(e: Emitter, ending: Ending) -> str:
    b = e.b
    code = b.select("i8", ending.no_right, str(_CODES[Verdict.NO_RIGHT]), str(_CODES[Verdict.RIGHT]))
    code = b.select("i8", ending.determined, code, str(_CODES[Verdict.UNDETERMINED]))
    return b.select("i8", ending.rejected, str(_CODES[Verdict.REJECTED]), code)


def _reasons(e: Emitter, ending: Ending, status: Val, required: list[Val], waiting: str) -> Mask:
    b = e.b
    outcomes = b.when(waiting, b.reasons(b.union([v.mask for v in required])))
    reasons = b.choose(b.unknown(status), b.reasons(status.mask), outcomes)
    reasons = b.when(ending.undetermined, reasons)
    return b.choose(ending.broken, b.mask(e.plan.earlier), reasons)


def _tell(e: Emitter, reasons: Mask) -> None:
    """Store the reasons; side by side, where only is known whether there are any, ask for them."""
    if e.b.lanes == 1:
        _store(e, 1, "i64", reasons.word)
    else:
        e.b.ask(reasons.unknown)


def _failing(e: Emitter, ending: Ending, ruled_out: str) -> str:
    """All conditions named for NO_RIGHT; those of the lowest such rank for UNDETERMINED."""
    b = e.b
    conditions = list(enumerate(e.plan.conditions))
    refused = [c for c in conditions if c[1].otherwise is Verdict.NO_RIGHT]
    failing = b.select("i64", b.both(ending.determined, ending.no_right), _named(e, refused), "0")
    ranked = [c for c in conditions if c[1].otherwise is Verdict.UNDETERMINED]
    deciding = "0"
    for rank in sorted({c.rank for _, c in ranked}, reverse=True):
        found = _named(e, [c for c in ranked if c[1].rank == rank])
        deciding = b.select("i64", b.compare("ne", found, "0"), found, deciding)
    return b.select("i64", b.both(ending.undetermined, ruled_out), deciding, failing)


def _named(e: Emitter, conditions: list[tuple[int, ConditionSpec]]) -> str:
    """The bits of the conditions that are known to be named as a reason."""
    b = e.b
    return b.flags([(i, b.holds(e.value(c.named))) for i, c in conditions])


def _marks(e: Emitter, ending: Ending, status: Val, required: list[Val]) -> str:
    b = e.b
    used = [b.when(b.known(v), b.marks(v.mask)) for v in required]
    return b.unfolded(b.when(ending.determined, b.union([b.marks(status.mask), *used])).word)


def _remarks(e: Emitter, raised: dict[int, str], broken: str) -> str:
    """What is known and true; nothing on rows that the reader rejected or after a rejected row."""
    b = e.b
    return b.select("i64", b.either(e.rejected, broken), "0", b.flags(list(raised.items())))


def _outcome(e: Emitter, slot: int, spec: OutcomeSpec, ending: Ending) -> None:
    """The value, zero where it is not shown, and its valid byte."""
    b, v = e.b, e.value(spec.node)
    when = b.either(ending.determined, ending.undetermined) if spec.always else ending.determined
    shown = b.both(when, b.both(b.known(v), b.negate(v.nvt)))
    value = b.select(v.kind, shown, v.value, "false" if v.kind == "i1" else "0")
    _store_value(e, slot, spec.type, value)
    _store(e, slot + 1, "i8", b.convert("zext", "i1", shown, "i8"))


def _store_value(e: Emitter, slot: int, type: Type, value: str) -> None:
    source, stored = width(type), f"i{8 * output_bytes(type)}"
    if source != stored:
        value = e.b.convert("zext" if source == "i1" else "trunc", source, value, stored)
    _store(e, slot, stored, value)
