"""Pictures of a comparison: horizontal bars from zero that differ in lightness, each with its number."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

WIDTH, LEFT, RIGHT = 820, 210, 150
ROW, GAP, TOP = 22, 12, 62
INK, GRID = "#1a1a1a", "#8a8a8a"
FILLS = ("#c3d3e3", "#2d5f8f")


@dataclass(frozen=True, slots=True)
class Balk:
    """A label with a bar for each series; ``teksten``: what stands behind each bar. None: not shown."""

    label: str
    waarden: tuple[int | None, ...]
    teksten: tuple[str, ...]


def bars(name: str, title: str, description: str, series: Sequence[str], rows: Sequence[Balk]) -> str:
    """An SVG; ``name`` is unique on the page."""
    values = [value for row in rows for value in row.waarden if value is not None]
    low, high = min([0, *values]), max([0, *values])
    span = max(high - low, 1)
    room = WIDTH - LEFT - RIGHT - (RIGHT if low < 0 else 0)
    zero = LEFT + (RIGHT if low < 0 else 0) + room * -low // span
    each = ROW * len(series) + GAP
    height = TOP + each * len(rows) + 8
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img"',
        f'  aria-labelledby="titel-{name} uitleg-{name}"',
        f'  font-family="Arial, sans-serif" font-size="14" fill="{INK}">',
        f'<title id="titel-{name}">{escape(title)}</title>',
        f'<desc id="uitleg-{name}">{escape(description)}</desc>',
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        f'<text x="0" y="20" font-size="16" font-weight="700">{escape(title)}</text>',
    ]
    if len(series) > 1:
        x = LEFT
        for place, text in enumerate(series):
            lines.append(
                f'<rect x="{x}" y="32" width="16" height="16" fill="{FILLS[place]}" stroke="{INK}"/>'
            )
            lines.append(f'<text x="{x + 22}" y="45">{escape(text)}</text>')
            x += 60 + 8 * len(text)
    for index, row in enumerate(rows):
        y = TOP + index * each
        middle = y + ROW * len(series) // 2 + 5
        lines.append(f'<text x="{LEFT - 8}" y="{middle}" text-anchor="end">{escape(row.label)}</text>')
        for place, (value, text) in enumerate(zip(row.waarden, row.teksten, strict=True)):
            top = y + ROW * place
            width = 0 if value is None else abs(value) * room // span
            start = zero - width if value is not None and value < 0 else zero
            fill = FILLS[place] if len(series) > 1 else FILLS[1]
            lines.append(
                f'<rect x="{start}" y="{top + 2}" width="{width}" height="{ROW - 4}" '
                f'fill="{fill}" stroke="{INK}" stroke-width="0.6"/>'
            )
            negative = value is not None and value < 0
            at, anchor = (start - 6, "end") if negative else (zero + width + 6, "start")
            lines.append(
                f'<text x="{at}" y="{top + ROW // 2 + 5}" text-anchor="{anchor}">{escape(text)}</text>'
            )
    lines += [f'<line x1="{zero}" y1="{TOP - 4}" x2="{zero}" y2="{height - 8}" stroke="{GRID}"/>', "</svg>"]
    return "\n".join(lines)
