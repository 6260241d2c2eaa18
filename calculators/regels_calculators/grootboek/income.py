"""Income per month as arrays, beside the table itself (``regels_calculators.inkomen.months``).

What a month's income comes to is decided in one place, ``regels_calculators.inkomen.caseload``. Here stand
what the books want to know besides: which records, which days, how much, and what is missing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from regels.errors import RegelsError
from regels.tabel.integers import decimal_words
from regels_calculators.doorrekenen.cents import Ints, Mask
from regels_calculators.grootboek.entries import SPAN, day_numbers, money, month_numbers, single
from regels_calculators.grootboek.groups import added, any_of, at, find
from regels_calculators.inkomen.columns import PERSONS
from regels_calculators.inkomen.months import INCOMES, JOIN, MONTHS
from regels_calculators.inkomen.records import starts_of

NO_PAYMENT, DAYS_WITHOUT = "geen_betaling", "dagen_zonder_loon"
KINDS = {field.name: field.type for field in MONTHS}


class BadIncome(RegelsError):
    """The table of income per month is not what it should be; the message names the column and what to do."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Cents, 0 where they are not known."""

    cents: Ints
    known: Mask

    def take(self, rows: Ints) -> "Amount":
        """These rows."""
        return Amount(self.cents[rows], self.known[rows])

    def at(self, place: Ints) -> "Amount":
        """The one at each place; not known for -1."""
        return Amount(at(self.cents, place), at(self.known, place))


@dataclass(frozen=True, slots=True)
class Days:
    """Days since 1970, 0 where they are not known."""

    day: Ints
    known: Mask

    def take(self, rows: Ints) -> "Days":
        """These rows."""
        return Days(self.day[rows], self.known[rows])

    def at(self, place: Ints) -> "Days":
        """The one at each place; not known for -1."""
        return Days(at(self.day, place), at(self.known, place))


@dataclass(frozen=True, slots=True)
class Rows:
    """One row per income relation and month, in order of dossier, relation and month.

    ``table``: all of it, in its own order. ``at``: the place in it of each row. ``dossier``: place in
    ``ids``. ``relation``: number of the income relation. ``person``: 0 applicant, 1 partner. ``kind``: 0
    work, 1 benefit. ``uncovered``: it has days without a payment. ``lost``: dossier × 2 + person of whom no
    month is sure.
    """

    table: pa.Table
    at: Ints
    ids: pa.Array
    dossier: Ints
    relation: Ints
    person: Ints
    kind: Ints
    month: Ints
    net: Amount
    holiday: Amount
    subsidised: Amount
    paid_out: Amount
    earned_from: Days
    earned_to: Days
    paid_on: Days
    received_on: Days
    begins: Days
    ends: Days
    estimated: Mask
    uncovered: Mask
    payments: pa.Array
    missing: pa.Array
    relation_names: pa.Array
    lost: Ints

    def __len__(self) -> int:
        return len(self.month)

    def with_holiday(self, cents: Ints) -> "Rows":
        """The same with another holiday-pay entitlement where it is known; in the table too."""
        holiday = Amount(np.where(self.holiday.known, cents, 0), self.holiday.known)
        if not (holiday.cents != self.holiday.cents).any():
            return self
        column = amounts(single(self.table[HOLIDAY]))
        column.cents[self.at] = holiday.cents
        place = self.table.column_names.index(HOLIDAY)
        table = self.table.set_column(place, HOLIDAY, money(column.cents, column.known))
        return replace(self, holiday=holiday, table=table)


HOLIDAY = "vakantietoeslag"


def missing_column(header: Iterable[str]) -> None:
    """Raise BadIncome when a column is not there."""
    there = set(header)
    for name in KINDS:
        if name not in there:
            raise BadIncome(
                f"In het inkomen per maand ontbreekt de kolom ‘{name}’. "
                "Maak het bestand met ‘regels inkomen’."
            )


