"""The command line's own words are Dutch: help of every command, and every mistake in a command."""

import re

import pytest

from regels.cli.app import COMMANDS, GROUPS
from tests.cli.conftest import Run

ALL = [
    (),
    *((command.__name__.replace("_", "-"),) for command in COMMANDS),
    *((name,) for name in GROUPS),
    *((name, command.__name__.replace("_", "-")) for name, (_, own) in GROUPS.items() for command in own),
]
ENGLISH = re.compile(
    r"\b(Usage|Options|Arguments|Commands|OPTIONS|COMMAND|ARGS|Show this|default|required|Error|Try|Missing|"
    r"No such|Invalid|Did you|unexpected|requires|Aborted|should be)\b"
)


@pytest.mark.parametrize("command", ALL, ids=" ".join)
def test_help(run: Run, command: tuple[str, ...]) -> None:
    shown = run(*command, "--help")
    assert shown.exit_code == 0
    assert shown.output.startswith(" ".join(("Gebruik: regels", *command)))
    assert "Laat deze hulp zien." in shown.output
    assert not ENGLISH.search(shown.output)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bereken",), "Fout: ‘casus’ ontbreekt."),
        (("pagina", "x"), "Fout: De optie --uit ontbreekt."),
        (("bereken", "x", "--fout"), "Fout: De optie --fout bestaat niet."),
        (("bereken", "x", "--uitlg"), "Fout: De optie --uitlg bestaat niet. Bedoelt u: --uitleg?"),
        (("fout",), "Fout: De opdracht ‘fout’ bestaat niet."),
        (("grootboek", "fout"), "Fout: De opdracht ‘fout’ bestaat niet."),
        (("berekn",), "Fout: De opdracht ‘berekn’ bestaat niet. Bedoelt u: 'bereken', 'verreken'?"),
        (("demo", "--dossiers"), "Fout: De optie --dossiers heeft een waarde nodig."),
        (
            ("demo", "--dossiers", "0"),
            "Fout: De waarde voor --dossiers kan niet: verwacht is 1 of meer.",
        ),
        (
            ("demo", "--maanden", "116"),
            "Fout: De waarde voor --maanden kan niet: verwacht is 115 of minder.",
        ),
        (
            ("demo", "--zaad", "-5"),
            "Fout: De waarde voor --zaad kan niet: verwacht is 0 of meer.",
        ),
        (
            ("demo", "--dossiers", "elf"),
            "Fout: De waarde voor --dossiers kan niet: verwacht is een heel getal.",
        ),
        (("demo", "--blijvers=3"), "Fout: De optie --blijvers heeft geen waarde."),
        (("bereken", "a", "b"), "Fout: Dit is te veel: b."),
    ],
)
def test_mistakes(run: Run, words: tuple[str, ...], said: str) -> None:
    """Exit code 2, and all of it on standard error."""
    shown = run(*words)
    assert (shown.exit_code, shown.stdout) == (2, "")
    assert shown.stderr.splitlines()[-1] == said
    assert not ENGLISH.search(shown.stderr)


def test_without_words_the_help(run: Run) -> None:
    shown = run("grootboek")
    assert shown.exit_code == 2
    assert shown.output.startswith("Gebruik: regels grootboek [OPTIES] OPDRACHT")
    assert "Fout" not in shown.output
