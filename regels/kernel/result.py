"""What the rows of a run came to, and the memory that it is written in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from regels.kernel.layout import output_bytes
from regels.plan.plan import OutcomeSpec, Plan, Verdict

if TYPE_CHECKING:
    import pyarrow as pa

VERDICTS = tuple(Verdict)
"""The verdict of each code."""
_ROW_BYTES = (1, 8, 8, 8, 8)
_ALIGNMENT = 64


@dataclass(frozen=True, slots=True, eq=False)
class KernelResult:
    """What each row came to, as arrays of one length.

    ``verdict``: index in ``VERDICTS``. ``reasons``, ``marks``: reason bits. ``failing``,
    ``remarks``: a bit per condition and remark of the plan.
    """

    verdict: NDArray[np.uint8]
    reasons: NDArray[np.uint64]
    failing: NDArray[np.uint64]
    marks: NDArray[np.uint64]
    remarks: NDArray[np.uint64]
    outcomes: Mapping[str, tuple[OutcomeSpec, NDArray[np.uint8], NDArray[np.uint8]]]
    """Per outcome its spec, the bytes of its values, and a byte per row: whether it is shown."""

    def __len__(self) -> int:
        return len(self.verdict)

    def numbers(self, name: str) -> NDArray[Any]:
        """An outcome as integers at its scale, 0 where it is not shown; the values are not copied."""
        spec, values, _ = self.outcomes[name]
        return values.view(f"i{output_bytes(spec.type)}")

    def outcome(self, name: str) -> "pa.Array":
        """An outcome as an Arrow array, null where it is not shown.

        Amounts, percentages and numbers with decimals are decimal128, other numbers int64,
        months and durations int32, choices a dictionary of their texts.
        """
        from regels.kernel.arrow import outcome_array

        spec, values, valid = self.outcomes[name]
        return outcome_array(spec.type, values, valid)


class Results:
    """The results of a plan; made once for a plan, since it is asked for each chunk."""

    def __init__(self, plan: Plan) -> None:
        self._outcomes = plan.outcomes
        sizes = list(_ROW_BYTES)
        for spec in plan.outcomes:
            sizes += [output_bytes(spec.type), 1]
        self._sizes = np.array(sizes, np.int64)

    def room(self, rows: int) -> tuple[KernelResult, NDArray[np.int64]]:
        """Room for the results of so many rows, in one block, and the descriptors of the output.

        The code writes every element, but reasons only of rows that have some.
        """
        from regels.kernel.arrow import memory

        lengths = -(-rows * self._sizes // _ALIGNMENT) * _ALIGNMENT
        ends = np.cumsum(lengths)
        starts = ends - lengths
        block = memory(int(ends[-1]))
        parts = [
            block[start : start + rows * size]
            for start, size in zip(starts.tolist(), self._sizes.tolist(), strict=True)
        ]
        reasons, failing, marks, remarks = (part.view(np.uint64) for part in parts[1:5])
        reasons[:] = 0
        shown = zip(self._outcomes, parts[5::2], parts[6::2], strict=True)
        outcomes = {spec.name: (spec, values, valid) for spec, values, valid in shown}
        given = np.stack([block.ctypes.data + starts, self._sizes], axis=1)
        return KernelResult(parts[0], reasons, failing, marks, remarks, outcomes), given
