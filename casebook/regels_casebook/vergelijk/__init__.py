"""What another law does, beside the law as it is: on cases, and on a whole caseload."""

from regels_casebook.vergelijk.gevallen import compare_cases
from regels_casebook.vergelijk.model import Vergelijking
from regels_casebook.vergelijk.paar import CompareError, Pair, load_pair, regeling_of
from regels_casebook.vergelijk.vergelijk import Request, compare

__all__ = [
    "CompareError",
    "Pair",
    "Request",
    "Vergelijking",
    "compare",
    "compare_cases",
    "load_pair",
    "regeling_of",
]
