"""What the page for policy staff says that the checker says, the checker says."""

import shutil
from pathlib import Path

import pytest

from regels.data import rulesets
from regels.lints import check_layer
from tests.docs.pages import page, rows, section

PAGE = "docs/beleid/regels-lezen-en-wijzigen.md"
FIGURES = "parameters/vrijlatingen.yaml"
RULES = "inkomstenverrekening/verrekening.yaml"
NORMS = "inkomstenverrekening/norm.yaml"
FREED = "inkomstenverrekening/vrijlating.yaml"
ROW = '{van: 2026-07-01, tot: 2026-12-31, waarde: "€ 289,00", bron: bwb-pw-2026-07-01}'
PAIR = "aantal_jonger_dan_21 = 2 en niet met_kinderen"
MISTAKES = [
    (FIGURES, "€ 289,00", "€ 289.00"),
    (FIGURES, '"€ 289,00"', "€ 289,00"),
    (FIGURES, "€ 289,00", "289,00"),
    (FIGURES, ROW, ROW.replace("2026-07-01, tot", "1-7-2026, tot")),
    (FIGURES, ROW, ROW.replace("2026-07-01, tot", "2026-08-01, tot")),
    (FIGURES, ROW, ROW.replace("bwb-pw-2026-07", "bwb-pw-2026-7")),
    (FIGURES, ROW, ROW.replace(", bron: bwb-pw-2026-07-01", "")),
    (RULES, "vermogen <= vermogensgrens", "vermogen <= vermogengrens"),
    (RULES, "titel: Het vermogen dat iemand mag hebben", "title: Het vermogen dat iemand mag hebben"),
    (FREED, "MIN(gebruikte_maanden_n + 1; 9999", "MIN(gebruikte_maanden_n + 1, 9999"),
    (RULES, "bijstand_na_maatregel - vakantietoeslag\n", "bijstand_na_maatregel - vakantietoeslag - 5%\n"),
    (NORMS, PAIR, PAIR.replace("= 2", "> 2")),
    (NORMS, PAIR, PAIR.removesuffix(" en niet met_kinderen")),
    (RULES, "zo_niet: Het vermogen is hoger dan de grens.", "zo_niet: vermogen te hoog"),
]  # fmt: skip


def said() -> list[str]:
    """The right column of the table of mistakes."""
    return [cells[1] for cells in rows(section(PAGE, "Veelgemaakte fouten"))][1:]


def test_every_mistake_of_the_page_is_made_here() -> None:
    assert len(said()) == len(MISTAKES)


@pytest.mark.parametrize("place", range(len(MISTAKES)))
def test_the_checker_says_so(place: int, tmp_path: Path) -> None:
    file, right, wrong = MISTAKES[place]
    directory = tmp_path / "proef"
    shutil.copytree(rulesets() / "landelijk", directory)
    before = (directory / file).read_text(encoding="utf-8")
    assert before.count(right) == 1
    (directory / file).write_text(before.replace(right, wrong), encoding="utf-8")
    found = [
        str(finding).removeprefix(f"{finding.position}: ")
        for finding in check_layer(rulesets(), str(directory))
    ]
    assert said()[place] in found


def test_the_finding_that_is_taken_apart() -> None:
    assert "fout [formule]: ‘€ 289.00’ is geen bedrag. …" in page(PAGE)
