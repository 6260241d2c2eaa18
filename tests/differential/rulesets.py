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
    AGES,
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
    lines += [*_conditions(writer), *_outcomes(writer, len(kinds)), *_remarks(writer)]
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
    if per and not nvt:
        writer.own[kind].append(name)
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
    lines += [f"  {AGES}:", "    soort: duur", "    titel: t", "    artikel: a", "    waarden:"]
    first = rng.choice([2016, 2018])
    for year, age in zip(range(first, first + 3), sorted(rng.sample(range(200, 900), 3)), strict=True):
        end = f", tot: {year}-12-31" if year < first + 2 else ""
        lines.append(f'      - {{van: {year}-01-01{end}, waarde: "{age} maanden", bron: b}}')
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
        lines += _rule(f"r{index}", kind, _meaning(writer, kind))
        writer.names[kind].append(f"r{index}")
        if rng.random() < 0.2:
            before = f"formule: vorige {rng.choice(['rij', 'maand'])} r{index}"
            lines += _rule(f"v{index}", f"{kind} of n.v.t.", [before])
            writer.nvt_names[kind].append(f"v{index}")
        if rng.random() < 0.2:
            lines += _person_rule(writer, f"q{index}")
        if rng.random() < 0.2:
            lines += _rule(f"k{index}", f"keuze, opties: [{', '.join(OPTIONS)}]", _choice(writer))
            writer.choices.append(f"k{index}")
    return lines


def _rule(name: str, kind: str, meaning: list[str]) -> list[str]:
    soort, *more = kind.split(", ", 1)
    parts = [f"soort: {soort}", *more, "titel: t", "artikel: a", *meaning]
    return [f"  {name}:", *(f"    {part}" for part in parts)]


def _formula(text: str) -> list[str]:
    return ["formule: |", f"  {text}"]


def _meaning(writer: Writer, kind: str) -> list[str]:
    """A formula, or a table over ranges of a number, or one that ends with what is left."""
    rng = writer.rng
    if rng.random() < 0.7:
        return _formula(writer.formula(kind, 3))
    value = rng.choice([*writer.names[NUMBER], *writer.names[MONEY]] or ["samen"])
    if value == "samen" or rng.random() < 0.4:
        one, other = writer.formula(kind, 2), writer.formula(kind, 2)
        return _table([(writer.formula(BOOL, 2), one), ("anders", other)])
    written = _euros if value in writer.names[MONEY] else str
    low, high = map(written, sorted(rng.sample(range(-40, 60), 2)))
    ranges = [f"{value} < {low}", f"{value} van {low} tot {high}", f"{value} >= {high}"]
    rng.shuffle(ranges)
    return _table([(when, writer.formula(kind, 1)) for when in ranges])


def _euros(amount: int) -> str:
    return f"-€ {-amount}" if amount < 0 else f"€ {amount}"


def _table(rows: list[tuple[str, str]]) -> list[str]:
    return ["tabel:", *(f'  - {{als: "{when}", dan: "{then}"}}' for when, then in rows)]


def _choice(writer: Writer) -> list[str]:
    rng = writer.rng
    one, other, last = (rng.choice([*writer.choices, *OPTIONS]) for _ in range(3))
    first, second = writer.formula(BOOL, 2), writer.formula(BOOL, 1)
    return _formula(f"als {first} dan {one} anders als {second} dan {other} anders {last}")


def _person_rule(writer: Writer, name: str) -> list[str]:
    """A rule that is written once and holds for each person; it reads what is theirs and of the household."""
    kind = writer.rng.choice([MONEY, NUMBER, BOOL])
    shared = {of: [n for n in names if "." not in n] + writer.own[of] for of, names in writer.names.items()}
    one = Writer(writer.rng, shared, choices=writer.choices)
    formula = one.formula(kind, 2)
    if writer.rng.random() < 0.3:
        formula = f"als rol = aanvrager dan {formula} anders {one.formula(kind, 1)}"
    writer.own[kind].append(name)
    writer.names[kind].append(f"aanvrager.{name}")
    writer.nvt_names[kind].append(f"partner.{name}")
    return _rule(name, f"{kind}, per: persoon", _formula(formula))


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


def _outcomes(writer: Writer, states: int) -> list[str]:
    """Some names of every kind, needed, always shown, or neither; and the states after the row."""
    names = [
        name
        for kind in (MONEY, NUMBER, BOOL, DATE, MONTH, PERCENT)
        for name in writer.names[kind][-2:] + writer.nvt_names[kind][:1]
    ]
    names += [*writer.choices[-1:], *(f"NA_RIJ(s{index})" for index in range(states))]
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
