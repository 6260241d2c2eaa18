"""Every option of every setting makes a sound ruleset: a choice that cannot be made is no choice."""

import pytest
from regels_casebook.variants import Variant, ruleset_of, source_of

from regels.bestand.library import regelingen
from regels.data import rulesets


def choices(regeling: str) -> list[tuple[str, str]]:
    found = []
    for name, item in source_of(Variant(regeling)).items("instellingen").items():
        options = item.value.opties or (("ja", "nee") if str(item.value.soort) == "ja/nee" else ())
        found += [(name, str(option)) for option in options]
    return found


@pytest.mark.parametrize("regeling", regelingen(rulesets()))
def test_every_choice_can_be_made(regeling: str) -> None:
    for choice in choices(regeling):
        ruleset_of.__wrapped__(Variant(regeling, "landelijk", (choice,)))
