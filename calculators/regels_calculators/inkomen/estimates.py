"""Estimates and the records that replace them; and one payment that came from two sources.

- An estimate is gone when records that are no estimates cover all its days, for the same person, income
  relation and kind. When they cover some of its days it is set apart: it cannot be told what is left of it.
- Of two estimates of one period the one that arrived last counts; when they overlap otherwise, or arrived on
  one day, they are set apart.
- Two records of one period, income relation and kind that name different sources may be one payment. They are
  set apart; ``correctie_op`` on one of them settles it.
"""

from itertools import groupby

import numpy as np

from regels_calculators.inkomen.cover import Cover
from regels_calculators.inkomen.records import Ints, Mask, Records, ranks


def streams(records: Records) -> Ints:
    """A number per record, equal for one person, income relation and kind of payment of a dossier."""
    dossier, _ = ranks(records.texts["dossier_id"])
    relation, names = ranks(records.texts["ikv"])
    return ((dossier * 2 + records.values["persoon"]) * (len(names) + 1) + relation) * 4 + records.values[
        "soort"
    ]


def replace_estimates(records: Records, counts: Mask) -> Mask:
    """Which estimates are replaced."""
    gone = np.zeros(len(records), np.bool_)
    guesses = np.flatnonzero(counts & (records.values["geschat"] == 1))
    if not len(guesses):
        return gone
    stream = streams(records)
    sure = counts & (records.values["geschat"] == 0) & records.known["periode_van"]
    begin, end = records.values["periode_van"], records.values["periode_tot"]
    cover = Cover(stream[sure], begin[sure], end[sure])
    covered = cover.days(stream[guesses], begin[guesses], end[guesses])
    whole = covered == end[guesses] - begin[guesses] + 1
    gone[guesses[whole]] = True
    records.set_apart(
        guesses[(covered > 0) & ~whole].tolist(), "geschat",
        "een schatting die helemaal is vervangen, of helemaal niet",
        "Over een deel van deze periode is de echte betaling er. Vervang de schatting met correctie_op.",
    )  # fmt: skip
    left = guesses[covered == 0]
    _among_estimates(records, stream, left, gone)
    return gone


def _among_estimates(records: Records, stream: Ints, rows: Ints, gone: Mask) -> None:
    begin, end = records.values["periode_van"], records.values["periode_tot"]
    arrived = np.where(records.known["ontvangen_op"], records.values["ontvangen_op"], -1)
    order = rows[np.lexsort((arrived[rows], end[rows], begin[rows], stream[rows]))].tolist()
    for _, found in groupby(order, key=lambda row: int(stream[row])):
        left: list[int] = []
        for _, same in groupby(found, key=lambda row: (int(begin[row]), int(end[row]))):
            versions = list(same)
            latest = [row for row in versions if arrived[row] == arrived[versions[-1]]]
            gone[[row for row in versions if row not in latest]] = True
            left += latest
        _apart_when_overlapping(records, begin, end, left)


def _apart_when_overlapping(records: Records, begin: Ints, end: Ints, rows: list[int]) -> None:
    """``rows``: in order of their first days."""
    double: set[int] = set()
    for place, row in enumerate(rows):
        for other in rows[place + 1 :]:
            if begin[other] > end[row]:
                break
            double |= {row, other}
    records.set_apart(
        sorted(double), "geschat", "één schatting over dezelfde dagen",
        "Twee schattingen gaan over dezelfde dagen. Vervang een van beide met correctie_op.",
    )  # fmt: skip


def set_doubles_apart(records: Records, counts: Mask) -> None:
    """Set apart what may be one payment from two sources."""
    rows = np.flatnonzero(counts & records.known["periode_van"] & records.known["bron"])
    source = records.values["bron"][rows]
    if not len(rows) or bool((source == source[0]).all()):
        return
    stream = streams(records)[rows]
    begin, end = records.values["periode_van"][rows], records.values["periode_tot"][rows]
    order = np.lexsort((end, begin, stream))
    rows, source = rows[order], source[order]
    same = (np.diff(stream[order]) == 0) & (np.diff(begin[order]) == 0) & (np.diff(end[order]) == 0)
    starts = np.flatnonzero(np.append(True, ~same))
    mixed = np.minimum.reduceat(source, starts) != np.maximum.reduceat(source, starts)
    sizes = np.diff(np.append(starts, len(rows)))
    records.set_apart(
        np.sort(rows[np.repeat(mixed, sizes)]).tolist(), "bron", "één bron voor één betaling",
        "Twee bronnen melden loon over dezelfde dagen. Is het één betaling, zet dan correctie_op bij één.",
    )  # fmt: skip
