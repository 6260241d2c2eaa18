"""Adds up what both rulesets gave: per dossier, per month, by reason, and what a wage would leave."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from regels_calculators.doorrekenen.cents import Ints, Mask, cents, codes

from regels.plan.plan import Verdict
from regels.plan.types import Kind
from regels.tabel.history import Chunk
from regels.wording import JOIN, REASON, REMARK, STATUS
from regels_casebook.vergelijk.paar import Pair
from regels_casebook.vergelijk.reden import Redenen
from regels_casebook.vergelijk.rijen import DECIDED, NEW, OLD, whole

UNKNOWN = "onbekend"


@dataclass
class Maand:
    """Cents of the rows of one month that both determined, and how many dossiers differ in it."""

    oud: int = 0
    nieuw: int = 0
    dossiers: int = 0
    veranderd: int = 0


@dataclass
class Druk:
    """Rows of a group with a wage that went up: by how much in all, what they then got more or less."""

    dossiers: int = 0
    extra: int = 0
    oud: int = 0
    nieuw: int = 0


@dataclass
class Telling:
    """What was seen so far. The lists hold an array per chunk, with an element for each dossier."""

    pair: Pair
    redenen: Redenen
    rijen: int = 0
    vergeleken: int = 0
    ids: list[pa.Array] = field(default_factory=list)
    columns: dict[str, list[Ints]] = field(default_factory=lambda: defaultdict(list))
    maanden: dict[int, Maand] = field(default_factory=lambda: defaultdict(Maand))
    onbepaald: dict[str, Counter[str]] = field(default_factory=lambda: {OLD: Counter(), NEW: Counter()})
    onzeker: Counter[str] = field(default_factory=Counter)
    druk: dict[tuple[str, str, int], Druk] = field(default_factory=lambda: defaultdict(Druk))

    def add(self, chunk: Chunk, batch: pa.RecordBatch) -> None:
        """See the next chunk with what ``Both`` made of it."""
        starts = np.flatnonzero(chunk.new_history)
        if not len(starts):
            return
        seen = _Seen(self.pair, chunk, batch, starts)
        self.rijen += len(chunk)
        self.vergeleken += int(seen.compared.sum())
        self.ids.append(chunk.dossier.take(pa.array(starts)))
        self._dossiers(seen)
        self._months(seen)
        self._undetermined(seen)
        self._uncertain(batch)
        for extra in self.pair.measures.extra:
            self._pressure(seen, extra)

    def _dossiers(self, seen: "_Seen") -> None:
        first = seen.first_difference()
        for name, values in {
            "maanden": seen.sum(seen.compared), "oud": seen.sum(seen.old), "nieuw": seen.sum(seen.new),
            "veranderd": seen.sum(seen.changed), "onbepaald_oud": seen.sum(seen.open_old),
            "onbepaald_nieuw": seen.sum(seen.open_new),
            "eraf": seen.sum(seen.off), "erbij": seen.sum(seen.on),
            "huishouden": seen.household(), "bron": seen.source(),
            "reden": self.redenen.of(seen.chunk, seen.batch, first, seen.starts),
            "eerste": np.where(first >= 0, seen.day[np.maximum(first, 0)], -1),
        }.items():  # fmt: skip
            self.columns[name].append(values)

    def _months(self, seen: "_Seen") -> None:
        for day in np.unique(seen.day[seen.compared]).tolist():
            rows = seen.compared & (seen.day == day)
            month = self.maanden[day]
            month.oud += int(seen.old[rows].sum())
            month.nieuw += int(seen.new[rows].sum())
            month.dossiers += len(np.unique(seen.run[rows]))
            month.veranderd += len(np.unique(seen.run[rows & seen.changed]))

    def _undetermined(self, seen: "_Seen") -> None:
        """Dossiers by reason: each once for every reason that one of its months has."""
        for word, open_ in ((OLD, seen.open_old), (NEW, seen.open_new)):
            places, texts = codes(seen.batch.column(f"{REASON}_{word}"))
            names: dict[str, list[int]] = defaultdict(list)
            for place, text in enumerate(texts):
                for name in text.split(JOIN):
                    names[name].append(place)
            for name, those in names.items():
                rows = open_ & np.isin(places, those)
                if rows.any():
                    self.onbepaald[word][name] += len(np.unique(seen.run[rows]))

    def _uncertain(self, batch: pa.RecordBatch) -> None:
        for word in (OLD, NEW):
            places, texts = codes(batch.column(f"{REMARK}_{word}"))
            for place in np.unique(places[places >= 0]).tolist():
                self.onzeker.update(name for name in texts[place].split(JOIN) if ":" in name)

    def _pressure(self, seen: "_Seen", extra: int) -> None:
        """What of a higher wage is left, by household and by whether there was a wage."""
        name = f"druk_{extra}_"
        if f"{name}{OLD}" not in seen.batch.schema.names:
            return
        old, old_valid = whole(seen.batch.column(f"{name}{OLD}"))
        new, new_valid = whole(seen.batch.column(f"{name}{NEW}"))
        wage = seen.chunk.columns[self.pair.measures.loon]
        amount, known = cents(wage)
        spec = next(s for s in self.pair.reader.plan.inputs if s.name == self.pair.measures.loon)
        rows = (
            seen.compared & old_valid & new_valid & known & (amount + extra <= spec.type.high)
            & ((seen.old > 0) | (seen.new > 0))
        )  # fmt: skip
        household = seen.household()[seen.run]
        groups = [("huishouden", text, household == i) for i, text in enumerate(self.households())]
        groups += [("loon", "met loon", amount > 0), ("loon", "zonder loon", amount <= 0)]
        for kind, text, inside in groups:
            some = rows & inside
            if some.any():
                found = self.druk[kind, text, extra]
                found.dossiers += len(np.unique(seen.run[some]))
                found.extra += extra * int(some.sum())
                found.oud += int((old - seen.old)[some].sum())
                found.nieuw += int((new - seen.new)[some].sum())

    def households(self) -> list[str]:
        """The types of household, in the order of their codes."""
        return household_names(self.pair)

    def column(self, name: str) -> Ints:
        """A value for each dossier."""
        parts = self.columns[name]
        return np.concatenate(parts) if parts else np.empty(0, np.int64)


def household_names(pair: Pair) -> list[str]:
    """The options of the field that tells households apart, and the word for none."""
    spec = next((s for s in pair.reader.plan.inputs if s.name == pair.measures.huishouden), None)
    options = spec.type.options if spec is not None and spec.type.kind is Kind.CHOICE else ()
    return [*(option.replace("_", " ") for option in options), UNKNOWN]


def source_names(pair: Pair) -> list[str]:
    """Every set of sources of income, in the order of its bits."""
    names = [bron.naam for bron in pair.measures.bronnen]
    return [
        " en ".join(name for i, name in enumerate(names) if bits >> i & 1) or "geen van deze"
        for bits in range(1 << len(names))
    ]


class _Seen:
    """One chunk with its results as arrays."""

    def __init__(self, pair: Pair, chunk: Chunk, batch: pa.RecordBatch, starts: Ints) -> None:
        self.pair, self.chunk, self.batch, self.starts = pair, chunk, batch, starts
        self.run = np.cumsum(chunk.new_history != 0) - 1
        self.old, old_valid = whole(batch.column(f"bedrag_{OLD}"))
        self.new, new_valid = whole(batch.column(f"bedrag_{NEW}"))
        old_status, new_status = self._status(OLD), self._status(NEW)
        self.compared: Mask = (
            np.isin(old_status, DECIDED) & np.isin(new_status, DECIDED) & old_valid & new_valid
        )
        self.old = np.where(self.compared, self.old, 0)
        self.new = np.where(self.compared, self.new, 0)
        self.changed: Mask = self.old != self.new
        self.open_old = old_status == Verdict.UNDETERMINED.value
        self.open_new = new_status == Verdict.UNDETERMINED.value
        right = Verdict.RIGHT.value
        self.off = self.compared & (old_status == right) & (new_status != right)
        self.on = self.compared & (old_status != right) & (new_status == right)
        self.other_status = (old_status != new_status) & ~self.changed
        month = chunk.month
        self.day = np.asarray(month.cast(pa.int32()).fill_null(-1)).astype(np.int64)

    def _status(self, word: str) -> np.ndarray:
        places, texts = codes(self.batch.column(f"{STATUS}_{word}"))
        return np.array(texts, object)[places]

    def sum(self, values: np.ndarray) -> Ints:
        """Per dossier."""
        found: Ints = np.add.reduceat(values.astype(np.int64), self.starts)
        return found

    def first_difference(self) -> Ints:
        """Per dossier the first row whose amount or status differs; -1 when none does."""
        rows = np.flatnonzero(self.changed | self.other_status)
        first = np.full(len(self.starts), -1, np.int64)
        first[self.run[rows[::-1]]] = rows[::-1]
        return first

    def household(self) -> Ints:
        """Per dossier the code of its household in its first row."""
        names = household_names(self.pair)
        column = self.chunk.columns.get(self.pair.measures.huishouden)
        if column is None:
            return np.full(len(self.starts), len(names) - 1, np.int64)
        found = np.asarray(column.take(pa.array(self.starts)).fill_null(len(names) - 1))
        return found.astype(np.int64)

    def source(self) -> Ints:
        """Per dossier a bit for each source of income that it has in some month."""
        bits = np.zeros(len(self.starts), np.int64)
        for place, bron in enumerate(self.pair.measures.bronnen):
            there = np.zeros(len(self.chunk), bool)
            for name in self._there(bron.velden):
                values, filled = cents(self.chunk.columns[name])
                there |= filled & (values > 0)
            bits |= (self.sum(there) > 0).astype(np.int64) << place
        return bits

    def _there(self, names: tuple[str, ...]) -> Iterator[str]:
        return (name for name in names if name in self.chunk.columns)
