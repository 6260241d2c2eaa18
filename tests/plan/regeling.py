"""Small regelingen as text, through the whole pipeline, and what comes of their rules."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from regels.bestand.source import Layer, assemble
from regels.evaluator.history import RowResult, evaluate_history
from regels.evaluator.values import NVT, NotApplicable, Value
from regels.plan.finish import Built, build
from regels.plan.nodes import Node
from regels.plan.plan import Default, InputSpec, Plan
from regels.plan.types import Type

Cell = int | Fraction | NotApplicable | None
MONTH = (2026 - 1970) * 12 + 6
"""July 2026, the month of a row that says nothing else."""

BASE = """
regeling: proef
titel: Een proef
grondslag: Een wet
peildatum: maand
tijdvak: {maand: maand}
personen:
  aanvrager: {}
  partner: {achtervoegsel: _partner, als: samen}
bronnen: {b: "https://voorbeeld.nl"}
afrondingen:
  cent: {titel: t, op: "€ 0,01", wijze: half omhoog, grond: g}
  euro: {titel: t, op: "€ 1", wijze: omlaag, grond: g}
  dubbeltje: {titel: t, op: "€ 0,10", wijze: omhoog, grond: g}
  heel: {titel: t, op: "1", wijze: half omhoog, grond: g}
invoer:
  maand: {soort: maand, titel: t, minimaal: 2000-01, maximaal: 2040-12}
  samen: {soort: ja/nee, titel: t}
  a: {soort: bedrag, titel: t, minimaal: "-€ 100", maximaal: "€ 200"}
  b: {soort: bedrag, titel: t, maximaal: "€ 50,25"}
  per_maand: {soort: bedrag per maand, titel: t, maximaal: "€ 900"}
  n: {soort: getal, titel: t, minimaal: 1, maximaal: 7}
  m: {soort: getal, titel: t, minimaal: "-3", maximaal: 5}
  fijn: {soort: getal, titel: t, minimaal: 0, maximaal: 9, decimalen: 2}
  uren: {soort: getal, eenheid: uur per week, titel: t, minimaal: 0, maximaal: 40}
  p: {soort: percentage, titel: t}
  d: {soort: datum, titel: t, minimaal: 2000-01-01, maximaal: 2030-12-31}
  lang: {soort: duur, titel: t, minimaal: 0, maximaal: 24}
  fruit: {soort: keuze, titel: t, opties: [appel, peer]}
  hout: {soort: keuze, titel: t, opties: [beuk, peer]}
  j: {soort: ja/nee, titel: t}
  k: {soort: ja/nee, titel: t}
  leeg: {soort: bedrag, titel: t, maximaal: "€ 100", leeg: n.v.t.}
  keus: {soort: keuze, titel: t, opties: [appel, peer], leeg: n.v.t.}
  loon: {soort: bedrag, titel: t, maximaal: "€ 1.000", per: persoon}
  werkt: {soort: ja/nee, titel: t, per: persoon}
"""


def built(snippet: str, base: str = BASE, **overlays: str) -> Built:
    """The base with a snippet; ``overlays`` are files of other layers, by the name of the layer."""
    with TemporaryDirectory() as directory:
        root = Path(directory)
        texts = {"basis": base, "proef": snippet, **overlays}
        for name, text in texts.items():
            (root / f"{name}.yaml").write_text(text, encoding="utf-8")
        first = Layer("landelijk", (root / "basis.yaml", root / "proef.yaml"))
        return build(assemble([first, *(Layer(name, (root / f"{name}.yaml",)) for name in overlays)], root))


def findings(snippet: str, base: str = BASE, **overlays: str) -> list[str]:
    """What is wrong, as ``file:line [code] message``, without the advice."""
    found = built(snippet, base, **overlays).findings
    return [f"{f.position.file}:{f.position.line} [{f.code}] {f.message}" for f in found]


def plan(snippet: str, base: str = BASE, **overlays: str) -> Plan:
    """The plan; nothing may be wrong."""
    made = built(snippet, base, **overlays)
    assert made.plan is not None, "\n".join(map(str, made.findings))
    return made.plan


def rule(formula: str, soort: str = "bedrag", more: str = "") -> str:
    """A snippet with the rule ``r`` and the outcome ``u`` that shows it; ``more`` are further sections."""
    return f"""
regels:
  r:
    soort: {soort}
    titel: t
    artikel: a
    formule: |
      {formula}
uitkomsten:
  u: {{titel: t, waarde: r, altijd: ja}}
{more}"""


def made(formula: str, soort: str = "bedrag", more: str = "") -> tuple[Type, Node]:
    """The type and the node of a formula that is accepted."""
    spec = next(spec for spec in plan(rule(formula, soort, more)).rules if spec.name == "r")
    return spec.type, spec.node


def refused(formula: str, soort: str = "bedrag", more: str = "") -> str:
    """The message about a formula that is refused, with its code; there is just one."""
    (finding,) = built(rule(formula, soort, more)).findings
    assert finding.position.file == "proef.yaml"
    return f"[{finding.code}] {finding.message}"


def row(plan: Plan, facts: Mapping[str, Cell]) -> list[Value]:
    """The values of a row: what is not given is as an absent column, None is an empty cell."""
    return [_value(spec, facts) for spec in plan.inputs]


def _value(spec: InputSpec, facts: Mapping[str, Cell]) -> Value:
    if spec.name in facts:
        found = facts[spec.name]
        return Value(None, spec.bit) if found is None else Value(found)
    if spec.name == "maand":
        return Value(MONTH)
    if spec.absent is Default.NVT:
        return Value(NVT)
    if spec.absent is Default.VALUE:
        return Value(Fraction(spec.absent_value, 10**spec.type.scale))
    return Value(None, spec.bit)


def results(plan: Plan, *rows: Mapping[str, Cell]) -> list[RowResult]:
    """The evaluator's results for one history."""
    return evaluate_history(plan, [row(plan, facts) for facts in rows])


def shown(plan: Plan, name: str, *rows: Mapping[str, Cell]) -> list[Cell]:
    """The value of an outcome on each row of a history; None where it is unknown."""
    place = [spec.name for spec in plan.outcomes].index(name)
    return [result.steps[place].value.known for result in results(plan, *rows)]


def unknown(plan: Plan, name: str, facts: Mapping[str, Cell]) -> list[str]:
    """The fields that an unknown outcome waits for; empty when it is known."""
    place = [spec.name for spec in plan.outcomes].index(name)
    mask = results(plan, facts)[0].steps[place].value.mask
    return [spec.name for spec in plan.inputs if mask & spec.bit]


def value(
    formula: str,
    soort: str = "bedrag",
    more: str = "",
    given: Mapping[str, Cell] | None = None,
    **facts: Cell,
) -> Cell:
    """What a formula comes to on one row with these facts."""
    return shown(plan(rule(formula, soort, more)), "u", {**(given or {}), **facts})[0]


def states(*entries: str) -> str:
    """The section ``toestand`` with these entries."""
    return "\n".join(["toestand:", *(f"  {entry}" for entry in entries)])
