"""Files appear all at once or not at all, and are the same every time."""

from pathlib import Path

import pytest

from regels.pagina.write import PageFileError, all_files, checked, page_files, write
from tests.pagina.small import small


def everything(directory: Path) -> list[str]:
    return sorted(str(path.relative_to(directory)) for path in directory.rglob("*") if path.is_file())


def test_a_page_with_its_plots(tmp_path: Path) -> None:
    write(page_files(small(), tmp_path / "uit.md"))
    assert everything(tmp_path) == ["plots/uit/bedrag_per_uur.svg", "uit.md"]
    write(page_files(small(), tmp_path / "uit.html"))
    assert everything(tmp_path) == ["plots/uit/bedrag_per_uur.svg", "uit.html", "uit.md"]


@pytest.mark.parametrize(("suffix", "name"), [(".md", "README.md"), (".html", "index.html")])
def test_all_pages_with_an_index(tmp_path: Path, suffix: str, name: str) -> None:
    write(all_files([small()], tmp_path / "nieuw", suffix))
    assert {name, f"proef{suffix}", f"open-punten{suffix}"} <= set(everything(tmp_path / "nieuw"))


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_the_same_input_gives_the_same_bytes(suffix: str) -> None:
    small.cache_clear()
    first = all_files([small()], Path("x"), suffix, [small(town=True)])
    small.cache_clear()
    assert all_files([small()], Path("x"), suffix, [small(town=True)]) == first


@pytest.mark.parametrize("name", ["uit.pdf", "uit", "uit.MDX"])
def test_another_extension_is_refused_with_advice(tmp_path: Path, name: str) -> None:
    with pytest.raises(PageFileError, match=r"uit\.html"):
        checked(tmp_path / name)


def test_a_directory_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PageFileError, match="Maak die eerst"):
        checked(tmp_path / "nee" / "uit.md")


def test_nothing_half_written(tmp_path: Path) -> None:
    """The second file cannot be written, so the first one stays what it was."""
    (tmp_path / "a.md").write_text("oud", encoding="utf-8")
    (tmp_path / "bestand").write_text("", encoding="utf-8")
    with pytest.raises(PageFileError, match="bestand"):
        write({tmp_path / "a.md": "nieuw", tmp_path / "bestand" / "b.md": "nieuw"})
    assert everything(tmp_path) == ["a.md", "bestand"]
    assert (tmp_path / "a.md").read_text(encoding="utf-8") == "oud"
