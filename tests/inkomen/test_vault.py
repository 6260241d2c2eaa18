"""Messages from a personal data vault: what is refused, with which code; the log holds nothing of it."""

import base64
import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("cryptography")
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from regels_calculators.inkomen.job import take_in
from regels_calculators.inkomen.vault import (
    ADVICE,
    Expected,
    Key,
    KeysUnreadable,
    Seen,
    VaultRefused,
    open_message,
    read_keys,
    read_message,
)
from typer.testing import CliRunner

from regels.cli.app import app

NOW = datetime(2026, 7, 3, 12, tzinfo=UTC)
OURS, OTHERS = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
EXPECTED = Expected("dossier-4711", "gemeente-voorbeeld", now=NOW)
CLAIMS: dict[str, Any] = {
    "iss": "kluis.voorbeeld",
    "sub": "dossier-4711/aanvrager",
    "aud": "gemeente-voorbeeld",
    "iat": int(NOW.timestamp()) - 60,
    "exp": int(NOW.timestamp()) + 600,
    "jti": "nummer-0001",
    "versie": 1,
    "betalingen": [
        {
            "ikv": "Bakkerij Voorbeeld", "betaling_id": "strook-juni", "periode_van": "2026-06-01",
            "periode_tot": "2026-06-30", "betaald_op": "2026-06-25", "soort": "loon", "netto": "612.34",
            "vakantietoeslag_opgebouwd": "45.67", "vakantietoeslag_betaald": "0.00", "lks": False,
        }
    ],
}  # fmt: skip


