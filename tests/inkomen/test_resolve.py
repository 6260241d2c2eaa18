"""Corrections, repetitions, estimates and double sources, one by one."""

import pytest
from regels_calculators.inkomen.job import Intake, take_in
from regels_calculators.inkomen.net import REGELING

from regels.ruleset import load
from tests.inkomen.feeds import feed, payment

RULESET = load("landelijk", REGELING)
Record = dict[str, str | None]


def june(net: str, name: str, corrects: str | None = None, **more: str | None) -> Record:
    return payment("2026-06-01", "2026-06-30", net, betaling_id=name, correctie_op=corrects, **more)


def taken(*records: Record) -> Intake:
    return take_in(feed(*records), RULESET)


def net(intake: Intake) -> str | None:
    (found,) = intake.months["netto"].to_pylist()
    return None if found is None else str(found)


def test_the_last_of_a_chain_counts() -> None:
    intake = taken(june("3", "c", "b"), june("1", "a"), june("2", "b", "a"))
    assert (net(intake), intake.corrected, intake.apart) == ("3.00", 2, 0)
    assert intake.months["betalingen"].to_pylist() == ["c"]


def test_a_correction_may_move_the_money() -> None:
    july = payment("2026-07-01", "2026-07-31", "5", betaling_id="b", correctie_op="a")
    assert [day.month for day in taken(june("1", "a"), july).months["maand"].to_pylist()] == [7]


def test_of_two_corrections_of_one_record_the_last_arrived_counts() -> None:
    late, early = {"ontvangen_op": "2026-08-02"}, {"ontvangen_op": "2026-08-01"}
    intake = taken(june("1", "a"), june("2", "b", "a", **late), june("3", "c", "a", **early))
    assert net(intake) == "2.00"
    tie = taken(june("1", "a"), june("2", "b", "a", **late), june("3", "c", "a", **late))
    assert (net(tie), tie.apart) == (None, 3)


@pytest.mark.parametrize(
    "records",
    [
        [june("1", "a", "a")],
        [june("1", "a", "b"), june("2", "b", "a")],
        [june("1", "a", "b"), june("2", "b", "a"), june("3", "c", "a")],
        [june("1", "a", "weg")],
        [june("1", "a", "weg"), june("2", "b", "a")],
        [june("1", "a"), june("2", "a")],
        [june("1", "a"), june("2", "a"), june("1", "a")],
        [june("1", "a"), june("veel", "b", "a")],
    ],
    ids=[
        "itself",
        "circle",
        "tail of a circle",
        "unknown",
        "chain of unknown",
        "other content",
        "thrice",
        "broken",
    ],
)
def test_a_chain_without_one_end_is_set_apart_whole(records: list[Record]) -> None:
    intake = taken(*records)
    assert (net(intake), intake.counted, intake.apart) == (None, 0, len(records))
    assert intake.months["onbekend"].to_pylist() == ["apart_gezet"]
    assert {reject.index for reject in intake.records.rejects} == set(range(len(records)))


def test_a_correction_heals_a_record_that_could_not_be_read() -> None:
    intake = taken(june("veel", "a"), june("2", "b", "a"))
    assert (net(intake), intake.apart) == ("2.00", 1)


def test_an_id_of_another_dossier_is_another_record() -> None:
    intake = taken(june("1", "a"), {**june("2", "a"), "dossier_id": "2002"})
    assert (intake.counted, intake.apart) == (2, 0)


def test_the_same_record_delivered_later_keeps_its_first_arrival() -> None:
    intake = taken(june("1", "a", ontvangen_op="2026-09-01"), june("1", "a", ontvangen_op="2026-07-01"))
    assert (net(intake), intake.repeated) == ("1.00", 1)
    assert [day.month for day in intake.months["ontvangen_op"].to_pylist()] == [7]


def test_weeks_replace_the_estimate_of_a_month_when_they_cover_it() -> None:
    guess = june("300", "s", geschat="ja")
    weeks = [
        payment("2026-06-01", "2026-06-14", "200", betaling_id="w1", geschat="nee"),
        payment("2026-06-15", "2026-06-30", "250", betaling_id="w2", geschat="nee"),
    ]
    assert net(taken(guess, *weeks)) == "450.00"
    half = taken(guess, weeks[0])
    assert (net(half), half.apart, half.records.rejects[0].field) == (None, 1, "geschat")


def test_of_estimates_the_last_counts() -> None:
    first = june("300", "s1", geschat="ja", ontvangen_op="2026-06-01")
    last = june("320", "s2", geschat="ja", ontvangen_op="2026-06-10")
    assert net(taken(last, first)) == "320.00"
    assert taken(first, {**last, "ontvangen_op": "2026-06-01"}).apart == 2
    wide = payment("2026-05-15", "2026-06-15", "1", betaling_id="s3", geschat="ja", ontvangen_op="2026-07-01")
    assert taken(first, wide).apart == 2


def test_one_payment_from_two_sources_is_not_counted_twice() -> None:
    slip, polis = june("600", "l", bron="loonstrook"), june("600", "p", bron="polis")
    intake = taken(slip, polis)
    assert (net(intake), intake.apart) == (None, 2)
    settled = taken(slip, {**polis, "correctie_op": "l"})
    assert net(settled) == "600.00"
    assert net(taken(slip, june("50", "m", bron="loonstrook"))) == "650.00"


def test_a_correction_without_a_readable_number_leaves_nothing_to_trust() -> None:
    """It may move the money away from June, so June is not what the corrected record says."""
    july = payment("2026-07-01", "2026-07-31", "5", betaling_id=None, correctie_op="a")
    intake = taken(june("1", "a"), july)
    assert (intake.counted, intake.apart) == (0, 2)
    assert intake.months["onbekend"].to_pylist() == ["apart_gezet"] * 2


def test_a_record_that_was_set_apart_is_counted_once() -> None:
    intake = taken(june("veel", "a"), june("2", "b", "a"))
    assert (intake.counted, intake.corrected, intake.apart) == (1, 0, 1)


def test_two_sources_that_share_a_day_may_be_one_payment() -> None:
    """The payslip has a month, the polis four weeks of it."""
    slip = june("600", "l", bron="loonstrook")
    weeks = payment("2026-06-01", "2026-06-28", "560", betaling_id="p", bron="polis")
    assert (net(taken(slip, weeks)), taken(slip, weeks).apart) == (None, 2)
    later = payment("2026-07-01", "2026-07-28", "560", betaling_id="p", bron="polis")
    assert taken(slip, later).apart == 0
    unread = {**weeks, "netto": "veel"}
    assert taken(slip, unread).apart == 2


def test_two_sources_without_a_period_are_told_by_the_day_of_payment() -> None:
    once = {"soort": "eenmalig", "netto": "200", "periode_van": None, "periode_tot": None}
    slip = june("200", "l", **once, bron="loonstrook")
    polis = june("200", "p", **once, bron="polis")
    assert set(taken(slip, polis).months["netto"].to_pylist()) == {None}
    assert taken(slip, polis).apart == 2
    assert taken({**slip, "periode_van": "2026-01-01", "periode_tot": "2026-06-30"}, polis).apart == 2
    assert net(taken(slip, {**polis, "betaald_op": "2026-06-29"})) == "400.00"


def test_an_estimate_is_no_better_witness_than_a_payment_that_cannot_be_read() -> None:
    guess = payment("2026-05-01", "2026-06-30", "600", betaling_id="s", geschat="ja")
    intake = taken(guess, june("veel", "r", geschat="nee"))
    assert (intake.counted, intake.apart) == (0, 2)
