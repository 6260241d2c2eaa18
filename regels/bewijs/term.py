"""Whole numbers and truth as terms: made simple while they are made, and each made only once.

A term is an integer between proved bounds or a truth. What is equal by construction is the same object,
so two formulas that differ only in wording become one term; nothing then needs to be solved. There is no
unknown and no n.v.t. here: ``translate`` makes terms of their own for those.

Integers: ``int`` a constant, ``var`` a free one, ``lin`` a sum of multiples of other terms and a
constant, ``ite`` a choice, ``max``, ``div`` and ``divn`` the quotient rounded down (by a constant, by
a term above zero), ``mul`` a product of two terms, ``step`` a function of one term with few values.
Truths: ``bool``, ``bvar``, ``not`` (of ``bvar`` and ``eq`` only), ``and``, ``or``, ``bite`` a choice,
``le`` (a sum is at most zero) and ``eq`` (a sum is zero).
"""

from typing import Any, TypeAlias

Pieces: TypeAlias = tuple[tuple[int, int], ...]
"""Of a step: the highest argument and the value of each piece, in order."""
Parts: TypeAlias = dict["Term", int]
Env: TypeAlias = "dict[Term, int]"
SMALL = 64
"""So many values of one variable are listed instead of computed."""


class Term:
    """One term; made by ``Terms`` only. ``only``: the one variable it reads, None for none or more."""

    __slots__ = ("args", "high", "low", "number", "only", "op", "shut")

    def __init__(self, op: str, args: tuple[Any, ...], low: int, high: int, number: int) -> None:
        self.op, self.args, self.low, self.high, self.number = op, args, low, high, number
        self.only: Term | None = None
        self.shut = op in ("int", "bool")

    def __repr__(self) -> str:
        return f"<{self.op} {self.number} {self.low}..{self.high}>"

    @property
    def const(self) -> int | None:
        """The value of a constant (a truth as 0 or 1)."""
        return self.args[0] if self.shut else None


def below(term: Term) -> list[Term]:
    """The terms directly inside a term."""
    if term.op in ("int", "var", "bool", "bvar"):
        return []
    if term.op == "lin":
        return [atom for atom, _ in term.args[1]]
    return [part for part in term.args if isinstance(part, Term)]


def truthful(term: Term) -> bool:
    """Whether a term is a truth."""
    return term.op in ("bool", "bvar", "not", "and", "or", "bite", "le", "eq")


def split(term: Term) -> tuple[int, Parts]:
    """The constant and the parts of a sum."""
    if term.op == "lin":
        return term.args[0], dict(term.args[1])
    return (term.args[0], {}) if term.op == "int" else (0, {term: 1})


def piece(pieces: Pieces, x: int) -> int:
    """The value of a step at ``x``; the last piece also stands for what lies above it."""
    return next((value for upto, value in pieces if x <= upto), pieces[-1][1])


def evaluate(term: Term, env: Env, known: dict[Term, int] | None = None) -> int:
    """The value of a term for values of its variables (truths 0 and 1); one not named is at its lowest.

    ``known`` keeps what was computed, for who asks more of one ``env``.
    """
    known = {} if known is None else known
    waiting = [term]
    while waiting:
        top = waiting[-1]
        if top in known:
            waiting.pop()
            continue
        open_parts = [part for part in below(top) if part not in known]
        if open_parts:
            waiting += open_parts
            continue
        known[top] = _value(top, env, known)
        waiting.pop()
    return known[term]


def _value(term: Term, env: Env, known: dict[Term, int]) -> int:
    a = term.args
    match term.op:
        case "int" | "bool":
            return int(a[0])
        case "var" | "bvar":
            return env.get(term, term.low)
        case "lin":
            total: int = a[0] + sum(k * known[atom] for atom, k in a[1])
            return total
        case "ite" | "bite":
            return known[a[1]] if known[a[0]] else known[a[2]]
        case "max":
            return max(known[one] for one in a)
        case "div":
            return known[a[0]] // int(a[1])
        case "divn":
            return known[a[0]] // max(known[a[1]], 1)
        case "mul":
            return known[a[0]] * known[a[1]]
        case "step":
            return piece(a[1], known[a[0]])
        case "not":
            return 1 - known[a[0]]
        case "and":
            return int(all(known[one] for one in a))
        case "or":
            return int(any(known[one] for one in a))
        case "le":
            return int(known[a[0]] <= 0)
    return int(known[a[0]] == 0)
