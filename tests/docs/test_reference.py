"""Every function, key, lint, error and command is on its page, and nothing that is not there."""

import ast
import re
from inspect import getmembers, isclass
from pathlib import Path

import pytest

from regels import errors, schema
from regels.bestand import model
from regels.bestand.model import File, Part
from regels.cli.app import app
from regels.lints import LINTS, pages
from regels.plan.functions import FUNCTIONS
from regels.plan.kinds import UNITS
from regels.plan.nodes import RoundMode
from regels.plan.types import Kind
from regels.tabel import errors as table_errors
from tests.docs.pages import CODE, ROOT, blocks, first_codes, page, rows, section

FORMAT = "docs/ruleset-format.md"
PARTS = [part for _, part in getmembers(model, isclass) if issubclass(part, Part) and part is not Part]
SECTIONS = {
    "File": "Keys of a file",
    "Span": "tijdvak",
    "Person": "personen",
    "Input": "invoer",
    "Parameter": "parameters and waarden",
    "Value": "parameters and waarden",
    "Setting": "instellingen and open",
    "Open": "instellingen and open",
    "Rounding": "afrondingen",
    "Rule": "regels and tabel",
    "Row": "regels and tabel",
    "State": "toestand",
    "Condition": "voorwaarden",
    "Outcome": "uitkomsten",
    "Remark": "opmerkingen and afkeuren",
    "Change": "wijzigt",
    "Changes": "wijzigt",
    "Freeze": "bevriest",
}
PACKAGES = ("regels", "calculators/regels_calculators", "casebook/regels_casebook")


def test_every_function() -> None:
    text = section("docs/language.md", "Functions")
    shapes = {code for cells in rows(text) for code in CODE.findall(cells[0])}
    assert shapes == {function.shape for function in FUNCTIONS.values()}


def test_every_kind_unit_and_way_of_rounding() -> None:
    text = section("docs/language.md", "Types and units")
    assert [kind.value for kind in Kind if f"`{kind.value}`" not in text] == []
    assert [unit for unit in UNITS if unit not in text] == []
    assert {mode.value for mode in RoundMode} <= first_codes(section("docs/language.md", "Roundings"))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key(part: type[Part]) -> None:
    written = first_codes(section(FORMAT, SECTIONS[part.__name__]))
    assert set(part.model_fields) - written == set()


def test_no_key_that_is_not_there() -> None:
    known = {key for part in PARTS for key in part.model_fields}
    tables = re.sub(
        r"### uitleg of a rule.*?(?=^## )|## Where files live.*?(?=^## )", "", page(FORMAT), flags=re.M | re.S
    )
    assert first_codes(tables) - known == {"open"} - known


def test_every_section_has_an_example() -> None:
    examples = "".join(block.text for block in blocks(FORMAT) if block.language == "yaml")
    named = set(re.findall(r"^(\w+):", examples, re.MULTILINE))
    assert set(File.model_fields) - named <= {"titel", "grondslag", "peildatum"}


def test_every_lint() -> None:
    text = section("docs/errors-and-limits.md", "Findings")
    levels = {
        CODE.findall(cells[0])[0]: cells[1] for cells in rows(text) if len(cells) == 3 and "`" in cells[0]
    }
    assert set(levels) == {lint.CODE for lint in LINTS}
    loud = {
        lint.CODE for lint in LINTS if '"let op"' not in Path(lint.__file__ or "").read_text(encoding="utf-8")
    }
    assert {code for code, level in levels.items() if level == "fout"} == loud


def test_the_page_of_the_lints_is_made_of_their_docstrings() -> None:
    advice = "python -c 'from regels.lints import pages; print(pages(), end=\"\")' > docs/beleid/controle.md"
    assert page("docs/beleid/controle.md") == pages(), f"make it again: {advice}"


def test_every_exception() -> None:
    text = section("docs/errors-and-limits.md", "Exceptions")
    found = [name for module in (errors, table_errors, schema) for name, kind in getmembers(module, isclass)
             if issubclass(kind, Exception) and f"{name}`" not in text]  # fmt: skip
    assert found == []


def test_every_command_and_option() -> None:
    text = page("README.md")
    names = [command.callback.__name__ for command in app.registered_commands if command.callback]
    for name in [*names, *(group.name for group in app.registered_groups)]:
        assert f"`regels {name}" in text, name
    assert set(re.findall(r"--[a-z][a-z-]+", section("README.md", "Command line"))) <= options()


def options() -> set[str]:
    """Every option that the command line declares."""
    files = [ROOT / "regels" / "cli" / "options.py", *(ROOT / "regels" / "cli" / "commands").glob("*.py")]
    source = "".join(path.read_text(encoding="utf-8") for path in files)
    return set(re.findall(r'"(--[a-z-]+)"', source)) | {"--help"}


def test_imports_are_as_architecture_says() -> None:
    allowed = permitted()
    wrong = [f"{mine} imports {other}" for mine, other in imports() if other not in allowed.get(mine, set())]
    assert sorted(set(wrong)) == []


def permitted() -> dict[str, set[str]]:
    """The table of who may import what."""
    found: dict[str, set[str]] = {}
    above: set[str] = set()
    for cells in rows(section("docs/architecture.md", "Who may import what")):
        names = CODE.findall(cells[0])
        if names:
            more = above if "everything above" in cells[1] else set()
            found[names[0]] = {*CODE.findall(cells[1]), *more}
            above |= {names[0]}
    return found


def imports() -> list[tuple[str, str]]:
    """Which package of ours imports which other one, without the package ``regels`` itself."""
    found = []
    for root in PACKAGES:
        for path in sorted((ROOT / root).rglob("*.py")):
            mine = package(".".join(path.relative_to((ROOT / root).parent).with_suffix("").parts))
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                for name in named(node):
                    other = package(name)
                    if other not in (mine, "regels") and mine != "regels":
                        found.append((mine, other))
    return found


def named(node: ast.AST) -> list[str]:
    """The modules of ours that an import names."""
    match node:
        case ast.Import(names=names):
            full = [alias.name for alias in names]
        case ast.ImportFrom(module="regels", names=names):
            full = [f"regels.{alias.name}" for alias in names if not alias.name.startswith("__")]
        case ast.ImportFrom(module=str(module), level=0):
            full = [module]
        case _:
            full = []
    return [
        name for name in full if name.split(".")[0] in ("regels", "regels_calculators", "regels_casebook")
    ]


def package(module: str) -> str:
    """``regels.plan`` for ``regels.plan.nodes``."""
    parts = [part for part in module.split(".") if part != "__init__"]
    return ".".join(parts[: 2 if parts[0] == "regels" else 1])


def test_nothing_opens_a_connection() -> None:
    """As docs/privacy.md says."""
    words = {"socket", "http", "urllib", "requests", "httpx", "ssl", "ftplib", "smtplib"}
    found = []
    for root in PACKAGES:
        for path in (ROOT / root).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    names = (
                        [alias.name for alias in node.names]
                        if isinstance(node, ast.Import)
                        else [node.module or ""]
                    )
                    found += [f"{path.name}: {name}" for name in names if name.split(".")[0] in words]
    assert found == []
