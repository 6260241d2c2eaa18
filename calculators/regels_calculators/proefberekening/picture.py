"""The picture of a range of hours: what comes in, in columns, and what is left of every extra euro.

Own SVG, for screen, print and grey: the layers differ in lightness and pattern, and are named in the
picture. Its numbers stand in the table beneath. Coordinates are exact until they are written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from html import escape
from itertools import pairwise

from regels.uitleg.dutch import MONTHS, money, number
from regels_calculators.proefberekening.curve import Fase, Punt

WIDTH, LEFT, RIGHT = 820, 78, 18
TOP, HEIGHT = 108, 300
LABELS, LABEL_ROW = 76, 18
BELOW, LOW = 492, 130
TOTAL_HEIGHT = 680
LAYERS = (
    ("uitbetaald", "Bijstand", "#c3d3e3"),
    ("loon", "Nettoloon", "#2d5f8f"),
    ("ander_inkomen", "Ander inkomen", "#8a8a8a"),
    ("vakantiegeld", "Vakantiegeld", "url(#streep-{})"),
)
INK, GRID = "#1a1a1a", "#b3b3b3"
HALO = 'stroke="#fff" stroke-width="4" paint-order="stroke"'
STEPS = (100, 200, 250, 500, 1000, 2000, 5000)
CENTS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Scale:
    """From values to places: ``low`` lies at ``start``, ``high`` at ``end``."""

    low: Fraction
    high: Fraction
    start: Fraction
    end: Fraction

    def __call__(self, value: Fraction | Decimal | int) -> Fraction:
        return self.start + (Fraction(value) - self.low) * (self.end - self.start) / (self.high - self.low)


def picture(phase: Fase) -> str:
    """The SVG of a phase of which every point is known."""
    name = str(phase.maand)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {TOTAL_HEIGHT}" role="img"',
            f'  aria-labelledby="titel-{name} uitleg-{name}" font-family="Arial, sans-serif" font-size="13"',
            f'  fill="{INK}">',
            f'<title id="titel-{name}">{escape(_title(phase))}</title>',
            f'<desc id="uitleg-{name}">{escape(_description(phase))}</desc>',
            f'<defs><pattern id="streep-{name}" width="5" height="5" patternUnits="userSpaceOnUse"',
            '  patternTransform="rotate(45)"><rect width="5" height="5" fill="#fff"/>',
            f'  <line x1="0" y1="0" x2="0" y2="5" stroke="{INK}" stroke-width="2"/></pattern></defs>',
            f'<rect width="{WIDTH}" height="{TOTAL_HEIGHT}" fill="#fff"/>',
            *_Drawing(phase).parts(),
            "</svg>",
            "",
        ]
    )


def _title(phase: Fase) -> str:
    return f"Inkomen bij meer uren werk, {MONTHS[phase.maand.month - 1]} {phase.maand.year}"


def _description(phase: Fase) -> str:
    first, last = phase.punten[0], phase.punten[-1]
    ends = [
        f"Bij {number(p.uren)} uur per week is het inkomen samen {_euros(p.stand.totaal)}."
        for p in (first, last)
    ]
    found = [f"{_label(d.soort)} vanaf {_euros(d.loon)} nettoloon." for d in phase.drempels]
    return " ".join([*ends, *found, "De getallen staan in de tabel."])


def _label(kind: str) -> str:
    return {"geen_recht": "Geen bijstand", "hoogste_vrijlating": "Hoogste vrijlating"}[kind]


def _euros(amount: Decimal | None) -> str:
    assert amount is not None
    return money(Fraction(amount))


def place(value: Fraction) -> str:
    """A coordinate in tenths, half up."""
    tenths = (2 * value.numerator * 10 + value.denominator) // (2 * value.denominator)
    whole, rest = divmod(abs(tenths), 10)
    return f"{'-' if tenths < 0 else ''}{whole}" + (f".{rest}" if rest else "")


class _Drawing:
    def __init__(self, phase: Fase) -> None:
        self.phase, self.points = phase, phase.punten
        hours = [point.uren for point in self.points]
        self.gap = min(b - a for a, b in pairwise(hours))
        self.x = Scale(
            hours[0] - self.gap / 2, hours[-1] + self.gap / 2, Fraction(LEFT), Fraction(WIDTH - RIGHT)
        )
        highest = max(Fraction(point.stand.totaal or 0) for point in self.points)
        self.step = next((s for s in STEPS if highest / s <= 6), STEPS[-1])
        self.top = Fraction(-(-highest // self.step) * self.step or self.step)
        self.y = Scale(Fraction(0), self.top, Fraction(TOP + HEIGHT), Fraction(TOP))
        shares = [point.deel * 100 for point in self.points if point.deel is not None]
        self.lowest, self.highest = min([Fraction(0), *shares]), max([Fraction(100), *shares])
        self.z = Scale(self.lowest, self.highest, Fraction(BELOW + LOW), Fraction(BELOW))

    def parts(self) -> Iterator[str]:
        yield _text(Fraction(LEFT - 66), Fraction(20), _title(self.phase), 'font-size="16" font-weight="700"')
        yield from self._legend()
        yield from self._amounts()
        for point in self.points:
            yield from self._column(point)
        yield from self._thresholds()
        yield from self._hours(TOP + HEIGHT)
        yield from self._kept()
        yield from self._hours(BELOW + LOW)
        yield _text(self._middle(), Fraction(BELOW + LOW + 40), "Uren werk per week", 'text-anchor="middle"')

    def _middle(self) -> Fraction:
        return Fraction(LEFT + WIDTH - RIGHT, 2)

    def _layers(self) -> list[tuple[str, str, str]]:
        """The layers that occur."""
        return [
            (name, label, fill.format(self.phase.maand))
            for name, label, fill in LAYERS
            if any(_amount(point, name) for point in self.points)
        ]

    def _legend(self) -> Iterator[str]:
        x = Fraction(LEFT)
        for _, label, fill in self._layers():
            yield f'<rect x="{place(x)}" y="36" width="16" height="16" fill="{fill}" stroke="{INK}"/>'
            yield _text(x + 22, Fraction(49), label)
            x += 22 + 8 * len(label) + 26

    def _amounts(self) -> Iterator[str]:
        amount = 0
        while amount <= self.top:
            y = self.y(amount)
            yield _line(Fraction(LEFT), y, Fraction(WIDTH - RIGHT), y, GRID)
            yield _text(Fraction(LEFT - 8), y + 4, f"€ {number(Fraction(amount))}", 'text-anchor="end"')
            amount += self.step

    def _column(self, point: Punt) -> Iterator[str]:
        left, right = self.x(point.uren - self.gap * 2 / 5), self.x(point.uren + self.gap * 2 / 5)
        base = Fraction(0)
        for name, _, fill in self._layers():
            value = Fraction(_amount(point, name))
            if value > 0:
                low, high = self.y(base), self.y(base + value)
                yield (
                    f'<rect x="{place(left)}" y="{place(high)}" width="{place(right - left)}" '
                    f'height="{place(low - high)}" fill="{fill}" stroke="{INK}" stroke-width="0.6"/>'
                )
                base += value

    def _thresholds(self) -> Iterator[str]:
        """Where something begins: a line before the first column for which it holds, with its wage.

        The label of a later one stands higher, so that no label crosses the line of another.
        """
        labels = []
        for row, threshold in enumerate(reversed(self.phase.drempels)):
            x, y = self.x(threshold.uren - self.gap / 2), Fraction(LABELS + LABEL_ROW * row)
            label = f"{_label(threshold.soort)} vanaf {_euros(threshold.loon)} nettoloon"
            yield _line(x, y - 9, x, Fraction(TOP + HEIGHT), INK, 'stroke-dasharray="5 4" stroke-width="1.5"')
            left = x > LEFT + 7 * len(label)
            anchor = f'text-anchor="{"end" if left else "start"}" {HALO}'
            labels.append(_text(x + (-5 if left else 5), y + 2, label, anchor))
        yield from labels

    def _hours(self, y: int) -> Iterator[str]:
        yield _line(Fraction(LEFT), Fraction(y), Fraction(WIDTH - RIGHT), Fraction(y), INK)
        every = -(-len(self.points) // 11)
        for point in self.points[::every]:
            x = self.x(point.uren)
            yield _line(x, Fraction(y), x, Fraction(y + 5), INK)
            yield _text(x, Fraction(y + 19), number(point.uren), 'text-anchor="middle"')

    def _kept(self) -> Iterator[str]:
        yield _text(
            Fraction(LEFT),
            Fraction(BELOW - 18),
            "Van elke extra euro uit werk houdt u over",
            'font-weight="700"',
        )
        path: list[tuple[Fraction, Fraction]] = []
        for old, new in pairwise(self.points):
            if new.deel is not None:
                y = self.z(new.deel * 100)
                path += [(self.x(old.uren), y), (self.x(new.uren), y)]
        if path:
            ends = [(path[-1][0], self.z(0)), (path[0][0], self.z(0))]
            yield f'<path d="M{_joined([*path, *ends])} Z" fill="#dbe4ed"/>'
            yield from self._cents()
            yield f'<path d="M{_joined(path)}" fill="none" stroke="{INK}" stroke-width="2"/>'

    def _cents(self) -> Iterator[str]:
        for cents in CENTS:
            y = self.z(cents)
            yield _line(Fraction(LEFT), y, Fraction(WIDTH - RIGHT), y, GRID)
            yield _text(Fraction(LEFT - 8), y + 4, f"{cents} cent", 'text-anchor="end"')


def _amount(point: Punt, layer: str) -> Decimal:
    if layer == "vakantiegeld":
        return (point.stand.gespaard or Decimal(0)) + point.stand.vakantiegeld_loon
    found = getattr(point.stand, layer)
    return found if isinstance(found, Decimal) else Decimal(0)


def _joined(path: Sequence[tuple[Fraction, Fraction]]) -> str:
    return " L".join(f"{place(x)} {place(y)}" for x, y in path)


def _line(x1: Fraction, y1: Fraction, x2: Fraction, y2: Fraction, color: str, more: str = "") -> str:
    ends = f'x1="{place(x1)}" y1="{place(y1)}" x2="{place(x2)}" y2="{place(y2)}"'
    return f'<line {ends} stroke="{color}"{" " + more if more else ""}/>'


def _text(x: Fraction, y: Fraction, text: str, more: str = "") -> str:
    return f'<text x="{place(x)}" y="{place(y)}"{" " + more if more else ""}>{escape(text)}</text>'
