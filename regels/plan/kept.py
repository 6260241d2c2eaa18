"""Something that is made once for a plan. A plan is known by identity: to hash one is to walk all of it."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from regels.plan.plan import Plan

T = TypeVar("T")
KEPT_PLANS = 16


class OncePerPlan(Generic[T]):
    """Makes it when it is first asked for; of the last few plans it is kept."""

    def __init__(self, make: Callable[[Plan], T]) -> None:
        self._make = make
        self._made: OrderedDict[int, tuple[Plan, T]] = OrderedDict()

    def __call__(self, plan: Plan) -> T:
        """What belongs to a plan."""
        found = self._made.get(id(plan))
        if found is None or found[0] is not plan:
            found = self._made[id(plan)] = plan, self._make(plan)
            while len(self._made) > KEPT_PLANS:
                self._made.popitem(last=False)
        return found[1]
