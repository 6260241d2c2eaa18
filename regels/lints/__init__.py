"""The checker: everything that can be wrong with a ruleset, one lint rule a file."""

from collections.abc import Callable, Iterable, Iterator
from inspect import cleandoc
from pathlib import Path
from types import ModuleType

from regels.bestand.library import (
    NATIONAL,
    PARAMETERS,
    PLUS,
    is_base,
    layers,
    municipalities,
    overlay_files,
    proposals,
    regelingen,
)
from regels.bestand.source import assemble
from regels.errors import Finding, Position, RulesetError
from regels.lints import (
    beschermd_kenmerk,
    datum_gat,
    datum_overlap,
    datum_volgorde,
    geen_artikel,
    geen_bron,
    geen_grond,
    hele_maanden,
    naam_botst,
    naam_is_optie,
    naam_vorm,
    onafgerond,
    ongelezen_afronding,
    ongelezen_bron,
    ongelezen_instelling,
    ongelezen_invoer,
    ongelezen_parameter,
    ongelezen_regel,
    ongelezen_toestand,
    ongelezen_woord,
    onzeker,
    open_norm,
    tabel_gat,
    tabel_overlap,
    tabel_te_groot,
    uitleg_naam,
    voorwaarde_tekst,
    wijziging,
)
from regels.lints.reading import PREFIX, positions_read
from regels.plan.depth import deep
from regels.plan.finish import Built, build
from regels.plan.plan import Plan

LINTS: tuple[ModuleType, ...] = (
    tabel_gat,
    tabel_overlap,
    tabel_te_groot,
    datum_gat,
    datum_overlap,
    datum_volgorde,
    hele_maanden,
    onafgerond,
    open_norm,
    wijziging,
    beschermd_kenmerk,
    geen_artikel,
    geen_bron,
    geen_grond,
    naam_botst,
    naam_is_optie,
    naam_vorm,
    ongelezen_parameter,
    ongelezen_regel,
    ongelezen_invoer,
    ongelezen_toestand,
    ongelezen_afronding,
    ongelezen_instelling,
    ongelezen_bron,
    ongelezen_woord,
    voorwaarde_tekst,
    uitleg_naam,
    onzeker,
)
"""All lint rules. Each module has ``CODE``, ``find(built)`` and a docstring that becomes its page."""

UNUSED_FILE = "ongelezen_bestand"


def check(built: Built, others: Iterable[Built] | None = None) -> list[Finding]:
    """Everything that is wrong with a ruleset, by file and line: what building found and what the lints find.

    ``others``: the other regelingen of the same layer; what one of them reads counts as read. Without
    them nothing is said of unread entries in the files that all regelingen share.
    """
    with deep():
        found = [*built.findings, *_lint(built)]
    elsewhere = {position for other in others or () for position in positions_read(other)}
    shared = others is None
    broken = any(f.level == "fout" for f in built.findings)  # then what it would have read is not known
    return _settled(
        f
        for f in found
        if not (f.code.startswith(PREFIX) and (broken or _spared(f.position, elsewhere, shared)))
    )


def _spared(position: Position, elsewhere: set[Position], shared: bool) -> bool:
    """Whether an entry that this regeling does not read may be read by another."""
    return position in elsewhere or (shared and Path(position.file).parent.name == PARAMETERS)


def sound(built: Built) -> Plan:
    """The plan of a ruleset in which nothing is wrong. Raises RulesetError with every mistake."""
    wrong = [finding for finding in check(built) if finding.level == "fout"]
    if wrong or built.plan is None:
        raise RulesetError(wrong or built.findings)
    return built.plan


def check_layer(root: Path, name: str = NATIONAL) -> list[Finding]:
    """Everything that is wrong with all regelingen of a layer (landelijk, a municipality, a directory).

    Each finding is reported once; a figure is read when any of the regelingen reads it.
    """
    names, overlaid = _regelingen(root, name)
    sources = {regeling: layers(root, name, regeling) for regeling in names}
    made = [build(assemble(source, root)) for source in sources.values()]
    found = [finding for built in made for finding in check(built, made)]
    used = {path for source in sources.values() for layer in source for path in layer.files}
    unused = [path for path in overlaid if path not in used]
    return _settled([*found, *(_unused(path, root) for path in unused)])


def pages() -> str:
    """The documentation of all lint rules in Markdown, made of their docstrings."""
    return "\n\n".join(["# Wat de controle toetst", *(_page(lint) for lint in LINTS)]) + "\n"


def _page(lint: ModuleType) -> str:
    return f"## {lint.CODE}\n\n{cleandoc(lint.__doc__ or '').replace('``', '`')}"


def _lint(built: Built) -> Iterator[Finding]:
    for lint in LINTS if built.source.complete else ():
        find: Callable[[Built], Iterable[Finding]] = lint.find
        yield from find(built)


def _settled(findings: Iterable[Finding]) -> list[Finding]:
    """In order of file and line; one of a kind at one place (a rule of two persons is found twice)."""
    first: dict[tuple[str, Position, str], Finding] = {}
    for finding in findings:
        tables = finding.code.startswith("tabel_")
        first.setdefault((finding.code, finding.position, "" if tables else finding.message), finding)
    return sorted(first.values(), key=lambda f: (f.position.file, f.position.line, f.position.column, f.code))


def _regelingen(root: Path, name: str) -> tuple[list[str], list[Path]]:
    """The names of the regelingen, and the files of the overlays, each of which one of them must read."""
    base, *overlays = name.split(PLUS) if not Path(name).exists() else [name]
    if base not in (NATIONAL, *municipalities(root), *proposals(root)) and is_base(Path(base)):
        return regelingen(Path(base).parent, Path(base).name), []
    laid = [part for part in (base, *overlays) if part != NATIONAL]
    return regelingen(root), [path for part in laid for path in overlay_files(root, part)]


def _unused(path: Path, root: Path) -> Finding:
    shown = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
    return Finding(
        UNUSED_FILE,
        Position(shown, 1, 1),
        "Geen enkele regeling leest dit bestand.",
        "Begin de bestandsnaam met de naam van de regeling waar het bij hoort.",
    )
