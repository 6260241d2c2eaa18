"""What is not certain is listed, and stops nothing."""

from tests.lints.figures import figures
from tests.lints.snippets import built, findings


def test_uncertain_and_unknown_figures() -> None:
    text = figures(
        'van: 2025-01-01, tot: 2025-12-31, waarde: "€ 1", zekerheid: laag, noot: "pagina zonder datum"',
        "van: 2026-01-01, tot: 2026-12-31, waarde: onbekend",
        'van: 2027-01-01, waarde: "€ 2", zekerheid: hoog',
    )
    assert [str(found) for found in findings(text)] == [
        "proef.yaml:8:15: let op [onzeker]: ‘grens’ vanaf 2025-01-01 heeft zekerheid laag. Pagina zonder datum.",  # noqa: E501
        "proef.yaml:9:15: let op [onzeker]: ‘grens’ vanaf 2026-01-01 is onbekend. Er staat geen noot bij.",
    ]
    assert built(text).plan is not None
