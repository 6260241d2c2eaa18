"""Object code on disk: found again, never believed when damaged, foreign or out of date."""

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from regels.kernel import cache
from regels.kernel.run import Kernel
from tests.kernel.plans import build, money, outcome

PLAN = build(outcome("x", money(5)))
OTHER = build(outcome("x", money(6)))


def works(kernel: Kernel, expected: int | tuple[int, ...] = 5) -> bool:
    wanted = expected if isinstance(expected, tuple) else (expected,)
    return kernel.run_rows([()])[0].outcomes == wanted


def only_file(directory: Path) -> Path:
    (file,) = directory.iterdir()
    return file


def test_the_second_time_it_is_loaded(tmp_path: Path) -> None:
    first, second = Kernel(PLAN, cache=tmp_path / "new"), Kernel(PLAN, cache=tmp_path / "new")
    assert (first.from_cache, second.from_cache) == (False, True)
    assert works(first) and works(second)
    assert only_file(tmp_path / "new").stat().st_mode & 0o077 == 0


def test_another_plan_has_another_file(tmp_path: Path) -> None:
    assert works(Kernel(PLAN, cache=tmp_path)) and works(Kernel(OTHER, cache=tmp_path), 6)
    assert len(list(tmp_path.iterdir())) == 2


def test_the_same_rules_in_another_order_have_another_file(tmp_path: Path) -> None:
    """The hash of the rules is the same, but the columns come out in another order."""
    plan = build(outcome("x", money(5)), outcome("y", money(6)))
    turned = replace(plan, outcomes=plan.outcomes[::-1])
    assert works(Kernel(plan, cache=tmp_path), (5, 6)) and works(Kernel(turned, cache=tmp_path), (6, 5))


@pytest.mark.parametrize("where", [0, 20, 60, 100, -1])
def test_a_damaged_file_is_made_again(tmp_path: Path, where: int) -> None:
    Kernel(PLAN, cache=tmp_path)
    file = only_file(tmp_path)
    content = bytearray(file.read_bytes())
    content[where] ^= 1
    file.write_bytes(content)
    assert works(kernel := Kernel(PLAN, cache=tmp_path)) and not kernel.from_cache
    assert Kernel(PLAN, cache=tmp_path).from_cache


@pytest.mark.parametrize("content", [b"", b"not machine code", b"\x00" * 500])
def test_a_foreign_file_is_replaced(tmp_path: Path, content: bytes) -> None:
    Kernel(PLAN, cache=tmp_path)
    only_file(tmp_path).write_bytes(content)
    assert works(kernel := Kernel(PLAN, cache=tmp_path)) and not kernel.from_cache


def test_code_of_another_plan_under_our_name_is_not_run(tmp_path: Path) -> None:
    Kernel(OTHER, cache=tmp_path / "other")
    Kernel(PLAN, cache=tmp_path / "own")
    only_file(tmp_path / "other").replace(only_file(tmp_path / "own"))
    assert works(kernel := Kernel(PLAN, cache=tmp_path / "own")) and not kernel.from_cache


@pytest.mark.skipif(os.name != "posix", reason="file modes of POSIX")
def test_a_file_that_others_may_write_is_not_run(tmp_path: Path) -> None:
    Kernel(PLAN, cache=tmp_path)
    only_file(tmp_path).chmod(0o666)
    assert not Kernel(PLAN, cache=tmp_path).from_cache


def test_a_directory_that_cannot_be_made_means_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert works(Kernel(PLAN, cache=tmp_path / "file" / "below"))


def test_a_directory_in_the_place_of_the_file_means_no_cache(tmp_path: Path) -> None:
    Kernel(PLAN, cache=tmp_path)
    file = only_file(tmp_path)
    file.unlink()
    file.mkdir()
    assert works(Kernel(PLAN, cache=tmp_path))
    assert list(tmp_path.iterdir()) == [file]


def test_another_generator_has_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Kernel(PLAN, cache=tmp_path)
    monkeypatch.setattr(cache, "_generator", lambda: "another")
    assert not Kernel(PLAN, cache=tmp_path).from_cache


def test_default_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("REGELS_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert cache.default_directory() == tmp_path / ".cache" / "regels"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache.default_directory() == tmp_path / "xdg" / "regels"
    monkeypatch.setenv("REGELS_CACHE", str(tmp_path / "own"))
    assert cache.default_directory() == tmp_path / "own"
    assert not Kernel(PLAN).from_cache and Kernel(PLAN).from_cache


def test_plans_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="status"):
        Kernel(replace(PLAN, status=money(1)), cache=None)


def test_rows_from_many_threads() -> None:
    kernel = Kernel(PLAN, cache=None)
    wrong: list[bool] = []

    def work() -> None:
        for size in (1, 3, 40, 2):
            wrong.extend(row.outcomes != (5,) for row in kernel.run_rows([()] * size))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(wrong) == 8 * 46 and not any(wrong)
