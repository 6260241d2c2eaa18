"""The Dutch texts about a value: what is expected, what is wrong and what to do."""

from datetime import date, datetime, timedelta
from decimal import Decimal as Number

from regels.plan.plan import Default, InputSpec
from regels.plan.types import CALENDAR_YEAR, Kind, Type
from regels.tabel.nearest import nearest
from regels.tabel.rejects import Problem
from regels.tabel.style import Decimal, Style

_COUNTS = ("geen", "één", "twee", "drie", "vier", "vijf", "zes")
_SEPARATORS = {";": "puntkomma", ",": "komma"}


def decimals(type: Type) -> int:
    """Decimals in a column of this type: of a percentage those of 12,5, not of 0,125."""
    return max(type.scale - 2, 0) if type.kind is Kind.PERCENT else type.scale


def _fraction(count: int) -> str:
    if count == 0:
        return "zonder decimalen"
    word = _COUNTS[count] if count < len(_COUNTS) else str(count)
    return f"met hoogstens {word} {'decimaal' if count == 1 else 'decimalen'}"


def _example(whole: int, count: int, style: Style) -> str:
    sign = "." if style.decimal is Decimal.POINT else ","
    return str(whole) + (sign + "5678901"[:count] if count else "")


def kind_text(type: Type, style: Style) -> str:
    """The kind of value that a column holds, with an example."""
    count = decimals(type)
    match type.kind:
        case Kind.BOOL:
            return "ja of nee"
        case Kind.CHOICE:
            return "een van: " + ", ".join(type.options)
        case Kind.MONEY:
            return f"een bedrag {_fraction(count)}, zoals {_example(1234, count, style)}"
        case Kind.PERCENT:
            return f"een percentage {_fraction(count)}, zoals {_example(12, min(count, 1), style)}"
        case Kind.NUMBER if count:
            return f"een getal {_fraction(count)}, zoals {_example(12, 1, style)}"
        case Kind.NUMBER:
            return "een heel getal, zoals 12"
        case Kind.DATE:
            return "een datum, zoals 2026-07-01"
        case Kind.MONTH:
            return "een maand, zoals 2026-07"


def value_text(type: Type, value: int) -> str:
    """A canonical integer as people write it."""
    match type.kind:
        case Kind.BOOL:
            return "ja" if value else "nee"
        case Kind.CHOICE:
            return type.options[value]
        case Kind.DATE:
            return (date(1970, 1, 1) + timedelta(days=value)).isoformat()
        case Kind.MONTH:
            return f"{1970 + value // 12}-{value % 12 + 1:02d}"
    if type.unit == CALENDAR_YEAR:
        return str(value)
    count = decimals(type)
    digits = f"{Number(value).scaleb(-count):,.{count}f}"
    text = digits.translate(str.maketrans(",.", ".,"))
    return {Kind.MONEY: f"€ {text}", Kind.PERCENT: f"{text}%"}.get(type.kind, text)


def found_text(value: object) -> str:
    """A raw value as the user would recognise it in the file."""
    match value:
        case None:
            return "(leeg)"
        case bool():
            return "ja" if value else "nee"
        case float() if value.is_integer() and abs(value) < 10**18:
            return str(int(value))
        case float() | Number():
            return str(value).replace(".", ",")
        case datetime():
            return value.isoformat(" ")
        case date():
            return value.isoformat()
    return str(value)


def absent_text(spec: InputSpec) -> str:
    """What a column that is not there means."""
    match spec.absent:
        case Default.UNKNOWN:
            return "onbekend voor alle rijen"
        case Default.NVT:
            return "niet van toepassing voor alle rijen"
        case Default.VALUE:
            return f"{value_text(spec.type, spec.absent_value)} voor alle rijen"


def empty_text(spec: InputSpec) -> str:
    """What an empty value means."""
    return "niet van toepassing" if spec.empty_nvt else "onbekend"


def expected_text(spec: InputSpec, problem: Problem, style: Style) -> str:
    """What the column should hold."""
    if problem is Problem.OUT_OF_RANGE:
        bounds = value_text(spec.type, spec.type.low), value_text(spec.type, spec.type.high)
        return f"een waarde van {bounds[0]} tot en met {bounds[1]}"
    if problem is Problem.NOT_FIRST_OF_MONTH:
        return "de eerste dag van een maand, zoals 2026-07-01"
    return kind_text(spec.type, style)


def advice_text(spec: InputSpec, problem: Problem, found: str, style: Style) -> str:
    """What the user can do about it."""
    match problem:
        case Problem.OUT_OF_RANGE if spec.type.kind in (Kind.DATE, Kind.MONTH) or not decimals(spec.type):
            return "Controleer de waarde."
        case Problem.OUT_OF_RANGE:
            return "Controleer de waarde. Staat de komma op de goede plaats?"
        case Problem.INEXACT:
            return "Rond de waarde zelf af. Dit programma rondt geen invoer af."
        case Problem.AMBIGUOUS:
            return "Dit kan een duizendtal zijn of een breuk. Schrijf geen teken tussen de duizendtallen."
        case Problem.OTHER_SEPARATOR if style.decimal is Decimal.POINT:
            return "In dit bestand staan komma's tussen de velden. Schrijf de decimalen dan na een punt."
        case Problem.OTHER_SEPARATOR:
            return "In dit bestand staan puntkomma's tussen de velden. Schrijf de decimalen dan na een komma."
        case Problem.UNREADABLE | Problem.DATE_ORDER | Problem.WRONG_KIND if spec.type.kind is Kind.MONTH:
            return "Schrijf een maand als jaar en maand met een streepje: 2026-07."
        case Problem.DATE_ORDER:
            return "Schrijf de datum als jaar, maand, dag met streepjes: 2026-07-01."
        case Problem.NO_SUCH_DAY:
            return "Deze dag bestaat niet. Controleer de datum."
        case Problem.DATE_AS_TEXT:
            return (
                "In de cel staat tekst. "
                "Maak er in Excel een datum van (Celeigenschappen, Datum) en typ hem opnieuw."
            )
        case Problem.CLOCK_TIME:
            return "Haal de tijd weg. Alleen de dag telt."
        case Problem.NOT_FIRST_OF_MONTH:
            return "Schrijf een maand als de eerste dag van die maand."
        case Problem.NOT_YES_NO | Problem.WRONG_KIND if spec.type.kind is Kind.BOOL:
            return "Schrijf ja of nee. Andere woorden, zoals true, 1 of NO, leest dit programma niet."
        case Problem.UNKNOWN_OPTION:
            near = nearest(found, spec.type.options)
            return f"Bedoelde u {near}?" if near else "Kies een van deze waarden, precies zo geschreven."
        case Problem.SHARE:
            return "Een cel met de opmaak Procent bewaart 10% als 0,1. Zet de opmaak op Getal en typ 10."
        case Problem.EXCEL_ERROR:
            return "De formule in deze cel geeft een fout. Herstel de formule."
        case Problem.MISSING:
            return "Vul deze kolom in. Zonder deze waarde is de regel niet te lezen."
    return f"Verbeter de waarde of maak de cel leeg. Leeg betekent: {empty_text(spec)}."


def separator_name(style: Style) -> str:
    """The sign between fields, as a word."""
    return _SEPARATORS[style.separator]
