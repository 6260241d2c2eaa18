"""The pydantic model of a case: the same fields, the same texts, the same mistakes as ``to_integers``."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic_core import InitErrorDetails, PydanticCustomError

from regels.plan.plan import InputSpec, Plan
from regels.plan.types import Kind, Type
from regels.schema.field import EPOCH, reader_of
from regels.schema.problems import MISSING, FieldProblem, Refused, problem_of, unknown_field
from regels.schema.rows import input_property, meaning
from regels.tabel.wording import decimals


def case_model(plan: Plan) -> type[BaseModel]:
    """A pydantic model of one row of input; every mistake is reported with its field, in Dutch."""
    needed = plan.inputs[plan.month].name
    fields: dict[str, Any] = {
        spec.name: (_annotation(spec, spec.name == needed), ... if spec.name == needed else None)
        for spec in plan.inputs
    }
    config = ConfigDict(extra="forbid", frozen=True, title=plan.title)
    base = type("CaseBase", (BaseModel,), {"model_config": config, "_in_dutch": _in_dutch(plan)})
    return create_model(f"{plan.name.title().replace('_', '')}Invoer", __base__=base, **fields)


def _in_dutch(plan: Plan) -> Any:
    """A validator around all fields: unknown and missing fields are reported in Dutch beside the others."""
    specs = {spec.name: spec for spec in plan.inputs}

    def judge(cls: Any, data: Any, handler: Any) -> Any:
        fields = data if isinstance(data, Mapping) else None
        try:
            made = handler(data if fields is None else {k: v for k, v in fields.items() if k in specs})
            errors: list[InitErrorDetails] = []
        except ValidationError as error:
            made, errors = None, [_translated(details, specs) for details in error.errors()]
        for name in fields or ():
            if name not in specs:
                errors.append(_error(unknown_field(str(name), list(specs)), "onbekend_veld", fields))
        if errors:
            raise ValidationError.from_exception_data(plan.title, errors)
        return made

    return model_validator(mode="wrap")(classmethod(judge))  # type: ignore[arg-type]


def _translated(details: Any, specs: Mapping[str, InputSpec]) -> InitErrorDetails:
    if details["type"] == "missing":
        problem = problem_of(specs[str(details["loc"][0])], None, MISSING)
        return _error(problem, "ontbreekt", details["input"])
    error = PydanticCustomError(details["type"], "{tekst}", {"tekst": details["msg"]})
    return InitErrorDetails(type=error, loc=details["loc"], input=details["input"])


def _error(problem: FieldProblem, code: Any, found: object) -> InitErrorDetails:
    return InitErrorDetails(type=_custom(problem, code), loc=(problem.field,), input=found)


def _custom(problem: FieldProblem, code: Any) -> PydanticCustomError:
    return PydanticCustomError(code, "{tekst}", {"tekst": str(problem)})


def _annotation(spec: InputSpec, needed: bool) -> Any:
    read = reader_of(spec)

    def validate(raw: Any) -> Any:
        cell = None if raw is None else read(raw)
        if cell is None and needed:
            cell = MISSING
        if isinstance(cell, Refused):
            raise _custom(problem_of(spec, raw, cell), "veld")
        return None if cell is None else readable(spec.type, cell)

    schema = WithJsonSchema(input_property(spec, needed))
    return Annotated[
        _python_type(spec.type) | None, BeforeValidator(validate), schema, Field(description=meaning(spec))
    ]


def _python_type(kind: Type) -> Any:
    match kind.kind:
        case Kind.BOOL:
            return bool
        case Kind.CHOICE:
            return Literal[kind.options]
        case Kind.DATE | Kind.MONTH:
            return date
    return Decimal if decimals(kind) or kind.kind in (Kind.MONEY, Kind.PERCENT) else int


def readable(kind: Type, cell: int) -> bool | str | date | Decimal | int:
    """A representing integer as a Python value; a percentage of 12,5 as ``Decimal("12.5")``."""
    match kind.kind:
        case Kind.BOOL:
            return bool(cell)
        case Kind.CHOICE:
            return kind.options[cell]
        case Kind.DATE:
            return date.fromordinal(EPOCH.toordinal() + cell)
        case Kind.MONTH:
            return date(1970 + cell // 12, cell % 12 + 1, 1)
    return Decimal(cell).scaleb(-decimals(kind)) if _python_type(kind) is Decimal else cell
