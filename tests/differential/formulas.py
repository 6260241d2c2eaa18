"""Random formulas of a wanted kind, with every operator and function of the regeltaal."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

MONEY, NUMBER, PERCENT, BOOL = "bedrag", "getal", "percentage", "ja/nee"
DATE, MONTH = "datum", "maand"
KINDS = (MONEY, MONEY, NUMBER, NUMBER, PERCENT, BOOL, BOOL, DATE, MONTH)
"""The kinds, those that occur more often more than once."""
FRUIT, OPTIONS = "soort_fruit", ("appel", "peer", "pruim")
"""The only choice, and its options."""
EQUALITY, SIGNS = ("=", "<>"), ("=", "<>", "<", "<=", ">", ">=")
LITERALS = {
    NUMBER: ("0", "1", "2", "3,5", "0,25", "12"),
    PERCENT: ("0%", "5%", "12,5%", "100%"),
    BOOL: ("ja", "nee"),
    DATE: ("2024-02-29", "2026-07-01", "1999-12-31"),
    MONTH: ("2024-02", "2026-07"),
}
DAY = "2000-01-01"
AGES = "leeftijdsgrens"
"""The parameter with ages that change over time."""
Way = Callable[[], str]
Formula = Callable[[str], str]


def no_names() -> dict[str, list[str]]:
    """A list of names for every kind, in an order that is the same in every run."""
    return {kind: [] for kind in KINDS}


@dataclass
class Writer:
    """Writes formulas of a wanted kind from the names that exist so far; ``nvt_names`` may be n.v.t.

    ``own``: names of a person, without saying whose; ``choices``: what has one of ``OPTIONS``.
    """

    rng: random.Random
    names: dict[str, list[str]] = field(default_factory=no_names)
    nvt_names: dict[str, list[str]] = field(default_factory=no_names)
    own: dict[str, list[str]] = field(default_factory=no_names)
    choices: list[str] = field(default_factory=lambda: [FRUIT])

    def formula(self, kind: str, depth: int) -> str:
        """A formula of a kind that is never n.v.t."""
        rng = self.rng
        if depth <= 0 or rng.random() < 0.15:
            return self.leaf(kind)
        if rng.random() < 0.25:
            condition, then, other = (self.formula(of, depth - 1) for of in (BOOL, kind, kind))
            return f"(als {condition} dan {then} anders {other})"
        if self.nvt_names[kind] and rng.random() < 0.15:
            return f"ALS_NVT({rng.choice(self.nvt_names[kind])}; {self.formula(kind, depth - 1)})"
        return self.operation(kind, depth - 1)

    def leaf(self, kind: str) -> str:
        """A name or a literal."""
        rng = self.rng
        if self.names[kind] and rng.random() < 0.75:
            return rng.choice(self.names[kind])
        if kind == MONEY:
            return f"€ {rng.randrange(0, 900)},{rng.randrange(100):02d}"
        return rng.choice(LITERALS[kind])

    def operation(self, kind: str, depth: int) -> str:
        """An operator that gives the kind, on formulas of at most this depth."""

        def f(of: str) -> str:
            return self.formula(of, depth)

        ways = {
            MONEY: self._money,
            NUMBER: self._number,
            PERCENT: self._percent,
            BOOL: self._bool,
            DATE: self._date,
            MONTH: self._month,
        }
        return self.rng.choice(ways[kind](f))()

    def _money(self, f: Formula) -> list[Way]:
        choice = self.rng.choice
        return [
            lambda: f"({f(MONEY)} + {f(MONEY)})",
            lambda: f"({f(MONEY)} - {f(MONEY)})",
            lambda: f"AFRONDEN({f(PERCENT)} × {f(MONEY)}; {choice(['cent', 'euro', 'dubbeltje'])})",
            lambda: f"MIN({f(MONEY)}; {f(MONEY)})",
            lambda: f"MAX({f(MONEY)}; {f(MONEY)}; € 0)",
            lambda: f"AFRONDEN({f(MONEY)} / MAX({f(NUMBER)}; 1); cent)",
            lambda: f"(-{f(MONEY)})",
            lambda: f"AFRONDEN(({f(MONEY)} + {f(MONEY)} / 7) × 2 / 3; {choice(['cent', 'euro'])})",
            lambda: f"AFRONDEN({f(MONEY)} × {f(PERCENT)} / 3; dubbeltje)",
            *self._of_persons("SOM_PERSONEN", MONEY),
        ]

    def _number(self, f: Formula) -> list[Way]:
        return [
            lambda: f"({f(NUMBER)} + {f(NUMBER)})",
            lambda: f"({f(NUMBER)} - {f(NUMBER)})",
            lambda: f"AFRONDEN({f(NUMBER)} × {f(NUMBER)}; heel)",
            lambda: f"MIN({f(NUMBER)}; {f(NUMBER)})",
            lambda: f"MAX({f(NUMBER)}; {f(NUMBER)})",
            lambda: f"AFRONDEN(JAAR({f(self.rng.choice([DATE, MONTH]))}) × 3 / JAAR({DAY}); heel)",
            lambda: f"AFRONDEN({f(MONEY)} / MAX({f(MONEY)}; € 1); heel)",
            lambda: f"(0 - {f(NUMBER)})",
            lambda: f"AFRONDEN({f(PERCENT)} / 50% × {f(NUMBER)}; heel)",
            lambda: f"AFRONDEN(({f(DATE)} - {f(DATE)}) / 365 dagen; heel)",
            lambda: f"AFRONDEN(DAGEN_IN_MAAND({f(MONTH)}) / 2 dagen; heel)",
            lambda: f"AFRONDEN(({f(MONTH)} - {f(MONTH)}) / 12 maanden; heel)",
            *self._of_persons("SOM_PERSONEN", NUMBER),
        ]

    def _bool(self, f: Formula) -> list[Way]:
        choice = self.rng.choice
        same, sign = choice([MONEY, NUMBER, PERCENT, DATE, MONTH]), choice(SIGNS)
        return [
            lambda: f"({f(BOOL)} en {f(BOOL)})",
            lambda: f"({f(BOOL)} of {f(BOOL)})",
            lambda: f"(niet {f(BOOL)})",
            lambda: f"({f(same)} {sign} {f(same)})",
            lambda: f"({f(same)} tussen {f(same)} en {f(same)})",
            lambda: f"({f(same)} van {f(same)} tot {f(same)})",
            lambda: f"({choice(self.choices)} {choice(EQUALITY)} {choice(OPTIONS)})",
            lambda: f"({choice(self.choices)} is een van ({choice(OPTIONS)}; {choice(OPTIONS)}))",
            lambda: f"(LEEFTIJD({f(DATE)}; {f(DATE)}) {sign} 18)",
            lambda: f"BEREIKT({f(DATE)}; {AGES}; {f(DATE)})",
            *([self.test] if any(self.nvt_names.values()) else []),
            *self._of_persons("EEN_PERSOON", BOOL),
            *self._of_persons("ALLE_PERSONEN", BOOL),
        ]

    def _of_persons(self, function: str, kind: str) -> list[Way]:
        """A function over the persons of something that each of them has."""
        return [lambda: f"{function}({self.rng.choice(self.own[kind])})"] if self.own[kind] else []

    def _date(self, f: Formula) -> list[Way]:
        return [
            lambda: f"({f(DATE)} {self.rng.choice('+-')} {self.rng.randrange(40)} dagen)",
            lambda: f"EERSTE_DAG({f(MONTH)})",
            lambda: f"LAATSTE_DAG({f(MONTH)})",
            lambda: f"({f(DATE)} {self.rng.choice('+-')} {self.rng.randrange(30)} maanden)",
        ]

    def _month(self, f: Formula) -> list[Way]:
        return [
            lambda: f"MAAND({f(DATE)})",
            lambda: f"({f(MONTH)} {self.rng.choice('+-')} {self.rng.randrange(14)} maanden)",
            lambda: f"EERSTE_MAAND(JAAR({f(self.rng.choice([DATE, MONTH]))}))",
        ]

    def _percent(self, f: Formula) -> list[Way]:
        return [
            lambda: f"MIN({f(PERCENT)}; {f(PERCENT)})",
            lambda: f"({f(PERCENT)} + {f(PERCENT)})",
            lambda: f"({f(PERCENT)} - {f(PERCENT)})",
        ]

    def test(self) -> str:
        """Whether something that may be n.v.t. applies."""
        names = [name for names in self.nvt_names.values() for name in names]
        return f"({self.rng.choice(names)} is {self.rng.choice(['', 'niet '])}van toepassing)"
