"""A sheet as one page of HTML: nothing from elsewhere; it prints on A4 and reads aloud."""

from html import escape as escaped
from pathlib import Path

from regels_calculators.papier.sheet import Alinea, Beeld, Blad, Deel, Lijst, Tabel

NO_BREAK = "\u00a0"
STYLE = Path(__file__).with_name("page.css")


def html(sheet: Blad) -> str:
    """The whole page."""
    parts = "\n".join(_part(part) for part in sheet.delen)
    return (
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(sheet.titel)}</title>\n<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{escape(sheet.titel)}</h1>\n{parts}\n</main>\n</body>\n</html>\n"
    )


def escape(text: str) -> str:
    """Text for a page, in which an amount stays on one line."""
    return escaped(text).replace("€ ", f"€{NO_BREAK}")


def _part(part: Deel) -> str:
    head = f"<h2>{escape(part.kop)}</h2>\n" if part.kop else ""
    return f"<section>\n{head}" + "\n".join(map(_block, part.blokken)) + "\n</section>"


def _block(block: Alinea | Lijst | Tabel | Beeld) -> str:
    match block:
        case Alinea(tekst=text, nadruk=loud):
            return f'<p class="nadruk">{escape(text)}</p>' if loud else f"<p>{escape(text)}</p>"
        case Lijst(items=items):
            return "<ul>\n" + "\n".join(f"<li>{escape(item)}</li>" for item in items) + "\n</ul>"
        case Beeld(svg=svg):
            return f'<figure tabindex="0">\n{svg.strip()}\n</figure>'
    return _table(block)


def _table(table: Tabel) -> str:
    caption = f"<caption>{escape(table.titel)}</caption>\n" if table.titel else ""
    head = "".join(
        f'<th scope="col"{_kind(table, i)}>{escape(name)}</th>' for i, name in enumerate(table.koppen)
    )
    body = "\n".join(_row(table, place, row) for place, row in enumerate(table.rijen))
    return (
        f'<div class="tabel" tabindex="0" role="region" aria-label="{escape(table.titel or "Tabel")}">\n'
        f"<table{_width(table)}>\n{caption}<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _row(table: Tabel, place: int, row: tuple[str, ...]) -> str:
    heavy = ' class="zwaar"' if place in table.zwaar else ""
    cells = "".join(
        f"<td{_kind(table, place)}>{escape(cell)}</td>" for place, cell in enumerate(row) if place > 0
    )
    return f'<tr{heavy}><th scope="row">{escape(row[0])}</th>{cells}</tr>'


def _kind(table: Tabel, column: int) -> str:
    if column == 0:
        return ""
    return ' class="woorden"' if column in table.tekstkolommen else ' class="getal"'


def _width(table: Tabel) -> str:
    """Tables with words behind their numbers are as wide as each other, so that the numbers line up."""
    return ' class="breed"' if table.tekstkolommen else ""
