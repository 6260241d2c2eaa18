"""What the ruleset ``nettoloon`` says of each payment: its net amount, and how it belongs to months."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from regels.kernel.result import KernelResult
from regels.plan.plan import InputSpec, Plan
from regels.plan.types import Kind
from regels.ruleset import Ruleset
from regels.tabel.integers import decimal_array, first_days, ints_array, months_of
from regels.wording import JOIN, mark_names
from regels_calculators.doorrekenen.cents import cents, codes
from regels_calculators.inkomen.columns import KINDS, NAMES
from regels_calculators.inkomen.estimates import streams
from regels_calculators.inkomen.months import NO_PAYMENT, SET_APART
from regels_calculators.inkomen.records import Ints, Mask, Records

REGELING = "nettoloon"
PER_DAY, FOUR_WEEKS, RECEIVED = POLICIES = ("per_dag", "vierweken_13_12", "ontvangen")
FOUR_WEEK_DAYS = 28
REASONS = (*NAMES, SET_APART, NO_PAYMENT)
"""What may make a month unknown; its place is its bit."""
_RENAMED = {"loon": "brutoloon"}
"""Columns of the feed whose input in the ruleset has another name (``loon`` is a kind of payment there)."""
_GIVEN = (
    "netto", "loon", "loonheffing", "premies", "zvw", "voordeel_auto", "vrijgesteld",
    "vakantietoeslag_betaald", "vakantietoeslag_opgebouwd", "lks", "soort",
)  # fmt: skip


def bit(reason: str) -> int:
    """The bit of a reason."""
    return 1 << REASONS.index(reason)


@dataclass(frozen=True, slots=True)
class Nets:
    """Per record; amounts in cents with 0 where unknown. ``month_amount``: what is divided over months.

    ``received``: kinds of payment (places in ``KINDS``) that in some month count when they are received.
    ``unknown``: bits of ``REASONS``. ``policy``, ``holiday_policy``: places in ``POLICIES``. ``by_end``: a
    period of four weeks falls in the month in which it ends (else begins). ``marks``: per record a place in
    ``mark_texts``.
    """

    net: Ints
    month_amount: Ints
    built_up: Ints
    subsidised: Ints
    unknown: Ints
    policy: Ints
    holiday_policy: Ints
    four_weeks: Mask
    by_end: Mask
    marks: Ints
    mark_texts: tuple[str, ...]
    received: frozenset[int]


def nets(records: Records, counts: Mask, ruleset: Ruleset, chosen: str | None = None) -> Nets:
    """Ask the ruleset. ``counts``: the records that are asked about. ``chosen``: another policy for wages."""
    plan, count = ruleset.plan, len(records)
    month = _payment_month(records)
    asked = counts & (month >= 0)
    four = four_weekly(records, counts | records.apart)
    columns = {
        _RENAMED.get(name, name): _column(_spec(plan, _RENAMED.get(name, name)), records, name, asked)
        for name in _GIVEN
    }
    columns["maand"] = ints_array(np.where(asked, month, 0), asked, pa.int32())
    columns["vierweken"] = pa.array(four)
    columns |= _choice(plan, chosen, count)
    result = ruleset.kernel.run(columns, np.ones(count, np.uint8), (~asked).astype(np.uint8))
    net, known = cents(result.outcome("netto"))
    built_up, built_known = cents(result.outcome("opgebouwd"))
    subsidised, subsidised_known = cents(result.outcome("lks_deel"))
    unknown = np.where(known | ~asked, 0, _missing(plan, result) | bit("netto"))
    unknown |= np.where(built_known | ~asked, 0, bit("vakantietoeslag_opgebouwd"))
    unknown |= np.where(subsidised_known | ~known | ~asked, 0, bit("lks"))
    marks, texts = _marks(plan, result)
    by_end = _chosen(result, "vierweken_maand", ("eindigt", "begint")) == 0
    return Nets(
        net, cents(result.outcome("maandbedrag"))[0], built_up, subsidised, unknown,
        _chosen(result, "toerekening", POLICIES), _chosen(result, "toerekening_vakantietoeslag", POLICIES),
        four, by_end, marks, texts, _received(ruleset, chosen),
    )  # fmt: skip


def _choice(plan: Plan, chosen: str | None, count: int) -> dict[str, pa.Array]:
    if chosen is None:
        return {}
    place = _spec(plan, "gekozen_toerekening").type.options.index(chosen)
    return {"gekozen_toerekening": ints_array(np.full(count, place), None, pa.int32())}


def _received(ruleset: Ruleset, chosen: str | None) -> frozenset[int]:
    """Asked of the ruleset and not of the feed: a dossier must not depend on what others were paid."""
    plan = ruleset.plan
    maand, soort = _spec(plan, "maand").type, _spec(plan, "soort").type
    months = np.arange(maand.low, maand.high + 1)
    kind, month = np.repeat(np.arange(len(KINDS)), len(months)), np.tile(months, len(KINDS))
    places = np.array([soort.options.index(name) for name in KINDS])[kind]
    columns = {
        "maand": ints_array(month, None, pa.int32()),
        "soort": ints_array(places, None, pa.int32()),
        "vierweken": pa.array(np.zeros(len(kind), np.bool_)),
    } | _choice(plan, chosen, len(kind))
    result = ruleset.kernel.run(columns, np.ones(len(kind), np.uint8), np.zeros(len(kind), np.uint8))
    received = _chosen(result, "toerekening", POLICIES) == POLICIES.index(RECEIVED)
    return frozenset(np.unique(kind[received]).tolist())


def four_weekly(records: Records, witnesses: Mask) -> Mask:
    """Periods of 28 days; February as a whole only when that income relation has others of 28 days.

    ``witnesses``: the records that may say so; one that was replaced may have had the wrong days.
    """
    begin, end = records.values["periode_van"], records.values["periode_tot"]
    found = np.asarray(records.known["periode_van"] & (end - begin + 1 == FOUR_WEEK_DAYS))
    month = months_of(begin)
    february = found & (first_days(month) == begin) & (first_days(month + 1) == end + 1)
    if not february.any():
        return found
    stream = streams(records)
    others = found & ~february & witnesses & records.known["persoon"] & records.known["soort"]
    known = np.isin(stream, stream[others])
    return np.asarray(found & (~february | known))


def _payment_month(records: Records) -> Ints:
    """The month whose figures hold: of payment, else of the end of the period, else of arrival; -1: none."""
    found = np.full(len(records), -1, np.int64)
    for name in ("ontvangen_op", "periode_tot", "betaald_op"):
        found = np.where(records.known[name], months_of(records.values[name]), found)
    return found


def _spec(plan: Plan, name: str) -> InputSpec:
    return next(spec for spec in plan.inputs if spec.name == name)


def _column(spec: InputSpec, records: Records, name: str, asked: Mask) -> pa.Array:
    values, known = records.values[name], records.known[name] & asked
    match spec.type.kind:
        case Kind.MONEY:
            return decimal_array(values, known, 2)
        case Kind.BOOL:
            return pa.array(values != 0, mask=~known)
    places = np.array([spec.type.options.index(kind) for kind in KINDS])
    return ints_array(np.where(known, places[values], 0), known, pa.int32())


def _missing(plan: Plan, result: KernelResult) -> Ints:
    """Which parts of the net amount are missing, as bits of ``REASONS``."""
    back = {other: name for name, other in _RENAMED.items()}
    found = np.zeros(len(result), np.int64)
    for spec in plan.inputs:
        name = back.get(spec.name, spec.name)
        if name in REASONS:
            found |= np.where((result.reasons & np.uint64(spec.bit)) != 0, bit(name), 0)
    return found


def _chosen(result: KernelResult, name: str, choices: tuple[str, ...]) -> Ints:
    """The choice per record, as its place in ``choices``; of a record that was not asked about the first."""
    places, options = codes(result.outcome(name))
    order = np.array([*(choices.index(option) for option in options), 0])
    return order[places]


def _marks(plan: Plan, result: KernelResult) -> tuple[Ints, tuple[str, ...]]:
    found, places = np.unique(result.marks, return_inverse=True)
    return places.astype(np.int64), tuple(JOIN.join(mark_names(plan, int(mask))) for mask in found)
