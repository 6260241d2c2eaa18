"""Links lead somewhere, and no page names a place that exists on one computer only."""

import re

import pytest

from tests.docs.pages import HEADING, LINK, NAMES, ROOT, anchor, page, without_blocks

MACHINE = re.compile(
    r"(?<![\w.])/(?:work|tmp|home|root|usr|opt|var|mnt|Users)\b|[A-Z]:\\|file://|localhost|127\.0\.0\.1"
)
REGISTRY = re.compile(r"https?://[\w.-]*(pypi|artifactory|nexus|registry|index)[\w.-]*", re.IGNORECASE)


@pytest.mark.parametrize("name", NAMES)
def test_internal_links_exist(name: str) -> None:
    missing = []
    for link in LINK.findall(without_blocks(name)):
        if link.startswith("https://"):
            continue
        path, _, fragment = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        if not target.exists():
            missing.append(link)
        elif fragment:
            headings = HEADING.findall(target.read_text(encoding="utf-8"))
            if fragment not in map(anchor, headings):
                missing.append(link)
    assert missing == []


@pytest.mark.parametrize("name", NAMES)
def test_no_machine_or_registry(name: str) -> None:
    assert MACHINE.findall(page(name)) == []
    assert REGISTRY.findall(page(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_reachable(name: str) -> None:
    """From the README, by one or two links."""
    if name == "README.md":
        return
    seen = {ROOT / "README.md"}
    for _ in range(2):
        for known in list(seen):
            if known.suffix == ".md":
                text = known.read_text(encoding="utf-8")
                seen |= {(known.parent / link.partition("#")[0]).resolve() for link in LINK.findall(text)}
    words = set(re.findall(r"docs/[\w/.-]+\.md", page("README.md")))
    assert (ROOT / name).resolve() in seen or name in words


def test_paths_in_the_readme_exist() -> None:
    paths = re.findall(r"`((?:regels|rulesets|calculators|tests|docs)/[\w/.-]*)`", page("README.md"))
    assert [path for path in paths if not (ROOT / path).exists()] == []
