"""A chunk of a caseload through the kernel: numbers and reasons in, columns in the words of the law out."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regels.kernel.result import KernelResult
from regels.kernel.run import Kernel
from regels.plan.plan import Plan
from regels.plan.types import Kind
from regels.tabel.history import Chunk
from regels.tabel.integers import as_int64, first_days
from regels.tabel.rejects import Problem, Reject
from regels.wording import (
    JOIN,
    REASON,
    REMARK,
    STATUS,
    failing_names,
    mark_names,
    reason_names,
    remark_names,
    verdicts,
)  # fmt: skip

Masks = NDArray[np.uint64]


@dataclass(frozen=True)
class Bulk:
    """Computes chunks of a caseload. ``threads``: for each chunk (chunks themselves may run side by side)."""

    kernel: Kernel
    threads: int = 1

    @property
    def plan(self) -> Plan:
        """The plan that is computed."""
        return self.kernel.plan

    def __call__(self, chunk: Chunk) -> pa.RecordBatch:
        """One row for each row of the chunk; rows that a rule rejects are added to ``chunk.rejects``."""
        result = self.kernel.run(chunk.columns, chunk.new_history, chunk.rejected, threads=self.threads)
        reasons = _reasons(self.plan, result, _rejections(self.plan, chunk, result))
        columns: dict[str, pa.Array] = {STATUS: _status(result), REASON: reasons}
        for spec in self.plan.outcomes:
            if not spec.always:
                columns[spec.name] = _column(result.outcome(spec.name))
        columns[REMARK] = _remarks(self.plan, result)
        for spec in self.plan.outcomes:
            if spec.always:
                columns[spec.name] = _column(result.outcome(spec.name))
        return pa.RecordBatch.from_arrays(list(columns.values()), list(columns))


def _status(result: KernelResult) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(result.verdict.view(np.int8)), pa.array(verdicts()))


def _column(array: pa.Array) -> pa.Array:
    """An outcome as it is written: months as the date of their first day; choices a dictionary of texts."""
    if pa.types.is_int32(array.type):
        days = first_days(as_int64(array)).astype(np.int32)
        return pa.Array.from_buffers(
            pa.date32(), len(array), [array.buffers()[0], pa.py_buffer(days)], array.null_count
        )
    return array


def _texts(masks: Masks, words: Callable[[int], str]) -> tuple[NDArray[np.int64], list[str]]:
    """For each mask its place in a list of texts: few are not zero, and there are few different ones."""
    rows = np.flatnonzero(masks)
    encoded = pa.array(masks[rows]).dictionary_encode()
    place = np.zeros(len(masks), np.int64)
    place[rows] = np.asarray(encoded.indices) + 1
    return place, [words(mask) for mask in [0, *encoded.dictionary.to_pylist()]]


def _reasons(plan: Plan, result: KernelResult, rejected: dict[int, str]) -> pa.Array:
    waiting, waiting_texts = _texts(result.reasons, lambda mask: JOIN.join(reason_names(plan, mask)))
    failing, failing_texts = _texts(result.failing, lambda mask: JOIN.join(failing_names(plan, mask)))
    place = np.where(result.reasons != 0, waiting + len(failing_texts), failing)
    texts = [*failing_texts, *waiting_texts]
    for row, text in rejected.items():
        place[row] = len(texts)
        texts.append(text)
    return _taken(texts, place)


def _remarks(plan: Plan, result: KernelResult) -> pa.Array:
    remarks, remark_texts = _texts(result.remarks, lambda mask: JOIN.join(remark_names(plan, mask)))
    marks, mark_texts = _texts(result.marks, lambda mask: JOIN.join(mark_names(plan, mask)))
    texts = [JOIN.join(filter(None, (a, b))) for a in remark_texts for b in mark_texts]
    return _taken(texts, remarks * len(mark_texts) + marks)


def _taken(texts: list[str], place: NDArray[np.int64]) -> pa.Array:
    words = pa.array([text or None for text in texts], pa.string())
    return words.take(pa.array(place))


def _rejections(plan: Plan, chunk: Chunk, result: KernelResult) -> dict[int, str]:
    """Why each rejected row was set apart: its fields, or the names of the rules it breaks."""
    place = {int(index): row for row, index in enumerate(chunk.index)} if chunk.rejects else {}
    texts: dict[int, list[str]] = {}
    for reject in chunk.rejects:
        fields = texts.setdefault(place[reject.index], [])
        if reject.field not in fields:
            fields.append(reject.field)
    rejecting = sum(1 << index for index, remark in enumerate(plan.remarks) if remark.reject)
    ruled = np.flatnonzero((result.remarks & np.uint64(rejecting)) != 0)
    for row in ruled.tolist():
        names = _by_rule(plan, chunk, row, int(result.remarks[row]) & rejecting)
        texts.setdefault(row, []).extend(names)
    if len(ruled):
        chunk.rejects.sort(key=lambda reject: reject.index)
    return {row: JOIN.join(fields) for row, fields in texts.items()}


def _found(plan: Plan, field: str, cell: Any) -> str:
    """A canonical cell as people write it."""
    spec = next(spec for spec in plan.inputs if spec.name == field)
    if spec.type.kind is Kind.DATE:
        cell = cell.cast(pa.int32()).cast(pa.date32())
    value = cell.as_py()
    if value is None:
        return ""
    return spec.type.options[value] if spec.type.options else str(value).replace(".", ",")


def _by_rule(plan: Plan, chunk: Chunk, row: int, remarks: int) -> list[str]:
    broken = [remark for index, remark in enumerate(plan.remarks) if remarks >> index & 1]
    dossier = chunk.dossier[row].as_py()
    for remark in broken:
        column = chunk.columns.get(remark.field)
        found = "" if column is None else _found(plan, remark.field, column[row])
        chunk.rejects.append(
            Reject(int(chunk.index[row]), int(chunk.line[row]), dossier, remark.field, found, remark.text,
                   "Verbeter deze regel. Latere maanden van dit dossier wachten erop.", Problem.RULE)
        )  # fmt: skip
    return [remark.name for remark in broken]
