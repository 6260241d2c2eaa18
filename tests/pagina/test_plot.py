"""Plots: well formed, within their frame, the same every time, no line where there is no figure."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from regels.pagina.axis import Scale, pixel, ticks, years
from regels.pagina.model import Figure, Parameter
from regels.pagina.plot import BOTTOM, HEIGHT, LEGEND, TOP, WIDTH, drawable, plot
from regels.taal.literals import EPOCH
from tests.pagina.small import small

SVG = "{http://www.w3.org/2000/svg}"
AMOUNTS = st.integers(-(10**9), 10**12).map(lambda cents: Fraction(cents, 100))


def day(year: int) -> int:
    return (date(year, 1, 1) - EPOCH).days


def parameter(*values: Fraction | str | None, doubt: int = -1, last: int | None = 0) -> Parameter:
    """A figure of these values, one for each year from 2000; text: n.v.t.; ``doubt``: which is uncertain."""
    figures = tuple(
        Figure(
            day(2000 + i), day(2001 + i) - 1, value if isinstance(value, Fraction) else None,
            "n.v.t." if isinstance(value, str) else "tekst",
            "middel" if i == doubt else "hoog" if value is not None else "onbekend", "bron", "", "landelijk",
        )
        for i, value in enumerate(values)
    )  # fmt: skip
    figures = (*figures[:-1], replace(figures[-1], end=None)) if last is None else figures
    return Parameter("p", "Een <titel> & meer", "bedrag", "art. 1", "x.yaml", figures, None, "bedrag")


def lines(svg: str) -> list[tuple[str, str]]:
    """The class and the path of every line of figures."""
    root = ElementTree.fromstring(svg)
    paths = [(one.get("class", ""), one.get("d", "")) for one in root.iter(f"{SVG}path")]
    return [(kind, path) for kind, path in paths if kind.startswith("l") and "h22" not in path]


def test_the_line_stops_where_there_is_no_figure() -> None:
    found = lines(plot(parameter(Fraction(1), None, Fraction(2), "n.v.t.", Fraction(3))))
    assert [path.count("M") for _, path in found] == [1, 1, 1]
    assert [path.count("V") for _, path in found] == [0, 0, 0]


def test_figures_that_follow_each_other_are_one_line() -> None:
    assert [path.count("V") for _, path in lines(plot(parameter(*map(Fraction, (1, 2, 3, 4)))))] == [3]


def test_an_uncertain_figure_is_dashed() -> None:
    kinds = [kind for kind, _ in lines(plot(parameter(*map(Fraction, (1, 2, 3)), doubt=1)))]
    assert kinds == ["l", "l u", "l"]
    assert "niet zeker" in plot(parameter(*map(Fraction, (1, 2, 3)), doubt=1))


def test_one_figure_is_not_drawn() -> None:
    assert not drawable(parameter(Fraction(1), None))
    assert not drawable(replace(parameter(Fraction(1), Fraction(2)), measure=""))
    assert drawable(parameter(Fraction(1), Fraction(2)))


def test_percentages_have_their_own_labels() -> None:
    assert ">20%<" in plot(replace(parameter(Fraction(1, 4), Fraction(1, 8)), measure="percentage"))


def test_the_plot_of_the_small_regeling() -> None:
    svg = plot(small().parameters[0])
    assert [path.count("M") for _, path in lines(svg)] == [1, 1, 1]
    assert all(word in svg for word in ("niet zeker", "? niet gevonden", "geen lijn: n.v.t."))


@given(st.lists(st.one_of(AMOUNTS, st.none(), st.just("n.v.t.")), min_size=2, max_size=40), st.data())
def test_any_figures(values: list[Fraction | str | None], data: st.DataObject) -> None:
    one = parameter(*values, doubt=data.draw(st.integers(-1, 40)), last=data.draw(st.sampled_from([0, None])))
    if not drawable(one):
        return
    svg = plot(one)
    assert svg == plot(one)
    root = ElementTree.fromstring(svg)
    assert root.findtext(f"{SVG}title") == one.title and root.findtext(f"{SVG}desc")
    for _, path in lines(svg):
        across = [float(x) for x in re.findall(r"[MH](-?[\d.]+)", path)]
        down = [float(y) for y in re.findall(r"(?:V|M[\d.]+ )(-?[\d.]+)", path)]
        assert all(0 <= x <= WIDTH for x in across) and across == sorted(across)
        assert all(TOP <= y <= BOTTOM for y in down)
    assert int(root.get("viewBox", "").split()[3]) in (HEIGHT, HEIGHT + LEGEND)


@given(st.lists(AMOUNTS, min_size=1))
def test_ticks_lie_around_all_values(values: list[Fraction]) -> None:
    found = ticks(values)
    assert found[0] <= min(values) and max(values) <= found[-1]
    assert 2 <= len(found) <= 7
    assert len({b - a for a, b in pairwise(found)}) == 1


def test_ticks_are_round() -> None:
    assert ticks([Fraction(1000), Fraction(1420)]) == [1000, 1200, 1400, 1600]
    assert ticks([Fraction(0), Fraction(1, 8)]) == [Fraction(i, 20) for i in range(4)]
    assert ticks([Fraction(5), Fraction(5)])[0] == 4


def test_years_are_not_crowded() -> None:
    assert [year for year, _ in years(day(2017), day(2027))] == [2017, 2019, 2021, 2023, 2025, 2027]
    assert [year for year, _ in years(day(2020) + 31, day(2022))] == [2021, 2022]


@given(st.fractions(-1000, 1000))
def test_a_pixel_is_within_a_twentieth(value: Fraction) -> None:
    assert abs(Fraction(pixel(value)) - value) <= Fraction(1, 20)


def test_a_scale_goes_both_ways() -> None:
    assert Scale(Fraction(0), Fraction(10), 126, 10).at(5) == 68
