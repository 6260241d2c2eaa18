"""A case that the solver found: computed again by the evaluator before anyone sees it, and made small."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from regels.bewijs.bounds import cell_text, usual_value
from regels.bewijs.domain import Cell, Dossier, to_values
from regels.bewijs.rows import VERDICTS, RowEnd
from regels.bewijs.term import Env, evaluate
from regels.errors import RegelsError
from regels.evaluator.history import RowResult, evaluate_history
from regels.evaluator.values import NotApplicable, represent
from regels.plan.plan import Plan
from regels.tabel.wording import value_text


class ProofMismatch(RegelsError):
    """What was proved is not what the evaluator computes.

    This is a defect of Regels: believe nothing of the answer, report it.
    """


@dataclass(frozen=True)
class Shown:
    """What a row comes to, as integers: the verdict, and per outcome its value or None."""

    verdict: str
    outcomes: Mapping[str, int | None]


@dataclass(frozen=True)
class Run:
    """One plan on one dossier. ``label``: what the plan is in the question (old, new, more wages)."""

    label: str
    plan: Plan
    rows: list[list[Cell]]
    shown: list[Shown] = field(default_factory=list)


@dataclass(frozen=True)
class Witness:
    """A case with what each ruleset makes of it, by the evaluator."""

    title: str
    runs: list[Run]

    def facts(self) -> list[dict[str, str]]:
        """The fields of every row, those left out that change nothing."""
        return facts(self.runs[0])

    def text(self) -> list[str]:
        """The case in lines: what the rows share, what differs per row, and what comes out."""
        rows = self.facts()
        lines = [f"  {name}: {value}" for name, value in shared(rows).items()]
        if len(rows) > 1:
            lines += [f"  rij {place + 1}: {_pairs(row)}" for place, row in enumerate(apart(rows))]
        other = [facts(run) for run in self.runs[1:] if facts(run) != rows]
        lines += [f"  en dan {_pairs(changed(rows, more))}" for more in other]
        return [*lines, *self.outcome()]

    def outcome(self) -> list[str]:
        """What each ruleset makes of each row, only what differs between them."""
        lines = []
        for place in range(len(self.runs[0].shown)):
            where = f"rij {place + 1}, " if len(self.runs[0].shown) > 1 else ""
            for run in self.runs:
                pairs = run.shown[place].outcomes.items()
                told = [f"{k} {text(run.plan, k, v)}" for k, v in pairs if self._differs(place, k)]
                verdict = run.shown[place].verdict.replace("_", " ")
                lines.append(f"  {where}{run.label}: {', '.join([verdict, *told])}")
        return lines

    def _differs(self, place: int, name: str) -> bool:
        return len({said(run.plan, name, run.shown[place].outcomes.get(name)) for run in self.runs}) > 1


def facts(run: Run) -> list[dict[str, str]]:
    """The fields of every row as text, without those that have their usual value or are unknown."""
    found = []
    for cells in run.rows:
        pairs = zip(run.plan.inputs, cells, strict=True)
        found.append({s.name: cell_text(s, c) for s, c in pairs if c is not None and c != usual_value(s)})
    return found


def shared(rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The facts that are the same in every row."""
    return {k: v for k, v in rows[0].items() if all(row.get(k) == v for row in rows)}