def raw(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


KEYS = {"sleutel-1": Key("kluis.voorbeeld", raw(OURS)), "sleutel-2": Key("kluis.anders", raw(OTHERS))}


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(claims: Any = None, header: Any = None, key: Ed25519PrivateKey = OURS, **changed: Any) -> str:
    header = {"alg": "EdDSA", "kid": "sleutel-1"} if header is None else header
    claims = {**CLAIMS, **changed} if claims is None else claims
    text = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
    return f"{text}.{encoded(key.sign(text.encode()))}"


def altered(message: str) -> str:
    head, _, tail = message.split(".")
    more = json.loads(json.dumps(CLAIMS))
    more["betalingen"][0]["netto"] = "12.34"
    return f"{head}.{encoded(json.dumps(more).encode())}.{tail}"


def flipped(message: str) -> str:
    head, body, tail = message.split(".")
    data = bytearray(base64.urlsafe_b64decode(tail + "=="))
    data[5] ^= 1
    return f"{head}.{body}.{encoded(bytes(data))}"


@pytest.fixture
def seen() -> Iterator[Seen]:
    found = Seen()
    yield found
    found.close()


def test_a_good_message_becomes_a_feed(seen: Seen) -> None:
    table = open_message(signed(), KEYS, EXPECTED, seen)
    (row,) = take_in(table).months.to_pylist()
    assert (row["dossier_id"], row["persoon"], str(row["netto"])) == ("dossier-4711", "aanvrager", "612.34")
    (record,) = table.to_pylist()
    assert (record["bron"], record["ontvangen_op"]) == ("datakluis", "2026-07-03")


def later(**more: float) -> Expected:
    return Expected("dossier-4711", "gemeente-voorbeeld", now=NOW + timedelta(**more))


REFUSED: dict[str, tuple[str, Callable[[], str], Expected]] = {
    "altered payload": ("handtekening", lambda: altered(signed()), EXPECTED),
    "altered signature": ("handtekening", lambda: flipped(signed()), EXPECTED),
    "key of another": ("handtekening", lambda: signed(key=OTHERS), EXPECTED),
    "unknown key": ("sleutel_onbekend", lambda: signed(header={"alg": "EdDSA", "kid": "x"}), EXPECTED),
    "no key": ("sleutel_onbekend", lambda: signed(header={"alg": "EdDSA"}), EXPECTED),
    "alg none": ("algoritme", lambda: signed(header={"alg": "none", "kid": "sleutel-1"}), EXPECTED),
    "alg none, unsigned": (
        "algoritme", lambda: signed(header={"alg": "none"}).rpartition(".")[0] + ".", EXPECTED),
    "alg hs256": ("algoritme", lambda: signed(header={"alg": "HS256", "kid": "sleutel-1"}), EXPECTED),
    "key in the header": (
        "vorm", lambda: signed(header={"alg": "EdDSA", "kid": "sleutel-1", "jwk": {"x": "y"}}), EXPECTED),
    "critical extension": (
        "vorm", lambda: signed(header={"alg": "EdDSA", "kid": "sleutel-1", "crit": ["b64"]}), EXPECTED),
    "key of another vault": (
        "uitgever", lambda: signed(header={"alg": "EdDSA", "kid": "sleutel-2"}, key=OTHERS), EXPECTED),
    "another dossier": ("persoon", lambda: signed(sub="dossier-4712/aanvrager"), EXPECTED),
    "another person": ("persoon", lambda: signed(sub="dossier-4711/partner"), EXPECTED),
    "another municipality": ("ontvanger", lambda: signed(aud="gemeente-anders"), EXPECTED),
    "expired": ("verlopen", signed, later(seconds=600)),
    "from the future": ("nog_niet_geldig", signed, later(seconds=-300)),
    "no exp": ("inhoud", lambda: signed({k: v for k, v in CLAIMS.items() if k != "exp"}), EXPECTED),
    "more claims": ("inhoud", lambda: signed(naam="Voorbeeld"), EXPECTED),
    "other version": ("inhoud", lambda: signed(versie=2), EXPECTED),
    "unknown field": ("inhoud", lambda: signed(betalingen=[{"salaris": "3"}]), EXPECTED),
    "dossier in a record": ("inhoud", lambda: signed(betalingen=[{"dossier_id": "3"}]), EXPECTED),
    "a moment without end": ("inhoud", lambda: signed(iat="9" * 5000), EXPECTED),
    "a list in a list": ("inhoud", lambda: signed(betalingen={"betalingen": CLAIMS["betalingen"]}), EXPECTED),
    "nothing in it": ("inhoud", lambda: signed(betalingen=[]), EXPECTED),
    "no object": ("vorm", lambda: signed([]), EXPECTED),
    "no message": ("vorm", lambda: "geen bericht", EXPECTED),
    "empty": ("vorm", lambda: "", EXPECTED),
    "padded": ("vorm", lambda: signed() + "=", EXPECTED),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_code_and_nothing_personal(
    name: str, seen: Seen, caplog: pytest.LogCaptureFixture
) -> None:
    code, made, expected = REFUSED[name]
    with caplog.at_level(logging.DEBUG), pytest.raises(VaultRefused) as refused:
        open_message(made(), KEYS, expected, seen)
    assert refused.value.code == code
    assert ADVICE[code] in str(refused.value)
    assert f"geweigerd: {code}" in caplog.text
    assert_nothing_personal(caplog.text + str(refused.value))


def test_a_replayed_message_is_refused(seen: Seen, caplog: pytest.LogCaptureFixture) -> None:
    message = signed()
    with caplog.at_level(logging.DEBUG):
        open_message(message, KEYS, EXPECTED, seen)
        for again in (message, signed(iat=CLAIMS["iat"] - 1)):
            with pytest.raises(VaultRefused, match="al_gebruikt"):
                open_message(again, KEYS, EXPECTED, seen)
    open_message(signed(jti="nummer-0002"), KEYS, EXPECTED, seen)
    assert "aanvaard" in caplog.text
    assert_nothing_personal(caplog.text)


def test_what_was_used_is_remembered_across_runs_and_holds_no_claim(tmp_path: Path) -> None:
    base = tmp_path / "gebruikt.sqlite"
    for attempt in range(2):
        found = Seen(base)
        try:
            open_message(signed(), KEYS, EXPECTED, found)
            assert attempt == 0
        except VaultRefused as refused:
            assert (attempt, refused.code) == (1, "al_gebruikt")
        finally:
            found.close()
    data = base.read_bytes()
    assert [value for value in values() if value.encode() in data] == []


def test_a_refused_message_is_not_used_up(seen: Seen) -> None:
    with pytest.raises(VaultRefused):
        open_message(signed(), KEYS, Expected("dossier-4711", "gemeente-anders", now=NOW), seen)
    assert open_message(signed(), KEYS, EXPECTED, seen).num_rows == 1


def test_a_value_that_cannot_be_read_sets_the_record_apart(seen: Seen) -> None:
    wrong = [{**CLAIMS["betalingen"][0], "netto": "veel"}]
    intake = take_in(open_message(signed(betalingen=wrong), KEYS, EXPECTED, seen))
    assert (intake.apart, intake.counted) == (1, 0)


def test_keys_and_messages_from_files(tmp_path: Path, seen: Seen) -> None:
    key = {
        "kty": "OKP",
        "crv": "Ed25519",
        "kid": "sleutel-1",
        "iss": "kluis.voorbeeld",
        "x": encoded(raw(OURS)),
    }
    (tmp_path / "sleutels.json").write_text(json.dumps({"keys": [key]}), "utf-8")
    keys = read_keys(tmp_path / "sleutels.json")
    assert keys == {"sleutel-1": KEYS["sleutel-1"]}
    (tmp_path / "bericht.jws").write_text(signed() + "\n", "ascii")
    assert read_message(tmp_path / "bericht.jws", keys, EXPECTED, seen).num_rows == 1
    with pytest.raises(VaultRefused, match="vorm"):
        read_message(tmp_path / "weg.jws", keys, EXPECTED, seen)
    wrong: list[Any] = [
        {"keys": [{**key, "crv": "Ed448"}]},
        {"keys": [{**key, "x": "AA"}]},
        {"keys": [{}]},
        [],
    ]
    for broken in wrong:
        (tmp_path / "sleutels.json").write_text(json.dumps(broken), "utf-8")
        with pytest.raises(KeysUnreadable):
            read_keys(tmp_path / "sleutels.json")


def test_the_command(tmp_path: Path) -> None:
    key = {
        "kty": "OKP",
        "crv": "Ed25519",
        "kid": "sleutel-1",
        "iss": "kluis.voorbeeld",
        "x": encoded(raw(OURS)),
    }
    (tmp_path / "sleutels.json").write_text(json.dumps({"keys": [key]}), "utf-8")
    now = int(datetime.now(UTC).timestamp())
    (tmp_path / "bericht.jws").write_text(signed(iat=now, exp=now + 600), "ascii")
    options = [
        "--sleutels",
        "sleutels.json",
        "--dossier",
        "dossier-4711",
        "--ontvanger",
        "gemeente-voorbeeld",
    ]
    command = ["inkomen", "bericht.jws", "--uit", "m.csv", *options, "--gebruikt", "gebruikt.sqlite"]
    inside = [str(tmp_path / word) if "." in word else word for word in command]
    nowhere = [*inside, "--huishoudens", str(tmp_path / "weg.csv"), "--caseload", str(tmp_path / "c.csv")]
    assert CliRunner().invoke(app, nowhere).exit_code == 2  # a run that fails costs no message
    assert CliRunner().invoke(app, inside).exit_code == 0
    assert "612,34" in (tmp_path / "m.csv").read_text("utf-8-sig")
    assert isinstance(CliRunner().invoke(app, inside).exception, VaultRefused)


def values() -> list[str]:
    """Every value of the claims that is long enough not to be in any text by chance."""
    found: list[str] = []
    waiting: list[Any] = [
        CLAIMS,
        {"sub": "dossier-4712/aanvrager", "a": "dossier-4711", "b": "gemeente-anders"},
    ]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
        elif len(str(value)) > 3 and value is not False:
            found.append(str(value))
    found.remove("loon")
    return found


def assert_nothing_personal(text: str) -> None:
    assert len(values()) > 12
    assert [value for value in values() if value in text] == []
