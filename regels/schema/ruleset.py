"""JSON Schema of a ruleset file, for an editor that helps to write one."""

from typing import Any

from regels.bestand.model import File
from regels.plan.nodes import RoundMode
from regels.plan.plan import Certainty, Verdict
from regels.schema.rows import DRAFT

PARTS = {
    "File": "Een bestand van een regeling. Eén of meer bestanden zeggen samen alles, en alles één keer.",
    "Value": "Een waarde met de dagen waarop zij geldt, beide meegerekend.",
    "Open": "Wie een norm mag invullen die de wet openlaat, en volgens welk artikel.",
    "Parameter": "Een cijfer van de wet, met zijn waarden in de tijd.",
    "Setting": "Een keuze waar wet of praktijk ruimte laat: wat gewoon is, waarom, en wat er nog meer kan.",
    "Person": "Een rol in het huishouden.",
    "Input": "Een gegeven dat wordt aangeleverd.",
    "Row": "Een rij van een beslistabel.",
    "Rule": "Een waarde die wordt berekend, met een formule of een beslistabel.",
    "Rounding": "Een afronding met een naam: waarop, hoe en waarom.",
    "State": "Een waarde die van maand naar maand meegaat.",
    "Condition": "Een voorwaarde voor het recht, met wat het betekent als er niet aan is voldaan.",
    "Outcome": "Een kolom van de uitvoer.",
    "Remark": "Iets dat een mens moet zien, of een reden om een rij af te keuren.",
    "Change": "Wat een regel wordt vanaf een dag.",
    "Freeze": "Welke cijfers gelden zolang die van later niet bekend zijn; alleen om iets te proberen.",
    "Changes": "Wat de wetgever verandert aan wat eronder ligt.",
    "Span": "Welke invoer zegt over welke periode een rij gaat.",
}
KEYS = {
    "achtervoegsel": "Wat er achter de naam van een gegeven van deze persoon komt, zoals _partner.",
    "afkeuren": "Wanneer een rij niet kan kloppen, en welk veld dan moet worden verbeterd.",
    "afrondingen": "De afrondingen die de regeling gebruikt.",
    "afwezig": "Wat het betekent als het veld ontbreekt: een waarde of n.v.t.; anders onbekend.",
    "als": "Een formule die ja of nee geeft. Op de laatste rij van een tabel kan ‘anders’ staan.",
    "altijd": "ja: ook tonen als de rij onbepaald is (tellers).",
    "anders": "Wat er geldt als niet aan de voorwaarde is voldaan.",
    "artikel": "Het artikel waar dit op berust, zoals Pw art. 19 lid 2.",
    "begin": "De waarde op de eerste rij.",
    "beslist": "Wie over de uitkomst beslist, als dat niet een medewerker van de gemeente is.",
    "bevriest": "Rekent een voorstel door met de cijfers van een eerdere dag.",
    "bron": "De naam van een bron die onder bronnen: staat.",
    "bronnen": "De bronnen met hun adres (https).",
    "cijfers": "De cijfers die veranderen, met hun nieuwe waarden in de tijd.",
    "cijfers_van": "De dag waarvan de cijfers gelden.",
    "dan": "De waarde als deze rij past.",
    "decimalen": "Hoeveel decimalen een getal of percentage mag hebben (0 tot en met 6).",
    "door": "Wie dit vaststelt of mag vaststellen: gemeenteraad of college.",
    "eenheid": "De eenheid, zoals uur per week.",
    "formule": "De formule in de regeltaal.",
    "geldt": "De formule die ja geeft als aan de voorwaarde is voldaan.",
    "groep": "Gegevens per persoon van één groep staan bij elkaar in de uitvoer van velden.",
    "grond": "Waarom deze keuze of afronding zo is.",
    "grondslag": "De wet of het besluit waar de regeling op berust.",
    "instellingen": "De keuzes waar wet of praktijk ruimte laat.",
    "invoer": "De gegevens die worden aangeleverd.",
    "jaar": "De invoer met het kalenderjaar, als een rij over een heel jaar gaat.",
    "leeg": "n.v.t. als een lege waarde ‘niet van toepassing’ betekent; anders is leeg onbekend.",
    "maand": "De invoer met de maand.",
    "maximaal": "De hoogste waarde.",
    "minimaal": "De laagste waarde.",
    "nodig": "ja: is deze uitkomst onbekend, dan is de rij onbepaald.",
    "noem_als": "Wanneer dit als reden wordt genoemd als er niet aan is voldaan; weggelaten: altijd.",
    "noot": "Een opmerking voor wie de regeling leest.",
    "oordeel": "Wie dit beoordeelt, als het een oordeel van een mens is.",
    "op": "De stap waarop wordt afgerond, zoals € 0,01.",
    "open": "Wie deze norm mag invullen.",
    "opmerkingen": "Wat een mens bij een rij moet zien.",
    "opties": "De keuzes van een soort: keuze.",
    "overlay_op": "De regeling of laag waar dit bestand bovenop komt.",
    "parameters": "De cijfers van de wet.",
    "peildatum": "De maand of dag die zegt welke cijfers gelden.",
    "per": "persoon: dit is er voor elke persoon één keer.",
    "personen": "De rollen in het huishouden.",
    "rang": "Een voorwaarde van een lagere rang gaat voor.",
    "regeling": "De naam van de regeling.",
    "regels": "De waarden die worden berekend.",
    "soort": "ja/nee, getal, bedrag, percentage, datum, maand, duur of keuze; ook ‘… of n.v.t.’.",
    "tabel": "Een beslistabel; bij elk geval past precies één rij.",
    "tekst": "Wat er te lezen staat, in hele zinnen.",
    "tijdvak": "Welke invoer zegt over welke periode een rij gaat.",
    "titel": "De naam voor mensen.",
    "toestand": "De waarden die van maand naar maand meegaan.",
    "tot": "De laatste dag; weggelaten: geldt nog.",
    "tot_dag": "De invoer met de laatste dag binnen de maand.",
    "uitkomsten": "De kolommen van de uitvoer.",
    "uitleg": "Een toelichting in gewone taal; {naam} staat voor een waarde.",
    "van": "De eerste dag.",
    "van_dag": "De invoer met de eerste dag binnen de maand.",
    "veld": "Het veld dat moet worden verbeterd.",
    "volgende": "De waarde na de rij.",
    "voorwaarden": "De voorwaarden voor het recht.",
    "voorstel": "De naam van het voorstel voor mensen.",
    "vraag": "De vraag aan de inwoner.",
    "vult": "Wat dit bestand invult van wat de wet openlaat.",
    "waarde": "De waarde. Bij een cijfer kan ook onbekend (niet gevonden) of n.v.t. (bestond niet) staan.",
    "waarden": "De waarden in de tijd.",
    "woorden": "Hoe mensen een keuze noemen, in uitleg en verslagen, als de naam het niet zegt.",
    "wijzigt": "Wat dit bestand verandert aan cijfers en regels; alleen de wetgever kan dat.",
    "wijze": "Hoe wordt afgerond.",
    "zekerheid": "Hoe zeker de waarde is; weggelaten: hoog.",
    "zo_niet": "Wat het betekent als niet aan de voorwaarde is voldaan, in hele zinnen (B1).",
}
CHOICES = {
    ("Rounding", "wijze"): [mode.value for mode in RoundMode],
    ("Value", "zekerheid"): [certainty.value for certainty in Certainty],
    ("Condition", "anders"): [Verdict.NO_RIGHT.value, Verdict.UNDETERMINED.value],
    ("Open", "door"): ["gemeenteraad", "college"],
    ("File", "door"): ["gemeenteraad", "college", "wetgever"],
}


