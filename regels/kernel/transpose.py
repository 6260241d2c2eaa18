"""Turning a square of vectors: what lay side by side in one vector comes to lie in one place of each."""

from collections.abc import Callable, Sequence


def transposed(emit: Callable[[str], str], kind: str, rows: Sequence[str]) -> list[str]:
    """The columns of as many vectors of ``kind`` as each has elements, a power of two.

    In each round the vectors whose numbers differ in one bit exchange the elements whose numbers differ
    in that bit. ``emit`` adds an instruction and gives the name of its result.
    """
    size = len(rows)
    vector = f"<{size} x {kind}>"
    found, distance = list(rows), size // 2
    while distance:
        for a in range(size):
            if not a & distance:
                x, y = found[a], found[a + distance]
                for target, shift in ((a, 0), (a + distance, distance)):
                    taken = _exchange(size, distance, shift)
                    found[target] = emit(
                        f"shufflevector {vector} {x}, {vector} {y}, <{size} x i32> <{taken}>"
                    )
        distance //= 2
    return found


def _exchange(size: int, distance: int, shift: int) -> str:
    """Which elements of two joined vectors are taken: the lower (or, shifted, higher) half of each pair."""
    taken = [i + shift if not i & distance else size + i - distance + shift for i in range(size)]
    return ", ".join(f"i32 {i}" for i in taken)
