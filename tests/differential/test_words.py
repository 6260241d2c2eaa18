"""The words of a table (status, reden, opmerking) against what the evaluator says of each row."""

import random
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from regels.bulk import Bulk
from regels.evaluator.history import RowResult, evaluate_history
from regels.kernel.run import Kernel
from regels.plan.plan import Plan
from regels.tabel.history import Chunk
from regels.wording import JOIN, REASON, REMARK, STATUS, failing_names, mark_names, reason_names, remark_names
from tests.differential import histories, rulesets
from tests.differential.bridge import cell, column

RULESETS, HISTORIES = 12, 40


def expected(plan: Plan, row: RowResult) -> tuple[str, str | None, str | None]:
    refused = [r.name for i, r in enumerate(plan.remarks) if r.reject and row.remarks >> i & 1]
    reasons = refused or reason_names(plan, row.reasons) or failing_names(plan, row.failing)
    remarks = remark_names(plan, row.remarks) + mark_names(plan, row.marks)
    return row.verdict.value, JOIN.join(reasons) or None, JOIN.join(remarks) or None


def as_chunk(plan: Plan, cells: list[list[Any]], first: list[int]) -> Chunk:
    """Rows as the table layer would give them, none of them refused."""
    columns = {spec.name: column(spec, [row[i] for row in cells]) for i, spec in enumerate(plan.inputs)}
    places = np.arange(len(cells))
    dossier = pa.array([str(number) for number in np.cumsum(first)])
    fresh, rejected = np.array(first, np.uint8), np.zeros(len(cells), np.uint8)
    month = columns[plan.inputs[plan.month].name]
    return Chunk(columns, dossier, month, fresh, rejected, places, places + 1, [])


def test_status_reasons_and_remarks_of_random_rulesets(tmp_path: Path) -> None:
    seen, both = set[str](), 0
    for seed in range(RULESETS):
        rng = random.Random(seed)
        plan = rulesets.plan(rng, tmp_path)
        assert plan is not None
        cells, first, answers = list[list[Any]](), list[int](), list[RowResult]()
        for _ in range(HISTORIES):
            made = (histories.as_in_a_file(plan, row) for row in histories.rows(plan, rng))
            rows = [row for row in made if row is not None]
            answers += evaluate_history(plan, rows)
            cells += [[cell(v, s.type) for v, s in zip(row, plan.inputs, strict=True)] for row in rows]
            first += [int(place == 0) for place in range(len(rows))]
        batch = Bulk(Kernel(plan, cache=None))(as_chunk(plan, cells, first))
        words = zip(*(batch.column(name).to_pylist() for name in (STATUS, REASON, REMARK)), strict=True)
        assert list(words) == [expected(plan, row) for row in answers]
        seen |= {row.verdict.value for row in answers}
        both += len({(row.remarks, row.marks) for row in answers if row.remarks and row.marks})
    assert seen == {"recht", "geen_recht", "onbepaald", "afgekeurd"}
    assert both > RULESETS, "te weinig rijen met een opmerking en een onzeker cijfer om iets te zeggen"
