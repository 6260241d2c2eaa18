"""The feed as arrays: what every step after reading works on."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from regels.tabel.header import Note
from regels.tabel.rejects import Problem, Reject, shorten
from regels.tabel.wording import value_text
from regels_calculators.inkomen.columns import BY_NAME

EMPTY = "(leeg)"
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(slots=True)
class Records:
    """Payment records in the order of the source.

    ``texts``: by name, null where empty. ``values``, ``known``: by name, integers (cents, days since
    1970-01-01, places in the options) that mean something where known. ``line``: as the user counts.
    ``apart``: set apart, by reading or later; why stands in ``rejects``.
    """

    texts: dict[str, pa.Array]
    values: dict[str, Ints]
    known: dict[str, Mask]
    line: Ints
    apart: Mask
    rejects: list[Reject] = field(default_factory=list)
    notes: tuple[Note, ...] = ()

    def __len__(self) -> int:
        return len(self.line)

    def set_apart(
        self, rows: Iterable[int], field: str, expected: str, advice: str, problem: Problem = Problem.RULE
    ) -> None:
        """Set rows apart with one reason; what was found is the value of the field as text."""
        for row in rows:
            self.apart[row] = True
            self.rejects.append(
                Reject(
                    row, int(self.line[row]), self.texts["dossier_id"][row].as_py(), field,
                    shorten(self._shown(field, row)), expected, advice, problem,
                )
            )  # fmt: skip

    def _shown(self, field: str, row: int) -> str:
        """The value of a field as people write it."""
        if field in self.texts:
            return self.texts[field][row].as_py() or EMPTY
        if not self.known[field][row]:
            return EMPTY
        return value_text(BY_NAME[field].spec.type, int(self.values[field][row]))


def starts_of(key: Ints) -> Ints:
    """Where each run of equal values begins."""
    return np.flatnonzero(np.append(True, key[1:] != key[:-1])) if len(key) else np.zeros(0, np.int64)


def ranks(text: pa.Array) -> tuple[Ints, pa.Array]:
    """For each text its place in the sorted distinct texts (-1: null), and those texts."""
    coded = text.dictionary_encode()
    order = np.asarray(pa.compute.sort_indices(coded.dictionary)).astype(np.int64)
    place = np.empty(len(order) + 1, np.int64)
    place[order] = np.arange(len(order))
    place[-1] = -1
    codes = np.asarray(coded.indices.fill_null(len(order))).astype(np.int64)
    return place[codes], coded.dictionary.take(pa.array(order))
