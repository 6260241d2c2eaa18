"""One dossier of a caseload explained: its rows through the evaluator, which must agree with the kernel."""

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.compute as pc

from regels.decision import Plain, ReadersDisagree, plain_row
from regels.evaluator.history import RowResult, evaluate_history
from regels.kernel.result import KernelResult
from regels.rows import row_values
from regels.ruleset import Ruleset
from regels.tabel.history import Chunk
from regels.tabel.mapping import Mapping
from regels.tabel.process import Prepare, batches
from regels.uitleg.text import explain


def explain_dossier(
    source: Path | Any,
    ruleset: Ruleset,
    mapping: Mapping | None,
    dossier: str,
    prepare: Prepare | None = None,
) -> str | None:
    """The explanation of every month of a dossier, or None when it is not in the file.

    ``prepare``: as in the run that is explained.
    """
    for given in batches(source, ruleset.plan, mapping):
        chunk = prepare(given) if prepare else given
        rows = np.flatnonzero(np.asarray(pc.equal(chunk.dossier, dossier.strip()).fill_null(False))).tolist()
        if rows:
            return _explained(ruleset, chunk, rows)
    return None


def _explained(ruleset: Ruleset, chunk: Chunk, rows: list[int]) -> str:
    plan = ruleset.plan
    values = [None if chunk.rejected[row] else row_values(plan, chunk, row) for row in rows]
    results = evaluate_history(plan, values)
    _must_agree(ruleset, chunk, rows, results)
    blind = np.maximum.accumulate([int(chunk.rejected[row]) for row in rows])
    return "\n\n".join(
        (_which(chunk, row) if hidden else "") + explain(plan, result)
        for row, result, hidden in zip(rows, results, blind, strict=True)
    )


def _which(chunk: Chunk, row: int) -> str:
    """Which row of the file it is, and why it was set apart: of these the explanation knows no month."""
    month = chunk.month[row].as_py()
    period = f"{month:%Y-%m}" if isinstance(month, date) else month or "niet te lezen"
    reasons = [
        f"- {reject.field}: gevonden: {reject.found}; verwacht: {reject.expected}. {reject.advice}"
        for reject in chunk.rejects
        if reject.index == chunk.index[row]
    ]
    apart = ", apart gezet" if chunk.rejected[row] else ""
    return "\n".join([f"Regel {chunk.line[row]} van het bestand, maand {period}{apart}", *reasons, "", ""])


def _must_agree(ruleset: Ruleset, chunk: Chunk, rows: list[int], results: list[RowResult]) -> None:
    """Raises ReadersDisagree when the kernel says something else of these rows."""
    found = ruleset.kernel.run(chunk.columns, chunk.new_history, chunk.rejected)
    for row, result in zip(rows, results, strict=True):
        plain, line = plain_row(ruleset, result), int(chunk.line[row])
        arrays = (found.verdict, found.reasons, found.failing, found.marks, found.remarks)
        masks = [plain.verdict, plain.reasons, plain.failing, plain.marks, plain.remarks]
        if [int(array[row]) for array in arrays] != masks:
            raise ReadersDisagree(f"Kernel en evaluator verschillen op rij {line}.")
        if not _same_outcomes(found, plain, row):
            raise ReadersDisagree(f"Kernel en evaluator verschillen in een bedrag op rij {line}.")


def _same_outcomes(found: KernelResult, plain: Plain, row: int) -> bool:
    for name, expected in zip(found.outcomes, plain.outcomes, strict=True):
        if bool(found.outcomes[name][2][row]) != (expected is not None):
            return False
        if expected is not None and int(found.numbers(name)[row]) != expected:
            return False
    return True
