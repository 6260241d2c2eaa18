"""Running all cases: what held, what did not, and where it first went wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from regels_casebook.cases import GROUNDS, Case
from regels_casebook.hold import Difference, decisions, differences
from regels_casebook.variants import ruleset_of, variant_of
from regels_casebook.where import Place, first_place


@dataclass(frozen=True, slots=True)
class Result:
    """One case held to its ruleset; ``place``: where the first difference arises."""

    regeling: str
    case: Case
    differences: tuple[Difference, ...]
    place: Place | None

    @property
    def holds(self) -> bool:
        """Whether every expectation came true."""
        return not self.differences


def run_case(regeling: str, case: Case) -> Result:
    """Hold one case. Raises CasebookError when it cannot be read, RegelsError when its ruleset cannot."""
    found = decisions(ruleset_of(variant_of(regeling, case)), case)
    differing = tuple(differences(case, found))
    return Result(regeling, case, differing, first_place(found, differing))


def run_cases(cases: Sequence[tuple[str, Case]]) -> list[Result]:
    """Hold every case, in order."""
    return [run_case(regeling, case) for regeling, case in cases]


def report(results: Sequence[Result]) -> str:
    """The cases by regeling and by ground, and every failure with where it arises; in Dutch."""
    width = max((len(result.regeling) for result in results), default=0)
    lines = [f"Gevallen: {len(results)}", "", "Per regeling:"]
    for regeling in dict.fromkeys(result.regeling for result in results):
        own = [result for result in results if result.regeling == regeling]
        failed = sum(not result.holds for result in own)
        lines.append(f"  {regeling:{width}} {len(own):4}{f'   {failed} niet goed' if failed else ''}")
    grounds = Counter(str(result.case.grond.soort) for result in results)
    lines += ["", "Per grond:", *(f"  {ground:{width}} {grounds[ground]:4}" for ground in GROUNDS)]
    rulings = [result.case for result in results if result.case.grond.ecli]
    lines += [f"    {case.grond.ecli}: {case.naam}" for case in rulings]
    failures = [result for result in results if not result.holds]
    lines += ["", "Elk geval klopt, tot op de cent." if not failures else f"Niet goed: {len(failures)}"]
    for result in failures:
        lines += [
            "",
            f"{result.case.where}: {result.case.titel}",
            f"  {result.case.naam} ({result.case.grond.artikel})",
        ]
        lines += [f"  {difference}" for difference in result.differences]
        lines += [f"  Het verschil begint bij {result.place}"] if result.place else []
    return "\n".join(lines)


def as_data(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Every case with how it came out, ready for JSON."""
    return [
        {
            "regeling": result.regeling,
            "naam": str(result.case.naam),
            "titel": str(result.case.titel),
            "plaats": result.case.where,
            "grond": {key: str(text) for key, text in result.case.grond.model_dump().items() if text},
            "klopt": result.holds,
            "verschillen": [asdict(difference) for difference in result.differences],
            "begint_bij": str(result.place) if result.place else None,
        }
        for result in results
    ]
