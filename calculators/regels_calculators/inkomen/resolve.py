"""Which records count: the same one twice, corrections, estimates, and one payment from two sources.

A record is known by its ``betaling_id`` within its dossier. The order of delivery never matters.

- Same id, same content: once; of ``ontvangen_op`` the first day counts, and it is no content.
- Same id, other content: all of them are set apart.
- ``correctie_op``: the record takes the place of the one it names; of a chain the last counts. Of two
  corrections of one record the one that arrived last counts; on one day, both are set apart.
- A chain without one last readable record (a circle, a record that is not there, a last record that is
  set apart, for want of an id of its own too) is set apart whole, for what it says of its months cannot be
  trusted.
- Estimates and payments from two sources: see ``estimates``.
"""

from collections import defaultdict
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from regels_calculators.inkomen.columns import AMOUNTS, FEED
from regels_calculators.inkomen.estimates import replace_estimates, set_doubles_apart
from regels_calculators.inkomen.records import Ints, Mask, Records, starts_of

_CONTENT = tuple(column.name for column in FEED if column.name != "ontvangen_op")
assert set(AMOUNTS) <= set(_CONTENT)


@dataclass(slots=True)
class Standing:
    """What became of each record. ``counts``: its amounts count. ``gone``: it is repeated or replaced, so
    that it neither counts nor makes a month unknown. A record that is neither is set apart.

    ``repeated``, ``corrected``, ``estimates``: of what is gone, as far as it could be read.
    """

    counts: Mask
    gone: Mask
    repeated: int = 0
    corrected: int = 0
    estimates: int = 0


def resolve(records: Records) -> Standing:
    """Decide what counts; reasons for what is set apart are added to ``records``."""
    standing = Standing(~records.apart, np.zeros(len(records), np.bool_))
    if len(records):
        keys = _Keys(records)
        _repeated(records, keys, standing)
        _corrections(records, keys, standing)
        replaced = replace_estimates(records, standing.gone)
        standing.gone |= replaced
        standing.estimates = int(replaced.sum())
        set_doubles_apart(records, standing.gone)
    standing.counts = ~records.apart & ~standing.gone
    return standing


class _Keys:
    """A number per record and per corrected record, equal for the same id in the same dossier; -1: none.

    A record without a readable id has a number of its own, below -1: it may still correct another.
    """

    def __init__(self, records: Records) -> None:
        dossier = records.texts["dossier_id"].dictionary_encode().indices
        both = pa.concat_arrays([records.texts["betaling_id"], records.texts["correctie_op"]])
        coded = both.dictionary_encode()
        ids = np.asarray(coded.indices.fill_null(-1)).astype(np.int64)
        places = np.asarray(dossier.fill_null(-1)).astype(np.int64)
        count, size = len(records), len(coded.dictionary) + 1
        nameless = np.where(places < 0, -1, -2 - np.arange(count))
        self.own = np.where((places < 0) | (ids[:count] < 0), nameless, places * size + ids[:count])
        self.target = np.where((places < 0) | (ids[count:] < 0), -1, places * size + ids[count:])
        self.order = np.argsort(self.own, kind="stable")
        self.sorted = self.own[self.order]

    def rows(self, key: int) -> Ints:
        """The records with this key."""
        low, high = np.searchsorted(self.sorted, [key, key + 1])
        return self.order[low:high]


def _repeated(records: Records, keys: _Keys, standing: Standing) -> None:
    """Keep one of equal records; set apart records with one id and different content."""
    starts = starts_of(keys.sorted)
    sizes = np.diff(np.append(starts, len(keys.sorted)))
    many = (sizes > 1) & (keys.sorted[starts] >= 0)
    if not many.any():
        return
    rows = keys.order[np.repeat(many, sizes)]
    group = np.repeat(np.arange(int(many.sum())), sizes[many])
    first = rows[starts_of(group)][group]
    same = _equal(records, rows, first) & ~records.apart[rows] & ~records.apart[first]
    whole = np.logical_and.reduceat(same, starts_of(group))
    conflict = rows[~whole[group]]
    records.set_apart(
        conflict[~records.apart[conflict]].tolist(), "betaling_id", "een nummer dat bij één inhoud hoort",
        "Er is een record met dit nummer en een andere inhoud. Geef een verbetering een eigen nummer.",
    )  # fmt: skip
    kept = first[starts_of(group)][whole]
    again = rows[whole[group] & (rows != first)]
    standing.gone[again] = True
    standing.repeated = len(again)
    _first_arrival(records, rows, group, whole, kept)


def _first_arrival(records: Records, rows: Ints, group: Ints, whole: Mask, kept: Ints) -> None:
    values, known = records.values["ontvangen_op"].copy(), records.known["ontvangen_op"].copy()
    arrived = np.where(known[rows], values[rows], np.iinfo(np.int64).max)
    earliest = np.minimum.reduceat(arrived, starts_of(group))[whole]
    values[kept] = np.where(earliest < np.iinfo(np.int64).max, earliest, 0)
    known[kept] = earliest < np.iinfo(np.int64).max
    records.values["ontvangen_op"], records.known["ontvangen_op"] = values, known


