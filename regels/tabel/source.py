"""Where rows come from: one interface for every kind of file and for Arrow streams."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from regels.tabel.canonical import Raw
from regels.tabel.style import Style


class Source(Protocol):
    """An opened caseload.

    ``name``: as shown to the user. ``header``: the names of the columns as in the file. ``style``: how its
    text is to be read. ``remarks``: Dutch sentences about what was skipped, complete after a full read.
    """

    name: str
    header: tuple[str, ...]
    style: Style
    remarks: list[str]

    def read(self, columns: Mapping[str, int]) -> Iterator[Raw]:
        """All rows, from the beginning at every call, in the order of the file, in batches.

        ``columns``: our name to the place in ``header``. Gives at least one batch, if need be empty.
        """

    def close(self) -> None:
        """Let go of files and temporary storage."""


def blank_remark(count: int) -> list[str]:
    """What to say about lines without any value."""
    if not count:
        return []
    return ["1 lege regel is overgeslagen." if count == 1 else f"{count} lege regels zijn overgeslagen."]
