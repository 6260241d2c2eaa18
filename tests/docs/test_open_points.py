"""The list of open points is that of the rulesets: no more, no less.

The list is generated (tests/docs/test_regelingen.py holds it to that); here it is compared with the YAML as
it was written, past the generator and the plan.
"""

import re
from collections.abc import Iterator
from typing import Any

from regels.bestand.library import municipalities, regelingen
from regels.bestand.yaml_reader import read_yaml
from regels.data import rulesets
from tests.docs.figures import dutch, same
from tests.docs.pages import CODE, page, rows

PAGE = "docs/regelingen/open-punten.md"
BY_HAND = "docs/open-punten.md"
UNKNOWN = "onbekend"
SHARED = "parameters"


def files(layer: str) -> Iterator[tuple[str, Any]]:
    """The ruleset files of a layer as they were written, each with the directory that it is in."""
    for path in sorted((rulesets() / layer).rglob("*.yaml")):
        yield path.parent.name, read_yaml(path, path.name).data


def listed(title: str) -> Iterator[tuple[str, list[str]]]:
    """The rows of the tables under a heading of this title, each with its regeling."""
    for part in re.split(r"^### ", page(PAGE), flags=re.MULTILINE)[1:]:
        heading, _, rest = part.partition("\n")
        if heading.startswith(f"{title} ("):
            for cells in list(rows(re.split(r"^## ", rest, flags=re.MULTILINE)[0]))[1:]:
                yield CODE.findall(heading)[0], cells


def certainty(value: Any) -> str:
    return UNKNOWN if value["waarde"] == UNKNOWN else str(value.get("zekerheid", "hoog"))


def held(value: Any) -> tuple[str, str, str]:
    """The days of a figure and its certainty, as the list has them."""
    return dutch(value["van"]), dutch(value["tot"]) if "tot" in value else "geldt nog", certainty(value)


def unescaped(cell: str) -> str:
    return re.sub(r"\\([^\w\s])", r"\1", cell)


def test_every_uncertain_figure_is_listed() -> None:
    expected = {
        (str(name), *held(value)): (str(value["waarde"]), " ".join(str(value.get("noot", "")).split()))
        for _, file in files("landelijk")
        for name, parameter in file.get("parameters", {}).items()
        for value in parameter["waarden"]
        if certainty(value) != "hoog"
    }
    found = {
        (CODE.findall(cells[0])[0], cells[1], cells[2], cells[4]): (cells[3], "".join(cells[5:]))
        for _, cells in listed("Cijfers die ontbreken of niet zeker zijn")
    }
    assert set(found) == set(expected)
    for key, (written, note) in expected.items():
        assert same(written, found[key][0]) and unescaped(found[key][1]) == note, key


def test_every_setting_is_listed_with_its_alternatives_and_its_ground() -> None:
    expected = {}
    for place, file in files("landelijk"):
        for name, setting in file.get("instellingen", {}).items():
            assert place != SHARED, "which regelingen read a shared setting is not known here"
            boolean = ["ja", "nee"] if setting["soort"] == "ja/nee" else []
            options = {str(option) for option in setting.get("opties", boolean)}
            chosen = str(setting["waarde"])
            who = (
                f"{setting['open']['door']} ({setting['open']['artikel']})"
                if "open" in setting
                else "niemand"
            )
            ground = " ".join(str(setting["grond"]).split())
            expected[place, str(name)] = (chosen, options - {chosen}, who, ground)
    found = {}
    for regeling, cells in listed("Keuzes waar wet of praktijk ruimte laat"):
        alternatives = set(CODE.findall(cells[-3])) if len(cells) == 7 else set()
        plain = map(unescaped, cells[-2:])
        found[regeling, CODE.findall(cells[0])[0]] = (CODE.findall(cells[3])[0], alternatives, *plain)
    assert found == expected


def test_every_open_norm_is_listed_with_who_may_fill_it() -> None:
    expected = {
        (str(name), str(entry["open"]["door"]), str(entry["open"]["artikel"]))
        for _, file in files("landelijk")
        for section in ("parameters", "instellingen")
        for name, entry in file.get(section, {}).items()
        if "open" in entry
    }
    table = listed("Wat de gemeente mag invullen")
    assert {(CODE.findall(cells[0])[0], cells[2], cells[3]) for _, cells in table} == expected


def test_everything_that_a_person_judges_is_listed() -> None:
    expected = {
        (place, str(name), str(entry["oordeel"]))
        for place, file in files("landelijk")
        for name, entry in file.get("invoer", {}).items()
        if "oordeel" in entry
    }
    table = listed("Wat een mens beoordeelt")
    assert {(regeling, CODE.findall(cells[0])[0], cells[-1]) for regeling, cells in table} == expected


def test_every_condition_that_is_left_to_a_person_is_listed() -> None:
    expected = {
        (place, str(name))
        for place, file in files("landelijk")
        for name, entry in file.get("voorwaarden", {}).items()
        if entry["anders"] == "onbepaald"
    }
    table = listed("Wanneer een mens beslist")
    assert {(regeling, CODE.findall(cells[0])[0]) for regeling, cells in table} == expected


def test_everything_that_a_municipality_filled_in_is_listed() -> None:
    expected = {
        (str(file["regeling"]), name, place, *held(value)): str(value["waarde"])
        for place, file in files("gemeenten")
        for name, values in file.get("vult", {}).items()
        for value in values
    }
    found = {}
    for regeling, cells in listed("Wat gemeenten hebben ingevuld"):
        place = next(i for i, cell in enumerate(cells) if cell in municipalities(rulesets()))
        first = next(i for i, cell in enumerate(cells) if re.fullmatch(r"\d+ [a-z]+ \d{4}", cell))
        since, until, value, doubt = cells[first : first + 4]
        found[regeling, CODE.findall(cells[0])[0], cells[place], since, until, doubt] = value
    assert set(found) == set(expected)
    assert [key for key, written in expected.items() if not same(written, found[key])] == []


def test_every_regeling_has_a_section() -> None:
    sections = re.findall(r"^## .*\(`(\w+)`\)$", page(PAGE), re.MULTILINE)
    assert sections == regelingen(rulesets())


def test_every_municipality_is_named() -> None:
    text = page(BY_HAND).casefold()
    assert [name for name in municipalities(rulesets()) if name not in text] == []


def test_what_is_kept_by_hand_names_what_is_there() -> None:
    """A name in code style with an underscore is one of the rules, of a reason or of a remark."""
    known = set(re.findall(r"\w+", " ".join(text(path) for path in ("landelijk", "gemeenten"))))
    named = {code for code in CODE.findall(page(BY_HAND)) if re.fullmatch(r"[a-z]+(_[a-z0-9]+)+", code)}
    assert named - known - {"geen_bedrag", "onzeker_cijfer"} == set()


def text(layer: str) -> str:
    return " ".join(path.read_text(encoding="utf-8") for path in (rulesets() / layer).rglob("*.yaml"))
