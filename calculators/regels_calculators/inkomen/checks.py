"""What the fields of one record may not say together; such a record is set apart."""

import numpy as np
import pyarrow.compute as pc

from regels_calculators.inkomen.columns import HOLIDAY_PAY, KINDS, OPEN_END
from regels_calculators.inkomen.months import JOIN
from regels_calculators.inkomen.records import Mask, Records

LONGEST_PERIOD = 5 * 366
"""Days; a longer period is a mistake in a year more often than it is a period."""


def check(records: Records) -> None:
    """Set apart every record that contradicts itself."""
    for found, field, expected, advice in (
        _half_a_period(records), _backward(records), _too_long(records), _guess_without_period(records),
        _holiday_pay_as_net(records), _ended_before_it_began(records), _joined_id(records),
    ):  # fmt: skip
        records.set_apart(np.flatnonzero(found & ~records.apart).tolist(), field, expected, advice)
    _forget_open_ends(records)


Found = tuple[Mask, str, str, str]


def _half_a_period(records: Records) -> Found:
    found = records.known["periode_van"] != records.known["periode_tot"]
    return found, "periode_tot", "een eerste en een laatste dag, of geen van beide", "Vul beide dagen in."


def _both(records: Records) -> Mask:
    return records.known["periode_van"] & records.known["periode_tot"]


def _backward(records: Records) -> Found:
    found = _both(records) & (records.values["periode_tot"] < records.values["periode_van"])
    return found, "periode_tot", "een dag die niet voor periode_van ligt", "Controleer beide dagen."


def _too_long(records: Records) -> Found:
    days = records.values["periode_tot"] - records.values["periode_van"]
    found = _both(records) & (days >= LONGEST_PERIOD)
    return found, "periode_tot", "een periode van hoogstens vijf jaar", "Controleer de jaren."


def _guess_without_period(records: Records) -> Found:
    found = (records.values["geschat"] == 1) & ~_both(records)
    advice = "Vul de periode van de schatting in. Anders is niet te zien welk record haar vervangt."
    return found, "periode_van", "een periode bij een schatting", advice


def _holiday_pay_as_net(records: Records) -> Found:
    found = records.values["soort"] == KINDS.index(HOLIDAY_PAY)
    found = found & records.known["soort"] & records.known["netto"] & (records.values["netto"] != 0)
    advice = "Zet het bedrag in vakantietoeslag_betaald. In netto staat loon zonder vakantietoeslag."
    return found, "netto", "geen nettoloon bij soort vakantietoeslag", advice


def _ended_before_it_began(records: Records) -> Found:
    found = records.known["ikv_van"] & records.known["ikv_tot"]
    found = found & (records.values["ikv_tot"] < records.values["ikv_van"])
    return found, "ikv_tot", "een dag die niet voor ikv_van ligt", "Controleer beide dagen."


def _joined_id(records: Records) -> Found:
    found = np.asarray(pc.match_substring(records.texts["betaling_id"], JOIN).fill_null(False))
    return found, "betaling_id", f"een nummer zonder {JOIN}", "Geef het record een ander nummer."


def _forget_open_ends(records: Records) -> None:
    records.known["ikv_tot"] &= records.values["ikv_tot"] < OPEN_END
