"""Pages to files: all of them at once or none, by the extension that was asked."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from regels.errors import RegelsError
from regels.pagina.blocks import Document
from regels.pagina.html import html
from regels.pagina.markdown import markdown
from regels.pagina.model import Page
from regels.pagina.overview import OPEN, index, open_document
from regels.pagina.sections import document
from regels.tabel.atomic import part, publish

PRINTERS = {".md": markdown, ".html": html}
INDEX = {".md": "README", ".html": "index"}


class PageFileError(RegelsError):
    """A page cannot be written there; the message says what can. Nothing has been written."""


def page_files(page: Page, path: Path) -> dict[Path, str]:
    """The files of one page by their path, the plots first; the extension says which form."""
    return _beside(path.parent, _print(document(page), path.stem, path.suffix.lower()))


def all_files(
    pages: Sequence[Page], directory: Path, suffix: str, overlays: Sequence[Page] = ()
) -> dict[Path, str]:
    """The files of all pages, the index and the open points; ``overlays``: what municipalities filled in."""
    documents = {page.name: document(page) for page in pages}
    documents |= {OPEN: open_document(pages, overlays), INDEX[suffix]: index(pages)}
    made: dict[str, str] = {}
    for stem, one in documents.items():
        made |= _print(one, stem, suffix)
    return _beside(directory, made)


def write(files: Mapping[Path, str]) -> None:
    """Write all files, or none: until all are complete they have a hidden name. Raises PageFileError."""
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            part(path).write_bytes(text.encode())
        for path in files:
            publish(path)
    except OSError as error:
        raise PageFileError(f"Hier kan niet worden geschreven: {error.filename}. {error.strerror}.") from None
    finally:
        for path in files:
            if part(path).exists():
                part(path).unlink()


def checked(path: Path) -> Path:
    """The path of one page if it can be written. Raises PageFileError."""
    if path.suffix.lower() not in PRINTERS:
        known = " of ".join(PRINTERS)
        raise PageFileError(
            f"‘{path.name}’ eindigt niet op {known}. Geef bijvoorbeeld --uit {path.stem}.html."
        )
    if not path.parent.is_dir():
        raise PageFileError(f"De map ‘{path.parent}’ is er niet. Maak die eerst.")
    return path


def _print(one: Document, stem: str, suffix: str) -> dict[str, str]:
    made = PRINTERS[suffix](one, stem)
    return dict(sorted(made.items(), key=lambda item: item[0].endswith(suffix)))


def _beside(directory: Path, made: Mapping[str, str]) -> dict[Path, str]:
    return {directory / name: text for name, text in made.items()}
