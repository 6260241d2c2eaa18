"""Runs of equal keys, and looking up in what they came to. ``first``: the place where each run begins."""

from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from regels_calculators.doorrekenen.cents import Ints, Mask
from regels_calculators.inkomen.records import starts_of

T = TypeVar("T", np.int64, np.bool_)
NONE = -1
"""The place of what is not there."""
_MOST = 2**38
"""Cents; more counts as this much, so that a running sum fits."""


def find(keys: Ints, wanted: Ints) -> Ints:
    """The place of each wanted key among sorted ones; ``NONE`` when it is not there."""
    if not len(keys):
        return np.full(len(wanted), NONE, np.int64)
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, place, NONE)


def at(values: NDArray[T], place: Ints, otherwise: int = 0) -> NDArray[T]:
    """The value at each place; ``otherwise`` for ``NONE``."""
    return np.append(values, np.array([otherwise], values.dtype))[place]


def texts_at(texts: pa.Array, place: Ints) -> pa.Array:
    """The text at each place; empty for ``NONE``."""
    return texts.take(pa.array(place, mask=place == NONE)).fill_null("")


def added(values: Ints, first: Ints) -> Ints:
    """The sum of each run."""
    return np.add.reduceat(values, first) if len(first) else np.empty(0, np.int64)


def any_of(mask: Mask, first: Ints) -> Mask:
    """Whether it holds somewhere in each run."""
    return np.logical_or.reduceat(mask, first) if len(first) else np.empty(0, np.bool_)


def last_of(mask: Mask, first: Ints) -> Ints:
    """The last place of each run where it holds; ``NONE`` for nowhere."""
    places = np.where(mask, np.arange(len(mask)), NONE)
    return np.maximum.reduceat(places, first) if len(first) else np.empty(0, np.int64)


def before(values: Ints, group: Ints) -> Ints:
    """What stands before each value of the same group, added up; the values of a group stand together."""
    if not len(values):
        return values
    values = np.minimum(values, _MOST)
    upto = np.cumsum(values) - values
    first = starts_of(group)
    return upto - np.repeat(upto[first], np.diff(np.append(first, len(group))))


def codes(names: pa.Array, ids: pa.Array) -> Ints:
    """The place of each name in a list of names; ``NONE`` when it is not there."""
    return np.asarray(pc.index_in(names, ids).fill_null(NONE)).astype(np.int64)
