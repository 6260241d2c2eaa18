"""``regels bereken``: one case from a file, with its explanation."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from regels.errors import RegelsError, os_reason
from regels.ruleset import load
from regels.schema import CaseError

UNREADABLE = 2


class CaseFileError(RegelsError):
    """The file of a case could not be read; the message says where and what is expected."""


def run(path: Path, name: str, regeling: str, explain: bool, as_json: bool) -> int:
    """Print the result of each month of the case. Exit code 1 when a month could not be determined."""
    cases = read_cases(path)
    ruleset = load(name, regeling)
    try:
        decisions = ruleset.interpret(ruleset.in_order(cases))
    except CaseError as error:
        raise CaseFileError("\n".join(f"{path}: {problem}" for problem in error.problems)) from None
    if as_json:
        print(json.dumps([decision.as_dict() for decision in decisions], ensure_ascii=False, indent=2))
    else:
        for place, decision in enumerate(decisions):
            print("\n" * bool(place) + (decision.explain() if explain else decision.summary()))
    return 0 if all(decision.status in ("recht", "geen_recht") for decision in decisions) else 1


def read_cases(path: Path) -> list[dict[str, Any]]:
    """The months of the case: a mapping, a list of mappings, or a mapping with ``maanden:``."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise CaseFileError(f"{path}: dit bestand is niet te lezen: {os_reason(error)}.") from None
    except UnicodeDecodeError:
        raise CaseFileError(f"{path}: de tekens zijn niet te lezen. Sla het bestand op als UTF-8.") from None
    found = _json(text, path) if path.suffix.lower() == ".json" else _yaml(text, path)
    shared: dict[str, Any] = {}
    if isinstance(found, dict) and isinstance(found.get("maanden"), list):
        shared = {key: value for key, value in found.items() if key != "maanden"}
        found = found["maanden"]
    rows = found if isinstance(found, list) else [found]
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise CaseFileError(f"{path}: een casus bestaat uit velden met waarden, of uit een lijst daarvan.")
    return [{**shared, **row} for row in rows]


def _json(text: str, path: Path) -> Any:
    try:
        return json.loads(text, parse_float=Decimal, object_pairs_hook=lambda pairs: _object(pairs, path))
    except json.JSONDecodeError as error:
        raise CaseFileError(
            f"{path}:{error.lineno}:{error.colno}: dit is geen goede JSON ({error.msg}). "
            "Kijk of hier een komma, haakje of aanhalingsteken te veel is of ontbreekt."
        ) from None
    except (ValueError, RecursionError):
        raise CaseFileError(
            f"{path}: hier staat een getal dat te lang is, of te veel haakjes in elkaar."
        ) from None


def _object(pairs: list[tuple[str, Any]], path: Path) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise CaseFileError(f"{path}: het veld ‘{twice}’ staat er twee keer. Haal er één weg.")
    return dict(pairs)


def _yaml(text: str, path: Path) -> Any:
    from regels.bestand.yaml_reader import read_text

    return _plain(read_text(text, str(path)).data)


def _plain(found: Any) -> Any:
    """Text as it was written; an empty value is an empty cell."""
    if isinstance(found, dict):
        return {key: _plain(value) for key, value in found.items()}
    if isinstance(found, list):
        return [_plain(value) for value in found]
    return str(found) or None
