"""Choices that a change adds: they come last, for all days, and go along with what passes the choice on."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from regels.lints import check
from regels.plan.plan import Plan
from regels.ruleset import Ruleset
from tests.plan.test_changes import BASE, LAW, planned, put
from tests.regelingen.agree import agree

CHOICE = """{soort: keuze, opties: [klein, groot], titel: t, artikel: a, """
BASIS = (
    BASE.replace(
        "  som:\n",
        f"  maat: {CHOICE}per: persoon, formule: als loon > € 50 dan groot anders klein}}\n"
        f"  gezien: {CHOICE}per: persoon, formule: als werkt dan maat anders klein}}\n"
        f"  los: {CHOICE}formule: als werkt dan klein anders groot}}\n"
        "  som:\n",
        1,
    )
    + "  maat: {titel: t, waarde: aanvrager.gezien}\n"
    + "  vorige: {titel: t, waarde: aanvrager.laatste}\n"
    + "  los: {titel: t, waarde: los}\n"
    + f"toestand:\n  laatste: {CHOICE}per: persoon, begin: klein, volgende: gezien}}\n"
)
MIDDLE = """
wijzigt:
  regels:
    maat:
      - van: 2026-07-01
        artikel: art. 9
        grond: nieuwe wet
        opties: [middel]
        formule: als loon > € 75 dan groot anders als loon > € 50 dan middel anders klein
"""
HUGE = MIDDLE.replace("2026-07-01", "2027-01-01").replace("[middel]", "[reus]").replace("groot", "reus")
HUGE = HUGE.replace(" anders als loon > € 50 dan middel", "")
CASE: dict[str, Any] = {"samen": True, "loon_partner": 0, "werkt": True}
ROWS: list[dict[str, Any]] = [
    CASE | {"maand": f"2026-{month:02}", "loon": wage}
    for month, wage in ((5, 60), (6, 80), (7, 60), (8, 80), (9, 10))
]
GROWN = ("klein", "groot", "middel")


def lists(plan: Plan, *names: str) -> set[tuple[str, ...]]:
    """The options of the rules and states whose names start so."""
    made = [(one.name, one.type) for one in plan.rules] + [(one.name, one.type) for one in plan.states]
    return {kind.options for name, kind in made if name.startswith(names)}


def test_what_passes_the_choice_on_has_it_too(tmp_path: Path) -> None:
    plan = planned(tmp_path, BASIS, ("wet", LAW + MIDDLE))
    assert lists(plan, "maat", "gezien", "laatste") == {GROWN}
    assert lists(plan, "los") == {("klein", "groot")}
    assert [one.type.options for one in plan.outcomes[1:]] == [GROWN, GROWN, ("klein", "groot")]


def test_the_new_choice_from_its_day(tmp_path: Path) -> None:
    ruleset = Ruleset(planned(tmp_path, BASIS, ("wet", LAW + MIDDLE)), ("landelijk", "wet"))
    found = ruleset.evaluate_history(ROWS)
    assert [one.plain for one in found] == [one.plain for one in ruleset.interpret(ROWS)]
    assert [one["maat"] for one in found] == ["groot", "groot", "middel", "groot", "klein"]
    assert [one["vorige"] for one in found] == ["klein", "groot", "groot", "middel", "groot"]


def test_before_its_day_all_is_as_it_was(tmp_path: Path) -> None:
    bare = Ruleset(planned(tmp_path, BASIS), ("landelijk",)).evaluate_history(ROWS[:2])
    changed = Ruleset(planned(tmp_path, BASIS, ("wet", LAW + MIDDLE)), ("landelijk", "wet"))
    assert [one.plain for one in bare] == [one.plain for one in changed.evaluate_history(ROWS[:2])]


def test_of_two_layers_the_choices_of_the_lower_come_first(tmp_path: Path) -> None:
    plan = planned(
        tmp_path, BASIS, ("wet", LAW + MIDDLE), ("later", LAW.replace("bronnen: {n:", "bronnen: {m:") + HUGE)
    )
    assert lists(plan, "maat", "gezien", "laatste") == {(*GROWN, "reus")}
    ruleset = Ruleset(plan, ("landelijk", "wet", "later"))
    rows = [CASE | {"maand": month, "loon": 80} for month in ("2026-06", "2026-12", "2027-01")]
    assert [one["maat"] for one in ruleset.evaluate_history(rows)] == ["groot", "groot", "reus"]


def test_the_readers_agree(tmp_path: Path) -> None:
    base = BASIS.replace("{van: 2000-01-01, waarde", "{van: 2026-01-01, waarde")
    assert base != BASIS
    for seed, law in enumerate((MIDDLE, HUGE)):
        assert agree(planned(tmp_path, base, ("wet", LAW + law)), seed, 100) > 100


def test_a_choice_goes_along_a_chain(tmp_path: Path) -> None:
    chain = "".join(
        f"  {new}: {CHOICE}per: persoon, formule: {old}}}\n"
        for old, new in pairwise(["gezien", "een", "twee", "drie"])
    )
    base = BASIS.replace("  los: {s", f"{chain}  los: {{s").replace("aanvrager.gezien", "aanvrager.drie")
    assert lists(planned(tmp_path, base, ("wet", LAW + MIDDLE)), "een", "twee", "drie") == {GROWN}


WRONG = [
    (MIDDLE.replace("[middel]", "[groot]"), "van ‘maat’. Noem onder `opties:` alleen wat nieuw is."),
    (MIDDLE.replace("[middel]", "[middel, middel]"), "‘middel’ is al een keuze van ‘maat’."),
    (MIDDLE.replace("    maat:", "    deel:"), "‘deel’ is geen keuze, en krijgt dus geen nieuwe keuzes."),
    (MIDDLE.replace("        opties: [middel]\n", ""), "‘middel’ is geen keuze uit: klein, groot."),
    (MIDDLE.replace("[middel]", "[midel]"), "uit: klein, groot, midel. Bedoelde u ‘midel’?"),
    (MIDDLE.replace("[middel]", "middel"), "opties heeft niet de goede vorm."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "message"), WRONG, ids=[message[:30] for _, message in WRONG])
def test_refused(tmp_path: Path, body: str, message: str) -> None:
    made = put(tmp_path, BASIS, ("wet", LAW + body))
    found = [str(f) for f in (*made.findings, *check(made)) if f.level == "fout"]
    assert any(message in one and one.startswith("wet.yaml:") for one in found), found
