"""Cases of the casebook under old and new: which change, and by which clause."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from regels.decision import Cell, Decision
from regels.errors import RegelsError
from regels.plan.plan import Plan
from regels.plan.types import Kind
from regels_casebook.cases import Case
from regels_casebook.vergelijk.begin import first_month
from regels_casebook.vergelijk.oorzaak import Oorzaak, causes
from regels_casebook.vergelijk.paar import CompareError, Pair

Row = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One outcome of one month of a case that differs; as text."""

    uitkomst: str
    oud: str
    nieuw: str

    def __str__(self) -> str:
        return f"{self.uitkomst}: {self.oud} → {self.nieuw}"


@dataclass(frozen=True, slots=True)
class Maandverschil:
    """What differs in one month of a case. ``oud``, ``nieuw``: what is compared, in cents; None: unknown."""

    maand: str
    wijzigingen: tuple[Wijziging, ...]
    oud: int | None
    nieuw: int | None
    oorzaken: tuple[Oorzaak, ...]
    onzeker: tuple[str, ...] = ()

    @property
    def verschil(self) -> int | None:
        """New less old."""
        return None if self.oud is None or self.nieuw is None else self.nieuw - self.oud


@dataclass(frozen=True, slots=True)
class Geval:
    """A case with the months that differ.

    ``weggelaten``: fields that one of the two does not ask; ``fout``: why it was not computed.
    """

    naam: str
    titel: str
    maanden: tuple[Maandverschil, ...]
    weggelaten: tuple[str, ...]
    fout: str

    @property
    def verandert(self) -> bool:
        """Whether anything differs."""
        return bool(self.maanden)


@dataclass(frozen=True, slots=True)
class Gevallen:
    """All cases that were compared. ``maand``: to which month they were moved, or empty.

    ``eerder``: how many lie wholly before the first month that can differ.
    """

    alle: tuple[Geval, ...]
    maand: str
    eerder: int = 0

    @property
    def veranderd(self) -> tuple[Geval, ...]:
        """The cases that change."""
        return tuple(case for case in self.alle if case.verandert)

    @property
    def onzeker(self) -> tuple[str, ...]:
        """Uncertain figures that a month in which something differs used."""
        return tuple(dict.fromkeys(name for case in self.alle for m in case.maanden for name in m.onzeker))

    @property
    def mislukt(self) -> tuple[Geval, ...]:
        """The cases that could not be computed."""
        return tuple(case for case in self.alle if case.fout)


def compare_cases(pair: Pair, cases: Sequence[Case], month: str = "") -> Gevallen:
    """Every case under both; ``month`` (``2027-01``): move its first month there, the others along."""
    begins = first_month(pair)
    early = sum(_last(pair.reader.plan, case) < begins for case in cases) if begins and not month else 0
    return Gevallen(tuple(_case(pair, case, month) for case in cases), month, early)


def _last(plan: Plan, case: Case) -> str:
    """The last month of a case as it is written."""
    return max(str(row.get(plan.inputs[plan.month].name) or "") for row in case.rows())[:7]


def _case(pair: Pair, case: Case, month: str) -> Geval:
    left_out: set[str] = set()
    try:
        rows = moved(pair.reader.plan, case.rows(), month)
        taken = [_fit(ruleset.plan, rows, left_out) for ruleset in (pair.old, pair.new)]
        old, new = pair.old.evaluate_history(taken[0]), pair.new.evaluate_history(taken[1])
        months = tuple(
            found
            for row, one, other in zip(rows, old, new, strict=True)
            if (found := _month(pair, row, one, other)) is not None
        )
    except CompareError:
        raise
    except RegelsError as error:
        return Geval(
            str(case.naam), str(case.titel), (), tuple(sorted(left_out)), " ".join(str(error).split())
        )
    return Geval(str(case.naam), str(case.titel), months, tuple(sorted(left_out)), "")


def _fit(plan: Plan, rows: Sequence[Row], left_out: set[str]) -> list[dict[str, str | None]]:
    """The rows without the fields that this regeling does not ask."""
    known = {spec.name for spec in plan.inputs}
    left_out.update(name for row in rows for name in row if name not in known)
    return [{name: value for name, value in row.items() if name in known} for row in rows]


def moved(plan: Plan, rows: Sequence[Row], month: str) -> list[dict[str, str | None]]:
    """The rows with their first month at ``month``, and the others as far from it as they were."""
    spec = plan.inputs[plan.month]
    if not month:
        return [dict(row) for row in rows]
    if spec.type.kind is not Kind.MONTH:
        raise CompareError("Deze regeling rekent per jaar; --maand kan hier niet.")
    given = [_number(row.get(spec.name) or "") for row in rows]
    by = _number(month) - min(given)
    return [
        {**row, spec.name: f"{(one + by) // 12:04}-{(one + by) % 12 + 1:02}"}
        for row, one in zip(rows, given, strict=True)
    ]


def _number(month: str) -> int:
    year, _, rest = month.partition("-")
    if not (len(year) == 4 and year.isdigit() and rest[:2].isdigit() and 1 <= int(rest[:2]) <= 12):
        raise CompareError(f"‘{month}’ is geen maand. Schrijf een maand als 2027-01.")
    return int(year) * 12 + int(rest[:2]) - 1


def _month(pair: Pair, row: Row, old: Decision, new: Decision) -> Maandverschil | None:
    changes = tuple(_changes(old, new))
    if not changes:
        return None
    left, right = old.trace(), new.trace()
    uncertain = dict.fromkeys(figure.name for figure in (*left.uncertain, *right.uncertain))
    return Maandverschil(
        str(row.get(pair.reader.plan.inputs[pair.reader.plan.month].name)),
        changes,
        amount(old, pair.measures.bedrag),
        amount(new, pair.measures.bedrag),
        causes(left, right),
        tuple(uncertain),
    )


def _changes(old: Decision, new: Decision) -> list[Wijziging]:
    """Status, reasons and every outcome that both have; a counter after the row changes nothing."""
    found = [
        Wijziging("status", old.status, new.status),
        Wijziging("reden", "+".join(old.reasons), "+".join(new.reasons)),
    ]
    shared = {spec.name for spec in old.ruleset.plan.outcomes}
    for spec in new.ruleset.plan.outcomes:
        if spec.name in shared and not spec.always:
            found.append(Wijziging(spec.name, said(old[spec.name]), said(new[spec.name])))
    return [one for one in found if one.oud != one.nieuw]


def said(value: Cell) -> str:
    """As cases write it; empty for an empty cell."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return str(value).replace(".", ",") if not isinstance(value, str) else value


def amount(decision: Decision, names: Sequence[str]) -> int | None:
    """The sum of outcomes in cents; None when it is not determined."""
    values: list[Any] = [decision[name] for name in names]
    if decision.status not in ("recht", "geen_recht") or None in values:
        return None
    return sum(int(value * 100) for value in values)
