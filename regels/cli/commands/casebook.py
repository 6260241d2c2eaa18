"""Cases with a known answer, and what another law does with them."""

from pathlib import Path
from typing import Annotated

import typer

from regels.cli.options import VERREKENING, MappingFile, Regeling


def vergelijk(
    oud: Annotated[str, typer.Argument(metavar="OUD", help="De regelset zoals hij is, zoals enschede")],
    nieuw: Annotated[str, typer.Argument(metavar="NIEUW", help="De regelset zoals hij zou worden")],
    regeling: Regeling = VERREKENING,
    bestand: Annotated[
        Path | None, typer.Option("--bestand", help="Een caseload: .parquet, .csv of .xlsx")
    ] = None,
    verschuif: Annotated[
        int, typer.Option("--verschuif", help="Zoveel maanden later het bestand laten spelen")
    ] = 0,
    maand: Annotated[
        str, typer.Option("--maand", help="Elk geval laten beginnen in deze maand, zoals 2027-01")
    ] = "",
    koppeling: MappingFile = None,
    uit: Annotated[
        list[Path] | None, typer.Option("--uit", help="Waar het komt: .html .xlsx .json .txt; mag vaker")
    ] = None,
) -> None:
    """Laat zien wat andere regels doen: welke gevallen veranderen, wie meer of minder krijgt, en waardoor."""
    from regels.cli.vergelijk import Choices, run

    choices = Choices(
        old=oud, new=nieuw, regeling=regeling, source=bestand, shift=verschuif, month=maand,
        mapping=koppeling, out=tuple(uit or ()),
    )  # fmt: skip
    raise typer.Exit(run(choices))
