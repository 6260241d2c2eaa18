"""``regels casebook toets|naar-excel|van-excel``: what cases touch, and which mistakes they notice."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any

from regels.data import casebook as shipped

if TYPE_CHECKING:
    from regels_casebook.cases import Case
    from regels_casebook.gaps import KnownGaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Thorough:
    """What to find out of the cases themselves."""

    coverage: bool
    mutants: bool
    sample: int | None
    seed: int
    jobs: int


def toets(regeling: str | None, directory: Path | None, thorough: Thorough, data_file: Path | None) -> int:
    """Exit code 0: every case holds; 1: one does not; 2: there are none."""
    from regels_casebook.gaps import read_gaps
    from regels_casebook.read import read_casebook
    from regels_casebook.run import as_data, report, run_cases

    root = directory or shipped()
    cases = read_casebook(root, regeling)
    if not cases:
        print(f"Er zijn geen gevallen{f' van {regeling}' if regeling else ''} in {root}.", file=sys.stderr)
        return 2
    results = run_cases(cases)
    print(report(results))
    holds = all(result.holds for result in results)
    data: dict[str, Any] = {"gevallen": as_data(results)}
    if (thorough.coverage or thorough.mutants) and holds:
        data |= _thorough(cases, read_gaps(root), thorough)
    if data_file is not None:
        data_file.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return 0 if holds else 1


def _thorough(cases: "list[tuple[str, Case]]", gaps: "KnownGaps", choices: Thorough) -> dict[str, Any]:
    """Print what the cases touch and notice, regeling by regeling and in one table; and the same as data."""
    from regels_casebook.coverage import coverage
    from regels_casebook.score import score
    from regels_casebook.thorough import (
        Overview,
        coverage_data,
        coverage_report,
        score_data,
        score_report,
        table,
    )
    from regels_casebook.variants import in_force

    from regels.cli.caseload import progress_bar

    started = perf_counter()
    data: dict[str, Any] = {"dekking": {}, "mutaties": {}}
    lines = []
    for name in dict.fromkeys(regeling for regeling, _ in cases):
        own, known = in_force(case for regeling, case in cases if regeling == name), gaps.of(name)
        covered = coverage(name, own) if choices.coverage else None
        scored = None
        if covered is not None:
            data["dekking"][name] = coverage_data(covered, known)
            print("", *coverage_report(covered, known), sep="\n", flush=True)
        if choices.mutants:
            with progress_bar(f"Fouten in {name}", shown_from=1) as told:
                scored = score(name, own, choices.sample, choices.seed, choices.jobs, known.mutaties, told)
            data["mutaties"][name] = score_data(scored)
            print("", *score_report(scored), sep="\n", flush=True)
        lines.append(Overview(name, own, None if covered is None else (covered, known), scored))
    print("", *table(lines), sep="\n", flush=True)
    print(f"Duur: {perf_counter() - started:.1f} s", file=sys.stderr)
    return data


def to_workbook(out: Path, regeling: str | None, directory: Path | None) -> int:
    """Write the cases as a workbook. Raises CasebookError when there are none."""
    from regels_casebook.cases import CasebookError
    from regels_casebook.read import read_casebook
    from regels_casebook.sheets import write_workbook

    cases = read_casebook(directory or shipped(), regeling)
    if not cases:
        raise CasebookError("Er zijn geen gevallen om op te schrijven.")
    write_workbook(out, cases)
    print(f"{out}: {len(cases)} gevallen.")
    return 0


def from_workbook(source: Path, directory: Path) -> int:
    """Write the cases of a workbook as files; every mistake is named by sheet and cell."""
    from regels_casebook.from_sheets import read_workbook
    from regels_casebook.write import write_cases

    for path in write_cases(directory, read_workbook(source)):
        print(path)
    return 0
