"""Which mistakes the cases of a regeling notice, counted; one process or several, with the same answer."""

import random
from collections.abc import Callable, Container, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from regels_casebook.bench import CAUGHT, REFUSED, SURVIVED, Bench
from regels_casebook.cases import Case
from regels_casebook.mutants import KINDS, Mutant

FEW, CHUNK = 24, 8
"""With so few mutants helpers do not pay; and how many a helper takes at a time."""
Told = Callable[[int, int], None]
"""Called with the mutants that are done and the mutants in all."""


@dataclass(frozen=True, slots=True)
class Score:
    """What became of the mutants of one regeling.

    ``by``: the case that noticed each that was caught. ``explained``: how many were left out, because it is
    written why no case can notice them.
    """

    regeling: str
    kinds: dict[str, tuple[int, int]]
    survivors: tuple[Mutant, ...]
    refused: int
    by: dict[str, str] = field(default_factory=dict)
    explained: int = 0

    @property
    def caught(self) -> int:
        """How many some case notices."""
        return sum(caught for caught, _ in self.kinds.values())

    @property
    def total(self) -> int:
        """How many could be noticed: all but those that the checker refuses."""
        return sum(total for _, total in self.kinds.values())


def score(
    regeling: str,
    cases: Sequence[Case],
    sample: int | None = None,
    seed: int = 1,
    jobs: int = 1,
    known: Container[str] = (),
    told: Told | None = None,
) -> Score:
    """What becomes of the mutants of a regeling, or of a sample of them. Raises RegelsError.

    ``known``: labels of mutants that no case can notice; they are left out. ``jobs``: processes.
    """
    bench = Bench(regeling, cases)
    mutants = [mutant for mutant in bench.mutants if mutant.label not in known]
    explained = len(bench.mutants) - len(mutants)
    if sample is not None and sample < len(mutants):
        chosen = set(random.Random(seed).sample(range(len(mutants)), sample))
        mutants = [mutant for place, mutant in enumerate(mutants) if place in chosen]
    verdicts = []
    for verdict in _judged(bench, mutants, jobs):
        verdicts.append(verdict)
        if told is not None:
            told(len(verdicts), len(mutants))
    kinds = {
        kind: (
            sum(v == CAUGHT for m, (v, _) in zip(mutants, verdicts, strict=True) if m.kind == kind),
            sum(v != REFUSED for m, (v, _) in zip(mutants, verdicts, strict=True) if m.kind == kind),
        )
        for kind in KINDS
    }
    pairs = list(zip(mutants, verdicts, strict=True))
    return Score(
        regeling, kinds,
        tuple(m for m, (verdict, _) in pairs if verdict == SURVIVED),
        sum(verdict == REFUSED for _, (verdict, _) in pairs),
        {m.label: by for m, (verdict, by) in pairs if verdict == CAUGHT},
        explained,
    )  # fmt: skip


def _judged(bench: Bench, mutants: Sequence[Mutant], jobs: int) -> Iterator[tuple[str, str]]:
    if jobs <= 1 or len(mutants) < FEW:
        yield from map(bench.verdict, mutants)
        return
    with ProcessPoolExecutor(jobs, initializer=_set, initargs=(bench.regeling, bench.cases)) as pool:
        yield from pool.map(_verdict, mutants, chunksize=CHUNK)


_own: list[Bench] = []
"""The bench of a process that helps."""


def _set(regeling: str, cases: Sequence[Case]) -> None:
    _own[:] = [Bench(regeling, cases)]


def _verdict(mutant: Mutant) -> tuple[str, str]:
    return _own[0].verdict(mutant)
