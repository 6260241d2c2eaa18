"""What the pages show is what happens: Python, commands, formulas and ruleset files."""

import io
import re
import shlex
import shutil
import sys
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from regels.bestand.source import parse_file
from regels.bestand.yaml_reader import read_text
from regels.cli import main
from regels.data import rulesets
from regels.errors import LanguageError
from regels.taal.parser import Place, parse
from tests.docs.pages import DOCS, NAMES, Block, blocks

PYTHON = [name for name in NAMES if any(block.language == "python" for block in blocks(name))]
CONSOLE = [name for name in NAMES if any(block.language == "console" for block in blocks(name))]
REST = "…"
LANGUAGE = "docs/language.md"


def formulas(language: str) -> list[str]:
    """The lines of the blocks of one language."""
    return [
        line for block in blocks(LANGUAGE) if block.language == language for line in block.text.splitlines()
    ]


@pytest.fixture
def beside_the_examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to work in, with a copy of the examples."""
    for example in (DOCS / "voorbeelden").iterdir():
        shutil.copy(example, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("beside_the_examples")
@pytest.mark.parametrize("name", PYTHON)
def test_python(name: str) -> None:
    """Every block of Python runs beside the examples, in one namespace a page, and prints the block of text
    behind it.
    """
    found = blocks(name)
    names: dict[str, object] = {}
    for block, after in zip(found, [*found[1:], Block("", "")], strict=True):
        if block.language == "python":
            printed = io.StringIO()
            with redirect_stdout(printed):
                exec(compile(block.text, name, "exec"), names)
            assert printed.getvalue() == (after.text if after.language == "text" else "")


def test_the_example_of_the_readme_is_five_lines() -> None:
    first = next(block for block in blocks("README.md") if block.language == "python")
    assert len(compile(first.text, "README.md", "exec", flags=0x400).body) == 5  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", CONSOLE)
def test_commands(
    name: str, beside_the_examples: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every command beside the examples, and ``proef``, a copy of the national rules; ``…`` is any lines."""
    shutil.copytree(rulesets() / "landelijk", beside_the_examples / "proef")
    for block in blocks(name):
        if block.language == "console":
            for command, expected in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE):
                monkeypatch.setattr(sys, "argv", shlex.split(command))
                with pytest.raises(SystemExit):
                    main()
                shown(expected.splitlines(), capsys.readouterr().out.splitlines())


def shown(expected: list[str], printed: list[str]) -> None:
    """Assert that lines were printed in this order.

    Those before and after a line ``…`` follow each other; ``…`` within a line is any text.
    """
    parts = "\n".join(expected).split(f"\n{REST}\n") if REST in expected else ["\n".join(expected)]
    text, place = "\n".join(["", *printed, ""]), 0
    for part in parts:
        wanted = part.strip(REST).strip("\n")
        pattern = re.escape(f"\n{wanted}\n").replace(REST, ".*")
        found = re.compile(pattern).search(text, place)
        assert found, f"not printed: {wanted}\nbut: {text}"
        place = found.end() - 1
    if REST not in expected:
        assert len(printed) == len(expected)


@pytest.mark.parametrize("formula", formulas("regeltaal"))
def test_good_formulas(formula: str) -> None:
    parse(formula, Place("language.md", 1, 1))


@pytest.mark.parametrize("formula", formulas("fout"))
def test_refused_formulas(formula: str) -> None:
    with pytest.raises(LanguageError):
        parse(formula, Place("language.md", 1, 1))


@pytest.mark.parametrize("block", [b for b in blocks("docs/ruleset-format.md") if b.language == "yaml"])
def test_parts_of_ruleset_files(block: Block) -> None:
    parse_file(read_text(block.text, "ruleset-format.md"))


@pytest.mark.parametrize(
    "block", [b for b in blocks("docs/beleid/regels-lezen-en-wijzigen.md") if b.language == "yaml"]
)
def test_excerpts_are_real(block: Block) -> None:
    files = [path.read_text(encoding="utf-8") for path in (rulesets() / "landelijk").rglob("*.yaml")]
    assert any(block.text in text for text in files)


def test_the_mapping_is_the_example() -> None:
    example = (DOCS / "voorbeelden" / "koppeling.yaml").read_text(encoding="utf-8")
    assert example in [block.text for block in blocks("docs/tables.md")]
