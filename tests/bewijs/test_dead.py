"""``dood`` and ``gaten``: what can never happen, and what no row or two rows fit."""

from regels.bestand.library import layers
from regels.bestand.source import assemble
from regels.bewijs import Bounds, Settled, dead, gaps
from regels.data import rulesets
from regels.plan.finish import Built, build
from tests.bewijs.small import built

JULY = {"maand": "2026-07"}


def national(regeling: str) -> Built:
    """A regeling of the law with its tables."""
    return build(assemble(layers(rulesets(), "landelijk", regeling), rulesets()))


def test_a_branch_that_is_never_used() -> None:
    formula = "als loon > € 500 dan € 1 anders als loon > € 600 dan € 2 anders € 3"
    proof = dead(built(formula), Bounds(JULY))
    (line,) = proof.lines
    assert "(loon > € 600,00)" in line and "wordt nooit gebruikt" in line


def test_a_row_of_a_table_is_named_by_its_place() -> None:
    table = "\n".join(
        f'      - {{als: "{condition}", dan: "€ {value}"}}'
        for value, condition in enumerate(["n <= 3", "n > 3 en m < -3", "n > 3 en m >= -3"])
    )
    proof = dead(built("", table=table), Bounds(JULY))
    (line,) = proof.lines
    assert "rij 2 van de tabel" in line


def test_conditions_and_remarks() -> None:
    more = """
voorwaarden:
  altijd: {geldt: "loon >= € 0", anders: geen_recht, artikel: a, zo_niet: t, rang: 1}
opmerkingen:
  nooit: {als: "n > 7", tekst: t}
  soms: {als: "n > 6", tekst: t}
  onbekend: {als: "niet (fruit is bekend)", tekst: t}
"""
    proof = dead(built("loon", more), Bounds(JULY))
    text = "\n".join(proof.lines)
    assert "voorwaarde ‘altijd’ is altijd voldaan" in text
    assert "‘nooit’ wordt nooit gemaakt" in text
    assert "soms" not in text and "onbekend" not in text


def test_a_small_regeling_without_dead_parts() -> None:
    proof = dead(built("als loon > € 500 dan € 1 anders € 3"), Bounds(JULY))
    assert proof.settled is Settled.PROVED
    assert proof.lines == []


def test_no_time_calls_nothing_dead() -> None:
    formula = "als a + loon > € 500 en loon < € 250 en a < € 200 dan € 1 anders € 3"
    proof = dead(built(formula), Bounds(JULY, seconds=0.0))
    assert proof.settled is Settled.OPEN
    assert proof.lines == []
    assert len(dead(built(formula), Bounds(JULY)).lines) == 1


def test_a_regeling_of_the_law() -> None:
    proof = dead(national("studietoeslag"), Bounds(JULY, seconds=300))
    assert proof.settled is Settled.PROVED


def table(*conditions: str) -> Built:
    """A regeling with one table."""
    rows = "\n".join(f'      - {{als: "{c}", dan: "€ {i}"}}' for i, c in enumerate(conditions))
    return built("", table=rows)


def test_a_gap_is_found_and_computed_again() -> None:
    proof = gaps(table("n < 3", "n > 3"), Bounds(JULY))
    assert proof.settled is Settled.EXAMPLE
    assert "er past geen rij" in proof.lines[0]
    assert "  n: 3" in proof.lines


def test_an_overlap_over_products_and_roundings() -> None:
    sound = table("AFRONDEN(n × fijn; heel) <= 9", "AFRONDEN(n × fijn; heel) > 9")
    assert gaps(sound, Bounds(JULY)).settled is Settled.PROVED
    proof = gaps(table("n × fijn <= 9", "n × fijn >= 9"), Bounds(JULY))
    assert "er passen twee rijen (rij 1 en 2)" in proof.lines[0]


def test_tables_of_the_law() -> None:
    proof = gaps(national("inkomstenverrekening"), Bounds(seconds=60))
    assert proof.settled is Settled.PROVED
