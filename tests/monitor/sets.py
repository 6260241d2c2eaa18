"""Generated sets of signals, written as a policy officer would, so that reading and checking take part."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from regels.monitor.check import check
from regels.monitor.model import SignalSet
from regels.monitor.read import read

PEILDATUM = date(2026, 3, 31)
FIELDS = {
    "t": "soort: tekst, titel: T",
    "u": "soort: tekst, titel: U",
    "n": "soort: getal, titel: N, minimaal: -9, maximaal: 99",
    "bedrag": "soort: bedrag, titel: B",
    "d": "soort: datum, titel: D",
    "geboortedatum": "soort: datum, titel: G",
    "m": "soort: maand, titel: M",
    "b": "soort: ja/nee, titel: J",
    "k": "soort: keuze, titel: K, opties: [rood, groen, blauw]",
}
NUMBERS = {
    "w_maand": ("maand", "2"),
    "w_dag": ("dag", "10"),
    "w_jaar": ("jaar", "27"),
    "keren": ("", "2"),
    "vijf": ("", "5"),
    "min_een": ("", "-1"),
}
AGE = """
  leeftijd:
    soort: duur
    titel: L
    artikel: X art. 1
    waarden:
      - {van: 1990-01-01, tot: 2025-12-31, waarde: "67 jaar", bron: b}
      - {van: 2026-01-01, tot: 2026-04-15, waarde: "67 jaar en 1 maand", bron: b, zekerheid: middel}
"""
CHOICE: st.SearchStrategy[bool] = st.booleans()
HEADER = ("    titel: T", "    artikel: X art. 1", "    bron: https://x.nl", "    voor_wie: wie")
SETTING = 'titel: T, artikel: X art. 1, waarde: "{value}", grond: Omdat het kan.'
ORDERED = ("n", "bedrag", "d", "geboortedatum", "m")
DATES = ("d", "geboortedatum", "datum")


@st.composite
def kinds(draw: st.DrawFn) -> dict[str, tuple[list[str], list[str]]]:
    """Kinds of events: their fields, and those that may be empty."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for name in ("alfa", "beta", "gamma", "delta"):
        fields = draw(
            st.lists(st.sampled_from([*sorted(FIELDS), "geboortedatum"]), min_size=1, max_size=5, unique=True)
        )
        empty = draw(st.lists(st.sampled_from(fields), max_size=2, unique=True))
        found[name] = fields, empty
    return found


@st.composite
def days(draw: st.DrawFn, alias: str, fields: list[str], empty: list[str], reach: bool = False) -> str:
    """A day seen from an event."""
    dates = [f"{alias}.{name}" for name in ("datum", *fields) if name in DATES and name not in empty]
    dates += [f"EERSTE_DAG({alias}.m)" for name in fields if name == "m" and name not in empty]
    if reach and "geboortedatum" in fields and "geboortedatum" not in empty:
        dates += [f"BEREIKT({alias}.geboortedatum; leeftijd)"] * len(dates)
    base = draw(st.sampled_from(dates))
    steps = ["+ w_jaar"] if base.endswith(".geboortedatum") and draw(st.booleans()) else []
    steps += draw(
        st.lists(st.sampled_from(["+ w_maand", "- w_maand", "+ w_dag", "- w_dag", "+ 1 dag"]), max_size=2)
    )
    return " ".join([base, *steps])


@st.composite
def comparisons(draw: st.DrawFn, alias: str, fields: list[str], empty: list[str], plain: bool = False) -> str:
    """A condition on one event; ``plain``: with constants only. Nothing when there is none."""
    name = draw(st.sampled_from(fields))
    field, negation = f"{alias}.{name}", draw(st.sampled_from(["", "niet "]))
    sign, number = (
        draw(st.sampled_from(["=", "<>", "<", ">="])),
        draw(st.sampled_from(["0", "vijf", "vijf + 1", "min_een"])),
    )
    found = {
        "n": [f"{field} {sign} {number}", f"{field} tussen 1 en vijf", f"{field} is een van (0; vijf)"],
        "bedrag": [f"{field} > € 0", f"{field} <> € 0"],
        "b": [f"{negation}{field}"],
        "k": [f"{field} = groen", f"{field} <> rood", f"{field} is een van (rood; blauw)"],
    }.get(name, [])
    if name in ("d", "geboortedatum") and not plain:
        found = [f"{field} <= {alias}.datum", f"{field} <> {alias}.datum"]
    if name in empty:
        found = [*found, f"{field} is van toepassing", f"{field} is niet van toepassing"]
    return draw(st.sampled_from(found)) if found else ""


