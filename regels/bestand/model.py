"""The format of a ruleset file. The JSON Schema of the format is made from these models.

Keys are Dutch, as policy officers read them. Every scalar is ``Text``: it keeps its place in
the file, and what it means (an amount, a formula) is decided by the schema, never by YAML.
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from regels.bestand.text import Text


class Part(BaseModel):
    """Base of every part: an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Value(Part):
    """A figure with the days on which it holds, both included."""

    van: Text
    tot: Text | None = None
    waarde: Annotated[
        Text, Field(description="De waarde; `onbekend` (niet gevonden) of `n.v.t.` (bestond niet)")
    ]
    bron: Text
    zekerheid: Text | None = None
    noot: Text | None = None


class Open(Part):
    """Who may fill a norm that the law leaves open, and by which article."""

    door: Text
    artikel: Text


class Parameter(Part):
    """A figure of the law over time."""

    soort: Text
    titel: Text
    artikel: Text
    eenheid: Text | None = None
    opties: list[Text] | None = None
    waarden: list[Value]
    open: Open | None = None


class Setting(Part):
    """A choice where law or practice leaves room: its default, its ground and its alternatives."""

    soort: Text
    titel: Text
    artikel: Text
    waarde: Text
    grond: Text
    opties: list[Text] | None = None
    eenheid: Text | None = None
    open: Open | None = None


class Person(Part):
    """A role in the household. ``als``: the formula that says whether someone has this role."""

    achtervoegsel: Text | None = None
    als: Text | None = None


class Input(Part):
    """A fact that the caseload supplies.

    Inputs per person give a column for every person, one after the other; those of one ``groep``
    are listed together: first all of the applicant, then all of the partner.
    """

    soort: Text
    titel: Text
    vraag: Text | None = None
    uitleg: Text | None = None
    eenheid: Text | None = None
    opties: list[Text] | None = None
    per: Text | None = None
    groep: Text | None = None
    minimaal: Text | None = None
    maximaal: Text | None = None
    decimalen: Text | None = None
    afwezig: Text | None = None
    leeg: Text | None = None
    oordeel: Text | None = None


class Row(Part):
    """A row of a decision table."""

    als: Text
    dan: Text


class Rule(Part):
    """A computed value: a formula or a decision table."""

    soort: Text
    artikel: Text
    titel: Text
    formule: Text | None = None
    tabel: list[Row] | None = None
    eenheid: Text | None = None
    opties: list[Text] | None = None
    per: Text | None = None
    uitleg: Text | None = None
    noot: Text | None = None


class Rounding(Part):
    """A named rounding: to what, how, and on which ground."""

    titel: Text
    op: Text
    wijze: Text
    grond: Text


class State(Part):
    """A value that goes from month to month."""

    soort: Text
    titel: Text
    artikel: Text
    begin: Text
    volgende: Text
    minimaal: Text | None = None
    maximaal: Text | None = None
    eenheid: Text | None = None
    opties: list[Text] | None = None
    per: Text | None = None


class Condition(Part):
    """A condition for the right, with what it means in plain Dutch when it is not met.

    ``noem_als``: when a condition that is not met is named as a reason; left out: always.
    """

    geldt: Text
    noem_als: Text | None = None
    rang: Text
    anders: Text
    artikel: Text
    zo_niet: Text


class Outcome(Part):
    """A column of output."""

    waarde: Text
    titel: Text
    nodig: Text | None = None
    altijd: Text | None = None


class Remark(Part):
    """Something a person should see; ``veld`` (of a rejection) is the field to mend."""

    als: Text
    tekst: Text
    artikel: Text | None = None
    veld: Text | None = None


class Span(Part):
    """Which inputs say what period a row is about: a month or a part of it, or a calendar year."""

    maand: Text | None = None
    jaar: Text | None = None
    van_dag: Text | None = None
    tot_dag: Text | None = None


class Change(Part):
    """What a rule becomes from a day on; what is left out stays. ``opties``: the choices that are new."""

    van: Text
    artikel: Text
    grond: Text
    titel: Text | None = None
    formule: Text | None = None
    tabel: list[Row] | None = None
    opties: list[Text] | None = None
    uitleg: Text | None = None
    noot: Text | None = None


class Changes(Part):
    """What an overlay of the legislator changes of what lies beneath: figures and rules, by name."""

    cijfers: dict[str, list[Value]] = {}
    regels: dict[str, list[Change]] = {}


class Freeze(Part):
    """Where no figure is known from a day on, the one of another day counts; only to try a proposal."""

    van: Text
    cijfers_van: Text
    grond: Text


class File(Part):
    """A file of a ruleset; a regeling is one or more files that together say everything once."""

    regeling: Text | None = None
    titel: Text | None = None
    grondslag: Text | None = None
    overlay_op: Text | None = None
    door: Text | None = None
    voorstel: Text | None = None
    peildatum: Text | None = None
    tijdvak: Span | None = None
    beslist: Text | None = None
    woorden: dict[str, Text] = {}
    bronnen: dict[str, Text] = {}
    personen: dict[str, Person] = {}
    invoer: dict[str, Input] = {}
    instellingen: dict[str, Setting] = {}
    parameters: dict[str, Parameter] = {}
    afrondingen: dict[str, Rounding] = {}
    regels: dict[str, Rule] = {}
    toestand: dict[str, State] = {}
    voorwaarden: dict[str, Condition] = {}
    uitkomsten: dict[str, Outcome] = {}
    opmerkingen: dict[str, Remark] = {}
    afkeuren: dict[str, Remark] = {}
    vult: dict[str, list[Value]] = {}
    wijzigt: Changes | None = None
    bevriest: Freeze | None = None


SECTIONS = (
    "bronnen", "woorden", "personen", "invoer", "instellingen", "parameters", "afrondingen", "regels",
    "toestand", "voorwaarden", "uitkomsten", "opmerkingen", "afkeuren",
)  # fmt: skip
