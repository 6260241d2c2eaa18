"""Proof: do two rulesets ever differ, can a rule ever fire, can more wages ever leave someone with less?

A reader of the plan beside the evaluator and the kernel. A case that is found is computed again by the
evaluator before anyone sees it; what the solver does not settle in time is reported as not settled.
"""

from regels.bewijs.answer import Proof, Settled
from regels.bewijs.bounds import Bounds, BoundsError
from regels.bewijs.dead import dead
from regels.bewijs.differ import difference
from regels.bewijs.gaps import gaps
from regels.bewijs.largest import largest_change
from regels.bewijs.skeleton import skeleton
from regels.bewijs.smt import SolverMissing
from regels.bewijs.trap import poverty_trap
from regels.bewijs.witness import ProofMismatch, Witness

__all__ = [
    "Bounds",
    "BoundsError",
    "Proof",
    "ProofMismatch",
    "Settled",
    "SolverMissing",
    "Witness",
    "dead",
    "difference",
    "gaps",
    "largest_change",
    "poverty_trap",
    "skeleton",
]
