"""Cases with a known answer and the ground of that answer, and the runner that holds rulesets to them."""

from regels_casebook.cases import Case, CasebookError, Ground, read_casebook
from regels_casebook.hold import Difference, hold

__all__ = ["Case", "CasebookError", "Difference", "Ground", "hold", "read_casebook"]
