"""A small regeling of its own with a few cases, to see what coverage and mutation say of them."""

from pathlib import Path

from regels_casebook import Case, read_casebook

REGELING = """
regeling: klein
titel: Een kleine regeling
grondslag: Pw art. 1
peildatum: maand
tijdvak: {maand: maand}
bronnen: {wet: "https://wetten.overheid.nl/BWBR0015703/2026-01-01"}
invoer:
  maand: {soort: maand, titel: De maand, minimaal: 2026-01, maximaal: 2027-12}
  loon: {soort: bedrag, titel: Het loon}
  ziek: {soort: ja/nee, titel: Ziek}
  oud: {soort: ja/nee, titel: Oud}
parameters:
  grens:
    soort: bedrag
    titel: De grens
    artikel: Pw art. 1
    waarden:
      - {van: 2026-01-01, tot: 2026-06-30, waarde: "€ 100", bron: wet}
      - {van: 2026-07-01, waarde: "€ 200", bron: wet}
regels:
  toeslag:
    soort: bedrag
    titel: De toeslag
    artikel: Pw art. 2
    tabel:
      - {als: ziek en oud, dan: "€ 30"}
      - {als: ziek en niet oud, dan: "€ 20"}
      - {als: niet ziek, dan: "€ 10"}
  uitkering:
    soort: bedrag
    titel: De uitkering
    artikel: Pw art. 3
    formule: als recht dan toeslag anders € 0
voorwaarden:
  loon: {rang: 1, geldt: loon <= grens, anders: geen_recht, artikel: Pw art. 1, zo_niet: Het loon is te hoog.}
uitkomsten:
  uitkering: {titel: De uitkering, waarde: uitkering, nodig: ja}
opmerkingen:
  geen_loon: {als: loon = € 0, tekst: Er is geen loon.}
"""
CASE = """
  - naam: {name}
    titel: {name}
    grond: {{soort: wettekst, artikel: Pw art. 1, bron: "https://wetten.overheid.nl/BWBR0015703/2026-01-01"}}
    regelset: "{root}"
    feiten: {{{facts}}}
    verwacht: {{{expected}}}
"""
FULL = {
    "grens": (
        "maand: 2026-07, loon: 200, ziek: nee, oud: nee",
        'status: recht, uitkering: "10,00", opmerking: ""',
    ),
    "net-te-hoog": ('maand: 2026-07, loon: "200,01", ziek: nee, oud: nee', "status: geen_recht, reden: loon"),
    "juni": ('maand: 2026-06, loon: "100,01", ziek: nee, oud: nee', "status: geen_recht, reden: loon"),
    "juni-grens": ("maand: 2026-06, loon: 100, ziek: nee, oud: ja", "status: recht"),
    "eerste-maand": ("maand: 2026-01, loon: 100, ziek: nee, oud: ja", "status: recht"),
    "ziek-en-oud": ("maand: 2026-07, loon: 1, ziek: ja, oud: ja", 'uitkering: "30,00"'),
    "ziek": ("maand: 2026-07, loon: 1, ziek: ja, oud: nee", 'uitkering: "20,00"'),
    "geen-loon": ("maand: 2026-07, loon: 0, ziek: nee, oud: nee", "opmerking: geen_loon"),
    "een-cent": ('maand: 2026-07, loon: "0,01", ziek: nee, oud: nee', 'opmerking: ""'),
    "te-hoog-uitkering": ("maand: 2026-07, loon: 900, ziek: nee, oud: nee", 'uitkering: "0,00"'),
}


def small(directory: Path, *names: str, regeling: str = REGELING) -> list[Case]:
    """The regeling written under a directory, and the named cases of it."""
    root = directory / "eigen"
    (root / "klein").mkdir(parents=True, exist_ok=True)
    (root / "klein" / "regeling.yaml").write_text(regeling, encoding="utf-8")
    text = "regeling: klein\ngevallen:" + "".join(
        CASE.format(name=name, root=root, facts=FULL[name][0], expected=FULL[name][1]) for name in names
    )
    (directory / "gevallen").mkdir(exist_ok=True)
    (directory / "gevallen" / "klein.yaml").write_text(text, encoding="utf-8")
    return [case for _, case in read_casebook(directory / "gevallen")]
