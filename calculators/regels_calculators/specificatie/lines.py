"""The lines of one row: every amount from the trace or a given table, every sum checked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from regels.errors import RegelsError
from regels.uitleg.dutch import money
from regels.uitleg.model import RuleTrace, Trace
from regels.uitleg.voice import Voice
from regels_calculators.specificatie.given import FOUR_WEEKS, THIRTEENTH, MaandInkomen, day_text
from regels_calculators.specificatie.model import Regel
from regels_calculators.specificatie.words import words

INCOME, ASSISTANCE, PAYMENT, HOLIDAY, JOBS = "inkomen", "bijstand", "betaling", "vakantiegeld", "banen"
WORK, BENEFIT = "arbeid", "uitkering"
NOTHING = Decimal("0.00")
NO_PAYMENT = "geen_betaling"
SUFFIX = {"aanvrager": "", "partner": "_partner"}
Amounts = Mapping[str, Decimal | None]


class SommenVerschillen(RegelsError):
    """Amounts that must add up do not: the given tables and the outcome are not of one calculation."""


@dataclass
class Lines:
    """Makes the lines of a row. ``given``: the amounts of its fields; ``jobs``: of its month, checked.

    ``whole``: the row is the only one of its month; otherwise the jobs are told beside the sum.
    """

    case: Trace
    given: Amounts
    jobs: Sequence[MaandInkomen]
    voice: Voice
    married: bool
    whole: bool = True
    made: list[Regel] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rules = {rule.name: rule for rule in self.case.rules}
        self.outcomes = {o.name: o for o in self.case.outcomes}

    @property
    def persons(self) -> list[str]:
        """Who is there."""
        return ["aanvrager", "partner"] if self.married else ["aanvrager"]

    def known(self) -> list[Regel]:
        """All lines of a row with an outcome. Raises SommenVerschillen."""
        self._income()
        self._assistance()
        self._payment()
        self.made += self.received()
        return self.made

    def unknown(self) -> list[Regel]:
        """What is known of the income of a row without an outcome; nothing is added up."""
        for person in self.persons:
            self._wages(person)
            for kind, base in (
                ("vakantiegeld_loon", "vakantietoeslag_arbeid"),
                ("ander_inkomen", "inkomen_overig"),
            ):
                amount = self.given[base + SUFFIX[person]]
                if amount:
                    self._add(INCOME, kind, amount, person=person)
        paid = self.given["uitbetaald"]
        if paid is not None:
            self._add(PAYMENT, "betaald", paid)
        self.made += self.received()
        return self.made

    def _income(self) -> None:
        for person in self.persons:
            self._wages(person)
            self._other(person)
            free = self._rule("vrijlating", person)
            if free is not None and free.value.known and _exact(free):
                self._add(INCOME, "vrij", -_exact(free), self._ground(person), person)
        self._partner_part()
        counts = self.outcome("inkomen_telt_mee")
        self._sum(INCOME, "inkomen_telt_mee", counts, self._article("inkomen_telt_mee"))

    def _wages(self, person: str) -> None:
        """The wage of every job, or the wage as one amount."""
        field_ = "inkomen_arbeid" + SUFFIX[person]
        article = self._article("loon", person)
        jobs = [job for job in self.known_jobs(WORK) if job.persoon == person]
        for job in jobs if self.whole else ():
            assert job.netto is not None
            self._add(INCOME, "loon_werk", job.netto, article, person, job)
        wage = self.given[field_]
        if wage is None:
            return
        if wage and not (jobs and self.whole):
            self._add(INCOME, "loon", wage, article, person)
        rule = self._rule("loon", person)
        if rule is not None and rule.value.known and _exact(rule) != wage:
            self._add(INCOME, "loon_onder_nul", _exact(rule) - wage, article, person)

    def _other(self, person: str) -> None:
        holiday = self.given["vakantietoeslag_arbeid" + SUFFIX[person]] or NOTHING
        if holiday:
            article = self._article("inkomen_persoon", person)
            self._add(INCOME, "vakantiegeld_loon", holiday, article, person, more=self._brought_down(person))
        rest = self.given["inkomen_overig" + SUFFIX[person]] or NOTHING
        for job in self.known_jobs(BENEFIT) if self.whole else ():
            if job.persoon == person:
                assert job.netto is not None
                self._add(
                    INCOME, "uitkering", job.netto, self._article("inkomen_persoon", person), person, job
                )
                rest -= job.netto
        if rest < 0:
            raise SommenVerschillen(
                f"{self.case.period}: de uitkeringen samen zijn meer dan het andere inkomen"
            )
        if rest:
            self._add(INCOME, "ander_inkomen", rest, self._article("inkomen_persoon", person), person)

    def _brought_down(self, person: str) -> str:
        """That less holiday pay was received than was built up, and counts."""
        lower = [
            job for job in self.jobs
            if job.persoon == person and job.vakantietoeslag_opgebouwd not in (None, job.vakantietoeslag)
        ]  # fmt: skip
        return " ".join(
            words("zinnen")["vakantiegeld_lager"].format(
                werk=job.ikv,
                opgebouwd=money(Fraction(job.vakantietoeslag_opgebouwd or 0)),
                telt=money(Fraction(job.vakantietoeslag or 0)),
            )
            for job in lower
        )

    def _partner_part(self) -> None:
        """What does not count of the income of a partner without a right of its own."""
        names = ("partnerinkomen_met_vrijlating", "partnerinkomen_zonder_vrijlating")
        without = self.rules.get("partner_zonder_recht")
        if without is None or without.value.zero or not without.value.known:
            return
        rule = self.rules.get(names[0] if self.case.verdict == "recht" else names[1])
        income = self._rule("inkomen_persoon", "partner")
        if rule is None or income is None or self._whole_income():
            return
        if not (rule.value.known and income.value.known):
            return
        less = _exact(income) - _exact(rule)
        if less:
            self._add(INCOME, "partner_telt_niet_mee", -less, rule.article, "partner")

    def _whole_income(self) -> bool:
        """Whether there is no norm, so that all income is shown."""
        rule = self.rules.get("geen_norm")
        return rule is not None and rule.value.known and not rule.value.zero

    def _assistance(self) -> None:
        norm, counts, granted = (self.outcome(name) for name in ("norm", "inkomen_telt_mee", "bijstand"))
        by_income = any(c.failing and c.name == "inkomen" for c in self.case.conditions)
        if norm is not None and counts is not None and (self.case.verdict == "recht" or by_income):
            self._add(ASSISTANCE, "norm", norm, self._article("bijstandsnorm"))
            if counts:
                self._add(ASSISTANCE, "inkomen_eraf", -counts, self._article("inkomen_telt_mee"))
            if by_income and counts > norm:
                self._add(ASSISTANCE, "inkomen_boven_norm", counts - norm)
        self._sum(ASSISTANCE, "bijstand", granted, self._article("bijstand"))
        for kind, name in (("maatregel", "maatregel"), ("gespaard", "vakantietoeslag")):
            amount = self.outcome(name)
            if amount:
                self._add(ASSISTANCE, kind, -amount, self._article(name))
        self._sum(ASSISTANCE, "te_betalen", self.outcome("uit_te_betalen"), self._article("uit_te_betalen"))

    def _payment(self) -> None:
        paid = self.given["uitbetaald"]
        due, difference = self.outcome("uit_te_betalen"), self.outcome("verschil")
        if paid is None or due is None or difference is None:
            return
        self._add(PAYMENT, "te_betalen", due, self._article("uit_te_betalen"))
        self._add(PAYMENT, "betaald", -paid)
        kind = "te_veel" if difference > 0 else "te_weinig" if difference < 0 else "verschil_nul"
        self._sum(PAYMENT, kind, -difference)

    def known_jobs(self, kind: str) -> list[MaandInkomen]:
        """The jobs of a kind of which the net amount is known."""
        return [job for job in self.jobs if job.soort == kind and job.netto is not None]

    def received(self) -> Iterator[Regel]:
        """Holiday pay that was received, and jobs of a month in parts; they are in no sum."""
        for kind, name in ((WORK, "loon_werk"), (BENEFIT, "uitkering")):
            for job in () if self.whole else self.known_jobs(kind):
                assert job.netto is not None
                text = self._worded(name, job.persoon, job)
                yield Regel(JOBS, name, text, job.netto, "", job.persoon, False, _earned(job))
        for job in self.jobs:
            if job.vakantietoeslag_betaald:
                text = self._worded("vakantiegeld_ontvangen", job.persoon, job)
                yield Regel(
                    HOLIDAY, "vakantiegeld_ontvangen", text, job.vakantietoeslag_betaald, "", job.persoon
                )

    def outcome(self, name: str) -> Decimal | None:
        """An outcome; None when its cell is empty, as beside a reason that decides alone."""
        found = self.outcomes[name].value
        return None if found is None or found.exact is None else _euros(Fraction(found.exact))

    def _rule(self, name: str, person: str) -> RuleTrace | None:
        return self.rules.get(name + SUFFIX[person])

    def _article(self, name: str, person: str = "aanvrager") -> str:
        rule = self._rule(name, person)
        return rule.article if rule is not None else ""

    def _ground(self, person: str) -> str:
        """The article by which wage is free: of the rule that computed it, behind those that pass it on."""
        rule = self._rule("vrijlating", person)
        while rule is not None and rule.simple and len(rule.parts) == 1 and rule.parts[0] in self.rules:
            rule = self.rules[rule.parts[0]]
        return "" if rule is None else rule.article

    def _worded(self, kind: str, person: str | None, job: MaandInkomen | None = None) -> str:
        other = person is not None and person != self.case.persons[0]
        owner = f" van {self.voice.subject(person)}" if other else ""
        return words("regels")[kind].format(van=owner, werk=job.ikv if job else "")

    def _add(
        self,
        part: str,
        kind: str,
        amount: Decimal,
        article: str = "",
        person: str | None = None,
        job: MaandInkomen | None = None,
        more: str = "",
    ) -> None:
        text, when = self._worded(kind, person, job), more if job is None else _earned(job)
        self.made.append(Regel(part, kind, text, amount, article, person, False, when))

    def _sum(self, part: str, kind: str, amount: Decimal | None, article: str = "") -> None:
        """An outcome, that must be what the lines before it in its part add up to; nothing if it is empty."""
        if amount is None:
            return
        total = NOTHING
        for line in self.made:
            if line.deel == part:
                total = line.bedrag if line.uitkomst else total + line.bedrag
        if total != amount:
            raise SommenVerschillen(
                f"{self.case.period}: {kind} is {amount}, maar de regels samen zijn {total}"
            )
        self.made.append(Regel(part, kind, self._worded(kind, None), amount, article, None, True))


def check_jobs(month: date, jobs: Sequence[MaandInkomen], rows: Sequence[Amounts]) -> None:
    """Raise SommenVerschillen when the jobs of a month are not the income of its rows.

    Nothing is compared where a row leaves the income open: a job may be known of which the month is not
    complete. A job without a payment counts as none when the rows have an amount all the same, for then
    the household said that there is no other wage.
    """
    checks: tuple[tuple[str, str, Callable[[MaandInkomen], Decimal | None]], ...] = (
        (WORK, "inkomen_arbeid", lambda job: job.netto),
        (WORK, "vakantietoeslag_arbeid", lambda job: job.vakantietoeslag),
    )
    for person, suffix in SUFFIX.items():
        for kind, name, amount in checks:
            mine = [job for job in jobs if (job.persoon, job.soort, job.maand) == (person, kind, month)]
            told = _total([row[name + suffix] for row in rows])
            if not mine or told is None:
                continue
            own = _total([amount(job) for job in mine if job.onbekend != (NO_PAYMENT,)])
            if own != told:
                shown = [("onbekend" if total is None else str(total)) for total in (told, own)]
                raise SommenVerschillen(
                    f"{month:%Y-%m}: {name + suffix} is {shown[0]}, "
                    f"maar het inkomen per baan is samen {shown[1]}"
                )


def _total(amounts: Sequence[Decimal | None]) -> Decimal | None:
    total = NOTHING
    for amount in amounts:
        if amount is None:
            return None
        total += amount
    return total


def _earned(job: MaandInkomen) -> str:
    """``Verdiend van 1 juli 2026 tot en met 31 juli 2026. Betaald op 25 juli 2026. …``."""
    texts = []
    if job.verdiend_van and job.verdiend_tot:
        texts.append(f"Verdiend van {day_text(job.verdiend_van)} tot en met {day_text(job.verdiend_tot)}.")
    if job.betaald_op:
        texts.append(f"Betaald op {day_text(job.betaald_op)}.")
    say = words("zinnen")
    if job.geschat:
        texts.append(say["schatting"])
    if job.vierweken and FOUR_WEEKS in job.toerekening:
        texts.append(say["vierweken"])
    if THIRTEENTH in job.opmerking:
        texts.append(say["dertiende"])
    return " ".join(texts)


def _exact(rule: RuleTrace) -> Decimal:
    assert rule.value.exact is not None, rule.name
    return _euros(Fraction(rule.value.exact))


def _euros(amount: Fraction) -> Decimal:
    cents = amount * 100
    assert cents.denominator == 1, amount
    return Decimal(int(cents)).scaleb(-2)