@st.composite
def windows(
    draw: st.DrawFn, aliases: dict[str, str], known: dict[str, tuple[list[str], list[str]]], keer: bool
) -> str:
    """An entry of ``zonder`` or ``keer``."""
    alias, kind = draw(st.sampled_from(sorted(aliases))), draw(st.sampled_from(sorted(known)))
    mine, theirs = known[aliases[alias]], known[kind]
    parts = [f"soort: {kind}", f"bij: {alias}"]
    shared = [name for name in mine[0] if name in theirs[0]]
    if bool(shared) and draw(CHOICE):
        same = draw(st.lists(st.sampled_from(shared), min_size=1, max_size=2, unique=True))
        parts.append(f"zelfde: [{', '.join(same)}]")
    if draw(st.booleans()):
        condition = draw(comparisons(kind, *theirs, plain=True))
        parts += [f'als: ["{condition}"]'] if condition else []
    for key in ("vanaf", "tot_en_met"):
        if draw(st.booleans()):
            parts.append(f'{key}: "{draw(days(alias, *mine))}"')
    if keer:
        parts.append(f"minstens: {draw(st.sampled_from(['1', 'keren']))}")
    return "      - {" + ", ".join(parts) + "}"


@st.composite
def relations(draw: st.DrawFn, aliases: dict[str, str], known: dict[str, tuple[list[str], list[str]]]) -> str:
    """A condition on two events."""
    left, right = draw(st.permutations(sorted(aliases)))[:2]
    shared = [name for name in known[aliases[left]][0] if name in known[aliases[right]][0]]
    if bool(shared) and draw(CHOICE):
        name = draw(st.sampled_from(shared))
        signs = ["=", "=", "<>", "<", ">="] if name in ORDERED else ["=", "=", "<>"]
        return f"{left}.{name} {draw(st.sampled_from(signs))} {right}.{name}"
    first, second = draw(days(left, *known[aliases[left]])), draw(days(right, *known[aliases[right]]))
    return f"{first} {draw(st.sampled_from(['<=', '>', '=', '<>']))} {second}"


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A whole file."""
    known, signals = draw(kinds()), []
    for place in range(draw(st.integers(1, 3))):
        taken = draw(st.lists(st.sampled_from(sorted(known)), min_size=1, max_size=3, unique=True))
        aliases = {f"a{at}": kind for at, kind in enumerate(taken)}
        anchor = draw(st.sampled_from(sorted(aliases)))
        here = known[aliases[anchor]]
        conditions = [
            draw(comparisons(a, *known[k])) for a, k in aliases.items() if not draw(st.integers(0, 2))
        ]
        conditions = [condition for condition in conditions if condition]
        if len(aliases) > 1:
            conditions += [draw(relations(aliases, known)) for _ in range(draw(st.integers(0, 2)))]
        neem = ", ".join(f"{alias}: {kind}" for alias, kind in aliases.items())
        lines = [f"  signaal_{place}:", *HEADER, f"    neem: {{{neem}}}"]
        lines += ["    als:", *(f'      - "{condition}"' for condition in conditions)] if conditions else []
        for key in ("zonder", "keer"):
            number = draw(st.sampled_from([0, 0, 1, 2]))
            entries = [draw(windows(aliases, known, key == "keer")) for _ in range(number)]
            lines += [f"    {key}:", *entries] if entries else []
        lines.append(f'    sinds: "{draw(days(anchor, *here, reach=True))}"')
        if not draw(st.integers(0, 3)):
            later = draw(st.sampled_from(["", " + w_jaar"]))
            lines.append(f'    vervalt: "{draw(days(anchor, *here, reach=True))}{later}"')
        if draw(st.booleans()):
            lines.append(f"    over: [{anchor}.{draw(st.sampled_from(here[0]))}]")
        signals += [*lines, "    vraag: Wat is er?"]
    return "\n".join(_declared(known, signals))


def _declared(known: dict[str, tuple[list[str], list[str]]], signals: list[str]) -> list[str]:
    """The signals with what they use declared, and nothing else."""
    written = "\n".join(signals)
    used = {name: spec for name, spec in known.items() if re.search(rf"\b{name}\b", written)}
    fields = {name for names, _ in used.values() for name in names}
    lines = [
        "titel: Proef",
        "voor_wie: {wie: Iemand}",
        "velden:",
        *(f"  {name}: {{{FIELDS[name]}}}" for name in sorted(fields)),
    ]
    lines.append("gebeurtenissen:")
    lines += [
        f"  {name}: {{titel: T, velden: [{', '.join(names)}], mag_leeg: [{', '.join(empty)}]}}"
        for name, (names, empty) in used.items()
    ]
    if "leeftijd" in written:
        lines += ["bronnen: {b: https://x.nl}", "cijfers:" + AGE]
    numbers = [name for name in NUMBERS if re.search(rf"\b{name}\b", written)]
    lines += ["instellingen:"] if numbers else []
    for name in numbers:
        unit, value = NUMBERS[name]
        kind = f"soort: getal, eenheid: {unit}" if unit else "soort: getal"
        lines.append(f"  {name}: {{{kind}, {SETTING.format(value=value)}}}")
    return [*lines, "signalen:", *signals]


@cache
def checked(text: str) -> SignalSet:
    """The set of a text; anything wrong is a mistake of the generator."""
    with TemporaryDirectory() as name:
        directory = Path(name)
        (directory / "proef.yaml").write_text(text, encoding="utf-8")
        found = check(read(directory), PEILDATUM)
    assert found.set is not None, "\n".join([*map(str, found.findings), text])
    return found.set
