"""Small random rulesets as text, from which a plan is made.

The text goes through the whole pipeline (YAML, parser, checker, plan), so a ruleset that comes out
is one that a policy officer could have written. What the checker refuses is thrown away.
"""

import random
from pathlib import Path

from regels.bestand.source import Layer, assemble
from regels.plan.finish import build
from regels.plan.plan import Plan
from tests.differential.formulas import (
    BOOL,
    DATE,
    FRUIT,
    KINDS,
    MONEY,
    MONTH,
    NUMBER,
    OPTIONS,
    PERCENT,
    Writer,
)

HEADER = """
regeling: proef
titel: Een verzonnen regeling
grondslag: geen
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
"""
LIMITS = {
    MONEY: ', minimaal: "-€ 2.000,00", maximaal: "€ 2.000,00"',
    NUMBER: ', minimaal: "-50", maximaal: "50"',
    PERCENT: ', decimalen: "1"',
    DATE: ", minimaal: 1940-01-01, maximaal: 2040-12-31",
    MONTH: ", minimaal: 2015-01, maximaal: 2040-12",
}
STATE_LIMITS = {
    MONEY: ', minimaal: "€ 0", maximaal: "€ 9.000,00"',
    NUMBER: ', minimaal: "0", maximaal: "99"',
    BOOL: "",
}
BEGINS = {MONEY: "€ 0", NUMBER: "0", BOOL: "nee"}
YEARS = (2018, 2020, 2023)


def plan(rng: random.Random, directory: Path) -> Plan | None:
    """The plan of a random ruleset, or None when the checker refuses it."""
    path = directory / "proef.yaml"
    path.write_text(text(rng), encoding="utf-8")
    return build(assemble([Layer("proef", (path,))], directory)).plan


def text(rng: random.Random) -> str:
    """A ruleset file."""
    writer = Writer(rng)
    lines = [*_inputs(writer), *_parameters(writer)]
    kinds = _state_kinds(writer)
    lines += [*_rules(writer), *_states(writer, kinds)]
    lines += [*_conditions(writer), *_outcomes(writer), *_remarks(writer)]
    return HEADER + "\n".join(lines) + "\n"


def _inputs(writer: Writer) -> list[str]:
    """Inputs of every kind, of the household and per person; some may be n.v.t."""
    rng = writer.rng
    lines = [
        "invoer:",
        "  maand: {soort: maand, titel: t, minimaal: 2015-01, maximaal: 2040-12}",
        f"  {FRUIT}: {{soort: keuze, titel: t, opties: [{', '.join(OPTIONS)}]}}",
        "  samen: {soort: ja/nee, titel: t}",
    ]
    writer.names[MONTH].append("maand")
    for index in range(rng.randrange(3, 9)):
        kind = rng.choice(KINDS)
        lines.append(_input(writer, f"i{index}", kind))
    return lines


def _input(writer: Writer, name: str, kind: str) -> str:
    rng = writer.rng
    extra = LIMITS.get(kind, "")
    if kind == NUMBER and rng.random() < 0.4:
        extra += ', decimalen: "1"'
    nvt, per = rng.random() < 0.3, rng.random() < 0.3
    extra += ", leeg: n.v.t." * nvt + ", per: persoon" * per
    shown = f"aanvrager.{name}" if per else name
    (writer.nvt_names if nvt else writer.names)[kind].append(shown)
    if per:
        writer.nvt_names[kind].append(f"partner.{name}")
    return f"  {name}: {{soort: {kind}, titel: t{extra}}}"


def _parameters(writer: Writer) -> list[str]:
    """Figures over time, some of them unknown, uncertain or n.v.t., with gaps between the periods."""
    rng = writer.rng
    lines = ["parameters:"]
    for index in range(rng.randrange(1, 4)):
        kind, nvt = rng.choice([MONEY, NUMBER, PERCENT, BOOL]), rng.random() < 0.3
        lines += [f"  p{index}:", f"    soort: {kind}", "    titel: t", "    artikel: a", "    waarden:"]
        lines += [_figure(rng, kind, year, nvt) for year in YEARS]
        (writer.nvt_names if nvt else writer.names)[kind].append(f"p{index}")
    return lines


