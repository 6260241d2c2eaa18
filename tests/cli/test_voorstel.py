"""`regels voorstel`: a file to fill in, and what a proposal changes."""

from pathlib import Path

import pytest

from regels.bestand.library import layers
from regels.bestand.source import assemble
from regels.data import rulesets
from regels.errors import RegelsError
from regels.lints import check
from regels.plan.finish import build
from tests.cli.conftest import Run


def uncommented(path: Path, *names: str) -> str:
    """The file with the marks removed before the headings and the norms of those names, as a person would."""
    lines, taken = [], False
    for line in path.read_text(encoding="utf-8").splitlines():
        plain = line.removeprefix("# ")
        norm = plain.startswith("  ") and not plain.startswith("    ") and line.startswith("# ")
        taken = plain.strip(" :") in names if norm else taken
        heading = plain.startswith(("bronnen:", "  besluit-", "vult:"))
        lines.append(plain if heading or (taken and plain.startswith("  ")) else line)
    return "\n".join(lines) + "\n"


def made(run: Run, directory: Path, regeling: str, on: str = "enschede") -> Path:
    result = run("voorstel", "nieuw", "mijn-proef", "--op", on, "--regeling", regeling, "--map", directory)
    assert result.exit_code == 0, result.output
    return directory / "mijn-proef"


def test_a_new_file_names_all_that_is_open(run: Run, tmp_path: Path) -> None:
    directory = made(run, tmp_path, "studietoeslag")
    names = sorted(path.name for path in directory.iterdir())
    assert names == ["studietoeslag.college.yaml", "studietoeslag.gemeenteraad.yaml"]
    text = (directory / "studietoeslag.gemeenteraad.yaml").read_text(encoding="utf-8")
    assert "door: gemeenteraad\n" in text and "#   individuele_studietoeslag:\n" in text
    assert "Nu: € 300,00 vanaf 2019-01-01 tot en met 2019-12-31 (enschede); onbekend vanaf 2017-01-01" in text
    assert "Pw art. 8 lid 1 onder c (oud)" in text


def mistakes(directory: Path) -> list[str]:
    """What the checker finds wrong in the studietoeslag with a proposal."""
    built = build(assemble(layers(rulesets(), str(directory), "studietoeslag"), rulesets()))
    return [str(finding) for finding in check(built) if finding.level == "fout"]


def test_it_is_in_order_as_it_is_and_when_it_is_filled_in(run: Run, tmp_path: Path) -> None:
    directory = made(run, tmp_path, "studietoeslag")
    assert mistakes(directory) == []
    file = directory / "studietoeslag.college.yaml"
    text = uncommented(file, "studietoeslag_gemeente")
    for old, new, message in (
        ('"VUL-IN"', '"€ 425,00"', "Deze waarde is nog niet ingevuld."),
        ("JJJJ-MM-01", "2026-09-01", "‘JJJJ-MM-01’ is geen datum"),
        (
            "https://VUL-IN",
            "https://www.enschede.nl/",
            "Het adres van ‘besluit-college’ is nog niet ingevuld.",
        ),
    ):
        file.write_text(text, encoding="utf-8")
        assert any(message in mistake for mistake in mistakes(directory))
        text = text.replace(old, new)
    file.write_text(text, encoding="utf-8")
    whole = run("controleer", directory, "--alleen-fouten")
    assert whole.exit_code == 0, whole.output
    shown = run("voorstel", "toon", directory).output
    assert "vanaf 2026-09-01: n.v.t. → € 425,00" in shown
    assert "ligt op:  landelijk + enschede" in shown


def test_every_choice_can_be_filled_in(run: Run, tmp_path: Path) -> None:
    directory = made(run, tmp_path, "participatieplaats")
    file = directory / "participatieplaats.college.yaml"
    text = uncommented(file, "bij_de_hoge_grens").replace("JJJJ-MM-01", "2026-09-01")
    file.write_text(
        text.replace("https://VUL-IN", "https://x.nl").replace("VUL-IN", "hoog"), encoding="utf-8"
    )
    assert "vanaf 2026-09-01: niet_gekozen → hoog" in run("voorstel", "toon", directory).output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("Mijn voorstel", "--regeling", "studietoeslag"), "kan geen naam zijn"),
        (("proef", "--regeling", "studietoeslg"), "Bedoelde u ‘studietoeslag’?"),
        (("proef", "--regeling", "loonkostenvoordeel"), "In ‘loonkostenvoordeel’ staat niets open"),
        (("proef", "--regeling", "studietoeslag", "--op", "enscheede"), "Bedoelde u ‘enschede’"),
    ],
)
def test_refused(run: Run, tmp_path: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run("voorstel", "nieuw", *arguments, "--map", tmp_path)
    assert isinstance(result.exception, RegelsError)
    assert message in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(run: Run, tmp_path: Path) -> None:
    made(run, tmp_path, "studietoeslag")
    again = run("voorstel", "nieuw", "mijn-proef", "--regeling", "studietoeslag", "--map", tmp_path)
    assert "bestaat al" in str(again.exception)


def test_what_the_law_changes(run: Run) -> None:
    shown = run("voorstel", "toon", "participatiewet-in-balans-2027").output
    for line in (
        "Participatiewet in balans: bijverdienen vanaf 2027 (door: wetgever)",
        "  ligt op:  landelijk + cijfers-2026-07-vast",
        "  vanaf 2027-01-01: De vrijlating die aan de beurt is (grond), Pw art. 34a lid 1",
        "    erbij:    art34a_a, art34a_b, art34a_c",
        "    was:      aow of n_kan_onder_aow_leeftijd",
        "    gekozen:  vervalt (kan ook: afmaken)",
        "    vanaf 2027-01-01: € 226,00; zekerheid laag",
        "  Waar vanaf 2027-01-01 een cijfer ontbreekt, telt dat van 2026-07-01.",
    ):
        assert line in shown.splitlines(), line


@pytest.mark.parametrize("name", sorted(path.name for path in (rulesets() / "voorstellen").iterdir()))
def test_every_proposal_is_in_order_and_says_something(run: Run, name: str) -> None:
    assert run("controleer", name, "--alleen-fouten").exit_code == 0
    assert "ligt op:" in run("voorstel", "toon", name).output


def test_a_municipality_is_no_proposal(run: Run) -> None:
    assert "‘enschede’ is geen voorstel" in str(run("voorstel", "toon", "enschede").exception)
