"""Both peers give the oracle's amounts, to the cent."""

from __future__ import annotations

from itertools import chain

import pytest

pytest.importorskip("polars")
pytest.importorskip("openfisca_core")

from . import figures, frames, openfisca_peer, polars_peer
from .compare import cases, differences

pytestmark = pytest.mark.peers


@pytest.mark.parametrize("whole_months", [True, False])
def test_polars(whole_months: bool) -> None:
    given = cases(11, 250, whole_months=whole_months)
    result = polars_peer.run(polars_peer.build(figures.read()), frames.to_frame(chain(*given)))
    compared, found = differences(given, result.to_dicts())
    assert compared > 1_000
    assert not found


def test_openfisca() -> None:
    given = cases(12, 250, whole_months=True)
    rows = openfisca_peer.columns(frames.to_frame(chain(*given)))
    result = openfisca_peer.contract_columns(openfisca_peer.run(openfisca_peer.build(figures.read()), rows))
    records = [dict(zip(result, values, strict=True)) for values in zip(*result.values(), strict=True)]
    compared, found = differences(given, records)
    assert compared > 1_000
    assert not found


def test_both_peers_agree_on_the_caseload() -> None:
    frame = frames.caseload(500)
    by_polars = polars_peer.run(polars_peer.build(figures.read()), frame)
    by_openfisca = openfisca_peer.run(openfisca_peer.build(figures.read()), openfisca_peer.columns(frame))
    decided = by_polars["status"] != "onbepaald"
    assert by_polars["uit_te_betalen"].sum() == by_openfisca["uit_te_betalen"].sum()
    assert decided.sum() == (by_openfisca["onbeslist"] == 0).sum()
