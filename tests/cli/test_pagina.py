"""`regels pagina`: a page of one regeling, or of all of them."""

from pathlib import Path

import pytest

from regels.errors import RegelsError
from tests.cli.conftest import Run


def test_one_regeling(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "inkomsten.html"
    result = run("pagina", "inkomstenverrekening", "--regelset", "enschede", "--uit", out)
    assert result.exit_code == 0 and str(out) in result.output
    assert "enschede" in out.read_text(encoding="utf-8")


def test_a_ruleset_of_ones_own(run: Run, tmp_path: Path) -> None:
    own = tmp_path / "eigen" / "proef"
    own.mkdir(parents=True)
    from tests.pagina.small import NATIONAL

    (own / "regeling.yaml").write_text(NATIONAL, encoding="utf-8")
    result = run("pagina", "--alle", "--html", "--regelset", tmp_path / "eigen", "--uit", tmp_path / "uit")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "uit").iterdir()) == [
        "index.html",
        "open-punten.html",
        "proef.html",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["inkomstenverrekening", "--uit", "uit.docx"], "eindigt niet op"),
        (["--uit", "uit.md"], "Noem één regeling"),
        (["inkomstenverrekening", "--alle", "--uit", "uit"], "Noem één regeling"),
        (["inkomstenverrekening", "--html", "--uit", "uit.html"], "--html hoort bij --alle"),
        (["inkomstenverekening", "--uit", "uit.md"], "inkomstenverrekening"),
    ],
)
def test_refused_with_advice(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("pagina", *arguments)
    assert isinstance(result.exception, RegelsError) and said in str(result.exception)
    assert list(tmp_path.iterdir()) == []
