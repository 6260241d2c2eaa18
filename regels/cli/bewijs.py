"""``regels bewijs``: questions to the solver, and their answers in plain Dutch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from regels.errors import RegelsError

if TYPE_CHECKING:
    from regels.bewijs import Bounds, Proof
    from regels.plan.finish import Built
    from regels.plan.plan import Plan

UNSETTLED = 1


class GivenError(RegelsError):
    """``--bij`` wants a field and a value."""


@dataclass(frozen=True)
class Asked:
    """The options that all questions share, as given on the command line."""

    regeling: str
    seconds: float
    given: Sequence[str]
    free: Sequence[str] = ()
    apart: Sequence[str] = ()
    rows: int = 1
    case: Path | None = None

    def bounds(self) -> "Bounds":
        """What is fixed and what varies. Raises GivenError."""
        from regels.bewijs import Bounds

        given = {}
        for text in self.given:
            name, sign, value = text.partition("=")
            if not sign or not name or not value:
                raise GivenError(f"--bij ‘{text}’ kan niet. Schrijf veld=waarde, zoals maand=2026-07.")
            given[name.strip()] = value.strip()
        return Bounds(given, frozenset(self.free), frozenset(self.apart), self.rows, self.seconds)


def verschil(old: str, new: str, outcome: str | None, asked: Asked) -> int:
    """Do two rulesets ever differ?"""
    from regels.bewijs import difference

    before, after = _two(old, new, asked.regeling)
    return _show(asked, lambda: difference(before, after, asked.bounds(), outcome))


def grootste(old: str, new: str, outcomes: Sequence[str], asked: Asked) -> int:
    """The largest gain and loss."""
    from regels.bewijs import largest_change

    before, after = _two(old, new, asked.regeling)
    return _show(asked, lambda: largest_change(before, after, asked.bounds(), outcomes))


def armoedeval(name: str, wages: Sequence[str], parts: Sequence[str], asked: Asked) -> int:
    """More wages, less in all?"""
    from regels.bewijs import poverty_trap
    from regels.ruleset import load

    plan = load(name, asked.regeling).plan
    return _show(asked, lambda: poverty_trap(plan, asked.bounds(), wages, parts))


def gaten(name: str, asked: Asked) -> int:
    """Tables with a gap or an overlap."""
    from regels.bewijs import gaps

    built = _built(name, asked.regeling)
    return _show(asked, lambda: gaps(built, asked.bounds()))


def dood(name: str, asked: Asked) -> int:
    """What can never happen."""
    from regels.bewijs import dead

    built = _built(name, asked.regeling)
    return _show(asked, lambda: dead(built, asked.bounds()))


def _two(old: str, new: str, regeling: str) -> "tuple[Plan, Plan]":
    """Both plans; what a year, a month or a day stands for is told."""
    from regels.data import rulesets
    from regels.moment import sides
    from regels.ruleset import load

    before, after = sides(rulesets(), old, new, regeling)
    if before.moment or after.moment:
        print(f"Oud: {before.said}\nNieuw: {after.said}")
    return load(before.name, regeling).plan, load(after.name, regeling).plan


def _built(name: str, regeling: str) -> "Built":
    """The regeling with its tables; also when the checker objects to a gap. Raises RulesetError."""
    from regels.bestand.library import layers
    from regels.bestand.source import assemble
    from regels.data import rulesets
    from regels.errors import RulesetError
    from regels.plan.finish import build

    built = build(assemble(layers(rulesets(), name, regeling), rulesets()))
    if built.plan is None:
        raise RulesetError(built.findings)
    return built


def _show(asked: Asked, ask: "Callable[[], Proof]") -> int:
    """Print the answer; exit code 1 when it is not settled."""
    from regels.bewijs import Settled, skeleton

    proof = ask()
    print(proof.text())
    if proof.witnesses and asked.case is not None:
        asked.case.write_text(skeleton(proof.witnesses), encoding="utf-8")
        print(f"Het geval staat zonder verwachting in {asked.case}: vul de grond en de uitkomst zelf in.")
    elif proof.witnesses:
        print("Met --geval BESTAND.yaml wordt dit een nieuw geval voor het casusboek.")
    return UNSETTLED if proof.settled is Settled.OPEN else 0
