"""Cases with a known answer and the ground of that answer, and the runner that holds rulesets to them."""

from regels_casebook.cases import Case, CasebookError, Ground
from regels_casebook.hold import Difference, hold
from regels_casebook.read import read_casebook

__all__ = ["Case", "CasebookError", "Difference", "Ground", "hold", "read_casebook"]