def _equal(records: Records, rows: Ints, others: Ints) -> Mask:
    same = np.ones(len(rows), np.bool_)
    for name in _CONTENT:
        if name in records.texts:
            column = records.texts[name]
            coded = pa.concat_arrays([column.take(pa.array(rows)), column.take(pa.array(others))])
            codes = np.asarray(coded.dictionary_encode().indices.fill_null(-1))
            same &= codes[: len(rows)] == codes[len(rows) :]
        else:
            values, known = records.values[name], records.known[name]
            same &= (known[rows] == known[others]) & (~known[rows] | (values[rows] == values[others]))
    return same


@dataclass(slots=True)
class _Chain:
    """Records that correct one another. ``links``: pairs of key and the key it corrects."""

    keys: set[int] = field(default_factory=set)
    links: set[tuple[int, int]] = field(default_factory=set)


def _corrections(records: Records, keys: _Keys, standing: Standing) -> None:
    rows = np.flatnonzero((keys.target >= 0) & (keys.own != -1) & ~standing.gone)
    rows = rows[~_plain(records, keys, standing, rows)]
    pairs = set(zip(keys.own[rows].tolist(), keys.target[rows].tolist(), strict=True))
    for chain in _chains(pairs):
        _settle(records, keys, standing, chain)
    standing.corrected = int((standing.gone & ~records.apart).sum()) - standing.repeated


def _plain(records: Records, keys: _Keys, standing: Standing, rows: Ints) -> Mask:
    """Settles a readable record that corrects one other, where nothing else is about either; which those
    are.
    """
    own, target = keys.own[rows], keys.target[rows]
    low, high = (np.searchsorted(keys.sorted, target, side=side) for side in ("left", "right"))
    low_own, high_own = (np.searchsorted(keys.sorted, own, side=side) for side in ("left", "right"))
    named, often = np.unique(target, return_counts=True)
    once = often[np.searchsorted(named, target)] == 1
    plain = (high - low == 1) & (high_own - low_own == 1) & once & ~records.apart[rows]
    plain &= ~np.isin(own, named) & ~np.isin(target, own)
    standing.gone[keys.order[low[plain]]] = True
    return np.asarray(plain)


def _chains(pairs: set[tuple[int, int]]) -> list[_Chain]:
    """The connected chains."""
    parent: dict[int, int] = {}

    def find(key: int) -> int:
        while parent.setdefault(key, key) != key:
            parent[key] = key = parent[parent[key]]
        return key

    for one, other in pairs:
        parent[find(one)] = find(other)
    chains: defaultdict[int, _Chain] = defaultdict(_Chain)
    for one, other in pairs:
        chain = chains[find(one)]
        chain.keys |= {one, other}
        chain.links.add((one, other))
    return list(chains.values())


def _settle(records: Records, keys: _Keys, standing: Standing, chain: _Chain) -> None:
    """The last record of the chain counts and the others are gone; or the whole chain is set apart."""
    rows = {key: [row for row in keys.rows(key).tolist() if not standing.gone[row]] for key in chain.keys}
    wrong = _wrong(records, chain, rows)
    if wrong:
        waiting = [row for found in rows.values() for row in found if not records.apart[row]]
        records.set_apart(sorted(waiting), "correctie_op", *wrong)
        return
    last = _last(records, chain, rows)
    for key, found in rows.items():
        if key != last:
            standing.gone[found] = True


def _wrong(records: Records, chain: _Chain, rows: dict[int, list[int]]) -> tuple[str, str] | None:
    """What was expected and what to do, when there is not one last record."""
    if any(not found for found in rows.values()):
        return (
            "het betaling_id van een record van dit dossier",
            "Het record dat is verbeterd is niet geleverd. Lever het ook.",
        )
    if len(chain.links) >= len(chain.keys):
        return (
            "verbeteringen die niet in een kring lopen",
            "Deze records verbeteren elkaar. Haal er één correctie_op weg.",
        )
    last = _last(records, chain, rows)
    if last is None:
        return (
            "één laatste verbetering",
            "Dezelfde betaling is twee keer verbeterd. Maak van één een verbetering van de ander.",
        )
    if any(records.apart[row] for row in rows[last]):
        return "een laatste verbetering die te lezen is", "Verbeter het laatste record van deze reeks."
    return None


def _last(records: Records, chain: _Chain, rows: dict[int, list[int]]) -> int | None:
    """The one that nothing corrects; of several the one that arrived last."""
    ends = chain.keys - {target for _, target in chain.links}
    arrived = {key: max(_arrival(records, row) for row in rows[key]) for key in ends}
    latest = [key for key in ends if arrived[key] == max(arrived.values())]
    return latest[0] if len(latest) == 1 else None


def _arrival(records: Records, row: int) -> int:
    return int(records.values["ontvangen_op"][row]) if records.known["ontvangen_op"][row] else -1
