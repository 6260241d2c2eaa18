"""The boekjaar on paper: the months, the sums, and what becomes of the loan; nothing is recomputed."""

from decimal import Decimal
from fractions import Fraction

from regels.decision import Cell
from regels.plan.plan import Verdict
from regels.uitleg.dutch import MONTHS, money
from regels_calculators.bbz.year import Afrekening, Maandresultaat

UNKNOWN = "onbekend"
WIDTH = 16
LINES = (
    ("netto_inkomen", "Netto inkomen over het boekjaar"),
    ("jaarnorm", "Jaarnorm"),
    ("bijstand_en_inkomen", "Bijstand en inkomen samen"),
    ("aanvulling", "Er komt nog bijstand bij"),
    ("terugvorderbaar_tot", "Terugvorderen kan tot"),
    ("gehandhaafde_lening", "Blijft een lening door het vermogen"),
    ("gift", "Wordt een gift"),
    ("teruggevorderd", "Het college vordert terug"),
    ("gift_na_besluit", "Gift na dat besluit"),
    ("kwijt_te_schelden_rente", "Rente die wordt kwijtgescholden"),
)


def statement(year: Afrekening) -> str:
    """The whole statement; an undetermined year says what it waits for."""
    parts = [_title(year), _months(year), _outcome(year), "Een medewerker van de gemeente beslist."]
    return "\n\n".join(parts)


def _title(year: Afrekening) -> str:
    kind = "Afrekening" if year["definitief"] else "Voorlopige afrekening"
    return f"{kind} van boekjaar {year.boekjaar}"


def _months(year: Afrekening) -> str:
    head = f"{'Maand':<{WIDTH}}{'Norm':>{WIDTH}}{'Lening':>{WIDTH}}{'Gift':>{WIDTH}}"
    sums = year.sommen
    total = _line("Samen", sums.som_normen, sums.voorlopige_bijstand, sums.bijstand_als_gift)
    return "\n".join([head, *map(_month, year.maanden), total])


def _month(month: Maandresultaat) -> str:
    name = f"{MONTHS[month.maand.month - 1]} {month.maand.year}"
    return _line(name, month.norm, month.lening, month.gift)


def _line(name: str, *amounts: Decimal | None) -> str:
    return f"{name:<{WIDTH}}" + "".join(f"{_shown(amount):>{WIDTH}}" for amount in amounts)


def _outcome(year: Afrekening) -> str:
    if year.status == Verdict.UNDETERMINED.value:
        return "\n".join(
            ["Dit boekjaar kan nog niet worden afgerekend. Dit is nog niet bekend:"]
            + [f"- {reason}" for reason in year.redenen]
        )
    if year.status != Verdict.RIGHT.value:
        return "\n".join(["Dit boekjaar is niet afgerekend:", *(f"- {reason}" for reason in year.redenen)])
    lines = [f"{text}: {_shown(year[name])}" for name, text in LINES if year[name] is not None]
    if year["terugvorderbaar_tot"] and year["teruggevorderd"] is None:
        lines.append("Of er wordt teruggevorderd, moet het college nog beslissen.")
    return "\n".join(lines)


def _shown(amount: Cell) -> str:
    if amount is None:
        return UNKNOWN
    assert isinstance(amount, Decimal)
    return money(Fraction(amount))
