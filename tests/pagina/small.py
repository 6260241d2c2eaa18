"""A small regeling that has one of everything, a municipality that fills it in, and a proposal."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from regels.bestand.source import Layer, assemble
from regels.lints import sound
from regels.pagina.collect import collect
from regels.pagina.model import Page
from regels.plan.finish import build

NATIONAL = """\
regeling: proef
titel: Een proef met alles
grondslag: Proefwet art. 1 en 2
peildatum: maand
tijdvak: {maand: maand, van_dag: van_dag, tot_dag: tot_dag}
bronnen:
  wet: "https://wetten.overheid.nl/1"
  krant: "https://krant.example.org/a?b=1&c=2"
personen:
  aanvrager: {}
  partner: {achtervoegsel: _partner, als: samen}
afrondingen:
  hele_cent: {titel: op hele centen, op: "€ 0,01", wijze: half omhoog, grond: De wet rekent in centen.}
instellingen:
  ruim:
    {soort: ja/nee, titel: Of ruim wordt gerekend, artikel: Proefwet art. 9, waarde: nee, grond: Zo gaat het.}
  wijze:
    soort: keuze
    opties: [eerst, laatst]
    titel: Wanneer wordt geteld
    artikel: Proefwet art. 10 lid 2
    waarde: eerst
    grond: De verordening zegt het.
    open: {door: gemeenteraad, artikel: Proefwet art. 11}
parameters:
  bedrag_per_uur:
    soort: bedrag per uur
    titel: Het bedrag per uur
    artikel: Proefwet art. 2
    waarden:
      - {van: 2020-01-01, tot: 2020-12-31, waarde: n.v.t., bron: wet, noot: het bestond niet}
      - {van: 2021-01-01, tot: 2021-12-31, waarde: "€ 1.000", bron: wet}
      - {van: 2022-01-01, tot: 2022-12-31, waarde: onbekend, bron: wet, noot: niet gevonden}
      - {van: 2023-01-01, tot: 2023-12-31, waarde: "€ 1.234,56", bron: krant, zekerheid: laag, noot: "a | b"}
      - {van: 2024-01-01, waarde: "€ 1.300,00", bron: wet}
  deel:
    soort: percentage
    titel: Het deel
    artikel: Proefwet art. 10 lid 1
    open: {door: college, artikel: Proefwet art. 12}
    waarden:
      - {van: 2020-01-01, waarde: "12,5%", bron: wet}
invoer:
  maand: {soort: maand, titel: De maand, vraag: Welke maand?}
  van_dag:
    soort: getal
    eenheid: dag
    titel: De eerste dag
    minimaal: 1
    maximaal: 31
    leeg: n.v.t.
    afwezig: n.v.t.
  tot_dag:
    soort: getal
    eenheid: dag
    titel: De laatste dag
    minimaal: 1
    maximaal: 31
    leeg: n.v.t.
    afwezig: n.v.t.
  samen: {soort: ja/nee, titel: Er is een partner, afwezig: nee}
  uren:
    {soort: getal, eenheid: uur, per: persoon, titel: De uren, minimaal: 0, maximaal: 200, uitleg: Hele uren}
  past: {soort: ja/nee, titel: Het past, vraag: Past het?, oordeel: college}
regels:
  eigen_bedrag:
    per: persoon
    soort: bedrag
    titel: Het bedrag van één persoon
    artikel: Proefwet art. 2
    uitleg: "{Wie} krijgt {som}."
    noot: Let op de uren.
    formule: |
      AFRONDEN(
        uren × ALS_NVT(bedrag_per_uur; € 0) × deel;
        hele_cent)
  bedrag:
    soort: bedrag
    titel: Het bedrag
    artikel: Proefwet art. 2
    tabel:
      - {als: "ruim of wijze = laatst", dan: SOM_PERSONEN(eigen_bedrag)}
      - {als: anders, dan: aanvrager.eigen_bedrag}
toestand:
  rijen:
    soort: getal
    titel: Het aantal rijen
    artikel: Proefwet art. 3
    minimaal: 0
    maximaal: 999
    begin: "0"
    volgende: MIN(rijen + 1; 999)
voorwaarden:
  past:
    rang: 2
    geldt: past
    noem_als: niet samen
    anders: geen_recht
    artikel: Proefwet art. 1
    zo_niet: Het past niet.
  niet_te_lang:
    rang: 1
    geldt: rijen < 900
    anders: onbepaald
    artikel: Proefwet art. 3
    zo_niet: Dit duurt te lang. Een medewerker kijkt ernaar.
uitkomsten:
  bedrag: {titel: Het bedrag, waarde: bedrag, nodig: ja}
  rijen: {titel: Het aantal rijen, waarde: NA_RIJ(rijen), altijd: ja}
opmerkingen:
  veel: {als: EEN_PERSOON(uren > 150), tekst: Dat zijn veel uren., artikel: Proefwet art. 4}
afkeuren:
  omgekeerd:
    als: ALS_NVT(van_dag; 1 dag) > ALS_NVT(tot_dag; 31 dagen)
    veld: tot_dag
    tekst: De dagen zijn omgekeerd.
"""
TOWN = """\
regeling: proef
overlay_op: landelijk
door: gemeenteraad
bronnen: {verordening: "https://lokaleregelgeving.overheid.nl/2"}
vult:
  wijze:
    - {van: 2024-01-01, waarde: laatst, bron: verordening, zekerheid: middel, noot: nog niet vastgesteld}
"""
LAW = """\
regeling: proef
overlay_op: landelijk
door: wetgever
voorstel: De proef wordt ruimer
bronnen: {memorie: "https://wetten.overheid.nl/3"}
wijzigt:
  cijfers:
    deel: [{van: 2026-01-01, waarde: 20%, bron: memorie}]
  regels:
    bedrag:
      - van: 2026-01-01
        artikel: Proefwet art. 20
        grond: Wet van 2025
        formule: SOM_PERSONEN(eigen_bedrag) + extra
regels:
  extra: {soort: bedrag, titel: Iets extra, artikel: Proefwet art. 21, formule: als ruim dan € 10 anders € 0}
"""


@cache
def small(town: bool = False, law: bool = False) -> Page:
    """The page of the small regeling, of the nation or of the town, now or as the law may become."""
    with TemporaryDirectory() as directory:
        root = Path(directory)
        (root / "proef").mkdir()
        (root / "proef" / "regeling.yaml").write_text(NATIONAL, encoding="utf-8")
        (root / "stad.yaml").write_text(TOWN, encoding="utf-8")
        layers = [Layer("landelijk", (root / "proef" / "regeling.yaml",))]
        if town:
            layers.append(Layer("proefstad", (root / "stad.yaml",)))
        if law:
            (root / "wet.yaml").write_text(LAW, encoding="utf-8")
            layers.append(Layer("voorstel", (root / "wet.yaml",)))
        built = build(assemble(layers, root))
        return collect(built.source, sound(built))
