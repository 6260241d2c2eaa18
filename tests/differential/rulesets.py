"""Small random rulesets as text, with every operator of the regeltaal; and random rows for them.

The text goes through the whole pipeline (YAML, parser, checker, plan), so a ruleset that comes out
is one that a policy officer could have written. What the checker refuses is thrown away.
"""

import random
from dataclasses import dataclass, field
from pathlib import Path

from regels.bestand.source import Layer, assemble
from regels.evaluator.values import NVT, Value, exact
from regels.plan.finish import build
from regels.plan.plan import InputSpec, Plan
from regels.plan.types import Kind

MONEY, NUMBER, PERCENT, BOOL, DATE, MONTH, CHOICE = (
    "bedrag",
    "getal",
    "percentage",
    "ja/nee",
    "datum",
    "maand",
    "keuze",
)
KINDS = (MONEY, MONEY, NUMBER, NUMBER, PERCENT, BOOL, BOOL, DATE, MONTH, CHOICE)
OPTIONS = ("appel", "peer", "pruim")
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


@dataclass
class Writer:
    """Writes formulas of a wanted kind from the names that exist so far."""

    rng: random.Random
    names: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in set(KINDS)})
    nvt_names: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in set(KINDS)})

    def formula(self, kind: str, depth: int) -> str:
        """A formula of a kind that is never n.v.t."""
        rng = self.rng
        if depth <= 0 or rng.random() < 0.15:
            return self.leaf(kind)
        if rng.random() < 0.25:
            condition, then, other = (
                self.formula(BOOL, depth - 1),
                self.formula(kind, depth - 1),
                self.formula(kind, depth - 1),
            )
            return f"(als {condition} dan {then} anders {other})"
        if self.nvt_names[kind] and rng.random() < 0.15:
            return f"ALS_NVT({rng.choice(self.nvt_names[kind])}; {self.formula(kind, depth - 1)})"
        return self.operation(kind, depth - 1)

    def leaf(self, kind: str) -> str:
        """A name or a literal."""
        rng = self.rng
        if self.names[kind] and rng.random() < 0.75:
            return rng.choice(self.names[kind])
        match kind:
            case "bedrag":
                return f"€ {rng.randrange(0, 900)},{rng.randrange(100):02d}"
            case "getal":
                return rng.choice(["0", "1", "2", "3,5", "0,25", "12"])
            case "percentage":
                return rng.choice(["0%", "5%", "12,5%", "100%"])
            case "ja/nee":
                return rng.choice(["ja", "nee"])
            case "datum":
                return rng.choice(["2024-02-29", "2026-07-01", "1999-12-31"])
            case "maand":
                return rng.choice(["2024-02", "2026-07"])
            case _:
                return "soort_fruit"

    def operation(self, kind: str, depth: int) -> str:
        """An operator that gives the kind."""
        rng = self.rng

        def f(of: str) -> str:
            return self.formula(of, depth)

        pick = rng.randrange(8)
        match kind:
            case "bedrag":
                return [
                    lambda: f"({f(MONEY)} + {f(MONEY)})", lambda: f"({f(MONEY)} - {f(MONEY)})",
                    lambda: f"AFRONDEN({f(PERCENT)} × {f(MONEY)}; {rng.choice(['cent', 'euro', 'dubbeltje'])})",
                    lambda: f"MIN({f(MONEY)}; {f(MONEY)})", lambda: f"MAX({f(MONEY)}; {f(MONEY)}; € 0)",
                    lambda: f"AFRONDEN({f(MONEY)} / MAX({f(NUMBER)}; 1); cent)",
                    lambda: f"(-{f(MONEY)})", lambda: f"AFRONDEN(({f(MONEY)} + {f(MONEY)} / 7) × 2 / 3; {rng.choice(['cent', 'euro'])})",
                ][pick]()  # fmt: skip
            case "getal":
                return [
                    lambda: f"({f(NUMBER)} + {f(NUMBER)})", lambda: f"({f(NUMBER)} - {f(NUMBER)})",
                    lambda: f"AFRONDEN({f(NUMBER)} × {f(NUMBER)}; heel)", lambda: f"MIN({f(NUMBER)}; {f(NUMBER)})",
                    lambda: f"MAX({f(NUMBER)}; {f(NUMBER)})", lambda: f"JAAR({f(rng.choice([DATE, MONTH]))})",
                    lambda: f"AFRONDEN({f(MONEY)} / MAX({f(MONEY)}; € 1); heel)", lambda: f"(0 - {f(NUMBER)})",
                ][pick]()  # fmt: skip
            case "ja/nee":
                same = rng.choice([MONEY, NUMBER, PERCENT, DATE, MONTH])
                sign = rng.choice(["=", "<>", "<", "<=", ">", ">="])
                return [
                    lambda: f"({f(BOOL)} en {f(BOOL)})", lambda: f"({f(BOOL)} of {f(BOOL)})", lambda: f"(niet {f(BOOL)})",
                    lambda: f"({f(same)} {sign} {f(same)})", lambda: f"({f(same)} tussen {f(same)} en {f(same)})",
                    lambda: f"(soort_fruit {rng.choice(['=', '<>'])} {rng.choice(OPTIONS)})",
                    lambda: f"(soort_fruit is een van ({rng.choice(OPTIONS)}; {rng.choice(OPTIONS)}))",
                    lambda: self.test() if any(self.nvt_names.values()) else f"(LEEFTIJD({f(DATE)}; {f(DATE)}) >= 18)",
                ][pick]()  # fmt: skip
            case "datum":
                return [lambda: f"({f(DATE)} + {rng.randrange(40)} dagen)", lambda: f"EERSTE_DAG({f(MONTH)})",
                        lambda: f"LAATSTE_DAG({f(MONTH)})", lambda: f"({f(DATE)} + {rng.randrange(30)} maanden)"][pick % 4]()  # fmt: skip
            case "maand":
                return f"({f(MONTH)} + {rng.randrange(14)} maanden)" if pick % 2 else f"MAAND({f(DATE)})"
            case "percentage":
                return f"({f(PERCENT)} + {f(PERCENT)})" if pick % 2 else f"MIN({f(PERCENT)}; {f(PERCENT)})"
            case _:
                return self.leaf(kind)

    def test(self) -> str:
        """Whether something that may be n.v.t. applies."""
        names = [name for names in self.nvt_names.values() for name in names]
        return f"({self.rng.choice(names)} is {self.rng.choice(['', 'niet '])}van toepassing)"


