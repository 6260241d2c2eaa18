"""From what was added up to what may be shown: classes, groups and sums without cells that are too small."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from regels_calculators.doorrekenen.cents import Ints, Mask, from_cents

from regels.uitleg.dutch import MONTHS
from regels_casebook.vergelijk.model import (
    EVEN,
    KLASSEN,
    Bestand,
    Drukregel,
    Kruis,
    Maandregel,
    Redenregel,
    Telregel,
)
from regels_casebook.vergelijk.onderdrukken import Lijn, protect
from regels_casebook.vergelijk.oorzaak import articles
from regels_casebook.vergelijk.rijen import NEW, OLD
from regels_casebook.vergelijk.telling import Telling, household_names, source_names

REST = "andere redenen samen"
TOGETHER = "samen"


@dataclass(frozen=True, slots=True)
class About:
    """Of the file: its name, its hash, rows, rows set apart, months moved, and what its reader said."""

    naam: str
    hash: str
    rijen: int
    afgekeurd: int
    verschoven: int
    opmerkingen: tuple[str, ...]


def published(count: Telling, about: About, begins: str) -> Bestand:
    """What may be shown of a caseload; ``begins``: the first month that can differ, or empty."""
    least = count.pair.measures.minste
    compared = count.column("maanden") > 0
    without = int((~compared).sum())
    classes = class_of(count)[compared]
    money = (count.column("nieuw") - count.column("oud"))[compared]
    names = (household_names(count.pair), source_names(count.pair))
    codes = (count.column("huishouden")[compared], count.column("bron")[compared])
    households, sources = crosses(names, codes, classes, money, least)
    return Bestand(
        about.naam, about.hash, about.rijen, about.afgekeurd, about.verschoven,
        dossiers=households.aantallen[-1][-1],
        zonder=_shown(without, least),
        huishoudens=households,
        bronnen=sources,
        per_maand=_months(count, least),
        maanden=len(count.maanden),
        eerder=sum(_iso(day) < begins for day in count.maanden) if begins else 0,
        eerste=min(map(_iso, count.maanden), default=""),
        eraf=_shown(int((count.column("eraf") > 0).sum()), least),
        erbij=_shown(int((count.column("erbij") > 0).sum()), least),
        onbepaald=_undetermined(count, least),
        druk=_pressure(count, least),
        redenen=_reasons(count, least),
        opmerkingen=about.opmerkingen,
    )  # fmt: skip


def class_of(count: Telling) -> Ints:
    """For each dossier its place in ``KLASSEN``, by what it gets more or less in a month on average."""
    change = count.column("nieuw") - count.column("oud")
    much = np.abs(change) >= count.pair.measures.veel * np.maximum(count.column("maanden"), 1)
    found: Ints = 2 + np.sign(change) * np.where(much, 2, 1)
    return found


def _shown(count: int, least: int) -> int | None:
    return None if 0 < count < least else count


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of all crosses in one row of places: first the shared totals, then each cross row by row.

    ``firsts``: of each cross its first place; ``masks``: of each cross who is in each row.
    """

    counts: tuple[int, ...]
    width: int
    firsts: tuple[int, ...]
    masks: tuple[tuple[Mask, ...], ...]

    def lines(self) -> list[Lijn]:
        """Every sum: along the rows, and down the columns to the shared totals."""
        last = self.width - 1
        found = [Lijn(last, tuple(range(last)))]
        for first, masks in zip(self.firsts, self.masks, strict=True):
            starts = [first + row * self.width for row in range(len(masks))]
            found += [Lijn(start + last, tuple(range(start, start + last))) for start in starts]
            found += [Lijn(place, tuple(start + place for start in starts)) for place in range(self.width)]
        return found

    def protected(self, least: int, hidden: set[int], known: set[int]) -> set[int]:
        """First the shared totals, then those of the rows, then what is inside; if that is too little, any.

        ``known``: places that anyone knows without being shown them; hiding those covers nothing.
        """
        last = self.width - 1
        top = {place for place in hidden if place < self.width}
        outer = hidden | protect(
            self.counts[: self.width], [Lijn(last, tuple(range(last)))], least, top, known
        )
        fixed = known | set(range(self.width))
        for first, masks in zip(self.firsts, self.masks, strict=True):
            ends = {first + row * self.width + last for row in range(len(masks))}
            margin = protect(self.counts, [Lijn(last, tuple(sorted(ends)))], least, outer, fixed)
            outer |= margin & ends
            fixed |= ends
        inner = protect(self.counts, self.lines(), least, outer, fixed)
        return protect(self.counts, self.lines(), least, inner, known)


