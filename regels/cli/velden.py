"""``regels velden``: what a regeling asks and gives."""

import json

from regels.errors import RegelsError
from regels.plan.kinds import type_text
from regels.plan.plan import Default, InputSpec
from regels.ruleset import load

SCHEMAS = ("invoer", "uitkomst", "formaat")


class UnknownSchema(RegelsError):
    """There is a JSON Schema of the input, of the output and of the format of ruleset files."""


def run(regeling: str, name: str, schema: str | None) -> int:
    """Print the fields, or a JSON Schema."""
    ruleset = load(name, regeling)
    if schema is not None:
        from regels.schema import format_schema

        makers = dict(zip(SCHEMAS, (ruleset.input_schema, ruleset.output_schema, format_schema), strict=True))
        if schema not in makers:
            raise UnknownSchema(f"‘{schema}’ is geen schema. Kies uit: {', '.join(SCHEMAS)}.")
        print(json.dumps(makers[schema](), ensure_ascii=False, indent=2))
        return 0
    print(f"{ruleset.plan.title}\n\nInvoer")
    for spec in ruleset.plan.inputs:
        print(f"  {spec.name:38} {type_text(spec.type):34} {_meaning(spec)}")
    print("\nUitkomsten")
    for outcome in ruleset.plan.outcomes:
        print(f"  {outcome.name:38} {type_text(outcome.type):34} {outcome.title}")
    return 0


def _meaning(spec: InputSpec) -> str:
    parts = [spec.explanation]
    if spec.judgement:
        parts.append(f"oordeel van het {spec.judgement}")
    if spec.empty_nvt:
        parts.append("leeg betekent: niet van toepassing")
    if spec.absent is not Default.UNKNOWN:
        parts.append("mag ontbreken")
    return "; ".join(parts)
