"""Plans by chance of 14 to 600 rules, on the same rows in the same run: the kernel, polars, OpenFisca."""

from typing import Any

import numpy as np
import pytest

pl = pytest.importorskip("polars")
pytest.importorskip("openfisca_core")

from regels.kernel.result import VERDICTS  # noqa: E402
from regels.kernel.run import Kernel  # noqa: E402
from regels.plan.plan import Verdict  # noqa: E402
from tests.kernel.speed import plan_of  # noqa: E402

from . import synthetic  # noqa: E402

pytestmark = [pytest.mark.peers]
RULES = (14, 100, 300, 600)
ROWS = 10_000 * synthetic.MONTHS
SHOWN = ("o0", "o1", "o2", "o3")


def frame(rows: dict[str, np.ndarray]) -> Any:
    dossiers = np.repeat(np.arange(len(rows["absent"]) // synthetic.MONTHS, dtype=np.int32), synthetic.MONTHS)
    return pl.DataFrame({"dossier": dossiers, **rows})


def flags(count: int) -> tuple[np.ndarray, np.ndarray]:
    first, refused = np.zeros(count, np.uint8), np.zeros(count, np.uint8)
    first[:: synthetic.MONTHS] = 1
    return first, refused


@pytest.mark.parametrize("rules", RULES)
def test_the_same_in_every_cell(rules: int) -> None:
    plan = plan_of(rules)
    rows = synthetic.rows(plan, 200 * synthetic.MONTHS)
    result = Kernel(plan, cache=None).run(synthetic.arrow(plan, rows), *flags(len(rows["absent"])))
    right = result.verdict == VERDICTS.index(Verdict.RIGHT)
    by_polars = synthetic.in_polars(plan)(frame(rows))
    by_openfisca = synthetic.in_openfisca(plan)(rows)
    for other in (by_polars, by_openfisca):
        assert np.array_equal(np.asarray(other["right"]).astype(bool), right)
        assert np.array_equal(np.asarray(other["used"]), result.outcome("used").to_numpy())
        for name in SHOWN:
            assert np.array_equal(np.asarray(other[name])[right], result.numbers(name)[right])
    assert right.any() and not right.all()


@pytest.mark.benchmark
@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("peer", ["kernel", "polars", "openfisca"])
def test_speed(benchmark: Any, rules: int, peer: str) -> None:
    plan = plan_of(rules)
    rows = synthetic.rows(plan, ROWS)
    benchmark.group = f"{rules} regels"
    benchmark.extra_info["rows"] = ROWS
    if peer == "kernel":
        kernel, columns = Kernel(plan), synthetic.arrow(plan, rows)
        given = flags(ROWS)
        benchmark.pedantic(lambda: kernel.run(columns, *given), rounds=5, warmup_rounds=1)
    elif peer == "polars":
        run, source = synthetic.in_polars(plan), frame(rows)
        benchmark.pedantic(lambda: run(source), rounds=3, warmup_rounds=1)
    else:
        compute = synthetic.in_openfisca(plan)
        benchmark.pedantic(lambda: compute(rows), rounds=3, warmup_rounds=1)
