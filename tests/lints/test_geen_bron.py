"""A source can be opened."""

import pytest

from tests.lints.figures import SOURCE, figures
from tests.lints.snippets import report

TEXT = figures('van: 2025-01-01, waarde: "€ 1"')


@pytest.mark.parametrize("source", ["mail van Jan", "http://wetten.overheid.nl/", "https://een adres"])
def test_no_address(source: str) -> None:
    found = report(TEXT.replace(SOURCE, f'bronnen: {{wet: "{source}"}}\n'))
    assert found == [f"proef.yaml:1:17: [geen_bron] De bron ‘wet’ is geen adres: ‘{source}’."]


def test_an_address() -> None:
    assert report(TEXT) == []
