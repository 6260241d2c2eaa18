"""Work that is done once for each number gives what it gives one by one."""

import numpy as np
import pytest

from regels.tabel.integers import Ints, each, first_days, months_of


@pytest.mark.parametrize(
    "values",
    [[], [5], [3, 3, 4, 2, 2], [-(2**60), 2**60, 7], [0, 2, 2], list(range(-40, 40))],
)
def test_each(values: list[int]) -> None:
    def work(some: Ints) -> Ints:
        return some * 3 + 1

    assert each(work, np.array(values, np.int64)).tolist() == [3 * value + 1 for value in values]


def test_close_numbers_are_worked_out_once() -> None:
    seen: list[int] = []

    def work(some: Ints) -> Ints:
        seen.append(len(some))
        return some

    each(work, np.repeat(np.array([7, 9, 8]), 1000))
    each(work, np.array([1, 10**9]))
    assert seen == [3, 2]


@pytest.mark.parametrize("step", [1, 977])
def test_days_and_months(step: int) -> None:
    days = np.arange(-140_000, 160_000, step, dtype=np.int64)
    months = months_of(days)
    assert months.tolist() == days.astype("M8[D]").astype("M8[M]").astype(np.int64).tolist()
    assert first_days(months).tolist() == months.astype("M8[M]").astype("M8[D]").astype(np.int64).tolist()