def _figure(rng: random.Random, kind: str, year: int, nvt: bool) -> str:
    known = {
        MONEY: f"€ {rng.randrange(900)},{rng.randrange(100):02d}",
        NUMBER: f"{rng.randrange(40)}",
        PERCENT: f"{rng.randrange(60)},5%",
        BOOL: rng.choice(["ja", "nee"]),
    }
    value = "onbekend" if rng.random() < 0.15 else "n.v.t." if nvt and year == YEARS[0] else known[kind]
    sure = rng.choice(["", "", ", zekerheid: laag, noot: x"])
    end = f", tot: {year + 1}-12-31" if year < YEARS[-1] or rng.random() < 0.5 else ""
    return f'      - {{van: {year}-01-01{end}, waarde: "{value}", bron: b{sure}}}'


def _state_kinds(writer: Writer) -> list[str]:
    """The kinds of the states; their names are known before there are rules, so that rules can read them."""
    kinds = [writer.rng.choice([MONEY, NUMBER, BOOL]) for _ in range(writer.rng.randrange(0, 3))]
    for index, kind in enumerate(kinds):
        writer.names[kind].append(f"s{index}")
    return kinds


def _rules(writer: Writer) -> list[str]:
    rng = writer.rng
    lines = ["regels:"]
    for index in range(rng.randrange(3, 10)):
        kind = rng.choice(KINDS)
        lines += _rule(f"r{index}", kind, writer.formula(kind, 3))
        writer.names[kind].append(f"r{index}")
        if rng.random() < 0.2:
            lines += _rule(
                f"v{index}", f"{kind} of n.v.t.", f"vorige {rng.choice(['rij', 'maand'])} r{index}"
            )
            writer.nvt_names[kind].append(f"v{index}")
    return lines


def _rule(name: str, kind: str, formula: str) -> list[str]:
    parts = [f"soort: {kind}", "titel: t", "artikel: a", "formule: |", f"  {formula}"]
    return [f"  {name}:", *(f"    {part}" for part in parts)]


def _states(writer: Writer, kinds: list[str]) -> list[str]:
    lines = ["toestand:"] if kinds else []
    for index, kind in enumerate(kinds):
        extra = f'{STATE_LIMITS[kind]}, begin: "{BEGINS[kind]}", volgende: "{_following(writer, kind)}"'
        lines.append(f"  s{index}: {{soort: {kind}, titel: t, artikel: a{extra}}}")
    return lines


def _following(writer: Writer, kind: str) -> str:
    """The next value of a state, within its limits."""
    if kind == MONEY:
        return f"MIN(MAX({writer.formula(MONEY, 2)}; € 0); € 9.000,00)"
    if kind == NUMBER:
        return f"MIN(MAX(AFRONDEN({writer.formula(NUMBER, 2)}; heel); 0); 99)"
    return writer.rng.choice(["recht", writer.formula(BOOL, 2)])


def _conditions(writer: Writer) -> list[str]:
    rng = writer.rng
    lines = ["voorwaarden:"]
    for index in range(rng.randrange(1, 5)):
        rank = rng.randrange(1, 4)
        verdict = "onbepaald" if rank == 2 else "geen_recht"
        named = f', noem_als: "{writer.formula(BOOL, 1)}"' if rng.random() < 0.3 else ""
        rest = f'rang: "{rank}", anders: {verdict}, artikel: a, zo_niet: t{named}'
        lines.append(f'  c{index}: {{geldt: "{writer.formula(BOOL, 3)}", {rest}}}')
    return lines


def _outcomes(writer: Writer) -> list[str]:
    """Some names of every kind, needed, always shown, or neither."""
    names = [
        name
        for kind in (MONEY, NUMBER, BOOL, DATE, MONTH, PERCENT)
        for name in writer.names[kind][-2:] + writer.nvt_names[kind][:1]
    ]
    flags = [writer.rng.choice(["", ", nodig: ja", ", altijd: ja"]) for _ in names]
    return [
        "uitkomsten:",
        *(
            f"  u{index}: {{waarde: {name}, titel: t{flag}}}"
            for index, (name, flag) in enumerate(zip(names, flags, strict=True))
        ),
    ]


def _remarks(writer: Writer) -> list[str]:
    lines = [
        "opmerkingen:",
        f'  o0: {{als: "{writer.formula(BOOL, 2)}", tekst: t}}',
        f'  o1: {{als: "{FRUIT} is bekend", tekst: t}}',
    ]
    if writer.rng.random() < 0.5:
        lines += ["afkeuren:", f'  a0: {{als: "{writer.formula(BOOL, 2)}", veld: maand, tekst: t}}']
    return lines
