"""Reading files of cases; every mistake is named at its line and column."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from regels.bestand.yaml_reader import Document, read_yaml
from regels.errors import LanguageError
from regels_casebook.cases import Case, CasebookError, File, problems

KNOWN_GAPS = "hiaten.yaml"


def read_casebook(root: Path, regeling: str | None = None) -> list[tuple[str, Case]]:
    """All cases under a directory with their regeling, by file and place. Raises CasebookError."""
    if not root.is_dir():
        raise CasebookError(f"{root}: deze map is er niet.")
    found: list[tuple[str, Case]] = []
    mistakes: list[str] = []
    for path in sorted(root.rglob("*.yaml")):
        if path.name == KNOWN_GAPS:
            continue
        try:
            found += _read(path, str(path.relative_to(root)))
        except (CasebookError, LanguageError) as error:
            mistakes.append(str(error))
    mistakes += _twice([case for _, case in found])
    if mistakes:
        raise CasebookError("\n".join(mistakes))
    return [(name, case) for name, case in found if regeling in (None, name)]


def _read(path: Path, shown: str) -> list[tuple[str, Case]]:
    document = read_yaml(path, shown)
    try:
        file = File.model_validate(document.data)
    except ValidationError as error:
        raise CasebookError("\n".join(_wrong_form(document, error))) from None
    cases = [
        case.model_copy(update={"feiten": {**file.uitgangspunt, **case.feiten}}) for case in file.gevallen
    ]
    wrong = [
        f"{document.position(('gevallen', place, *where))}: {case.naam}: {message}"
        for place, case in enumerate(cases)
        for where, message in problems(case)
    ]
    if wrong:
        raise CasebookError("\n".join(wrong))
    return [(str(file.regeling), case) for case in cases]


def _wrong_form(document: Document, error: ValidationError) -> Iterator[str]:
    for one in error.errors():
        path = tuple(step for step in one["loc"])
        keys = {
            "missing": "dit ontbreekt",
            "extra_forbidden": "deze sleutel is hier niet bekend",
            "literal_error": f"kies uit {one.get('ctx', {}).get('expected', '')}".replace(" or ", " of "),
        }
        said = keys.get(one["type"], "dit heeft niet de goede vorm")
        yield f"{document.position(path)}: {said}: {' › '.join(map(str, path))}."


def _twice(cases: list[Case]) -> Iterator[str]:
    first: dict[str, Case] = {}
    for case in cases:
        name = str(case.naam)
        if name in first:
            other = first[name].where
            advice = "Geef elk een eigen naam."
            yield f"{case.where}: het geval ‘{name}’ staat er twee keer (ook op {other}). {advice}"
        first.setdefault(name, case)
