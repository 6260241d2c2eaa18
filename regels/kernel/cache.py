"""Object code kept on disk, so that a plan is compiled once on a computer.

A file is used only when it is ours, nobody else could write it, and its key and checksum are
right; anything else counts as absent. A directory that cannot be written means no cache.
"""

import os
import stat
import tempfile
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from regels.kernel.compile import Code, assemble, host, link
from regels.plan.plan import Plan

_MAGIC = b"regels-kernel-1\n"
_DIGEST = 32
MAKERS, SOURCES = ("bestand", "kernel", "plan", "taal"), (".py", ".lark")
"""The packages between a ruleset file and its machine code, and the files of theirs that count."""


def default_directory() -> Path:
    """``$REGELS_CACHE``, else ``regels`` in the user's cache directory."""
    own = os.environ.get("REGELS_CACHE")
    if own:
        return Path(own)
    shared = os.environ.get("XDG_CACHE_HOME")
    return (Path(shared) if shared else Path.home() / ".cache") / "regels"


def code_for(plan: Plan, directory: Path | None, lanes: int = 1) -> tuple[Code, bool]:
    """The machine code of a plan for so many rows side by side, and whether it came from the cache."""
    key = _key(plan, lanes)
    path = directory / f"{key.hex()}.o" if directory else None
    stored = _read(path, key) if path else None
    if stored is not None:
        with suppress(RuntimeError):
            return link(stored), True
    from regels.kernel.codegen import generate

    code = assemble(generate(plan, lanes))
    if path:
        _write(path, key, code)
    return link(code), False


def _key(plan: Plan, lanes: int) -> bytes:
    return sha256(f"{plan.hash}\n{_order(plan)}\n{_generator()}\n{host()}\n{lanes}".encode()).digest()


def _order(plan: Plan) -> str:
    """The names in the order in which the code counts them; the hash of the rules does not depend on it."""
    parts = (
        plan.inputs,
        plan.parameters,
        plan.rules,
        plan.states,
        plan.conditions,
        plan.outcomes,
        plan.remarks,
    )
    return "\n".join(" ".join(one.name for one in part) for part in parts)


@cache
def _generator() -> str:
    """A digest of what makes code of rules: a change there must never run yesterday's code."""
    package = Path(__file__).parent.parent
    sources = sorted(
        path for part in MAKERS for path in (package / part).rglob("*.*") if path.suffix in SOURCES
    )
    return sha256(b"\0".join(source.read_bytes() for source in sources)).hexdigest()


def _read(path: Path, key: bytes) -> bytes | None:
    try:
        with path.open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                return None
            content = file.read()
    except OSError:
        return None
    start = len(_MAGIC) + 2 * _DIGEST
    code = content[start:]
    return code if content[:start] == _header(key, code) else None


def _is_ours(status: os.stat_result) -> bool:
    if os.name != "posix":
        return True
    foreign = status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    return status.st_uid == os.geteuid() and not foreign


def _header(key: bytes, code: bytes) -> bytes:
    return _MAGIC + key + sha256(key + code).digest()


def _write(path: Path, key: bytes, code: bytes) -> None:
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_header(key, code) + code)
            Path(temporary).replace(path)
        except OSError:
            with suppress(OSError):
                Path(temporary).unlink()
