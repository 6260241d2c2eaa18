"""Hold a peer's results to the oracle's, for complete data and up to the first undecided row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tests.oracle.generate import dossiers
from tests.oracle.verrekening import history

UNDECIDED = ("combinatie", "aow_in_periode")
NOT_COMPARED = ("dossier_id", "maand", "reden")

Cases = list[list[dict[str, Any]]]
Differences = Counter[tuple[str, Any, Any]]
"""How often each difference occurs: column, oracle's value, peer's value."""


def cases(seed: int, count: int, *, whole_months: bool) -> Cases:
    """Complete dossiers of the oracle's generator."""
    return [list(rows) for rows in dossiers(seed, count, complete=True, whole_months=whole_months)]


def differences(given: Cases, got: Sequence[Mapping[str, Any]]) -> tuple[int, Differences]:
    """How many rows were compared, and what differed."""
    found: Differences = Counter()
    compared, start = 0, 0
    for rows in given:
        expected = history(rows)
        for i in sorted(range(len(rows)), key=lambda i: (rows[i]["maand"], rows[i]["van_dag"] or 1)):
            wanted, result = expected[i], got[start + i]
            if wanted["status"] == "onbepaald":
                # After a row that is not decided a peer knows nothing of what is unknown.
                if wanted["reden"] in UNDECIDED:
                    compared += 1
                    if result["status"] != "onbepaald":
                        found["status", "onbepaald", result["status"]] += 1
                break
            compared += 1
            for name, value in wanted.items():
                missing = value is None and wanted["status"] == "geen_recht"  # a figure that was not found
                if name not in NOT_COMPARED and not missing and result[name] != value:
                    found[name, value, result[name]] += 1
        start += len(rows)
    return compared, found
