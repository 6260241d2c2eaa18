"""Regels: the law as data, and calculators that read it.

>>> import regels
>>> wet = regels.load("landelijk")
>>> wet.evaluate({"maand": "2026-07", "leefvorm": "alleenstaande"}).status
'onbepaald'
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from regels.decision import Decision
    from regels.errors import RegelsError, RulesetError
    from regels.ruleset import Ruleset, load

__version__ = "0.1.0"
__all__ = ["Decision", "RegelsError", "Ruleset", "RulesetError", "__version__", "load"]

_WHERE = {
    "Decision": "regels.decision", "RegelsError": "regels.errors", "RulesetError": "regels.errors",
    "Ruleset": "regels.ruleset", "load": "regels.ruleset",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import on first use, so that ``import regels`` stays fast."""
    if name not in _WHERE:
        raise AttributeError(f"module 'regels' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_WHERE[name]), name)
