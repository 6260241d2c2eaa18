"""From what a workbook changes to the files of a proposal: checked with the rules before it is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from regels.bestand.library import layers
from regels.bestand.source import Layer, assemble
from regels.bestand.yaml_reader import Document, read_text, read_yaml
from regels.data import rulesets
from regels.errors import Finding, LanguageError, Position, RegelsError
from regels.lints import check
from regels.plan.finish import build
from regels.tabel.atomic import part, publish
from regels.werkboek.change import Change
from regels.werkboek.content import Content
from regels.werkboek.errors import Place, Problem
from regels.werkboek.yaml_file import ProposalFile

MUST_MATCH = ("regeling", "overlay_op", "door")


class ProposalExists(RegelsError):
    """A file of that name is there, or is of another kind; nothing was written."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it will be."""

    path: Path
    text: str
    file: ProposalFile


def compose(
    content: Content, changes: Sequence[Change], name: str, directory: Path, update: bool
) -> list[Made]:
    """The files, one for each body that decides something. Raises ProposalExists."""
    made = []
    for body in dict.fromkeys(change.body for change in changes):
        path = directory / name / f"{content.regeling}.{body}.yaml"
        header = {
            "regeling": content.regeling, "overlay_op": content.beneath, "door": body, "voorstel": name,
        }  # fmt: skip
        file = ProposalFile(_existing(path, header, update), header, _remark(content))
        own = [change for change in changes if change.body == body]
        _put(file, own, content, body)
        made.append(Made(path, file.text(), file))
    return made


def _remark(content: Content) -> str:
    return (
        f"# Gemaakt uit een werkboek van {content.regeling} ({content.ruleset}), vingerafdruk "
        f"{content.hash[:12]}.\n"
        "# Alleen wat is veranderd staat hier.\n"
    )


def _existing(path: Path, header: dict[str, str], update: bool) -> str | None:
    """The text of the file that is there, if it may be added to."""
    if not path.exists():
        return None
    if not update:
        raise ProposalExists(
            f"{path} bestaat al. Kies een andere naam, of vul het bestand aan met --bij (opmerkingen "
            f"blijven staan)."
        )
    data = read_yaml(path, str(path)).data
    text = path.read_text(encoding="utf-8-sig")
    if not isinstance(data, dict):
        raise ProposalExists(f"{path} is geen regelbestand. Kies een andere naam voor het voorstel.")
    for key in MUST_MATCH:
        if str(data.get(key)) != header[key]:
            raise ProposalExists(
                f"{path} heeft `{key}: {data.get(key)}`, en het werkboek gaat over `{key}: {header[key]}`. "
                "Kies een andere naam voor het voorstel."
            )
    return text


def _put(file: ProposalFile, changes: Sequence[Change], content: Content, body: str) -> None:
    """Put the changes in, each with a source: one that is known by its address, or a new one."""
    own = {str(name): str(address) for name, address in (file.data.get("bronnen") or {}).items()}
    known = {**content.sources, **own}
    new: dict[str, str] = {}
    for address in dict.fromkeys(change.source for change in changes if change.source):
        if address not in known.values():
            number = next(n for n in range(1, 10_000) if f"besluit-{body}-{n}" not in known)
            known[f"besluit-{body}-{number}"] = new[f"besluit-{body}-{number}"] = address
    by_address = {address: name for name, address in reversed(known.items())}
    if new:
        file.add_sources(new.items())
    for change in changes:
        file.put(change, by_address.get(change.source))


def everything_wrong(
    content: Content, made: Sequence[Made], name: str, found: Iterable[Problem]
) -> list[Problem]:
    """What was found in the cells, and what the checker says of other cells."""
    problems = list(found)
    known = {problem.place for problem in problems}
    later = mistakes(content, made, name) if made else []
    return [*problems, *(problem for problem in later if problem.place not in known)]


def mistakes(content: Content, made: Sequence[Made], name: str) -> list[Problem]:
    """What the checker finds wrong with the rules and the proposal together, by cell."""
    with TemporaryDirectory(prefix="regels-") as temporary:
        directory = Path(temporary) / name
        directory.mkdir()
        paths = []
        for one in made:
            path = directory / one.path.name
            path.write_text(one.text, encoding="utf-8")
            paths.append(path)
        beside = _beside(content.regeling, made)
        root = rulesets()
        own = Layer(name, (*beside, *paths))
        built = build(assemble([*layers(root, content.ruleset, content.regeling), own], root))
        wrong = [finding for finding in check(built) if finding.level == "fout"]
        return [_problem(finding, made, temporary) for finding in wrong]


def _beside(regeling: str, made: Sequence[Made]) -> list[Path]:
    """The files of the same proposal that stay as they are."""
    directory, ours = made[0].path.parent, {one.path.name for one in made}
    found = sorted(directory.glob("*.yaml")) if directory.is_dir() else []
    return [path for path in found if path.name.split(".")[0] == regeling and path.name not in ours]


def _problem(finding: Finding, made: Sequence[Made], temporary: str) -> Problem:
    """A finding at the cell that it comes from; what comes from no cell keeps its place in the message."""
    shown = str(made[0].path.parent)
    message, advice = (
        text.replace(str(Path(temporary) / made[0].path.parent.name), shown)
        for text in (finding.message, finding.advice)
    )
    for one in made:
        if Path(finding.position.file).name == one.path.name and finding.position.file.startswith(temporary):
            place = _cell(one, finding.position)
            if place is not None:
                return Problem(place, message, advice)
    place = next(iter(made[0].file.paths().values())).cell(())
    where = replace(finding, message=message, advice="")
    return Problem(place, f"Met dit voorstel klopt een andere regel niet meer: {where}", advice)


def _cell(one: Made, position: Position) -> Place | None:
    """The cell of the last thing that starts at or before a place in the file."""
    document = _document(one)
    if document is None:
        return None
    paths = one.file.paths()
    best = max(
        (
            (mark.line, mark.column, path)
            for path, mark in document.marks.items()
            if (mark.line, mark.column) <= (position.line, position.column)
        ),
        key=lambda found: (found[0], found[1], len(found[2])),
        default=None,
    )
    path = best[2] if best else ()
    for length in range(len(path), 0, -1):
        if path[:length] in paths:
            return paths[path[:length]].cell(path[length:])
    return next((change.cell(()) for above, change in paths.items() if above[: len(path)] == path), None)


def _document(one: Made) -> Document | None:
    try:
        return read_text(one.text, one.path.name)
    except LanguageError:
        return None


def publish_all(made: Iterable[Made]) -> None:
    """Write the files; each appears whole, and only when all could be written."""
    made = list(made)
    try:
        for one in made:
            one.path.parent.mkdir(parents=True, exist_ok=True)
            part(one.path).write_text(one.text, encoding="utf-8")
    except OSError:
        for one in made:
            part(one.path).unlink(missing_ok=True)
        raise
    for one in made:
        publish(one.path)
