"""Small plans made by hand, for the tests of the table layer."""

from datetime import date

from regels.errors import Position
from regels.plan.nodes import Const
from regels.plan.plan import Default, InputSpec, Plan
from regels.plan.types import BOOL, Kind, Type

HERE = Position("proef.yaml", 1, 1)
MONEY = Type(Kind.MONEY, scale=2, low=-99_999_999, high=99_999_999)
PERCENT = Type(Kind.PERCENT, scale=4, low=0, high=10_000)
COUNT = Type(Kind.NUMBER, low=0, high=20)
FACTOR = Type(Kind.NUMBER, scale=3, low=0, high=10**9)
DAY = Type(Kind.NUMBER, low=1, high=31)
DATE = Type(
    Kind.DATE, low=date(1900, 1, 1).toordinal() - 719_163, high=date(2100, 1, 1).toordinal() - 719_163
)
MONTH = Type(Kind.MONTH, low=(2015 - 1970) * 12, high=(2040 - 1970) * 12)
DURATION = Type(Kind.NUMBER, (("maand", 1),), low=0, high=600)
HOUSEHOLD = Type(Kind.CHOICE, options=("alleenstaande", "alleenstaande_ouder", "gehuwden"), high=2)


def spec(
    name: str,
    type: Type,
    absent: Default = Default.UNKNOWN,
    absent_value: int = 0,
    empty_nvt: bool = False,
    judgement: str = "",
) -> InputSpec:
    """One input."""
    return InputSpec(
        name,
        type,
        0,
        None,
        absent,
        absent_value,
        empty_nvt,
        f"Wat is {name}?",
        f"Uitleg bij {name}.",
        judgement,
        HERE,
    )


DEFAULT_INPUTS = (
    spec("maand", MONTH),
    spec("van_dag", DAY, Default.NVT, empty_nvt=True),
    spec("tot_dag", DAY, Default.NVT, empty_nvt=True),
    spec("leefvorm", HOUSEHOLD),
    spec("geboortedatum", DATE),
    spec("kinderen", COUNT),
    spec("inkomen", MONEY),
    spec("vermogen", MONEY, Default.VALUE, 0),
    spec("maatregel_percentage", PERCENT, Default.VALUE, 0),
    spec("volledige_zorg", BOOL, judgement="college"),
    spec("duur", DURATION, Default.VALUE, 0),
    spec("factor", FACTOR, Default.VALUE, 1000),
)


def make_plan(inputs: tuple[InputSpec, ...] = DEFAULT_INPUTS) -> Plan:
    """A plan that has inputs and nothing else."""
    names = [one.name for one in inputs]
    place = {name: names.index(name) if name in names else -1 for name in ("maand", "van_dag", "tot_dag")}
    never = Const(BOOL, 0)
    return Plan(
        "proef", "Proefregeling", inputs, (), (), (), (), (), never, (), (), never,
        place["maand"], place["van_dag"], place["tot_dag"], 0, 0, 0, 0, "abc123",
    )  # fmt: skip


def wide_plan(extra: int) -> Plan:
    """A plan of the default inputs and ``extra`` more of every kind."""
    kinds = (MONEY, MONEY, MONEY, BOOL, COUNT, DATE, HOUSEHOLD, MONEY)
    more = tuple(spec(f"veld_{i}", kinds[i % len(kinds)]) for i in range(extra))
    return make_plan(DEFAULT_INPUTS + more)
