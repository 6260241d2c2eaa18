"""Small rulesets for the tests of the lints: a base that is sound, and a snippet beside it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from regels.bestand.source import Layer, assemble
from regels.errors import Finding
from regels.lints import check
from regels.plan.finish import Built, build

BASE = """\
regeling: proef
titel: Een proef
grondslag: Participatiewet art. 1
peildatum: maand
tijdvak: {maand: maand}
invoer:
  maand: {soort: maand, titel: De maand}
uitkomsten:
  maand: {titel: De maand, waarde: maand}
"""


def built(snippet: str, overlay: str = "", base: str = BASE) -> Built:
    """The base with a snippet (``proef.yaml``) and an overlay of a municipality (``gemeente.yaml``)."""
    with TemporaryDirectory() as directory:
        root = Path(directory)
        files = {"basis.yaml": base, "proef.yaml": snippet, "gemeente.yaml": overlay}
        for name, text in files.items():
            (root / name).write_text(text, encoding="utf-8")
        layers = [Layer("landelijk", (root / "basis.yaml", root / "proef.yaml"))]
        if overlay:
            layers.append(Layer("proefstad", (root / "gemeente.yaml",)))
        return build(assemble(layers, root))


def findings(snippet: str, overlay: str = "", base: str = BASE) -> list[Finding]:
    """Everything that the checker says of the base with a snippet."""
    return check(built(snippet, overlay, base))


def report(snippet: str, overlay: str = "", base: str = BASE) -> list[str]:
    """The same as lines of text, without the advice."""
    return [f"{f.position}: [{f.code}] {f.message}" for f in findings(snippet, overlay, base)]


def table(*rows: str, inputs: str = "", last: str = "") -> str:
    """A snippet with one decision table; ``inputs`` are lines of the section invoer."""
    lines = [
        f'      - {{als: "{row}", dan: "€ {number}"}}'
        for number, row in enumerate([*rows, *([last] if last else [])])
    ]
    return "\n".join(
        [
            "invoer:",
            inputs or "  uren: {soort: getal, titel: De uren, minimaal: 0, maximaal: 60}",
            "regels:",
            "  bedrag:",
            "    soort: bedrag",
            "    titel: Het bedrag",
            "    artikel: Pw art. 1",
            "    tabel:",
            *lines,
            "uitkomsten:",
            "  bedrag: {titel: Het bedrag, waarde: bedrag}",
        ]
    )
