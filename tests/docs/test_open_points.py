"""The list of open points is that of the national rulesets: no more, no less."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from regels.bestand.library import municipalities
from regels.bestand.yaml_reader import read_yaml
from regels.data import rulesets
from tests.docs.pages import CODE, page, rows, section

PAGE = "docs/open-punten.md"
UNKNOWN = "onbekend"


def files(layer: str) -> Iterator[Any]:
    """The ruleset files of a layer as they were written."""
    for path in sorted((rulesets() / layer).rglob("*.yaml")):
        yield read_yaml(Path(path), path.name).data


def uncertain() -> set[tuple[str, str, str, str]]:
    """Name, first day, value and certainty of every figure that is unknown or uncertain."""
    found = set()
    for file in files("landelijk"):
        for name, parameter in file.get("parameters", {}).items():
            for value in parameter["waarden"]:
                unknown = value["waarde"] == UNKNOWN
                certainty = UNKNOWN if unknown else value.get("zekerheid", "hoog")
                if certainty != "hoog":
                    shown = "niet gevonden" if unknown else value["waarde"]
                    found.add((str(name), str(value["van"]), str(shown), str(certainty)))
    return found


def test_every_uncertain_figure_is_listed() -> None:
    table = [cells for cells in rows(section(PAGE, "Cijfers")) if len(cells) == 6 and CODE.search(cells[0])]
    assert {(CODE.findall(cells[0])[0], cells[1], cells[3], cells[4]) for cells in table} == uncertain()


def test_every_setting_is_listed_with_its_alternatives() -> None:
    expected = {}
    for file in files("landelijk"):
        for name, setting in file.get("instellingen", {}).items():
            options = {str(option) for option in setting.get("opties", ["ja", "nee"])}
            chosen = str(setting["waarde"])
            who = str(setting["open"]["door"]) if "open" in setting else "niemand"
            expected[str(name)] = (chosen, options - {chosen}, who)
    table = [
        cells
        for cells in rows(section(PAGE, "Keuzes waar wet of praktijk ruimte laat"))
        if CODE.search(cells[0])
    ]
    listed = {CODE.findall(c[0])[0]: (CODE.findall(c[2])[0], set(CODE.findall(c[3])), c[4]) for c in table}
    assert listed == expected


def test_every_municipality_is_named() -> None:
    text = page(PAGE).casefold()
    assert [name for name in municipalities(rulesets()) if name not in text] == []
