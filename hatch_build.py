"""Puts the YAML of ``rulesets/`` and ``casebook/`` inside the wheel, as ``regels/_data/``.

An editable install gets nothing: ``regels.data`` reads the files where they are.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

DATA = ("rulesets", "casebook")


class DataHook(BuildHookInterface[Any]):
    """Every ``*.yaml`` below the data directories, hidden files and directories excepted."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the files to a wheel; to an editable install it adds none."""
        if version == "editable":
            return
        root = Path(self.root)
        for name in DATA:
            for path in sorted((root / name).rglob("*.yaml")):
                inside = path.relative_to(root)
                if not any(part.startswith(".") for part in inside.parts):
                    build_data["force_include"][str(path)] = f"regels/_data/{inside.as_posix()}"
