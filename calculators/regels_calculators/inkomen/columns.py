"""The feed: one row is one payment record. Header, checks, template and JSON Schema follow from ``FEED``."""

from dataclasses import dataclass
from datetime import date

from regels.errors import Position
from regels.plan.plan import Default, InputSpec
from regels.plan.types import Kind, Type

_HERE = Position("betalingen", 1, 1)
_EPOCH = date(1970, 1, 1)
_MOST = 99_999_999
APPLICANT, PARTNER = "aanvrager", "partner"
PERSONS = (APPLICANT, PARTNER)
WAGE, HOLIDAY_PAY, ONCE, BENEFIT = "loon", "vakantietoeslag", "eenmalig", "uitkering"
KINDS = (WAGE, HOLIDAY_PAY, ONCE, BENEFIT)
SOURCES = ("loonstrook", "polis", "datakluis", "opgave")
VAULT_SOURCE = "datakluis"
OPEN_END = (date(9999, 1, 1) - _EPOCH).days
"""An end from this day on (9999-12-30, 9999-12-31) means: no end."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the feed.

    ``type`` None: text. ``obliged``: without the column the file is refused. ``filled``: a row in which it is
    empty is set apart. ``absent``: what a column that is not there means, as people write it; None: unknown.
    ``empty``: what an empty cell means.
    """

    name: str
    title: str
    type: Type | None = None
    obliged: bool = False
    filled: bool = False
    absent: str | None = None
    absent_value: int = 0
    empty: str = "onbekend"

    @property
    def spec(self) -> InputSpec:
        """The column as the converters of ``regels.tabel`` know it."""
        assert self.type is not None, "a column of text has no type of the plan"
        absent = Default.UNKNOWN if self.absent is None else Default.VALUE
        return InputSpec(
            self.name, self.type, 0, None, absent, self.absent_value, False, "", self.title, "", _HERE
        )  # fmt: skip


def _days(low: date, high: date) -> Type:
    return Type(Kind.DATE, low=(low - _EPOCH).days, high=(high - _EPOCH).days)


def _choice(*options: str) -> Type:
    return Type(Kind.CHOICE, options=options, high=len(options) - 1)


_AMOUNT = Type(Kind.MONEY, scale=2, low=-_MOST, high=_MOST)
_DAY = _days(date(2000, 1, 1), date(2060, 12, 31))
_YES_NO = Type(Kind.BOOL, high=1)

FEED: tuple[Column, ...] = (
    Column("dossier_id", "Het dossier waar de betaling bij hoort.", obliged=True, filled=True),
    Column(
        "persoon", "Wie het geld kreeg.", _choice(*PERSONS),
        filled=True, absent=APPLICANT, absent_value=PERSONS.index(APPLICANT),
    ),
    Column(
        "ikv", "De inkomstenverhouding: de werkgever of uitkeringsinstantie, met het nummer daar.",
        obliged=True, filled=True,
    ),
    Column("betaling_id", "Het eigen nummer van dit record in de bron.", obliged=True, filled=True),
    Column("periode_van", "De eerste dag waarover is verdiend.", _DAY),
    Column("periode_tot", "De laatste dag waarover is verdiend; die dag telt mee.", _DAY),
    Column("betaald_op", "De dag waarop het geld is betaald.", _DAY),
    Column(
        "ontvangen_op", "De dag waarop dit record bij de gemeente kwam.", _DAY, empty="de dag van betaald_op"
    ),
    Column(
        "soort", "Wat voor betaling het is.", _choice(*KINDS), filled=True, absent=WAGE,
        absent_value=KINDS.index(WAGE),
    ),
    Column("loon", "Het loon voor de loonheffing (bruto).", _AMOUNT),
    Column("loonheffing", "De ingehouden loonbelasting en premie volksverzekeringen.", _AMOUNT),
    Column("zvw", "De ingehouden bijdrage Zorgverzekeringswet; 0 als de werkgever die betaalt.", _AMOUNT),
    Column("premies", "De premie Werkhervattingsfonds die van het loon af gaat.", _AMOUNT),
    Column("voordeel_auto", "Het netto voordeel van privé rijden in de auto van de zaak.", _AMOUNT),
    Column(
        "vrijgesteld", "Het netto deel van het loon dat vrij is (Pw art. 31 lid 2 onder c en p).", _AMOUNT
    ),
    Column(
        "netto", "Het nettoloon zoals het op de loonstrook staat, zonder vakantietoeslag.", _AMOUNT,
        empty="staat niet op de loonstrook; dan telt de rekenregel",
    ),
    Column("uren", "De uren waarover is betaald.", Type(Kind.NUMBER, scale=2, low=-100_000, high=1_000_000)),
    Column("vakantietoeslag_betaald", "De vakantietoeslag die netto is uitbetaald.", _AMOUNT),
    Column("vakantietoeslag_opgebouwd", "De netto vakantietoeslag waarop dit loon aanspraak geeft.", _AMOUNT),
    Column("lks", "De baan is met loonkostensubsidie.", _YES_NO, absent="nee"),
    Column(
        "correctie_op", "Het betaling_id van het record dat dit record vervangt.", absent="geen", empty="geen"
    ),
    Column(
        "geschat", "Het bedrag is een schatting; een later record vervangt het.", _YES_NO,
        absent="nee", empty="nee",
    ),
    Column(
        "ikv_van", "De eerste dag van de inkomstenverhouding.", _days(date(1970, 1, 1), date(2060, 12, 31))
    ),
    Column(
        "ikv_tot", "De laatste dag van de inkomstenverhouding.", _days(date(2000, 1, 1), date(9999, 12, 31)),
        absent="geen einde bekend", empty="geen einde bekend",
    ),
    Column("bron", "Waar het record vandaan komt.", _choice(*SOURCES)),
)  # fmt: skip

BY_NAME = {column.name: column for column in FEED}
NAMES = tuple(BY_NAME)
TEXTS = tuple(column.name for column in FEED if column.type is None)
AMOUNTS = tuple(column.name for column in FEED if column.type is _AMOUNT)