def text(rng: random.Random) -> str:
    """A ruleset file."""
    writer = Writer(rng)
    parts = [HEADER, _inputs(writer), _parameters(writer), _rules(writer)]
    return "".join(parts)


def _inputs(writer: Writer) -> str:
    rng = writer.rng
    lines = ["invoer:", "  maand: {soort: maand, titel: t, minimaal: 2015-01, maximaal: 2040-12}",
             f"  soort_fruit: {{soort: keuze, titel: t, opties: [{', '.join(OPTIONS)}]}}",
             "  samen: {soort: ja/nee, titel: t}"]  # fmt: skip
    writer.names[MONTH].append("maand")
    for index in range(rng.randrange(3, 9)):
        kind = rng.choice([k for k in KINDS if k is not CHOICE])
        name = f"i{index}"
        extra = {
            MONEY: ', minimaal: "-€ 2.000,00", maximaal: "€ 2.000,00"', NUMBER: ', minimaal: "-50", maximaal: "50"',
            PERCENT: ', decimalen: "1"', DATE: ", minimaal: 1940-01-01, maximaal: 2040-12-31", MONTH: ", minimaal: 2015-01, maximaal: 2040-12",
        }.get(kind, "")  # fmt: skip
        if kind == NUMBER and rng.random() < 0.4:
            extra += ', decimalen: "1"'
        nvt = rng.random() < 0.3
        per = rng.random() < 0.3
        lines.append(
            f"  {name}: {{soort: {kind}, titel: t{extra}{', leeg: n.v.t.' if nvt else ''}{', per: persoon' if per else ''}}}"
        )
        shown = f"aanvrager.{name}" if per else name
        (writer.nvt_names if nvt else writer.names)[kind].append(shown)
        if per:
            writer.nvt_names[kind].append(f"partner.{name}")
    return "\n".join(lines) + "\n"


def _parameters(writer: Writer) -> str:
    rng = writer.rng
    lines = ["parameters:"]
    for index in range(rng.randrange(1, 4)):
        kind = rng.choice([MONEY, NUMBER, PERCENT, BOOL])
        name, nvt = f"p{index}", rng.random() < 0.3
        lines += [f"  {name}:", f"    soort: {kind}", "    titel: t", "    artikel: a", "    waarden:"]
        for year in (2018, 2020, 2023):
            value = {MONEY: f"€ {rng.randrange(900)},{rng.randrange(100):02d}", NUMBER: f"{rng.randrange(40)}",
                     PERCENT: f"{rng.randrange(60)},5%", BOOL: rng.choice(["ja", "nee"])}[kind]  # fmt: skip
            draw = rng.random()
            value = "onbekend" if draw < 0.15 else "n.v.t." if nvt and year == 2018 else value
            sure = rng.choice(["", "", ", zekerheid: laag, noot: x"])
            end = f", tot: {year + 1}-12-31" if year < 2023 or rng.random() < 0.5 else ""
            lines.append(f'      - {{van: {year}-01-01{end}, waarde: "{value}", bron: b{sure}}}')
        (writer.nvt_names if nvt else writer.names)[kind].append(name)
    return "\n".join(lines) + "\n"


