"""``regels voorstel naar-excel`` and ``van-excel``: a ruleset to a workbook, and back as a proposal."""

from collections.abc import Sequence
from pathlib import Path

from regels.bestand.library import PLUS
from regels.cli.voorstel_nieuw import FORM, ProposalRefused
from regels.lints.open_norm import BODIES, LEGISLATOR
from regels.werkboek.content import content
from regels.werkboek.layout import sheets
from regels.werkboek.proposal import compose, everything_wrong, publish_all
from regels.werkboek.read import read, refuse
from regels.werkboek.write import write

DECIDE = (*BODIES, LEGISLATOR)


def to_excel(regeling: str, ruleset: str, target: Path) -> int:
    """Write the workbook and say what is in it."""
    if target.suffix.lower() != ".xlsx":
        raise ProposalRefused(f"‘{target}’ is geen Excel-bestand. Geef een naam die eindigt op .xlsx.")
    made = content(ruleset, regeling)
    target.parent.mkdir(parents=True, exist_ok=True)
    write(target, sheets(made))
    print(f"Geschreven: {target}")
    print(f"{len(made.figures)} cijfers, {len(made.settings)} keuzes, {len(made.tables)} tabellen.")
    print(f"Niet erin: {made.formulas} regels met een formule, voorwaarden, invoer en uitkomsten.")
    print(f"Daarna: regels voorstel van-excel {target} --naam NAAM --door WIE --map MAP")
    return 0


def from_excel(workbook: Path, name: str, bodies: Sequence[str], directory: Path, update: bool) -> int:
    """Write what the workbook changes as a proposal; nothing when there is a mistake in it."""
    if not FORM.fullmatch(name):
        raise ProposalRefused(f"‘{name}’ kan geen naam zijn. Gebruik kleine letters, cijfers en streepjes.")
    unknown = [body for body in bodies if body not in DECIDE]
    if unknown:
        raise ProposalRefused(f"‘{unknown[0]}’ kan niets beslissen. Kies uit: {', '.join(DECIDE)}.")
    reading = read(workbook, bodies)
    sound = [] if not reading.changes else compose(reading.content, reading.changes, name, directory, update)
    refuse(everything_wrong(reading.content, sound, name, reading.problems))
    for remark in reading.remarks:
        print(f"Let op: {remark}")
    if not sound:
        print(f"{workbook} verandert niets. Er is geen voorstel geschreven.")
        return 0
    publish_all(sound)
    for made in sound:
        print(f"Geschreven: {made.path}")
    for change in reading.changes:
        what = change.entry.get("waarde", "andere rijen")
        print(f"  {change.cell(())}: {change.name} vanaf {change.start}: {what}")
    for change, was in (pair for made in sound for pair in made.file.replaced):
        print(
            f"Let op: {change.name} vanaf {change.start} stond al in het voorstel: {was}. Dat is vervangen."
        )
    ruleset = reading.content.ruleset
    beneath = f"{ruleset}{PLUS}" if PLUS in ruleset else ""
    print(f"Kijk het na met: regels voorstel toon {beneath}{directory / name}")
    return 0
