"""The pictures of reports on the pages for policy officers, made anew: ``make plaatjes`` (needed: chromium).

Every picture is a screen of the real report: of the proposal that the page about Excel makes, and of the
synthetic caseload of Enschede. Look at them before they are kept.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from regels_calculators.demo import caseload
from regels_calculators.papier import Blad, html
from regels_casebook.vergelijk import Request, Vergelijking, compare
from regels_casebook.vergelijk.blad import sheet

from regels.cli.voorstel_excel import from_excel
from tests.werkboek.test_page import PAGE, filled_in

PICTURES = PAGE.parent / "plaatjes"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
WIDTH = 760
PROPOSAL, BALANCE = "hogere-toeslag-2027", "participatiewet-in-balans-2027"


def main() -> int:
    """Make every picture in a directory of its own, and put it beside the pages."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        print(f"Hiervoor is een browser nodig: {', '.join(BROWSERS)}.", file=sys.stderr)
        return 2
    with TemporaryDirectory() as directory:
        os.chdir(directory)
        allowance, work = of_allowance(), of_work()
        for name, found, parts, height in (
            ("verslag-toeslag", allowance, ("Het antwoord", "Gevallen die veranderen"), 640),
            ("verslag-antwoord", work, ("Het antwoord", "Wie krijgt meer of minder"), 600),
            ("verslag-maanden", work, ("Per maand, en wat het de gemeente kost",), 600),
            ("verslag-druk", work, ("Wat van extra loon overblijft",), 590),
        ):
            shoot(browser, name, page(found, parts), height)
    return 0


def of_allowance() -> Vergelijking:
    """The steps of the page about Excel, up to the report."""
    book = filled_in(Path("studietoeslag.xlsx"), 425.0, date(2027, 1, 1), "https://www.enschede.nl/")
    from_excel(book, PROPOSAL, ["college"], Path(), False)
    return compare(Request(old="2026", new=PROPOSAL, regeling="studietoeslag"))


def of_work() -> Vergelijking:
    """Participatiewet in balans on the synthetic caseload of Enschede in 2027."""
    file = Path("caseload.parquet")
    pq.write_table(pa.Table.from_batches(list(caseload(first_month=date(2026, 1, 1)))), file)
    return compare(Request(old="2026", new=BALANCE, on="enschede", source=file, shift=12, cases=()))


def page(found: Vergelijking, heads: Sequence[str]) -> str:
    """The report with only these parts; its title only when it begins with the answer."""
    whole = sheet(found)
    return html(Blad(whole.titel, tuple(part for part in whole.delen if part.kop in heads)))


def shoot(browser: str, name: str, text: str, height: int) -> None:
    """One screen of a page."""
    file = Path(f"{name}.html").absolute()
    file.write_text(text, encoding="utf-8")
    subprocess.run(
        [browser, "--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu",
         f"--window-size={WIDTH},{height}", f"--screenshot={PICTURES / name}.png", file.as_uri()],
        check=True, capture_output=True,
    )  # fmt: skip
    print(f"Gemaakt: {name}.png")


if __name__ == "__main__":
    sys.exit(main())