def crosses(
    names: tuple[Sequence[str], ...], codes: tuple[Ints, ...], classes: Ints, money: Ints, least: int
) -> tuple[Kruis, ...]:
    """A cross of each set of groups with the classes; what is hidden follows from no sum of one or of all.

    Of the money only who differs counts: a sum in which fewer than ``least`` differ is about those few.
    """
    there = [
        [place for place in range(len(n)) if bool((c == place).any())]
        for n, c in zip(names, codes, strict=True)
    ]
    masks = tuple(tuple(code == place for place in places) for code, places in zip(codes, there, strict=True))
    grid = _grid(classes, masks)
    hidden = grid.protected(least, set(), set())
    even = KLASSEN.index(EVEN)
    differs = _grid(classes, masks, even)
    inside = {place for place in hidden if place % grid.width not in (even, grid.width - 1)}
    same = {place for place in range(len(grid.counts)) if place % grid.width == even}
    known = same | {place for place, count in enumerate(grid.counts) if not count and place not in hidden}
    dark = differs.protected(least, inside, known)
    everyone = np.ones(len(classes), bool)
    found = []
    for at, head in enumerate(("Huishouden", "Inkomen")):
        starts = [grid.firsts[at] + row * grid.width for row in range(len(masks[at]))]
        numbers, cents = [], []
        for start, mask in zip([*starts, 0], [*masks[at], everyone], strict=True):
            sums = [int(money[mask & (classes == c)].sum()) for c in range(grid.width - 1)] + [
                int(money[mask].sum())
            ]
            row = range(start, start + grid.width)
            numbers.append(tuple(None if place in hidden else grid.counts[place] for place in row))
            cents.append(tuple(None if p in dark else one for p, one in zip(row, sums, strict=True)))
        labels = (*(names[at][place] for place in there[at]), TOGETHER)
        found.append(Kruis(head, labels, tuple(numbers), tuple(cents)))
    return tuple(found)


def _grid(classes: Ints, masks: tuple[tuple[Mask, ...], ...], without: int = -1) -> _Grid:
    """The number of dossiers in every cell; ``without``: a class that is left out, also of the totals."""
    kept = classes != without
    width = len(KLASSEN) + 1

    def row(mask: Mask) -> list[int]:
        return [int((mask & kept & (classes == c)).sum()) for c in range(width - 1)] + [
            int((mask & kept).sum())
        ]

    counts, firsts = row(np.ones(len(classes), bool)), []
    for some in masks:
        firsts.append(len(counts))
        for mask in some:
            counts += row(mask)
    return _Grid(tuple(counts), width, tuple(firsts), masks)


def month_text(day: int) -> str:
    """A first day as a month: ``januari 2027``; a calendar year as it is."""
    if 1900 <= day < 3000:
        return str(day)
    found = np.int64(day).astype("datetime64[D]").astype(object)
    return f"{MONTHS[found.month - 1]} {found.year}"


def _iso(day: int) -> str:
    """A first day as ``2027-01``; a calendar year as it is."""
    return str(day) if 1900 <= day < 3000 else str(np.datetime64(day, "D"))[:7]


def _months(count: Telling, least: int) -> tuple[Maandregel, ...]:
    days = sorted(count.maanden)
    months = [count.maanden[day] for day in days]
    changed = [month.veranderd for month in months]
    every = int((count.column("veranderd") > 0).sum())
    total = len(months)
    net = int((count.column("nieuw") != count.column("oud")).sum())
    few = {total} if 0 < net < least else set()
    hidden = protect([*changed, every], [Lijn(total, tuple(range(total)))], least, few, overlap=True)
    lines = [
        _month(
            month_text(day), (month.dossiers, month.veranderd, month.oud, month.nieuw), place in hidden, least
        )
        for place, (day, month) in enumerate(zip(days, months, strict=True))
    ]
    dossiers = int((count.column("maanden") > 0).sum())
    sums = (dossiers, every, sum(m.oud for m in months), sum(m.nieuw for m in months))
    return (*lines, _month(TOGETHER, sums, total in hidden, least))


def _month(name: str, found: tuple[int, int, int, int], hide: bool, least: int) -> Maandregel:
    dossiers, changed, old, new = found
    if 0 < dossiers < least:
        return Maandregel(name, None, None, None, None, None)
    if hide:
        return Maandregel(name, dossiers, None, old, None, None)
    return Maandregel(name, dossiers, changed, old, new, new - old)


