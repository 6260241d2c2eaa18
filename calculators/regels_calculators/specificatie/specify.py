"""From decisions, income per job and proposals to a statement."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from regels.decision import Decision, ReadersDisagree, plain_row
from regels.evaluator.history import RowResult
from regels.plan.types import Kind
from regels.uitleg.dutch import capital, listed, money, spaced
from regels.uitleg.model import Trace
from regels.uitleg.steps import cited, steps
from regels.uitleg.text import missing, notes, outcome
from regels.uitleg.trace import trace
from regels.uitleg.voice import YOU, Voice
from regels_calculators.specificatie.given import MaandInkomen, VerkeerdeGegevens, Voorstel, month_text
from regels_calculators.specificatie.lines import (
    NO_PAYMENT,
    SUFFIX,
    WORK,
    Amounts,
    Lines,
    SommenVerschillen,
    check_jobs,
)
from regels_calculators.specificatie.model import Maandblok, Specificatie
from regels_calculators.specificatie.words import words

__all__ = ["SommenVerschillen", "specificeer"]

KNOWN = ("recht", "geen_recht")
UNDETERMINED = "onbepaald"
FEW = 2
"""Months that are named one by one."""
WAGES = ("inkomen_arbeid", "vakantietoeslag_arbeid", "inkomen_lks")
NET = ("inkomen_arbeid", "inkomen_lks")
GAPS = {
    **dict.fromkeys(("apart_gezet", NO_PAYMENT, "dagen_zonder_loon"), WAGES),
    **dict.fromkeys(("vakantietoeslag", "vakantietoeslag_opgebouwd"), WAGES[1:2]),
    **dict.fromkeys(("lks", "lks_deel"), WAGES[2:]),
}
"""Which fields of the wage a gap of a job leaves open; every other gap is about the net amount."""
WHY = ("norm", "vrijlating", "vrijlating_partner", "inkomen_telt_mee", "maatregel")
"""The outcomes of which it is told why; of the others the lines say it."""


def specificeer(
    besluiten: Sequence[Decision],
    *,
    dossier: str = "",
    inkomen: Sequence[MaandInkomen] = (),
    voorstellen: Sequence[Voorstel] = (),
    bezwaar: str | None = None,
    maanden: Container[date] | None = None,
) -> Specificatie:
    """The statement of the rows of one dossier, in order of time.

    ``maanden``: tell these alone (their first days), with the proposals about them; the rows before them
    still count for what they left behind.

    ``inkomen`` and ``voorstellen``: of this dossier. ``bezwaar``: what to say about objecting; nothing is
    said of it when it is not given. Raises SommenVerschillen when the amounts do not belong together,
    VerkeerdeGegevens when there is nothing to tell or a row was rejected.
    """
    if not besluiten:
        raise VerkeerdeGegevens("Er zijn geen maanden om te specificeren.")
    ordered = sorted(besluiten, key=lambda decision: _span(decision))
    if maanden is not None:
        ordered = [decision for decision in ordered if _month(decision) in maanden]
        voorstellen = [one for one in voorstellen if any(month in maanden for month in one.maanden)]
        if not ordered:
            raise VerkeerdeGegevens("Van deze maand zijn er geen gegevens.")
    given = [_amounts(decision) for decision in ordered]
    jobs = _by_month(dossier, inkomen, [_month(decision) for decision in ordered])
    for month, own in jobs.items():
        check_jobs(month, own, [row for row, d in zip(given, ordered, strict=True) if _month(d) == month])
    traces = _traces(ordered)
    months = [_month(decision) for decision in ordered]
    blocks = []
    for place, (decision, case, row) in enumerate(zip(ordered, traces, given, strict=True)):
        month = months[place]
        own = jobs[month] if months.index(month) == place else ()
        if case.verdict == UNDETERMINED:
            own = (*own, *_silent(inkomen, jobs[month], month))
        blocks.append(_block(decision, case, row, own, months.count(month) == 1))
    return Specificatie(
        dossier=dossier,
        maanden=tuple(blocks),
        voorstellen=tuple(voorstellen),
        voorstelteksten=tuple(map(_proposed, _own(dossier, voorstellen))),
        beslist=traces[0].decides,
        bezwaar=bezwaar,
        regeling=traces[0].title,
        lagen=traces[0].layers,
        kenmerk=traces[0].hash,
        versie=traces[0].engine,
    )


def _traces(decisions: Sequence[Decision]) -> list[Trace]:
    """The trace of each, with every history evaluated once. Raises ReadersDisagree."""
    histories: dict[int, dict[int, RowResult]] = {}
    traces = []
    for decision in decisions:
        ruleset = decision.ruleset
        results = histories.get(id(decision.case))
        if results is None:
            places = {one.position for one in decisions if one.case is decision.case}
            results = histories[id(decision.case)] = ruleset.traced_at(decision.rows, places)
        result = results[decision.position]
        if plain_row(ruleset, result) != decision.plain:
            raise ReadersDisagree(f"{ruleset.plan.name}: the readers disagree on row {decision.position + 1}")
        traces.append(trace(ruleset.plan, result))
    return traces


def _block(
    decision: Decision, case: Trace, given: Amounts, jobs: Sequence[MaandInkomen], whole: bool
) -> Maandblok:
    if case.verdict == "afgekeurd":
        texts = " ".join(remark.text for remark in case.remarks if remark.reject)
        raise VerkeerdeGegevens(f"{case.period}: met deze gegevens kan niet worden gerekend. {texts}".strip())
    voice = Voice(YOU, case.persons)
    known = case.verdict in KNOWN
    lines = Lines(case, given, jobs, voice, _married(decision), whole)
    return Maandblok(
        maand=_month(decision),
        periode=case.period,
        status=case.verdict,
        kop=tuple(outcome(case, voice)),
        regels=tuple(lines.known() if known else lines.unknown()),
        waarom=tuple(_why(case, voice)) if known else (),
        ontbreekt=() if known else tuple(dict.fromkeys((*_missing(case, voice, jobs), *_unknown_jobs(jobs)))),
        opmerkingen=tuple(dict.fromkeys((*map(_bare, notes(case)), *(_unknown_jobs(jobs) if known else ())))),
    )


def _bare(note: str) -> str:
    """Without the words that stand above it."""
    return capital(note.removeprefix("Let op: "))


def _why(case: Trace, voice: Voice) -> Iterator[str]:
    possible = [rule for rule in case.rules if rule.base == "mogelijke_vrijlating"]
    free = any(rule.value.known and not rule.value.zero for rule in possible)
    if free and any(condition.failing and condition.name == "inkomen" for condition in case.conditions):
        yield cited(words("zinnen")["geen_vrijlating"], possible[0].article)
    for group in steps(case, voice):
        if group.outcome is not None and group.outcome.name in WHY:
            yield from group.lines


def _missing(case: Trace, voice: Voice, jobs: Sequence[MaandInkomen]) -> Iterator[str]:
    """What is not known, each with who must give it; not what a job of that person says more precisely."""
    answered = {
        base + SUFFIX[job.persoon] for job in jobs for gap in _gaps(job) for base in GAPS.get(gap, NET)
    }
    say = words("zinnen")
    for one in case.missing:
        if one.kind == "invoer" and one.name in answered:
            continue
        if one.kind == "invoer":
            who = say["oordeel"].format(wie=spaced(one.judgement)) if one.judgement else say["geef"]
            asked = one.question if one.question.endswith(("?", ".")) else f"{one.question}."
            yield f"{voice.about(one.person, asked)} {who}"
        else:
            told = " ".join(missing(replace(case, missing=(one,)), voice))
            yield f"{told} {say[one.kind]}".strip()


def _unknown_jobs(jobs: Sequence[MaandInkomen]) -> Iterator[str]:
    texts = words("onbekend")
    for job in jobs:
        for name in _gaps(job):
            yield texts.get(name, texts["anders"]).format(werk=job.ikv)


def _gaps(job: MaandInkomen) -> tuple[str, ...]:
    """What of a job is not known."""
    if job.onbekend:
        return job.onbekend
    if job.dagen_zonder_loon:
        return ("dagen_zonder_loon",)
    return ("netto",) if job.netto is None else ()


def _proposed(one: Voorstel) -> str:
    texts = words("voorstellen")
    months = _months_text(one.maanden)
    said = texts.get(one.soort, texts["anders"]).format(
        bedrag=money(Fraction(abs(one.bedrag))), maanden=months
    )
    cited = f"{said.rstrip('.')} ({one.artikel})."
    more = f"{one.tekst.rstrip('.')}." if one.tekst else ""
    return " ".join(filter(None, (cited, more, texts["beslist"].format(wie=capital(one.beslist)))))


def _months_text(months: Sequence[date]) -> str:
    """``juli 2026``; of a row of months ``januari 2026 tot en met mei 2026``."""
    places = [month.year * 12 + month.month for month in months]
    if len(months) > FEW and places == list(range(places[0], places[0] + len(places))):
        return f"{month_text(months[0])} tot en met {month_text(months[-1])}"
    return listed([month_text(month) for month in months])


def _own(dossier: str, proposals: Sequence[Voorstel]) -> Sequence[Voorstel]:
    for one in proposals:
        if one.dossier_id != dossier:
            raise VerkeerdeGegevens(
                f"Een voorstel is van dossier {one.dossier_id}, niet van {dossier or 'dit dossier'}."
            )
        if not one.maanden or not one.artikel or not one.beslist:
            raise VerkeerdeGegevens("Een voorstel noemt zijn maanden, zijn artikel en wie erover beslist.")
    return proposals


def _by_month(
    dossier: str, income: Sequence[MaandInkomen], months: Sequence[date]
) -> Mapping[date, tuple[MaandInkomen, ...]]:
    for job in income:
        if job.dossier_id != dossier:
            raise VerkeerdeGegevens(
                f"Inkomen is van dossier {job.dossier_id}, niet van {dossier or 'dit dossier'}."
            )
    return {
        month: tuple(job for job in income if job.maand in (month, None)) for month in dict.fromkeys(months)
    }


def _silent(
    income: Sequence[MaandInkomen], there: Sequence[MaandInkomen], month: date
) -> Iterator[MaandInkomen]:
    """Jobs that run in a month and of which nothing is known: their payslip is what is missing."""
    seen = {(job.persoon, job.ikv, job.soort) for job in there}
    for job in income:
        name = (job.persoon, job.ikv, job.soort)
        begun = job.ikv_van is not None and job.ikv_van.replace(day=1) <= month
        if job.soort == WORK and name not in seen and begun and (job.ikv_tot is None or month <= job.ikv_tot):
            seen.add(name)
            yield MaandInkomen(job.dossier_id, job.ikv, month, job.persoon, onbekend=(NO_PAYMENT,))


def _amounts(decision: Decision) -> Amounts:
    """The amounts that were given for a row; None is unknown."""
    return {
        spec.name: Decimal(cell).scaleb(-2) if isinstance(cell, int) else None
        for spec, cell in zip(decision.ruleset.plan.inputs, decision.given, strict=True)
        if spec.type.kind is Kind.MONEY
    }


def _month(decision: Decision) -> date:
    number = decision.given[decision.ruleset.plan.month]
    assert isinstance(number, int)
    return date(1970 + number // 12, number % 12 + 1, 1)


def _span(decision: Decision) -> tuple[date, int]:
    first = decision.given[decision.ruleset.plan.from_day]
    return _month(decision), first if isinstance(first, int) else 1


def _married(decision: Decision) -> bool:
    inputs = decision.ruleset.plan.inputs
    spec, found = next(
        pair for pair in zip(inputs, decision.given, strict=True) if pair[0].name == "leefvorm"
    )
    return isinstance(found, int) and spec.type.options[found] == "gehuwden"