def read_income(given: Any) -> Rows:
    """The rows of a table of income per month. Raises BadIncome."""
    table = pa.table(given)
    missing_column(table.column_names)
    columns = {name: _cast(table, name, kind) for name, kind in KINDS.items()}
    for name in ("dossier_id", "persoon", "ikv", "soort", "betalingen"):
        if columns[name].null_count:
            raise BadIncome(f"In het inkomen per maand is de kolom ‘{name}’ niet overal gevuld.")
    dossier = columns["dossier_id"].dictionary_encode()
    person = _place(columns, "persoon", PERSONS)
    kind = _place(columns, "soort", INCOMES)
    names = columns["ikv"].dictionary_encode()
    code, ikv = _codes(dossier), _codes(names)
    relation = ((code * 2 + person) * 2 + kind) * (len(names.dictionary) + 1) + ikv
    month = month_numbers(columns["maand"])
    placed = np.asarray(columns["maand"].is_valid())
    _refuse_months(columns, np.flatnonzero(placed & ((month < 0) | (month >= SPAN))))
    amount = {name: amounts(columns[name]) for name, kind_ in KINDS.items() if pa.types.is_decimal(kind_)}
    day = {name: Days(*day_numbers(columns[name])) for name, kind_ in KINDS.items() if kind_ == pa.date32()}
    made = Rows(
        table=pa.table(columns),
        at=np.arange(len(table)),
        ids=dossier.dictionary,
        dossier=code,
        relation=relation,
        person=person,
        kind=kind,
        month=month,
        net=amount["netto"],
        holiday=amount["vakantietoeslag"],
        subsidised=amount["lks_deel"],
        paid_out=amount["vakantietoeslag_betaald"],
        earned_from=day["verdiend_van"],
        earned_to=day["verdiend_tot"],
        paid_on=day["betaald_op"],
        received_on=day["ontvangen_op"],
        begins=day["ikv_van"],
        ends=day["ikv_tot"],
        estimated=np.asarray(columns["geschat"].fill_null(False)).astype(np.bool_),
        uncovered=np.asarray(pc.greater(columns[DAYS_WITHOUT], 0).fill_null(False)).astype(np.bool_),
        payments=columns["betalingen"],
        missing=_missing(columns),
        relation_names=columns["ikv"],
        lost=np.unique((code * 2 + person)[~placed]),
    )
    order = np.lexsort((month, relation))
    return _once(_taken(made, order[placed[order]]))


def _refuse_months(columns: dict[str, pa.Array], wrong: Ints) -> None:
    """A key has no room for such a month: it would be one of another dossier."""
    if len(wrong):
        row = int(wrong[0])
        raise BadIncome(
            f"In het inkomen per maand staat bij dossier {columns['dossier_id'][row]} de maand "
            f"{columns['maand'][row].as_py():%Y-%m}. Verwacht: een maand van 1970-01 tot en met 2311-04. "
            "Verbeter de maand."
        )


def _missing(columns: dict[str, pa.Array]) -> pa.Array:
    """What makes a row unknown; also days on which the relation ran and nothing was paid for."""
    said = columns["onbekend"].fill_null("")
    uncovered = pc.greater(columns[DAYS_WITHOUT], 0).fill_null(False)
    return pc.if_else(pc.and_(pc.equal(said, ""), uncovered), DAYS_WITHOUT, said)


def _cast(table: pa.Table, name: str, kind: pa.DataType) -> pa.Array:
    try:
        return single(table[name].cast(kind))
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        raise BadIncome(
            f"In het inkomen per maand is de kolom ‘{name}’ geen {kind}: {str(error).splitlines()[0]}"
        ) from None


def _place(columns: dict[str, pa.Array], name: str, options: tuple[str, ...]) -> Ints:
    found = pc.index_in(columns[name], pa.array(options))
    if found.null_count:
        wrong = columns[name].filter(found.is_null())[0].as_py()
        raise BadIncome(f"‘{wrong}’ is geen {name}. Kies uit: {', '.join(options)}.")
    return np.asarray(found).astype(np.int64)


def _codes(encoded: pa.DictionaryArray) -> Ints:
    return np.asarray(encoded.indices).astype(np.int64)