def apart(rows: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """The facts of each row that are not shared."""
    same = shared(rows)
    return [{k: v for k, v in row.items() if k not in same} for row in rows]


def changed(rows: Sequence[Mapping[str, str]], others: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """The facts of the first row that are other in the second dossier."""
    return {k: v for k, v in others[0].items() if rows[0].get(k) != v}


def _pairs(values: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items())


def text(plan: Plan, name: str, value: int | None) -> str:
    """An outcome as people write it."""
    spec = next((spec for spec in plan.outcomes if spec.name == name), None)
    return "(leeg)" if value is None or spec is None else value_text(spec.type, value)


def said(plan: Plan, name: str, value: int | None) -> Fraction | str | None:
    """An outcome to compare with that of another plan: a choice by its word, a number whatever its scale."""
    spec = next((spec for spec in plan.outcomes if spec.name == name), None)
    if value is None or spec is None:
        return None
    return spec.type.options[value] if spec.type.options else Fraction(value, 10**spec.type.scale)


def compute(plan: Plan, rows: Sequence[Sequence[Cell]]) -> list[Shown]:
    """What the evaluator makes of a dossier."""
    return [_shown(plan, result) for result in evaluate_history(plan, [to_values(plan, row) for row in rows])]


def computed(plan: Plan, rows: list[list[Cell]]) -> Run:
    """A dossier with what the evaluator makes of it."""
    return Run("", plan, rows, compute(plan, rows))


def _shown(plan: Plan, result: RowResult) -> Shown:
    outcomes = {}
    for spec, found in zip(plan.outcomes, result.outcomes, strict=True):
        empty = found is None or found.known is None or isinstance(found.known, NotApplicable)
        outcomes[spec.name] = None if empty else represent(found.known, spec.type)  # type: ignore[union-attr,arg-type]
    return Shown(result.verdict.value, outcomes)


def predicted(ends: Sequence[RowEnd], env: Env) -> list[Shown]:
    """What the solver thinks that a dossier comes to."""
    known: Env = {}
    found = []
    for end in ends:
        cells = {
            spec.name: evaluate(cell.value, env, known) if evaluate(cell.shown, env, known) else None
            for spec, cell in zip(end.row.plan.outcomes, end.outcomes, strict=True)
        }
        found.append(Shown(VERDICTS[evaluate(end.verdict, env, known)].value, cells))
    return found


def replay(label: str, ends: Sequence[RowEnd], dossier: Dossier, env: Env) -> Run:
    """The case by the evaluator. Raises ProofMismatch when the solver saw anything else."""
    plan = ends[0].row.plan
    run = Run(label, plan, dossier.cells(plan, env))
    shown = compute(plan, run.rows)
    if shown != predicted(ends, env):
        raise ProofMismatch(
            f"{plan.name}: het bewijs en de rekenregels geven een ander antwoord voor {facts(run)}. "
            "Dit is een fout in Regels: gebruik het antwoord niet en meld dit."
        )
    return Run(label, plan, run.rows, shown)


def smaller(runs: Sequence[Run], holds: Callable[[Sequence[Run]], bool], keep: frozenset[str]) -> list[Run]:
    """The runs without the fields that change nothing of what each comes to; ``holds`` must stay so."""
    best = list(runs)
    names = {spec.name: spec for run in runs for spec in run.plan.inputs}
    for name, spec in names.items():
        if name in keep:
            continue
        tried = [_without(run, name, usual_value(spec)) for run in best]
        if tried != best and [r.shown for r in tried] == [r.shown for r in best] and holds(tried):
            best = tried
    return best


def shorter(runs: Sequence[Run], holds: Callable[[Sequence[Run]], bool]) -> list[Run]:
    """The fewest rows in which it holds: none after the first that shows it, nor needlessly before."""
    length = len(runs[0].rows)
    for count in range(1, length + 1):
        for start in range(length - count + 1):
            tried = [_rows(run, run.rows[start : start + count]) for run in runs]
            if holds(tried):
                return tried
    return list(runs)


def _rows(run: Run, rows: list[list[Cell]]) -> Run:
    return Run(run.label, run.plan, rows, compute(run.plan, rows))


def _without(run: Run, name: str, usual: Cell) -> Run:
    places = [place for place, spec in enumerate(run.plan.inputs) if spec.name == name]
    if not places or places[0] == run.plan.month:
        return run
    rows = [[usual if place == places[0] else cell for place, cell in enumerate(row)] for row in run.rows]
    return _rows(run, rows)
