"""What the lints on dates share: the written figures of every parameter that could be read."""

from collections.abc import Iterator

from regels.bestand.model import Value
from regels.bestand.source import Item
from regels.errors import LanguageError
from regels.plan.finish import Built
from regels.plan.plan import ParameterSpec
from regels.plan.written import day


def specs(built: Built) -> Iterator[ParameterSpec]:
    """The parameters whose figures could be read, in the order written; not the settings."""
    for name in built.source.items("parameters"):
        if name in built.draft.parameters:
            yield built.draft.parameters[name]


def written(built: Built) -> Iterator[tuple[str, Value]]:
    """Every figure as written, with the name of its parameter or setting; those of overlays too."""
    for item in built.source.items("parameters").values():
        yield from ((item.name, value) for value in item.value.waarden)
    for laid in (*built.source.fills.values(), *built.source.changed.values()):
        yield from ((item.name, value) for item in laid for value in item.value)


def days(value: Value) -> tuple[int, int | None] | None:
    """First and last day of a figure; None when they are no dates (reported elsewhere)."""
    try:
        return day(value.van), None if value.tot is None else day(value.tot)
    except LanguageError:
        return None


def ordered(values: list[Value]) -> list[tuple[int, int | None, Value]]:
    """Figures with readable days that end after they start, from first to last."""
    known = [(span[0], span[1], value) for value in values if (span := days(value))]
    return sorted((k for k in known if k[1] is None or k[1] >= k[0]), key=lambda k: k[0])


def fills_of(built: Built, name: str) -> list[Item[list[Value]]]:
    """What overlays fill in under a name."""
    return built.source.fills.get(name, [])
