"""The words of a result: how verdicts, reasons and remarks are called in every output."""

from regels.plan.plan import Plan, Verdict

STATUS, REASON, REMARK = "status", "reden", "opmerking"
NO_FIGURE, EARLIER = "geen_bedrag", "eerdere_maand"
UNCERTAIN = "onzeker_cijfer"
JOIN = "+"


def reason_names(plan: Plan, mask: int) -> list[str]:
    """The unknown fields of a mask in the order of the inputs, then ``geen_bedrag`` and ``eerdere_maand``."""
    names = [spec.name for spec in plan.inputs if mask & spec.bit]
    if mask & plan.no_figure:
        names.append(NO_FIGURE)
    if mask & plan.earlier:
        names.append(EARLIER)
    return names


def failing_names(plan: Plan, failing: int) -> list[str]:
    """The conditions that are not met, in the order in which they are weighed."""
    return [condition.name for index, condition in enumerate(plan.conditions) if failing >> index & 1]


def remark_names(plan: Plan, remarks: int) -> list[str]:
    """The remarks of a row, in the order of the regeling."""
    return [remark.name for index, remark in enumerate(plan.remarks) if remarks >> index & 1]


def mark_names(plan: Plan, marks: int) -> list[str]:
    """The uncertain figures that were used, as ``onzeker_cijfer:naam``."""
    return [f"{UNCERTAIN}:{spec.name}" for spec in plan.parameters if spec.mark and marks & spec.mark]


def verdicts() -> list[str]:
    """The texts of the verdicts, in the order of their codes."""
    return [verdict.value for verdict in Verdict]
