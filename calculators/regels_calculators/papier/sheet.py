"""What stands on a sheet, whatever it becomes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Alinea:
    """A paragraph. ``nadruk``: it must not be missed."""

    tekst: str
    nadruk: bool = False


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tabel:
    """Rows under headers; the first column names the row, the ``tekstkolommen`` behind it are words.

    ``zwaar``: places of rows that are a result.
    """

    titel: str
    koppen: tuple[str, ...]
    rijen: tuple[tuple[str, ...], ...]
    zwaar: frozenset[int] = frozenset()
    tekstkolommen: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Beeld:
    """A picture in SVG; plain text leaves it out, for its numbers stand in a table."""

    svg: str


@dataclass(frozen=True, slots=True)
class Deel:
    """A heading with what stands under it."""

    kop: str
    blokken: tuple["Alinea | Lijst | Tabel | Beeld", ...]


@dataclass(frozen=True, slots=True)
class Blad:
    """The whole sheet."""

    titel: str
    delen: tuple[Deel, ...]
