"""A sheet as plain text."""

from collections.abc import Iterator
from textwrap import wrap

from regels_calculators.papier.sheet import Alinea, Beeld, Blad, Deel, Lijst, Tabel

WIDTH = 100
GAP = "  "
NO_BREAK = "\u00a0"


def plain(sheet: Blad) -> str:
    """The whole sheet; lines end at ``WIDTH``, tables do not."""
    blocks = [sheet.titel + "\n" + "=" * len(sheet.titel)]
    for part in sheet.delen:
        blocks += _part(part)
    return "\n\n".join(blocks) + "\n"


def _part(part: Deel) -> Iterator[str]:
    head = f"{part.kop}\n{'-' * len(part.kop)}\n" if part.kop else ""
    for block in part.blokken:
        text = _block(block)
        if text:
            yield head + text
            head = ""


def _block(block: Alinea | Lijst | Tabel | Beeld) -> str:
    match block:
        case Alinea(tekst=text):
            return _wrapped(text)
        case Lijst(items=items):
            return "\n".join(_wrapped(f"- {item}", "  ") for item in items)
        case Tabel():
            return _table(block)
    return ""


def _wrapped(text: str, indent: str = "") -> str:
    """Lines of at most ``WIDTH`` in which an amount is never cut; nor is an address."""
    whole = text.replace("€ ", f"€{NO_BREAK}")
    lines = wrap(whole, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace(NO_BREAK, " ")


def _table(table: Tabel) -> str:
    rows = [table.koppen, *table.rijen]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.koppen))]
    lines = [table.titel] if table.titel else []
    for place, row in enumerate(rows):
        cells = [
            cell.ljust(width) if column == 0 or column in table.tekstkolommen else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append(GAP.join(cells).rstrip())
        if place == 0:
            lines.append("-" * (sum(widths) + len(GAP) * (len(widths) - 1)))
    return "\n".join(lines)
