"""Cases as YAML files, one for each regeling."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from regels_casebook.cases import Case, CasebookError

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*(-[A-Za-z0-9_]+)*|[0-9]+(-[0-9]+)*")


def write_cases(root: Path, cases: Sequence[tuple[str, Case]]) -> list[Path]:
    """Write ``<regeling>/gevallen.yaml`` for each regeling; nothing is overwritten. Returns the files."""
    by_regeling: dict[str, list[Case]] = {}
    for regeling, case in cases:
        by_regeling.setdefault(regeling, []).append(case)
    texts = {root / name / "gevallen.yaml": as_yaml(name, own) for name, own in by_regeling.items()}
    there = next((path for path in texts if path.exists()), None)
    if there is not None:
        raise CasebookError(
            f"{there} is er al. Kies met --map een andere map, of haal het bestand eerst weg."
        )
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(texts)


def as_yaml(regeling: str, cases: Sequence[Case]) -> str:
    """The text of a file of cases."""
    return (
        "\n".join([f"regeling: {regeling}", "gevallen:", *(line for case in cases for line in _lines(case))])
        + "\n"
    )


def _lines(case: Case) -> Iterator[str]:
    yield f"  - naam: {_scalar(case.naam)}"
    yield f"    titel: {_scalar(case.titel)}"
    yield f"    grond: {_flow({key: value for key, value in case.grond.model_dump().items() if value})}"
    if case.regelset != "landelijk":
        yield f"    regelset: {_scalar(case.regelset)}"
    if case.instellingen:
        yield f"    instellingen: {_flow(case.instellingen)}"
    yield "    feiten:" if case.feiten else "    feiten: {}"
    yield from (f"      {name}: {_scalar(value)}" for name, value in case.feiten.items())
    if case.maanden is not None:
        yield "    maanden:"
        yield from (f"      - {_flow(month)}" for month in case.maanden)
    if isinstance(case.verwacht, list):
        yield "    verwacht:"
        yield from (f"      - {_flow(row)}" for row in case.verwacht)
    else:
        yield f"    verwacht: {_flow(case.verwacht)}"
    if case.noot:
        yield f"    noot: {_scalar(case.noot)}"


def _flow(pairs: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{name}: {_scalar(str(value))}" for name, value in pairs.items()) + "}"


def _scalar(text: str) -> str:
    return text if PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
