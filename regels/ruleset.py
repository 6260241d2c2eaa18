"""Load a ruleset, and ask it things: one case, a history, a whole table."""

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regels import __version__
from regels.data import rulesets
from regels.decision import Decision, Plain, plain_row
from regels.plan.plan import Plan

if TYPE_CHECKING:
    import pyarrow as pa
    from pydantic import BaseModel

    from regels.evaluator.history import RowResult
    from regels.evaluator.values import Value
    from regels.kernel.rows import Cell
    from regels.kernel.run import Kernel
    from regels.tabel.rejects import Reject

DEFAULT_REGELING = "inkomstenverrekening"
Case = Mapping[str, Any]


def load(name: str = "landelijk", regeling: str = DEFAULT_REGELING) -> "Ruleset":
    """A checked ruleset.

    ``name``: ``landelijk``, a municipality such as ``enschede``, or the path of a directory laid
    out like ``rulesets/landelijk``. ``regeling``: which one. Raises RulesetError with every
    finding when the ruleset is not sound, UnknownRuleset when there is none of that name.
    """
    from regels.bestand.library import layers
    from regels.bestand.source import assemble
    from regels.lints import sound
    from regels.plan.finish import build

    root = rulesets()
    found = layers(root, name, regeling)
    return Ruleset(sound(build(assemble(found, root))), tuple(layer.name for layer in found))


class Ruleset:
    """A regeling, ready to compute. Thread-safe; load it once and keep it."""

    version = __version__

    def __init__(self, plan: Plan, layers: tuple[str, ...], cache: Path | None = None) -> None:
        self.plan, self.layers, self._cache = plan, layers, cache

    def __repr__(self) -> str:
        return f"<Ruleset {self.plan.name} ({' + '.join(self.layers)}) {self.plan.hash[:12]}>"

    @cached_property
    def kernel(self) -> "Kernel":
        """The plan as machine code; compiled on first use (then from the cache)."""
        from regels.kernel.run import Kernel

        return Kernel(self.plan) if self._cache is None else Kernel(self.plan, cache=self._cache)

    def evaluate(self, case: Case) -> Decision:
        """One month. ``case``: input fields by name; see ``input_schema`` and ``regels velden``.

        A field with value None is empty; a field that is left out is as an absent column.
        Raises CaseError with every field that cannot be read.
        """
        return self.evaluate_history([case])[0]

    def evaluate_history(self, cases: Sequence[Case]) -> list[Decision]:
        """The months of one dossier, in any order; the results are in the order given."""
        from regels.schema import all_integers, order_rows

        rows = all_integers(self.plan, cases)
        order = order_rows(self.plan, rows)
        given, ordered = tuple(cases[i] for i in order), tuple(rows[i] for i in order)
        decisions: dict[int, Decision] = {}
        shared: list[RowResult] = []
        for position, (i, row) in enumerate(zip(order, self.kernel.run_rows(ordered), strict=True)):
            decisions[i] = Decision(self, given, position, Plain(*row), ordered, shared)
        return [decisions[i] for i in range(len(cases))]

    def traced(self, cases: Sequence[Case]) -> "list[RowResult]":
        """The evaluator's results with their traces, for cases in order of time."""
        from regels.evaluator.history import evaluate_history
        from regels.schema import to_values

        values: list[Sequence[Value] | None] = [to_values(self.plan, case) for case in cases]
        return evaluate_history(self.plan, values)

    def traced_at(self, rows: "Sequence[Sequence[Cell]]", places: Collection[int]) -> "dict[int, RowResult]":
        """As ``traced``, the rows at some places of a history alone; ``rows``: as in ``Decision.rows``."""
        from regels.evaluator.history import evaluate_places
        from regels.schema import as_values

        needed = rows[: max(places, default=-1) + 1]
        return evaluate_places(self.plan, [as_values(self.plan, row) for row in needed], places)

    def interpret(self, cases: Sequence[Case]) -> list[Decision]:
        """The same as ``evaluate_history`` without machine code; cases in order of time."""
        from regels.schema import all_integers

        given, rows = tuple(cases), tuple(all_integers(self.plan, cases))
        found = self.traced_at(rows, range(len(rows)))
        return [Decision(self, given, i, plain_row(self, result), rows) for i, result in found.items()]

    def in_order(self, cases: Sequence[Case]) -> list[Case]:
        """Cases in order of time. Raises CaseError when two are about one day, or a month is unknown."""
        from regels.schema import all_integers, order_rows

        return [cases[i] for i in order_rows(self.plan, all_integers(self.plan, cases))]

    def evaluate_table(self, table: Any) -> "pa.Table":
        """A whole caseload: anything with an Arrow stream (pyarrow, polars, pandas, DuckDB …).

        One row out for each row in, in the same order, with ``dossier_id``, the month, ``status``,
        ``reden``, every outcome and ``opmerking``. Rows that cannot be read have status
        ``afgekeurd``; ``evaluate_table_with_rejects`` also says why.
        """
        return self.evaluate_table_with_rejects(table)[0]

    def evaluate_table_with_rejects(self, table: Any) -> "tuple[pa.Table, list[Reject]]":
        """The results, and for each row that was set apart its field, what was found and expected."""
        from regels.bulk import Bulk
        from regels.tabel.process import process
        from regels.tabel.sink import TableSink

        sink = TableSink()
        process(table, self.plan, Bulk(self.kernel), sink)
        return sink.table(), sink.rejects

    def case_model(self) -> "type[BaseModel]":
        """A pydantic model of one row of input."""
        from regels.schema import case_model

        return case_model(self.plan)

    def input_schema(self) -> dict[str, Any]:
        """JSON Schema of one row of input."""
        from regels.schema import input_schema

        return input_schema(self.plan)

    def output_schema(self) -> dict[str, Any]:
        """JSON Schema of one row of output."""
        from regels.schema import output_schema

        return output_schema(self.plan)