def amounts(column: pa.Array) -> Amount:
    """A column of amounts as cents."""
    known = np.asarray(column.is_valid())
    low, _ = decimal_words(column)
    return Amount(np.where(known, low, 0), known)


def _taken(rows: Rows, places: Ints) -> Rows:
    take = pa.array(places)
    changed: dict[str, Any] = {}
    for name in Rows.__slots__:
        value = getattr(rows, name)
        if name in ("table", "ids", "lost"):
            continue
        changed[name] = (
            value.take(places) if isinstance(value, Amount | Days)
            else value[places] if isinstance(value, np.ndarray) else value.take(take)
        )  # fmt: skip
    return replace(rows, **changed)


def _once(rows: Rows) -> Rows:
    same = (rows.relation[1:] == rows.relation[:-1]) & (rows.month[1:] == rows.month[:-1])
    if same.any():
        where = rows.ids[int(rows.dossier[1:][same][0])].as_py()
        raise BadIncome(f"In het inkomen per maand staat een maand van dossier {where} twee keer.")
    return rows


@dataclass(frozen=True, slots=True)
class Facts:
    """What an entry says of the income of a month, one of each per dossier and month that has rows.

    ``keys``: dossier × SPAN + month, sorted. ``means``: net and holiday pay together. ``missing``: what is
    not known. ``places``, ``first``: the rows of each, as places in the table of rows.
    """

    keys: Ints
    places: Ints
    first: Ints
    means: Ints
    estimated: Mask
    earned_from: Days
    earned_to: Days
    paid_first: Days
    received_last: Days
    causes: pa.Array
    missing: pa.Array

    def find(self, code: Ints, month: Ints) -> Ints:
        """The place of each dossier and month; -1 when there is no income of it."""
        return find(self.keys, np.where(code >= 0, code * SPAN + month, -1))

    def rows_of(self, place: int) -> list[int]:
        """The rows of one dossier and month."""
        return [int(row) for row in self.places[self.first[place] : self.first[place + 1]]]


def facts(rows: Rows) -> Facts:
    """Gather the rows of each dossier and month."""
    keys = rows.dossier * SPAN + rows.month
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = starts_of(keys)
    paid = rows.paid_on.take(order)
    return Facts(
        keys[first], order, np.append(first, len(keys)),
        added((rows.net.cents + rows.holiday.cents)[order], first), any_of(rows.estimated[order], first),
        _least(rows.earned_from.take(order), first),
        _most(rows.earned_to.take(order), first),
        _least(paid, first),
        _most(rows.received_on.take(order), first),
        _joined(rows.payments.take(pa.array(order)), first, len(keys)),
        _joined(rows.missing.take(pa.array(order)), first, len(keys)),
    )  # fmt: skip


def _least(days: Days, first: Ints) -> Days:
    return _extreme(days, first, np.minimum, 2**40)


def _most(days: Days, first: Ints) -> Days:
    return _extreme(days, first, np.maximum, -(2**40))


def _extreme(days: Days, first: Ints, pick: np.ufunc, nothing: int) -> Days:
    if not len(first):
        return Days(np.empty(0, np.int64), np.empty(0, np.bool_))
    found = pick.reduceat(np.where(days.known, days.day, nothing), first)
    return Days(np.where(found != nothing, found, 0), found != nothing)


def _joined(texts: pa.Array, first: Ints, rows: int) -> pa.Array:
    """The texts of each group, sorted and joined; most groups have one."""
    many = np.flatnonzero(np.diff(np.append(first, rows)) > 1)
    one = texts.take(pa.array(first))
    if not len(many):
        return one
    ends = np.append(first, rows)
    made = [together(texts[int(first[g]) : int(ends[g + 1])].to_pylist()) for g in many.tolist()]
    mask = np.zeros(len(first), np.bool_)
    mask[many] = True
    return pc.replace_with_mask(one, pa.array(mask), pa.array(made, pa.string()))


def together(texts: Iterable[str]) -> str:
    """Ids of records, each once, sorted and joined."""
    parts = {part for text in texts for part in text.split(JOIN) if part}
    return JOIN.join(sorted(parts))
