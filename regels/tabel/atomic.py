"""Files that appear at once or not at all."""

import os
from pathlib import Path


def part(path: Path) -> Path:
    """The hidden name in the same directory under which this process writes ``path``."""
    return path.with_name(f".{path.name}.{os.getpid()}.deel")


def publish(path: Path) -> None:
    """Give the finished part its own name; what had that name is replaced."""
    hidden = part(path)
    with hidden.open("rb") as file:
        os.fsync(file.fileno())
    hidden.replace(path)
