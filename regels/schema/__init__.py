"""What goes in and what comes out: one row of a case, its pydantic model, and JSON Schema of everything."""

from regels.schema.case import Case, all_integers, as_values, order_rows, to_integers, to_values
from regels.schema.model import case_model, readable
from regels.schema.problems import CaseError, FieldProblem
from regels.schema.rows import input_schema, output_schema
from regels.schema.ruleset import format_schema

__all__ = [
    "Case",
    "CaseError",
    "FieldProblem",
    "all_integers",
    "as_values",
    "case_model",
    "format_schema",
    "input_schema",
    "order_rows",
    "output_schema",
    "readable",
    "to_integers",
    "to_values",
]
