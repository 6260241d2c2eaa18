"""Where a mistake stands when the formula is in a block, in quotes or over several lines of a file."""

import pytest

from regels.bestand.text import Text
from regels.bestand.yaml_reader import read_text
from regels.errors import LanguageError
from regels.taal.parser import parse

FILES = {
    "plain": "x:\n  f: a + §\n",
    "double": 'x:\n  f: "a + §"\n',
    "single": "x:\n  f: 'a + §'\n",
    "literal": "x:\n  f: |\n    a\n    + §\n",
    "literal without end": "x:\n  f: |-\n    a\n\n    + b\n    × §",
    "folded": "x:\n  f: >\n    a\n      + §\n",
    "plain over lines": "x:\n  f: a\n    + §\n",
    "double over lines": 'x:\n  f: "a\n      + §"\n',
    "flow": '{x: {f: "a + §", g: 1}}\n',
    "list": 'x:\n  - {f: "a"}\n  - {f: "a × §"}\n',
}


def texts(data: object) -> list[Text]:
    if isinstance(data, Text):
        return [data]
    members = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [found for member in members for found in texts(member)]


@pytest.mark.parametrize("name", FILES)
def test_the_mistake_is_found_where_it_stands(name: str) -> None:
    source = FILES[name]
    line = next(number for number, text in enumerate(source.split("\n"), 1) if "§" in text)
    column = source.split("\n")[line - 1].index("§") + 1
    written = next(text for text in texts(read_text(source, "f.yaml").data) if "§" in text)
    with pytest.raises(LanguageError) as caught:
        parse(written.raw, written.place)
    assert str(caught.value.finding.position) == f"f.yaml:{line}:{column}"
