"""``regels casebook vergelijk``: two rulesets side by side, to text, a page, a workbook or JSON."""

import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """The options of the command."""

    old: str
    new: str
    regeling: str
    on: str
    source: Path | None
    shift: int
    month: str
    mapping: Path | None
    out: tuple[Path, ...]


def run(choices: Choices) -> int:
    """Write what was asked, or print the text. How long it took is no part of it."""
    from regels_casebook.vergelijk import Request, compare, regeling_of
    from regels_casebook.vergelijk.antwoord import advice, loud
    from regels_casebook.vergelijk.uitvoer import check_format, text, write

    from regels.data import rulesets
    from regels.tabel.mapping import read_mapping

    for path in choices.out:
        check_format(path)
    started = perf_counter()
    regeling = choices.regeling or regeling_of(rulesets(), choices.old, choices.new)
    found = compare(
        Request(
            old=choices.old, new=choices.new, regeling=regeling, on=choices.on, source=choices.source,
            shift=choices.shift, month=choices.month,
            mapping=read_mapping(choices.mapping) if choices.mapping else None,
        )
    )  # fmt: skip
    for path in choices.out:
        write(found, path)
        print(f"Geschreven: {path}")
    if not choices.out:
        print(text(found, ".txt"), end="")
    else:
        for told in (f"Oud: {found.oud.naam}", f"Nieuw: {found.nieuw.naam}", loud(found), advice(found)):
            if told:
                print(told)
    print(f"Duur: {perf_counter() - started:.1f} s", file=sys.stderr)
    return 0
