"""A figure over time as a step line in SVG. It shows the shape; the table beneath it has the numbers.

A figure that is not certain is dashed; where none was found stands a question mark, where the thing did
not exist the line is absent. Nothing depends on colour, on the machine or on the day it is drawn.
"""

from fractions import Fraction
from html import escape

from regels.pagina.axis import Scale, pixel, ticks, years
from regels.pagina.model import NVT, Figure, Parameter
from regels.uitleg.dutch import day, money, number

WIDTH, HEIGHT, LEGEND = 360, 150, 18
LEFT, RIGHT, TOP, BOTTOM = 62, 342, 10, 126
YEAR = 365
STYLE = (
    ".l{fill:none;stroke:#154273;stroke-width:2}.u{stroke-dasharray:5 3}.g{stroke:#d0d5da}"
    ".q{fill:#eceff2}text{font:11px system-ui,'Segoe UI',Arial,sans-serif;fill:#1d2329}"
)


def drawable(parameter: Parameter) -> bool:
    """Whether there is something to see: an amount or percentage with at least two figures."""
    known = [figure for figure in parameter.figures if figure.value is not None]
    return bool(parameter.measure) and len(known) > 1 and parameter.figures[0].start is not None


def plot(parameter: Parameter) -> str:
    """The SVG of a drawable parameter."""
    figures, ident = parameter.figures, escape(parameter.name)
    steps = ticks([figure.value for figure in figures if figure.value is not None])
    start, end = _days(figures)
    across = Scale(Fraction(start), Fraction(end), LEFT, RIGHT)
    up = Scale(steps[0], steps[-1], BOTTOM, TOP)
    legend = _legend(figures)
    height = HEIGHT + (LEGEND if legend else 0)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH * 3 // 2}" '
        f'height="{height * 3 // 2}" role="img" aria-labelledby="t-{ident} d-{ident}">',
        f'<title id="t-{ident}">{escape(parameter.title)}</title>',
        f'<desc id="d-{ident}">{escape(words(parameter))}</desc>',
        f"<style>{STYLE}</style>",
        f'<rect width="{WIDTH}" height="{height}" fill="#fff"/>',
        *(_grid(parameter.measure, step, up) for step in steps),
        *(_year(label, at, across) for label, at in years(start, end)),
        *_gaps(figures, across, end),
        *_lines(figures, across, up, end),
        *legend,
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def words(parameter: Parameter) -> str:
    """What the plot shows, in words."""
    known = [figure for figure in parameter.figures if figure.value is not None]
    low = min(known, key=lambda figure: figure.value or 0)
    high = max(known, key=lambda figure: figure.value or 0)
    first, last = parameter.figures[0], parameter.figures[-1]
    until = "en verder" if last.end is None else f"tot en met {day(last.end)}"
    said = [
        f"Van {day(first.start or 0)} {until}.",
        f"Het laagst is {low.text}, vanaf {day(low.start or 0)};",
        f"het hoogst is {high.text}, vanaf {day(high.start or 0)}.",
    ]
    missing = [figure for figure in parameter.figures if figure.value is None and figure.text != NVT]
    if missing:
        said.append(f"Niet gevonden: {'; '.join(map(_period, missing))}.")
    doubt = [figure for figure in known if figure.uncertain]
    if doubt:
        said.append(f"Niet zeker: {'; '.join(map(_period, doubt))}.")
    return " ".join([*said, "De tabel eronder geeft alle cijfers."])


def _period(figure: Figure) -> str:
    until = "" if figure.end is None else f" tot en met {day(figure.end)}"
    return f"vanaf {day(figure.start or 0)}{until}"


def _days(figures: tuple[Figure, ...]) -> tuple[int, int]:
    """The first and last day drawn; a figure still in force is drawn for a year."""
    last = figures[-1]
    end = (last.start or 0) + YEAR if last.end is None else last.end + 1
    return figures[0].start or 0, end


def _grid(measure: str, step: Fraction, up: Scale) -> str:
    y = up.at(step)
    label = f"{number(step * 100)}%" if measure == "percentage" else money(step).removesuffix(",00")
    return (
        f'<path class="g" d="M{LEFT} {pixel(y)}H{RIGHT}"/>'
        f'<text x="{LEFT - 5}" y="{pixel(y + 4)}" text-anchor="end">{label}</text>'
    )


def _year(label: int, at: int, across: Scale) -> str:
    x = pixel(across.at(at))
    return (
        f'<path class="g" d="M{x} {BOTTOM}v5"/>'
        f'<text x="{x}" y="{BOTTOM + 17}" text-anchor="middle">{label}</text>'
    )


def _gaps(figures: tuple[Figure, ...], across: Scale, end: int) -> list[str]:
    """A question mark where no figure was found."""
    found = []
    for figure in figures:
        if figure.value is None and figure.text != NVT:
            left, right = _sides(figure, across, end)
            middle, width = pixel((left + right) / 2), pixel(right - left)
            found.append(
                f'<rect class="q" x="{pixel(left)}" y="{TOP}" width="{width}" height="{BOTTOM - TOP}"/>'
                f'<text x="{middle}" y="{(TOP + BOTTOM) // 2}" text-anchor="middle">?</text>'
            )
    return found


def _lines(figures: tuple[Figure, ...], across: Scale, up: Scale, end: int) -> list[str]:
    """The line in pieces: one for each run of figures that follow each other and are equally certain."""
    pieces: list[tuple[bool, str]] = []
    before: Figure | None = None
    for figure in figures:
        if figure.value is None:
            before = None
            continue
        left, right = map(pixel, _sides(figure, across, end))
        y = pixel(up.at(figure.value))
        if before is None or before.value is None or (before.end or 0) + 1 != figure.start:
            pieces.append((figure.uncertain, f"M{left} {y}H{right}"))
        elif before.uncertain != figure.uncertain:
            pieces.append((figure.uncertain, f"M{left} {pixel(up.at(before.value))}V{y}H{right}"))
        else:
            pieces[-1] = (figure.uncertain, f"{pieces[-1][1]}V{y}H{right}")
        before = figure
    return [f'<path class="l{" u" if uncertain else ""}" d="{path}"/>' for uncertain, path in pieces]


def _sides(figure: Figure, across: Scale, end: int) -> tuple[Fraction, Fraction]:
    return across.at(figure.start or 0), across.at(end if figure.end is None else figure.end + 1)


def _legend(figures: tuple[Figure, ...]) -> list[str]:
    """What a dash, a question mark and a missing line mean, if they are there."""
    dashed = any(figure.uncertain and figure.value is not None for figure in figures)
    missing = any(figure.value is None and figure.text != NVT for figure in figures)
    absent = any(figure.text == NVT for figure in figures)
    y, parts, x = HEIGHT + 10, [], LEFT
    if dashed:
        parts.append(f'<path class="l u" d="M{x} {y - 4}h22"/><text x="{x + 28}" y="{y}">niet zeker</text>')
        x += 100
    if missing:
        parts.append(f'<text x="{x}" y="{y}">? niet gevonden</text>')
        x += 100
    if absent:
        parts.append(f'<text x="{x}" y="{y}">geen lijn: n.v.t.</text>')
    return parts
