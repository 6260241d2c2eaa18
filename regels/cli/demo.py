"""``regels demo``: a synthetic caseload of Enschede's size, computed and explained."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from regels_calculators.demo import ENSCHEDE, STAYING, Assumptions, caseload, with_payments
from regels_calculators.inkomstenverrekening.job import Request
from regels_calculators.inkomstenverrekening.job import run as compute

from regels.cli.caseload import progress_bar
from regels.cli.dossier import explain_dossier
from regels.cli.samenvatting import summary
from regels.cli.telling import count
from regels.ruleset import Ruleset, load


def run(dossiers: int, months: int, directory: Path, seed: int, staying: bool) -> int:
    """Write the caseload and its result in ``directory``, and print the table of a team leader."""
    directory.mkdir(parents=True, exist_ok=True)
    ruleset = load("enschede")
    source, out, per_dossier = (
        directory / name for name in ("caseload.parquet", "uitkomst.parquet", "dossiers.parquet")
    )
    print(
        f"Verzonnen caseload: {count(dossiers)} dossiers, {months} maanden (zaad {seed}). "
        "Geen van deze mensen bestaat."
    )
    write_caseload(source, ruleset, dossiers, months, seed, STAYING if staying else ENSCHEDE)
    with progress_bar() as progress:
        report = compute(ruleset, Request(source=source, out=out, per_dossier=per_dossier), progress)
    print(f"\n{summary(report, ruleset)}\n")
    example = _example(out)
    if example is not None:
        print(f"Eén dossier uitgelegd ({example}), de laatste maand:\n")
        text = explain_dossier(source, ruleset, None, example)
        print((text or "").rsplit("\n\n\n", 1)[-1])
    print(f"\nBestanden: {source}, {out} en {per_dossier}")
    again = f"regels verreken {source}"
    explained = f", of {again} --uitleg {example}" if example is not None else ""
    print(f"Zelf verder: {again} --uit uitkomst.xlsx{explained}")
    return 0


def write_caseload(
    path: Path, ruleset: Ruleset, dossiers: int, months: int, seed: int, assumed: Assumptions
) -> None:
    """The caseload with what "was paid": what the rules give, with the mistakes of practice."""
    first = _first_month(months)
    writer: pq.ParquetWriter | None = None
    for batch in caseload(dossiers, first, months, seed, assumed):
        result = ruleset.evaluate_table(pa.Table.from_batches([batch]))
        paid = with_payments(batch, result.column("uit_te_betalen").combine_chunks(), seed)
        writer = writer or pq.ParquetWriter(path, paid.schema, store_decimal_as_integer=True)
        writer.write_batch(paid)
    if writer is not None:
        writer.close()


def _first_month(months: int) -> date:
    """So many months back from the last month for which figures are known (or July 2026 at the latest)."""
    last = 2026 * 12 + 6
    begin = last - months + 1
    return date(begin // 12, begin % 12 + 1, 1)


def _example(out: Path) -> str | None:
    """A dossier with a vrijlating in its last month, so that there is something to explain."""
    table = pq.read_table(out, columns=["dossier_id", "maand", "vrijlating", "status"])
    last = max(table["maand"].to_pylist(), default=None)
    for row in table.to_pylist():
        if row["maand"] == last and row["status"] == "recht" and row["vrijlating"]:
            return str(row["dossier_id"])
    return None
