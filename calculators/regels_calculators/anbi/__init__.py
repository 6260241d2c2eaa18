"""The open list of ANBI of the tax office: read it, look an institution up, fill in a caseload.

Reading an open data set is no law: what an ANBI means for someone stands in the rulesets.
"""

from regels_calculators.anbi.errors import AnbiError, CannotFill, DataSetRefused, IndexMissing, WrongRsin
from regels_calculators.anbi.files import fill_file
from regels_calculators.anbi.fill import Filled, Filler, fill
from regels_calculators.anbi.index import About, Report, default_index, read, refusals_path
from regels_calculators.anbi.lookup import Answer, Candidates, Reason, Register
from regels_calculators.anbi.records import Record, Refusal
from regels_calculators.anbi.rsin import to_rsin

__all__ = [
    "About",
    "AnbiError",
    "Answer",
    "Candidates",
    "CannotFill",
    "DataSetRefused",
    "Filled",
    "Filler",
    "IndexMissing",
    "Reason",
    "Record",
    "Refusal",
    "Register",
    "Report",
    "WrongRsin",
    "default_index",
    "fill",
    "fill_file",
    "read",
    "refusals_path",
    "to_rsin",
]
