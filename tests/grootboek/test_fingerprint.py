"""A fingerprint is the same for the same income, in any order, and another for every change of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from regels_calculators.grootboek.fingerprint import fingerprints
from regels_calculators.grootboek.income import read_income

from tests.grootboek.tables import income

BASIS = {"maand": "2026-01", "netto": 400, "onbekend": "lks"}
OTHER = {"maand": "2026-02", "netto": 500}


def mark(*rows: dict[str, object]) -> int:
    """The fingerprint of one dossier."""
    return int(fingerprints(read_income(income(*rows)))[0])


@pytest.mark.parametrize(
    "change",
    [
        {"netto": 401}, {"netto": None}, {"vakantietoeslag": 1}, {"lks_deel": 1}, {"persoon": "partner"},
        {"vakantietoeslag_betaald": 1}, {"ikv": "winkel"}, {"soort": "uitkering"}, {"betalingen": "b2026-1"},
        {"onbekend": None}, {"onbekend": "lks+netto"}, {"dagen_zonder_loon": 1}, {"geschat": True},
        {"verdiend_van": "2026-01-01"}, {"verdiend_tot": "2026-01-31"}, {"betaald_op": "2026-01-24"},
        {"ontvangen_op": "2026-01-26"}, {"ikv_van": "2025-12-01"}, {"ikv_tot": None}, {"maand": "2025-12"},
    ],
)  # fmt: skip
def test_every_change_changes_it(change: dict[str, object]) -> None:
    assert mark(BASIS | change) != mark(BASIS)


def test_the_order_of_rows_does_not_matter() -> None:
    assert mark(BASIS, OTHER) == mark(OTHER, BASIS) != mark(BASIS)


def test_it_is_kept_between_runs_so_it_never_changes() -> None:
    """Another number here means that the first run after an update computes every dossier again."""
    assert mark(BASIS, OTHER) == KEPT


@given(
    st.lists(
        st.text(st.characters(exclude_characters="+", exclude_categories=["Cs"]), min_size=1),
        min_size=2,
        max_size=9,
        unique=True,
    )
)
def test_other_texts_other_numbers(names: list[str]) -> None:
    rows = [BASIS | {"dossier_id": str(place), "betalingen": name} for place, name in enumerate(names)]
    found = fingerprints(read_income(income(*rows)))
    assert len(set(found.tolist())) == len(names)


KEPT = -8415562957080649823
