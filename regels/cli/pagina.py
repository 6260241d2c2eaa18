"""``regels pagina``: the page of a regeling, or of all of them, as Markdown or HTML."""

from pathlib import Path

from regels.errors import RegelsError


class PageArgumentError(RegelsError):
    """One regeling or all of them; the message says how to ask for either."""


def run(regeling: str | None, name: str, out: Path, every: bool, as_html: bool) -> int:
    """Write the page or pages, and say where. Nothing is written when a ruleset has a mistake."""
    from regels.bestand.library import NATIONAL
    from regels.pagina import overlays, page, pages
    from regels.pagina.write import all_files, checked, page_files, write

    if every == (regeling is not None):
        raise PageArgumentError("Noem één regeling, of geef --alle met een map bij --uit.")
    if every:
        made = pages(name)
        filled = overlays() if name == NATIONAL else []
        files = all_files(made, out, ".html" if as_html else ".md", filled)
        write(files)
        count = "1 regeling" if len(made) == 1 else f"{len(made)} regelingen"
        print(f"Geschreven: {count} in {out}")
        return 0
    if as_html:
        raise PageArgumentError("--html hoort bij --alle. Geef een bestand dat op .html eindigt.")
    write(page_files(page(name, regeling or ""), checked(out)))
    print(f"Geschreven: {out}")
    return 0
