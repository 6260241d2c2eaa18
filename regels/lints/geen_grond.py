"""Elke afronding en elke instelling zegt waarom zij zo is: haar grond.

Waar de wet ruimte laat, kiest de regeling. Wie het oneens is met die keuze moet kunnen lezen waarop zij
berust.

Goed:

    grond: De gepubliceerde normen zijn zo afgerond.

Fout:

    grond: "-"
"""

from collections.abc import Iterator

from regels.errors import Finding
from regels.lints.placeholders import is_placeholder
from regels.plan.finish import Built

CODE = "geen_grond"


def find(built: Built) -> Iterator[Finding]:
    """Roundings and settings without a ground, and a regeling without one."""
    source = built.source
    items = [*source.items("afrondingen").values(), *source.items("instellingen").values()]
    entries = [(item.name, item.value.grond) for item in items]
    if "grondslag" in built.source.header:
        entries.append(("grondslag", built.source.header["grondslag"].value))
    for name, ground in entries:
        if is_placeholder(ground):
            yield Finding(
                CODE,
                ground.position,
                f"‘{name}’ heeft geen grond: ‘{ground}’.",
                "Schrijf op waar dit op berust.",
            )
