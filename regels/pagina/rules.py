"""The rules of a page: each once as written, with what an overlay makes of it from a day on."""

from regels.bestand.model import Rule as Written
from regels.bestand.source import Item, Source
from regels.pagina.figures import kind_text
from regels.pagina.model import Rule, Version
from regels.plan.plan import Plan
from regels.plan.written import day, options_of, text


def rules(source: Source, plan: Plan) -> tuple[Rule, ...]:
    """The rules that the plan holds, in the order written."""
    made = {spec.base for spec in plan.rules}
    later = {version for versions in source.versions.values() for version in versions.values()}
    written = source.items("regels").values()
    return tuple(_rule(source, item) for item in written if item.name in made and item.name not in later)


def _rule(source: Source, item: Item[Written]) -> Rule:
    entry = item.value
    return Rule(
        item.name, line(entry.titel), kind_text(entry), options_of(entry), str(entry.artikel),
        item.position.file, text(entry.formule), _rows(entry), text(entry.uitleg), line(text(entry.noot)),
        entry.per is not None, _versions(source, item.name),
    )  # fmt: skip


def _versions(source: Source, name: str) -> tuple[Version, ...]:
    """What a rule becomes, by date; of two layers on one day the higher one, as in the plan."""
    grounds = {str(one.value.van): one.value.grond for one in source.changes if one.name == name}
    entries = source.items("regels")
    found = [
        (since, entries[version].value, entries[version].origin)
        for since, version in source.versions.get(name, {}).items()
    ]
    return tuple(
        Version(
            day(since), origin, line(entry.titel), str(entry.artikel), line(grounds[str(since)]),
            text(entry.formule), _rows(entry), text(entry.uitleg), line(text(entry.noot)),
        )
        for since, entry, origin in sorted(found, key=lambda one: str(one[0]))
    )  # fmt: skip


def _rows(entry: Written) -> tuple[tuple[str, str], ...]:
    return tuple((str(row.als), str(row.dan)) for row in entry.tabel or ())


def line(written: object) -> str:
    """A written text on one line."""
    return " ".join(str(written).split())
