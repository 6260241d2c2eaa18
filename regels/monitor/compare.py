"""What a comparison means: of a field with constants, and of two values. Nothing compares with n.v.t."""

from regels.monitor.days import moment
from regels.monitor.model import Comparison, Event, Moment, Op, Ref, Relation, Value

TESTS = {
    Op.EQ: lambda a, b: a == b, Op.NE: lambda a, b: a != b, Op.LT: lambda a, b: a < b,
    Op.LE: lambda a, b: a <= b, Op.GT: lambda a, b: a > b, Op.GE: lambda a, b: a >= b,
}  # fmt: skip


def holds(part: Comparison, event: Event) -> bool:
    """Whether a field compares with the constants as asked."""
    found = part.field.of(event)
    if part.op is Op.EMPTY or part.op is Op.FILLED:
        return (found is None) == (part.op is Op.EMPTY)
    if found is None:
        return False
    return found in part.values if part.op is Op.IN else bool(TESTS[part.op](found, part.values[0]))


def related(part: Relation, left: Event, right: Event) -> bool:
    """Whether two values, of one event or of two, compare as asked."""
    one, other = _value(part.left_value, left), _value(part.right_value, right)
    return one is not None and other is not None and bool(TESTS[part.op](one, other))


def _value(asked: Moment | Ref, event: Event) -> Value:
    return asked.of(event) if isinstance(asked, Ref) else moment(asked, event)[0]
