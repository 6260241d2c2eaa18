"""A model as DMN XML."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from regels import __version__
from regels.dmn.feel import TYPES
from regels.dmn.model import Figure, Model, Table
from regels.plan.types import Kind, Type

VERSIONS = {
    "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
    "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
}
"""The namespace of each version; what is written is the same."""
OWN = "urn:regels:dmn"


def xml(model: Model, version: str = "1.5") -> str:
    """The file."""
    head = {"xmlns": VERSIONS[version], "xmlns:regels": OWN, "id": f"{model.name}_definities"}
    head |= {"name": model.title, "namespace": f"{OWN}:{model.name}"}
    root = Element("definitions", {**head, "exporter": "Regels", "exporterVersion": __version__})
    about = f"Beslistabellen van {model.title}, cijfers van {model.month}. Vingerafdruk: {model.hash}."
    told = [about, "Regels adviseert; een mens beslist. Niet in dit bestand:"]
    _text(root, "description", "\n".join([*told, *(f"- {line}" for line in model.left_out)]))
    for fact in model.facts:
        given = SubElement(root, "inputData", {"id": fact.name, "name": fact.name})
        _text(given, "description", fact.title)
        SubElement(given, "variable", _variable(fact.name, fact.type))
    for figure in model.figures:
        _figure(root, figure)
    given_names = {fact.name for fact in model.facts}
    for table in model.tables:
        _table(root, table, given_names)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _variable(name: str, kind: Type) -> dict[str, str]:
    return {"id": f"{name}_waarde", "name": name, "typeRef": TYPES[kind.kind]}


def _figure(root: Element, figure: Figure) -> None:
    decision = SubElement(root, "decision", {"id": figure.name, "name": figure.name})
    _text(decision, "description", f"{figure.title}. {figure.article}. {figure.ground}")
    extension = SubElement(decision, "extensionElements")
    SubElement(extension, "regels:herkomst", {"artikel": figure.article, "bron": figure.ground})
    SubElement(decision, "variable", _variable(figure.name, figure.type))
    literal = {"id": f"{figure.name}_cijfer", "typeRef": TYPES[figure.type.kind]}
    _text(SubElement(decision, "literalExpression", literal), "text", figure.text)


def _table(root: Element, table: Table, given: set[str]) -> None:
    decision = SubElement(root, "decision", {"id": table.name, "name": table.name})
    _text(decision, "description", f"{table.title}. {table.article}.")
    extension = SubElement(decision, "extensionElements")
    SubElement(extension, "regels:herkomst", {"artikel": table.article, "plaats": table.place})
    SubElement(decision, "variable", _variable(table.name, table.type))
    for number, name in enumerate(table.requires, 1):
        need = SubElement(decision, "informationRequirement", {"id": f"{table.name}_vraagt_{number}"})
        SubElement(need, "requiredInput" if name in given else "requiredDecision", {"href": f"#{name}"})
    body = SubElement(decision, "decisionTable", {"id": f"{table.name}_tabel", "hitPolicy": "UNIQUE"})
    for number, (column, kind) in enumerate(table.columns.items(), 1):
        clause = SubElement(body, "input", {"id": f"{table.name}_in_{number}", "label": column})
        shape = {"id": f"{table.name}_in_{number}_feel", "typeRef": kind}
        _text(SubElement(clause, "inputExpression", shape), "text", column)
    out = {"id": f"{table.name}_uit", "name": table.name, "typeRef": TYPES[table.type.kind]}
    clause = SubElement(body, "output", out)
    if table.type.kind is Kind.CHOICE:
        _text(SubElement(clause, "outputValues"), "text", ", ".join(f'"{one}"' for one in table.type.options))
    for place, row in enumerate(table.rows, 1):
        rule = SubElement(body, "rule", {"id": f"{table.name}_rij_{place}"})
        _text(rule, "description", row.written)
        for number, column in enumerate(table.columns, 1):
            entry = SubElement(rule, "inputEntry", {"id": f"{table.name}_rij_{place}_in_{number}"})
            _text(entry, "text", row.tests.get(column, "-"))
        _text(SubElement(rule, "outputEntry", {"id": f"{table.name}_rij_{place}_uit"}), "text", row.value)
