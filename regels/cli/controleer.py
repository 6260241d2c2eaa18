"""``regels controleer``: every finding with its place and what to do."""

from regels.data import rulesets
from regels.lints import check_layer
from regels.monitor.check import check_directory
from regels.monitor.read import DIRECTORY as SIGNALS


def run(name: str, errors_only: bool) -> int:
    """Print all findings, then how many. Exit code 1 when the rules cannot be used."""
    findings = check_directory() if name == SIGNALS else check_layer(rulesets(), name)
    wrong = [finding for finding in findings if finding.level == "fout"]
    for finding in wrong if errors_only else findings:
        print(finding)
    attention = len(findings) - len(wrong)
    errors, points = _count(len(wrong), "fout", "fouten"), _count(attention, "punt", "punten")
    print(f"{name}: {errors}, {points} om op te letten.")
    return 1 if wrong else 0


def _count(number: int, one: str, more: str) -> str:
    return f"{'geen' if number == 0 else number} {one if number == 1 else more}"
