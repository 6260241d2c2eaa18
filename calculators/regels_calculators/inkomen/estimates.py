"""Estimates and the records that replace them; and one payment that came from two sources.

- An estimate is gone when records that are no estimates cover all its days, for the same person, income
  relation and kind. When they cover some of its days it is set apart: it cannot be told what is left of it.
  A record that was set apart covers its days too: of what it says the estimate is no better witness.
- Of two estimates of one period the one that arrived last counts; when they overlap otherwise, or arrived on
  one day, they are set apart.
- Two records of one income relation and kind that name different sources may be one payment when their
  periods share a day, or when one has no period and both were paid on one day. They are set apart;
  ``correctie_op`` on one of them settles it.
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


def _witnesses(records: Records, gone: Mask) -> Mask:
    """Records that may speak of others: also those that were set apart, when it is known whose they are."""
    return np.asarray(~gone & records.known["persoon"] & records.known["soort"])


def replace_estimates(records: Records, already: Mask) -> Mask:
    """Which estimates are replaced. ``already``: the records that gave way before."""
    gone = np.zeros(len(records), np.bool_)
    guesses = np.flatnonzero(~already & ~records.apart & (records.values["geschat"] == 1))
    if not len(guesses):
        return gone
    stream = streams(records)
    begin, end = records.values["periode_van"], records.values["periode_tot"]
    sure = _witnesses(records, already) & (records.values["geschat"] == 0) & _has_period(records)
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


def set_doubles_apart(records: Records, gone: Mask) -> None:
    """Set apart what may be one payment from two sources."""
    rows = np.flatnonzero(_witnesses(records, gone) & records.known["bron"])
    source = records.values["bron"][rows]
    if not len(rows) or bool((source == source[0]).all()):
        return
    stream, values = streams(records)[rows], {name: found[rows] for name, found in records.values.items()}
    period, paid = _has_period(records)[rows], records.known["betaald_op"][rows]
    double = np.zeros(len(rows), np.bool_)
    for one in np.unique(source):
        mine = source == one
        for ours, theirs, first, last in (
            (period, period, "periode_van", "periode_tot"),
            (paid & ~period, paid, "betaald_op", "betaald_op"),
            (paid, paid & ~period, "betaald_op", "betaald_op"),
        ):
            here = mine & ours
            cover = Cover(stream[here], values[first][here], values[last][here])
            double |= ~mine & theirs & (cover.days(stream, values[first], values[last]) > 0)
    records.set_apart(
        rows[double & ~records.apart[rows]].tolist(), "bron", "één bron voor één betaling",
        "Twee bronnen melden geld over dezelfde dagen. Is het één betaling, zet dan correctie_op bij één.",
    )  # fmt: skip


def _has_period(records: Records) -> Mask:
    """A period that can be used: a record that was set apart may have half of one, or one that runs back."""
    found = records.known["periode_van"] & records.known["periode_tot"]
    return np.asarray(found & (records.values["periode_van"] <= records.values["periode_tot"]))
