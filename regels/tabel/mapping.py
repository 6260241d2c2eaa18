"""The mapping file: which column of the user's file is which column of the ruleset."""

from collections import Counter
from collections.abc import Mapping as AbstractMapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from regels.errors import os_reason
from regels.tabel.errors import MappingUnreadable


@dataclass(frozen=True, slots=True)
class Mapping:
    """``columns``: our name to theirs. ``ignore``: their columns that are not ours, on purpose."""

    columns: AbstractMapping[str, str] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()
    file: str = "koppeling"


def read_mapping(path: str | Path) -> Mapping:
    """Read ``kolommen: {ours: theirs}`` and ``negeer: [names]``.

    Every scalar stays text (``NO`` is a name, not False); a double or unknown key is an error.
    """
    file = str(path)
    try:
        root = yaml.compose(Path(path).read_text("utf-8-sig"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise MappingUnreadable(file, os_reason(error)) from error
    except UnicodeDecodeError as error:
        raise MappingUnreadable(file, "sla het op als UTF-8") from error
    except yaml.YAMLError as error:
        raise MappingUnreadable(file, " ".join(str(error).split())) from error
    if root is None:
        return Mapping(file=file)
    parts = _pairs(root, file)
    unknown = sorted(set(parts) - {"kolommen", "negeer"})
    if unknown:
        raise MappingUnreadable(file, f"“{unknown[0]}” is niet bekend")
    columns = (
        {ours: _text(theirs, file) for ours, theirs in _pairs(parts["kolommen"], file).items()}
        if "kolommen" in parts
        else {}
    )
    twice = [name for name, count in Counter(columns.values()).items() if count > 1]
    if twice:
        raise MappingUnreadable(file, f"“{twice[0]}” is de naam van twee kolommen")
    ignore = _names(parts["negeer"], file) if "negeer" in parts else frozenset()
    return Mapping(columns, ignore, file)


def _pairs(node: yaml.Node, file: str) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise MappingUnreadable(file, f"op regel {node.start_mark.line + 1} wordt “naam: waarde” verwacht")
    pairs: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = _text(key, file)
        if name in pairs:
            raise MappingUnreadable(file, f"“{name}” staat er twee keer")
        pairs[name] = value
    return pairs


def _names(node: yaml.Node, file: str) -> frozenset[str]:
    if not isinstance(node, yaml.SequenceNode):
        raise MappingUnreadable(file, f"op regel {node.start_mark.line + 1} wordt een lijst verwacht")
    return frozenset(_text(item, file) for item in node.value)


def _text(node: yaml.Node, file: str) -> str:
    if not isinstance(node, yaml.ScalarNode) or not node.value:
        raise MappingUnreadable(file, f"op regel {node.start_mark.line + 1} wordt één naam verwacht")
    return str(node.value)
