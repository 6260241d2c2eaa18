"""Small regelingen to ask questions about, and changes of figures of the law."""

from dataclasses import replace

from regels.plan.finish import Built
from regels.plan.plan import Plan
from tests.plan import regeling

BASE = """
regeling: proef
titel: Een proef
grondslag: Een wet
peildatum: maand
tijdvak: {maand: maand}
bronnen: {b: "https://voorbeeld.nl"}
afrondingen:
  cent: {titel: t, op: "€ 0,01", wijze: half omhoog, grond: g}
  euro: {titel: t, op: "€ 1", wijze: omlaag, grond: g}
  dubbeltje: {titel: t, op: "€ 0,10", wijze: omhoog, grond: g}
  heel: {titel: t, op: "1", wijze: half omhoog, grond: g}
invoer:
  maand: {soort: maand, titel: t, minimaal: 2000-01, maximaal: 2040-12}
  loon: {soort: bedrag, titel: t, maximaal: "€ 1.000"}
  a: {soort: bedrag, titel: t, minimaal: "-€ 100", maximaal: "€ 200"}
  b: {soort: bedrag, titel: t, maximaal: "€ 50,25"}
  n: {soort: getal, titel: t, minimaal: 1, maximaal: 7}
  m: {soort: getal, titel: t, minimaal: "-3", maximaal: 5}
  fijn: {soort: getal, titel: t, minimaal: 0, maximaal: 9, decimalen: 2}
  fruit: {soort: keuze, titel: t, opties: [appel, peer]}
  j: {soort: ja/nee, titel: t}
  k: {soort: ja/nee, titel: t}
"""
JULY = 20_635
"""The first of July 2026."""


def paid(formula: str, more: str = "", table: str = "") -> Plan:
    """A regeling with the outcome ``u`` of a formula in euros."""
    return regeling.plan(snippet(formula, more, table), BASE)


def built(formula: str, more: str = "", table: str = "") -> Built:
    """The same with its tables."""
    return regeling.built(snippet(formula, more, table), BASE)


def snippet(formula: str, more: str = "", table: str = "") -> str:
    """The same as text."""
    body = f"    tabel:\n{table}" if table else f"    formule: |\n      {formula}"
    return f"""
regels:
  r:
    soort: bedrag
    titel: t
    artikel: a
{body}
uitkomsten:
  u: {{titel: t, waarde: r, nodig: ja}}
{more}"""


def figure(plan: Plan, name: str, more: int, start: int = JULY) -> Plan:
    """The plan with one figure changed, from the period that starts on a day."""
    parameters = list(plan.parameters)
    place = [spec.name for spec in parameters].index(name)
    changed = tuple(
        replace(p, value=p.value + more) if p.start == start and p.value is not None else p
        for p in parameters[place].periods
    )
    assert changed != parameters[place].periods
    parameters[place] = replace(parameters[place], periods=changed)
    return replace(plan, parameters=tuple(parameters))
