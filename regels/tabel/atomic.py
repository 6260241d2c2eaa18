"""Files that appear at once or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from regels.errors import os_reason
from regels.tabel.errors import CannotWrite


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What goes wrong with the disk while ``path`` is made is said of that name, not of its hidden part."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(str(path), os_reason(error)) from error


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