def _rules(writer: Writer) -> str:
    rng = writer.rng
    lines, states = ["regels:"], ["toestand:"]
    for index in range(rng.randrange(0, 3)):
        kind = rng.choice([MONEY, NUMBER, BOOL])
        limit = {
            MONEY: ', minimaal: "€ 0", maximaal: "€ 9.000,00"',
            NUMBER: ', minimaal: "0", maximaal: "99"',
            BOOL: "",
        }[kind]
        states.append(
            f"  s{index}: {{soort: {kind}, titel: t, artikel: a{limit}, begin: B{kind}, volgende: V{index}}}"
        )
        writer.names[kind].append(f"s{index}")
    for index in range(rng.randrange(3, 10)):
        kind = rng.choice(KINDS[:-1])
        unit = ""
        lines += [
            f"  r{index}:",
            f"    soort: {kind}{unit}",
            "    titel: t",
            "    artikel: a",
            "    formule: |",
            f"      {writer.formula(kind, 3)}",
        ]
        writer.names[kind].append(f"r{index}")
        if rng.random() < 0.2:
            lines += [f"  v{index}:", f"    soort: {kind} of n.v.t.", "    titel: t", "    artikel: a",
                      f"    formule: vorige {rng.choice(['rij', 'maand'])} r{index}"]  # fmt: skip
            writer.nvt_names[kind].append(f"v{index}")
    body = "\n".join(states).replace("BBOOL", "ja")
    for kind, begin in ((MONEY, '"€ 0"'), (NUMBER, '"0"'), (BOOL, '"nee"')):
        body = body.replace(f"begin: B{kind}", f"begin: {begin}")
    for index in range(len(states) - 1):
        kind = states[index + 1].split("soort: ")[1].split(",")[0]
        following = {MONEY: f"MIN(MAX({writer.formula(MONEY, 2)}; € 0); € 9.000,00)", NUMBER: f"MIN(MAX(AFRONDEN({writer.formula(NUMBER, 2)}; heel); 0); 99)",
                     BOOL: rng.choice(["recht", writer.formula(BOOL, 2)])}[kind]  # fmt: skip
        body = body.replace(f"volgende: V{index}", f'volgende: "{following}"')
    return "\n".join(lines) + "\n" + (body + "\n" if len(states) > 1 else "") + _ending(writer)


def _ending(writer: Writer) -> str:
    rng = writer.rng
    lines = ["voorwaarden:"]
    for index in range(rng.randrange(1, 5)):
        rank = rng.randrange(1, 4)
        verdict = "onbepaald" if rank == 2 else "geen_recht"
        named = f', noem_als: "{writer.formula(BOOL, 1)}"' if rng.random() < 0.3 else ""
        lines.append(
            f'  c{index}: {{geldt: "{writer.formula(BOOL, 3)}", rang: "{rank}", anders: {verdict}, artikel: a, zo_niet: t{named}}}'
        )
    lines.append("uitkomsten:")
    count = 0
    for kind in (MONEY, NUMBER, BOOL, DATE, MONTH, PERCENT):
        for name in writer.names[kind][-2:] + writer.nvt_names[kind][:1]:
            flags = rng.choice(["", ", nodig: ja", ", altijd: ja"])
            lines.append(f"  u{count}: {{waarde: {name}, titel: t{flags}}}")
            count += 1
    lines.append("opmerkingen:")
    lines.append(f'  o0: {{als: "{writer.formula(BOOL, 2)}", tekst: t}}')
    lines.append('  o1: {als: "soort_fruit is bekend", tekst: t}')
    if rng.random() < 0.5:
        lines += ["afkeuren:", f'  a0: {{als: "{writer.formula(BOOL, 2)}", veld: maand, tekst: t}}']
    return "\n".join(lines) + "\n"


def plan(rng: random.Random, directory: Path) -> Plan | None:
    """The plan of a random ruleset, or None when the checker refuses it."""
    path = directory / "proef.yaml"
    path.write_text(text(rng), encoding="utf-8")
    return build(assemble([Layer("proef", (path,))], directory)).plan


def rows(made: Plan, rng: random.Random) -> list[list[Value] | None]:
    """Rows of one history; some fields unknown, some rows rejected."""
    month = rng.randrange(560, 640)
    result: list[list[Value] | None] = []
    chance = rng.choice([0.0, 0.1, 0.4])
    for _ in range(rng.randrange(1, 7)):
        month += rng.choice([0, 1, 1, 1, 3])
        values = [_cell(spec, rng, chance) for spec in made.inputs]
        values[made.month] = Value(month)
        result.append(None if rng.random() < 0.05 else values)
    return result


def _cell(spec: InputSpec, rng: random.Random, chance: float) -> Value:
    if spec.type.nvt and rng.random() < 0.3:
        return Value(NVT)
    if rng.random() < chance:
        return Value(None, spec.bit)
    low, high = spec.type.low, spec.type.high
    if spec.type.kind is Kind.MONTH:
        low, high = 560, 640
    edges = [low, high, 0, 1, -1, 50, 100]
    found = rng.choice(edges) if rng.random() < 0.3 else rng.randint(low, high)
    return Value(exact(min(max(found, spec.type.low), spec.type.high), spec.type.scale))


def as_in_a_file(made: Plan, row: list[Value] | None) -> list[Value] | None:
    """The row as a table can hold it: one empty cell, which means n.v.t. or unknown by its column."""
    if row is None:
        return None
    return [_cell_of_file(spec, value) for spec, value in zip(made.inputs, row, strict=True)]


def _cell_of_file(spec: InputSpec, value: Value) -> Value:
    if value.known is None or value.known is NVT:
        return Value(NVT) if spec.empty_nvt else Value(None, spec.bit)
    return value