def _undetermined(count: Telling, least: int) -> tuple[Telregel, ...]:
    names = sorted(
        {*count.onbepaald[OLD], *count.onbepaald[NEW]},
        key=lambda name: (-count.onbepaald[NEW][name] - count.onbepaald[OLD][name], name),
    )
    sides = []
    for word in (OLD, NEW):
        all_ = int((count.column(f"onbepaald_{word}") > 0).sum())
        numbers = [*(count.onbepaald[word][name] for name in names), all_]
        hidden = protect(numbers, [Lijn(len(names), tuple(range(len(names))))], least, overlap=True)
        sides.append([None if place in hidden else one for place, one in enumerate(numbers)])
    return tuple(
        Telregel(name.replace("_", " "), old, new)
        for name, old, new in zip([*names, TOGETHER], *sides, strict=True)
    )


def _pressure(count: Telling, least: int) -> tuple[Drukregel, ...]:
    found = []
    for extra in count.pair.measures.extra:
        for (kind, group, much), one in sorted(count.druk.items()):
            if much == extra:
                kept = [
                    None if one.dossiers < least else _half_up(extra * (one.extra + change), one.extra)
                    for change in (one.oud, one.nieuw)
                ]
                found.append(Drukregel(kind, group, extra, kept[0], kept[1]))
    return tuple(found)


def _half_up(above: int, below: int) -> int:
    return (2 * above + below) // (2 * below)


def _reasons(count: Telling, least: int) -> tuple[Redenregel, ...]:
    """Dossiers by the articles that changed them; kinds that may not be shown are one line together."""
    kinds = count.column("reden")
    change = count.column("nieuw") - count.column("oud")
    groups: dict[str, list[int]] = {}
    for place, kind in enumerate(count.redenen.alle):
        groups.setdefault(articles(kind.oorzaken) or kind.tekst, []).append(place)
    names = list(groups)
    numbers = [int(np.isin(kinds, groups[name]).sum()) for name in names]
    money = [int(change[np.isin(kinds, groups[name])].sum()) for name in names]
    total = sum(numbers)
    if not total:
        return ()
    differ = int((change != 0).sum())
    if 0 < differ < least:
        return (Redenregel(TOGETHER, "", None, None),)
    hidden = protect([*numbers, total], [Lijn(len(names), tuple(range(len(names))))], least)
    if len(names) in hidden:
        return (Redenregel(TOGETHER, "", None, None),)
    order = sorted(
        (place for place in range(len(names)) if place not in hidden), key=lambda p: (-numbers[p], names[p])
    )
    lines = [Redenregel(names[p], _most(count, kinds, groups[names[p]]), numbers[p], money[p]) for p in order]
    rest = [place for place in range(len(names)) if place in hidden]
    if rest:
        lines.append(Redenregel(REST, "", sum(numbers[p] for p in rest), sum(money[p] for p in rest)))
    return (*lines, Redenregel(TOGETHER, "", total, sum(money)))


def _most(count: Telling, kinds: Ints, group: Sequence[int]) -> str:
    """What became what in the kind that most dossiers of a group have."""
    most = max(group, key=lambda kind: (int((kinds == kind).sum()), -kind))
    return count.redenen.alle[most].tekst


def dossier_table(count: Telling) -> pa.Table:
    """A row for each dossier, by its number; for the municipality itself, not for publication."""
    ids = pa.concat_arrays(count.ids) if count.ids else pa.array([], pa.string())
    old, new = count.column("oud"), count.column("nieuw")
    kinds, first = count.column("reden"), count.column("eerste")
    texts = [*(kind.tekst for kind in count.redenen.alle), None]
    laws = [*(articles(kind.oorzaken) for kind in count.redenen.alle), None]
    classes = pa.array([*KLASSEN, "niet te bepalen"])
    place = np.where(count.column("maanden") > 0, class_of(count), len(KLASSEN))
    days = first.tolist()
    table = pa.table(
        {
            "dossier_id": ids,
            "huishouden": pa.array(household_names(count.pair)).take(pa.array(count.column("huishouden"))),
            "inkomen": pa.array(source_names(count.pair)).take(pa.array(count.column("bron"))),
            "maanden": pa.array(count.column("maanden")),
            "oud": from_cents(old),
            "nieuw": from_cents(new),
            "verschil": from_cents(new - old),
            "klasse": classes.take(pa.array(place)),
            "eerste_maand": pa.array([None if day < 0 else month_text(day) for day in days], pa.string()),
            "reden": pa.array(texts, pa.string()).take(pa.array(kinds % len(texts))),
            "artikel": pa.array(laws, pa.string()).take(pa.array(kinds % len(laws))),
        }
    )
    return table.take(pa.array(np.argsort(np.array(ids.fill_null("").to_pylist(), object), kind="stable")))
