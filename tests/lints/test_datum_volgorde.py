"""A figure does not end before it starts."""

from tests.lints.figures import figures
from tests.lints.snippets import report


def test_turned_around() -> None:
    (found,) = report(figures('van: 2025-07-01, tot: 2025-05-31, waarde: "€ 1"'))
    assert found == (
        "proef.yaml:8:32: [datum_volgorde] Deze waarde van ‘grens’ eindigt op 2025-05-31, voor zij begint (2025-07-01)."  # noqa: E501
    )


def test_one_month() -> None:
    assert report(figures('van: 2025-07-01, tot: 2025-07-31, waarde: "€ 1"')) == []
