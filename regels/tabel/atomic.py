"""Files that appear at once or not at all."""

import os
from pathlib import Path


def part(path: Path, process: int | str = "") -> Path:
    """The hidden name in the same directory under which a process (this one) writes ``path``."""
    return path.with_name(f".{path.name}.{process or os.getpid()}.deel")


def publish(path: Path) -> None:
    """Give the finished part its own name; what had that name is replaced.

    After a power cut the file is there under that name, or what had it before.
    """
    hidden = part(path)
    with hidden.open("rb") as file:
        os.fsync(file.fileno())
    hidden.replace(path)
    if os.name == "posix":  # elsewhere a directory cannot be opened
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
