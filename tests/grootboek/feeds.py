"""Feeds of payments for two dossiers as they become known, round after round, and ways to deliver them."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from hypothesis import strategies as st

from regels.tabel.process import Options

Record = dict[str, str | None]
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")
DAYS = {"2026-01": 31, "2026-02": 28, "2026-03": 31, "2026-04": 30}
DOSSIERS = ("1001", "1002", "1003")
NAMES = (
    "dossier_id", "ikv", "betaling_id", "periode_van", "periode_tot", "betaald_op", "netto",
    "vakantietoeslag_opgebouwd", "vakantietoeslag_betaald", "correctie_op", "ikv_van", "ikv_tot", "lks",
)  # fmt: skip
CENTS = st.integers(0, 90_000)
SIZES = st.builds(Options, workers=st.just(1), batch_rows=st.integers(1, 7), partition_rows=st.integers(1, 7))
"""Pieces so small that their edges fall everywhere."""


def payslip(dossier: str, job: str, month: str, cents: int, name: str, **more: str | None) -> Record:
    """The wage of a whole month."""
    record: Record = {
        "dossier_id": dossier, "ikv": job, "betaling_id": name, "periode_van": f"{month}-01",
        "periode_tot": f"{month}-{DAYS[month]}", "betaald_op": f"{month}-25",
        "netto": f"{cents // 100}.{cents % 100:02}", "vakantietoeslag_opgebouwd": "10.00",
        "vakantietoeslag_betaald": "0", "correctie_op": None, "ikv_van": "2026-01-01",
        "ikv_tot": "2026-04-30", "lks": "nee",
    }  # fmt: skip
    return record | more


@st.composite
def rounds(draw: st.DrawFn) -> list[list[Record]]:
    """What is known at each moment: payslips, then corrections, some unreadable, and a record again."""
    known: list[Record] = []
    for dossier in DOSSIERS:
        for job in ("bakker", "winkel"):
            for month in MONTHS:
                if draw(st.integers(0, 5)) > 0:
                    paid = draw(st.sampled_from(["0", "0", "0", "25.00"]))
                    name = f"{job}{month}"
                    known.append(
                        payslip(dossier, job, month, draw(CENTS), name, vakantietoeslag_betaald=paid)
                    )
    found = [list(known)]
    for place in range(draw(st.integers(0, 2))):
        for record in draw(st.lists(st.sampled_from(known), max_size=3)) if known else ():
            if any(one["correctie_op"] == record["betaling_id"] for one in known):
                continue
            cents = draw(st.one_of(CENTS, CENTS, st.none()))
            net = "veel" if cents is None else f"{cents // 100}.{cents % 100:02}"
            better = f"{record['betaling_id']}-{place}"
            known.append(
                record | {"betaling_id": better, "correctie_op": record["betaling_id"], "netto": net}
            )
        if known and draw(st.integers(0, 1)) == 1:
            known.append(draw(st.sampled_from(known)))
        found.append(list(known))
    return found


def table(records: Sequence[Record]) -> pa.Table:
    """Records as columns of text."""
    return pa.table({name: pa.array([one[name] for one in records], pa.string()) for name in NAMES})


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[pa.Table], Options]:
    """Rounds of a feed, each in some order (or with every dossier together), and how large a piece is."""
    made = []
    for records in draw(rounds()):
        together = draw(st.booleans())
        order: list[Any] = (
            sorted(records, key=lambda one: str(one["dossier_id"])) if together
            else draw(st.permutations(records))
        )  # fmt: skip
        made.append(table(order))
    return made, draw(SIZES)
