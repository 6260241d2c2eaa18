"""The format of a file with signals, as it is written. Every scalar is ``Text`` and keeps its place."""

from pydantic import Field as default

from regels.bestand.model import Parameter, Part, Setting
from regels.bestand.text import Text


class Field(Part):
    """A field of events; the same in every kind of event that has it."""

    soort: Text
    titel: Text
    eenheid: Text | None = None
    opties: list[Text] | None = None
    minimaal: Text | None = None
    maximaal: Text | None = None
    oordeel: Text | None = None


class EventKind(Part):
    """A kind of event and its fields. ``mag_leeg``: those that may be *niet van toepassing*."""

    titel: Text
    velden: list[Text] = default(default_factory=list)
    mag_leeg: list[Text] = default(default_factory=list)


class Absence(Part):
    """``zonder``: an event that is not there, seen from the event of alias ``bij``.

    ``zelfde``: fields in which it would be the same; ``als``: what else would hold of it;
    ``vanaf`` and ``tot_en_met``: the days on which it would have been, both included.
    """

    soort: Text
    bij: Text | None = None
    zelfde: list[Text] = default(default_factory=list)
    als: list[Text] = default(default_factory=list)
    vanaf: Text | None = None
    tot_en_met: Text | None = None


class Count(Absence):
    """``keer``: such events are there, and at least so many."""

    minstens: Text


class Signal(Part):
    """A question that rises from events.

    ``neem``: an event of each kind, by a name of its own; ``als``: what holds of them; ``sinds``: the
    first day of the signal; ``vervalt``: the first day on which it is no more; ``over``: the fields that
    say what it is about; ``voor_wie``: who asks the question.
    """

    titel: Text
    artikel: Text
    bron: Text
    voor_wie: Text
    neem: dict[str, Text]
    als: list[Text] = default(default_factory=list)
    zonder: list[Absence] = default(default_factory=list)
    keer: list[Count] = default(default_factory=list)
    sinds: Text
    vervalt: Text | None = None
    over: list[Text] = default(default_factory=list)
    vraag: Text
    noot: Text | None = None


class File(Part):
    """A file with signals; the files of a directory together say everything once."""

    titel: Text | None = None
    voor_wie: dict[str, Text] = default(default_factory=dict)
    bronnen: dict[str, Text] = default(default_factory=dict)
    velden: dict[str, Field] = default(default_factory=dict)
    gebeurtenissen: dict[str, EventKind] = default(default_factory=dict)
    cijfers: dict[str, Parameter] = default(default_factory=dict)
    cijfers_uit: dict[str, list[Text]] = default(default_factory=dict)
    instellingen: dict[str, Setting] = default(default_factory=dict)
    signalen: dict[str, Signal] = default(default_factory=dict)


SECTIONS = (
    "voor_wie", "bronnen", "velden", "gebeurtenissen", "cijfers", "cijfers_uit", "instellingen", "signalen",
)  # fmt: skip
