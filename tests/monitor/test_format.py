"""Every mistake in a file with signals is found where it stands, and says what to do."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

from regels.errors import Finding, RulesetError
from regels.monitor.check import check, load
from regels.monitor.read import NoSignals, default_directory, read

MISTAKES = yaml.safe_load((Path(__file__).parent / "fouten.yaml").read_text(encoding="utf-8"))


def changed(directory: Path, file: str, old: str, new: str) -> int:
    """The national signals with one mistake; gives the line of the mistake."""
    shutil.copytree(default_directory(), directory, dirs_exist_ok=True)
    path = directory / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def findings(directory: Path) -> list[Finding]:
    return check(read(directory), date(2026, 7, 1)).findings


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_found_where_it_is(name: str, tmp_path: Path) -> None:
    file, old, new, code, says = MISTAKES[name].values()
    line = changed(tmp_path, file, old, new)
    found = [finding for finding in findings(tmp_path) if finding.code == code]
    assert found, findings(tmp_path)
    assert any(says in str(finding) for finding in found), found
    where = [finding.position for finding in found if says in str(finding)]
    assert any(place.file.endswith(f"{file}.yaml") for place in where)
    assert any(abs(place.line - line) <= new.count("\n") + 5 for place in where), (line, found)
    with pytest.raises(RulesetError, match=re.escape(str(found[0]))):
        load(tmp_path, date(2026, 7, 1))


def test_the_national_signals_are_sound() -> None:
    assert findings(default_directory()) == []


def test_more_mistakes_are_all_told(tmp_path: Path) -> None:
    changed(tmp_path, "inkomen", "over: [begin.inkomstenverhouding]", "over: [begin.inkomsten]")
    path = tmp_path / "afspraken.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("sinds: gemist.datum", "sinds: gemist.dag"))
    assert {finding.position.file.rsplit("/")[-1] for finding in findings(tmp_path)} >= {
        "inkomen.yaml",
        "afspraken.yaml",
    }


def test_a_name_twice(tmp_path: Path) -> None:
    shutil.copytree(default_directory(), tmp_path, dirs_exist_ok=True)
    shutil.copy(tmp_path / "afspraken.yaml", tmp_path / "zelfde.yaml")
    (found,) = [finding for finding in findings(tmp_path) if finding.code == "dubbel"]
    assert "afspraken.yaml" in found.message and found.position.file.endswith("zelfde.yaml")


def test_no_directory(tmp_path: Path) -> None:
    with pytest.raises(NoSignals, match="geen bestanden met signalen"):
        load(tmp_path / "niets")


def more_signals(number: int, conditions: int = 0) -> str:
    """Many signals, each with so many conditions by size."""
    lines = ["signalen:"]
    for place in range(number):
        lines += [
            f"  extra_{place}:", "    titel: T", "    artikel: Pw art. 17", "    bron: https://x.nl",
            "    voor_wie: consulent", "    neem: {stand: stand_vrijlating_n}", "    sinds: stand.datum",
            "    vraag: Wat is er?", *(["    als:"] if conditions else []),
            *["      - stand.maanden > 0"] * conditions,
        ]  # fmt: skip
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("number", "conditions", "says"),
    [(200, 0, "200"), (1, 12, "13 voorwaarden"), (30, 2, "stand_vrijlating_n")],
)
def test_more_than_durable_rules_can_hold(tmp_path: Path, number: int, conditions: int, says: str) -> None:
    shutil.copytree(default_directory(), tmp_path, dirs_exist_ok=True)
    (tmp_path / "veel.yaml").write_text(more_signals(number, conditions), encoding="utf-8")
    (found,) = findings(tmp_path)
    assert found.code == "te_veel" and says in found.message


def test_what_still_fits(tmp_path: Path) -> None:
    shutil.copytree(default_directory(), tmp_path, dirs_exist_ok=True)
    (tmp_path / "veel.yaml").write_text(more_signals(28, 2), encoding="utf-8")
    assert findings(tmp_path) == []


def test_the_hash_is_of_the_content(tmp_path: Path) -> None:
    day = date(2026, 7, 1)
    shutil.copytree(default_directory(), tmp_path, dirs_exist_ok=True)
    before = load(tmp_path, day).hash
    path = tmp_path / "afspraken.yaml"
    path.write_text("# anders\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert load(tmp_path, day).hash == before == load(peildatum=day).hash
    path.write_text(path.read_text(encoding="utf-8").replace("U kon niet", "Kon u niet"), encoding="utf-8")
    assert load(tmp_path, day).hash != before
