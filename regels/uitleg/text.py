"""The explanation of one case in plain Dutch (B1): the outcome, the steps, and who decides."""

from regels.evaluator.history import RowResult
from regels.plan.plan import Plan, Verdict
from regels.uitleg.dutch import capital, spaced
from regels.uitleg.model import Figure, Missing, Trace
from regels.uitleg.steps import Group, cited, steps
from regels.uitleg.trace import trace
from regels.uitleg.voice import YOU, Voice, Writer

UNCERTAIN = {"middel": "niet helemaal zeker", "laag": "onzeker"}


def explain(plan: Plan, result: RowResult, *, wie: str = YOU) -> str:
    """What the case came to and why, for the person it is about.

    ``wie``: how the first person is called: ``u``, or for a report ``de aanvrager``. The text holds every
    sum that mattered, with its article and its rounding; the last block is for who wants to check it.
    """
    return render(trace(plan, result), wie=wie)


def explain_short(plan: Plan, result: RowResult) -> list[str]:
    """One line per outcome: its title and its value (``leeg`` when the cell is empty)."""
    return [f"{o.title}: {'leeg' if o.value is None else o.value.text}" for o in trace(plan, result).outcomes]


def render(case: Trace, *, wie: str = YOU) -> str:
    """The text of a trace."""
    voice = Voice(wie, case.persons)
    title = f"{case.title}, {case.period}" if case.period else case.title
    blocks = [[title], outcome(case, voice)]
    if case.missing:
        blocks.append(missing(case, voice))
    elif case.verdict in (Verdict.RIGHT.value, Verdict.NO_RIGHT.value):
        blocks.append(_steps(steps(case, voice)))
    blocks += [notes(case), [f"Dit is een berekening. {case.decides} beslist."], _technical(case)]
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def outcome(case: Trace, voice: Voice) -> list[str]:
    """What the case came to; without a right every condition that was not met."""
    if case.verdict == Verdict.REJECTED.value:
        rejected = [remark.text for remark in case.remarks if remark.reject]
        return ["Met deze gegevens kan niet worden gerekend.", *rejected]
    writer = Writer(case, voice)
    rules = {rule.name: rule for rule in case.rules}
    shown = dict.fromkeys(outcome.rule for outcome in case.outcomes if outcome.rule and not outcome.always)
    texts = [writer.headline(rules[name], case.verdict) for name in shown if name]
    said = [text for text in texts if text] or [_plainoutcome(case)]
    lines = [" ".join(said)]
    if case.verdict == Verdict.NO_RIGHT.value:
        lines += [_failed(c.if_not, c.facts, c.article) for c in case.conditions if c.failing]
    return lines


def _plainoutcome(case: Trace) -> str:
    """For a regeling without sentences of its own."""
    match case.verdict:
        case Verdict.RIGHT.value:
            return "De uitkomst is: recht."
        case Verdict.NO_RIGHT.value:
            return "De uitkomst is: geen recht."
        case _:
            return "De uitkomst kan nog niet worden berekend."


def _failed(if_not: str, facts: str, article: str) -> str:
    """Why there is no right, with what was compared after the first sentence."""
    first, stop, rest = if_not.partition(". ")
    text = cited(f"{first.rstrip('.')}: {facts}" if facts else first, article)
    return f"{text} {rest}" if stop else text


def _steps(groups: list[Group]) -> list[str]:
    lines = ["Zo is dat berekend"] if groups else []
    for number, group in enumerate(groups, 1):
        if group.only_value():
            lines.append(f"{number}. {group.title}: {group.lines[0]}")
        else:
            lines += [f"{number}. {group.heading()}", *(f"   - {line}" for line in group.lines)]
    return lines


def missing(case: Trace, voice: Voice) -> list[str]:
    """What is not known, who must say it, and what cannot be computed."""
    lines: list[str] = []
    facts = [m for m in case.missing if m.kind == "invoer" and not m.judgement]
    if facts:
        lines += ["Deze gegevens ontbreken nog:", *(f"- {voice.about(m.person, m.question)}" for m in facts)]
    for judge in dict.fromkeys(m.judgement for m in case.missing if m.judgement):
        asked = [m for m in case.missing if m.judgement == judge]
        lines += [
            f"Dit moet het {spaced(judge)} nog beoordelen:",
            *(f"- {voice.about(m.person, m.question)}" for m in asked),
        ]
    lines += [_gap(m, case.period) for m in case.missing if m.kind == "bedrag"]
    if any(m.kind == "eerder" for m in case.missing):
        lines.append(
            "Een eerdere periode van dit dossier kan niet worden berekend. "
            "Daarom kan deze periode dat ook niet."
        )
    lines += [_failed(m.question, "", m.article) for m in case.missing if m.kind == "regel"]
    return lines


def _gap(missing: Missing, period: str) -> str:
    return cited(
        f"Voor {period or 'deze periode'} is dit bedrag niet bekend: {missing.question}", missing.article
    )


def notes(case: Trace) -> list[str]:
    """Remarks on the row, and figures that are not certain."""
    lines = [cited(f"Let op: {remark.text}", remark.article) for remark in case.remarks if not remark.reject]
    return lines + [_doubt(figure) for figure in case.uncertain]


def _doubt(figure: Figure) -> str:
    note = f" {capital(figure.note)}." if figure.note else ""
    doubt = UNCERTAIN.get(figure.certainty, "niet zeker")
    return cited(f"Let op: dit cijfer is {doubt}: {figure.title}, {figure.value.text}", figure.article) + note


def _technical(case: Trace) -> list[str]:
    roundings = dict.fromkeys(r.title for rule in case.rules for r in rule.roundings)
    lines = [
        "Voor wie dit wil nakijken",
        f"Rekenmachine: Regels, versie {case.engine}.",
        f"Regeling: {spaced(case.ruleset)}; lagen: {', '.join(map(spaced, case.layers))}.",
        f"Kenmerk van de regels: {case.hash}.",
    ]
    lines += [
        f"Gebruikte artikelen van de {law}: {'; '.join(places)}." for law, places in case.laws().items()
    ]
    lines += [f"Afgerond is {title}." for title in roundings]
    return lines
