"""What comes of a question: proved, an example, or not settled; and between which bounds."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from regels.bewijs.witness import Witness


class Settled(Enum):
    """How a question ended."""

    PROVED = "bewezen"
    EXAMPLE = "voorbeeld"
    OPEN = "niet beslist"


@dataclass(frozen=True)
class Proof:
    """The answer to one question.

    ``says``: what is proved, found or open, in one sentence. ``bounds``: for which cases it holds.
    ``open``: the parts that could not be settled in time. ``free``: so many parts were equal term for
    term, without solving; ``solved``: so many the solver settled.
    """

    settled: Settled
    says: str
    bounds: Sequence[str]
    witnesses: Sequence[Witness] = ()
    open: Sequence[str] = ()
    lines: Sequence[str] = ()
    free: int = 0
    solved: int = 0
    seconds: float = field(default=0.0, compare=False)

    def text(self) -> str:
        """The whole answer in plain Dutch."""
        lines = [f"{self.settled.value.capitalize()}: {self.says}", *self.lines]
        for witness in self.witnesses:
            lines += ["", witness.title, *witness.text()]
        if self.open:
            lines += ["", "Niet beslist binnen de tijd:", *(f"  {line}" for line in self.open)]
        lines += ["", "Voor welke gevallen dit geldt:", *(f"  {line}" for line in self.bounds)]
        parts = []
        if self.free:
            parts.append(f"{self.free} deelvragen gelijk zonder rekenen")
        if self.solved:
            parts.append(f"{self.solved} door z3 beslist")
        return "\n".join([*lines, "", f"{'; '.join([*parts, f'{self.seconds:.1f} s'])}"])
