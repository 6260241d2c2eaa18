"""Every lint rule is registered, documented and tested; the national rulesets are sound."""

from pathlib import Path

import pytest

from regels.data import rulesets
from regels.lints import LINTS, check_layer, pages

HELPERS = {"axes", "dates", "names", "placeholders", "reading", "regions", "words", "__init__"}


@pytest.mark.parametrize("lint", LINTS, ids=lambda lint: str(lint.CODE))
def test_a_page_with_a_good_and_a_bad_example(lint: object) -> None:
    text = lint.__doc__ or ""
    assert "Goed" in text and "Fout" in text and "\n    " in text


def test_every_module_is_registered() -> None:
    here = Path(pages.__code__.co_filename).parent
    modules = {path.stem for path in here.glob("*.py")} - HELPERS
    assert modules == {lint.__name__.rpartition(".")[2] for lint in LINTS} == {lint.CODE for lint in LINTS}


def test_the_pages_are_markdown() -> None:
    text = pages()
    assert text.startswith("# ") and text.count("\n## ") == len(LINTS)


def test_the_national_rulesets_are_sound() -> None:
    assert [str(finding) for finding in check_layer(rulesets()) if finding.level == "fout"] == []
