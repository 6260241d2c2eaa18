"""Proposals: what could be done about every difference. A person decides on each of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import pyarrow as pa

from regels.ruleset import Ruleset
from regels.tabel.process import Options
from regels_calculators.doorrekenen.cents import Ints, Mask
from regels_calculators.grootboek import entries as e
from regels_calculators.grootboek.differences import Booked, Differences, differences
from regels_calculators.grootboek.job import Rulesets
from regels_calculators.grootboek.policy import Policy
from regels_calculators.grootboek.reserve import due
from regels_calculators.grootboek.rules import Answers, answers, article
from regels_calculators.grootboek.state import State
from regels_calculators.grootboek.store import Ledger
from regels_calculators.inkomen.records import starts_of

PAY_MORE, SET_OFF, RECOVER, REVIEW, RESERVE = (
    "nabetaling", "verrekenen", "terugvorderen", "beoordelen", "vakantietoeslag",
)  # fmt: skip
AMOUNTS = {PAY_MORE: "na_te_betalen", SET_OFF: "te_verrekenen", RECOVER: "terug_te_vorderen"}
"""Of every way the outcome of ``maandverschil`` that is its amount, and the rule with its article."""
EXEMPT_UNKNOWN, NO_ROOM, IN_TERMS = "beslagvrije_voet_onbekend", "geen_ruimte", "in_termijnen"
SCHEMA = pa.schema(
    [
        pa.field("dossier_id", pa.string(), nullable=False),
        pa.field("maand", pa.date32(), nullable=False),
        pa.field("tot_en_met", pa.date32(), nullable=False),
        pa.field("soort", pa.string(), nullable=False),
        pa.field("bedrag", pa.decimal128(18, 2), nullable=False),
        pa.field("artikel", pa.string(), nullable=False),
        pa.field("beslist", pa.string(), nullable=False),
        pa.field("ontvangen_op", pa.date32()),
        pa.field("laatste_dag_verrekenen", pa.date32()),
        pa.field("termijn_loopt_af", pa.bool_()),
        pa.field("netto_of_bruto", pa.string()),
        pa.field("late_reactie", pa.bool_()),
        pa.field("plan", pa.string()),
        pa.field("termijnbedrag", pa.decimal128(18, 2)),
        pa.field("aantal_termijnen", pa.int64()),
    ]
)
"""A proposal: which months, how much, on which article, and who decides."""


@dataclass(frozen=True, slots=True)
class Room:
    """Per dossier of the state: its latest known month, and what the regeling ``verrekenruimte`` says of
    it.
    """

    latest: Ints
    known_exempt: Mask
    said: Answers


@dataclass(frozen=True, slots=True)
class Proposed:
    """Proposals of some dossiers. ``waiting``: paid months of which it is not known what was due.

    ``refused``: differences on which the rules give no answer.
    """

    table: pa.Table
    waiting: int
    refused: int


def propose(
    ledger: Ledger, rulesets: Rulesets, policy: Policy, day: date, options: Options | None = None
) -> Iterator[Proposed]:
    """All proposals in order of dossier, month and kind, in pieces of whole dossiers; at least one piece."""
    dossiers, size = ledger.dossiers(), (options or Options()).partition_rows
    upto = np.cumsum(np.asarray(dossiers["regels"])) - np.asarray(dossiers["regels"])
    edges = np.append(starts_of(upto // size), len(dossiers)) if len(dossiers) else np.array([0, 0])
    for begin, end in pairwise(edges.tolist()):
        ids = e.single(dossiers["dossier_id"].slice(begin, end - begin))
        booked = Booked.of(ledger, ids)
        found = differences(booked, rulesets.difference, e.days_of(day))
        table = proposals(booked.state, found, rulesets, policy, e.month_of(day))
        yield Proposed(table, len(found.waiting), found.refused)


def proposals(state: State, found: Differences, rulesets: Rulesets, policy: Policy, month: int) -> pa.Table:
    """All proposals, in order of dossier and month. ``month``: of the next payment."""
    part = found.part
    parts = [_ways(state, found, way, rulesets.difference) for way in AMOUNTS]
    set_off = found.said.cents(AMOUNTS[SET_OFF])[0] * found.good
    room = room_of(state, _per_dossier(state, part.place, set_off), rulesets.room, month)
    parts[1] = _with_plan(parts[1], _rows(found, SET_OFF), state, part.place, room)
    parts += [_reviews(state, rulesets), _reserve(state, policy, rulesets, month)]
    table = pa.concat_tables(pa.Table.from_batches([one], SCHEMA) for one in parts)
    return table.sort_by([("dossier_id", "ascending"), ("maand", "ascending"), ("soort", "ascending")])


def _rows(found: Differences, way: str) -> Ints:
    amount, known = found.said.cents(AMOUNTS[way])
    return np.flatnonzero(found.good & known & (amount > 0))


def _ways(state: State, found: Differences, way: str, ruleset: Ruleset) -> pa.RecordBatch:
    rows = _rows(found, way)
    part, take = found.part, pa.array(rows)
    columns = _common(state, part.place[rows], way, found.said.cents(AMOUNTS[way])[0][rows])
    columns["artikel"] = e.same_text(len(rows), article(ruleset, AMOUNTS[way]))
    columns["beslist"] = e.same_text(len(rows), decides(ruleset))
    if way == PAY_MORE:
        return batch(len(rows), columns)
    columns["ontvangen_op"] = e.days(part.received.day[rows], part.received.known[rows])
    columns["late_reactie"] = found.said.result.outcome("late_reactie").take(take)
    if way == RECOVER:
        words = pa.array(found.said.texts("netto_of_bruto"), pa.string())
        columns["netto_of_bruto"] = words.take(take)
        columns["artikel"] = e.same_text(
            len(rows), f"{article(ruleset, AMOUNTS[way])}; {article(ruleset, 'netto_of_bruto')}"
        )
        return batch(len(rows), columns)
    day, known = found.said.numbers("laatste_dag_verrekenen")
    columns["laatste_dag_verrekenen"] = e.days(day[rows], known[rows])
    columns["termijn_loopt_af"] = pa.array(found.said.yes("termijn_loopt_af")[rows])
    return batch(len(rows), columns)


def _common(state: State, places: Ints, way: str, cents: Ints) -> dict[str, pa.Array]:
    month = e.first_days(state.month[places])
    return {
        "dossier_id": state.ids.take(pa.array(state.dossier[places])),
        "maand": month,
        "tot_en_met": month,
        "soort": e.same_text(len(places), way),
        "bedrag": e.money(cents),
    }


def batch(rows: int, columns: dict[str, pa.Array]) -> pa.RecordBatch:
    """Proposals with these columns; the others are empty."""
    made = [columns[field.name] if field.name in columns else pa.nulls(rows, field.type) for field in SCHEMA]
    return pa.RecordBatch.from_arrays(made, schema=SCHEMA)


def decides(ruleset: Ruleset) -> str:
    """Who decides, as the regeling says."""
    return ruleset.plan.decides


def _per_dossier(state: State, places: Ints, cents: Ints) -> Ints:
    total = np.zeros(len(state.ids), np.int64)
    np.add.at(total, state.dossier[places], cents)
    return total


def room_of(state: State, set_off: Ints, ruleset: Ruleset, month: int) -> Room:
    """What can be set off in a month, by the latest month of each dossier of which the amounts are known."""
    latest = np.full(len(state.ids), -1, np.int64)
    known = np.flatnonzero(state.known)
    latest[state.dossier[known]] = known
    at, there = np.maximum(latest, 0), latest >= 0
    rows = len(latest)
    if not rows:
        return Room(latest, there, answers(ruleset, {}, 0))
    exempt = state.exempt.take(at)
    known_exempt = exempt.known & there
    columns = {
        "maand": pa.array(np.full(rows, month), pa.int32()),
        "norm": e.money(np.maximum(state.sums["norm"][at], 0), there),
        "uit_te_betalen": e.money(np.maximum(state.sums["uit_te_betalen"][at], 0), there),
        "inkomen": e.money(state.sums[e.MEANS][at], there),
        "te_verrekenen": e.money(set_off),
        "beslagvrije_voet_bekend": pa.array(known_exempt),
        "beslagvrije_voet": e.money(exempt.cents, known_exempt),
    }
    return Room(latest, known_exempt, answers(ruleset, columns, rows))


def _with_plan(made: pa.RecordBatch, rows: Ints, state: State, places: Ints, room: Room) -> pa.RecordBatch:
    """The payment plan of the whole dossier beside each set-off; without a known beslagvrije voet there is
    none.
    """
    dossier = state.dossier[places[rows]]
    amount, known = room.said.cents("termijnbedrag")
    number, _ = room.said.numbers("aantal_termijnen")
    amount, known, number = amount[dossier], known[dossier], number[dossier]
    word = np.where(~room.known_exempt[dossier], 0, np.where(known & (amount > 0), 2, 1))
    columns = dict(zip(made.schema.names, made.columns, strict=True))
    columns["plan"] = pa.array([EXEMPT_UNKNOWN, NO_ROOM, IN_TERMS]).take(pa.array(word))
    columns["termijnbedrag"] = e.money(amount, known & (word == 2))
    columns["aantal_termijnen"] = pa.array(number, pa.int64(), mask=~(known & (word == 2)))
    return batch(len(rows), columns)


def _reviews(state: State, rulesets: Rulesets) -> pa.RecordBatch:
    """Holiday pay of which more was received than counted."""
    places = np.flatnonzero(state.to_review > 0)
    columns = _common(state, places, REVIEW, state.to_review[places])
    columns["artikel"] = e.same_text(len(places), article(rulesets.holiday, "meer_ontvangen"))
    columns["beslist"] = e.same_text(len(places), decides(rulesets.holiday))
    return batch(len(places), columns)


def _reserve(state: State, policy: Policy, rulesets: Rulesets, month: int) -> pa.RecordBatch:
    """The holiday pay of the benefit that is due; what was paid too much is left to a person."""
    found = due(state, policy, month)
    open_ = found.built > found.paid
    rows = int(open_.sum())
    columns = {
        "dossier_id": state.ids.take(pa.array(found.dossier[open_])),
        "maand": e.first_days(found.first[open_]),
        "tot_en_met": e.first_days(found.last[open_]),
        "soort": e.same_text(rows, RESERVE),
        "bedrag": e.money((found.built - found.paid)[open_]),
        "artikel": e.same_text(rows, policy.reserve.article),
        "beslist": e.same_text(rows, decides(rulesets.month)),
    }
    return batch(rows, columns)