def format_schema() -> dict[str, Any]:
    """JSON Schema of a ruleset file, for an editor that helps to write one."""
    schema = File.model_json_schema()
    parts = {"File": schema, **schema["$defs"]}
    for name, part in parts.items():
        part["title"], part["description"] = name, PARTS[name]
        for key, shape in part["properties"].items():
            part["properties"][key] = _key_schema(name, key, shape)
    return {"$schema": DRAFT, **schema, "title": "Regelbestand"}


def _key_schema(part: str, key: str, shape: dict[str, Any]) -> dict[str, Any]:
    """One key: in Dutch, without null (a key is there or not), and any scalar where text may stand."""
    variants = [variant for variant in shape.pop("anyOf", []) if variant.get("type") != "null"]
    shape = {**shape, **(variants[0] if variants else {}), "description": KEYS[key]}
    shape = _scalars(shape)
    shape.pop("default", None)
    shape.pop("title", None)
    if (part, key) in CHOICES:
        shape = {"enum": CHOICES[part, key], "description": KEYS[key]}
    return shape


def _scalars(shape: Any) -> Any:
    """YAML reads ``minimaal: 0`` as a number and ``nodig: ja`` as text; the checker takes all as text."""
    if isinstance(shape, list):
        return [_scalars(part) for part in shape]
    if not isinstance(shape, dict):
        return shape
    if shape.get("type") == "string":
        return {**shape, "type": ["string", "number", "boolean"]}
    return {key: value if key == "description" else _scalars(value) for key, value in shape.items()}
