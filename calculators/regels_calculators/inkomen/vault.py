"""Income that a citizen shares from a personal data vault: a signed message, checked before anything is
read.

A message is a JWS in compact form, signed with Ed25519 (``alg: EdDSA``). Its claims: ``iss`` the vault,
``sub`` the dossier and person (``1001/aanvrager``), ``aud`` the municipality, ``iat``, ``exp`` whole
seconds, ``jti`` a number used once, ``versie`` 1, and ``betalingen``, records of the feed. Refused: another
algorithm, an unknown key, a bad signature, another issuer than the key's, another person or municipality, a
message that expired or is not valid yet, and one that was used before. The log holds the reason, the name
of the key when it is ours, and a hash of the message: no claim.
"""

import base64
import binascii
import hashlib
import logging
import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from regels.errors import RegelsError
from regels_calculators.inkomen.columns import NAMES, VAULT_SOURCE
from regels_calculators.inkomen.json_feed import LIST, NotRecords, loads, table_of

LOG = logging.getLogger("regels.datakluis")
ALGORITHM, VERSION = "EdDSA", "1"
CLAIMS = frozenset({"iss", "sub", "aud", "iat", "exp", "jti", "versie", LIST})
FILLED_HERE = ("dossier_id", "persoon", "bron", "ontvangen_op")
SHARED = tuple(name for name in NAMES if name not in FILLED_HERE)
"""What a record in a message may hold; the rest is filled in by who receives it."""
CLOCKS_DIFFER = 60
"""Seconds that the clock of a vault may run ahead."""
LONGEST_MESSAGE = 4_000_000
_PART = re.compile(r"[A-Za-z0-9_-]+")

ADVICE = {
    "vorm": "Dit is geen ondertekend bericht in de vorm die wij lezen. Laat de kluis het opnieuw maken.",
    "algoritme": "Het bericht moet zijn ondertekend met Ed25519 (EdDSA).",
    "sleutel_onbekend": "Deze sleutel kennen wij niet. Neem een sleutel alleen van de kluis zelf over.",
    "handtekening": "Het bericht is veranderd, of door een ander ondertekend. Gebruik het niet.",
    "uitgever": "De sleutel hoort bij een andere kluis dan het bericht zegt.",
    "ontvanger": "Het bericht is voor een andere gemeente.",
    "persoon": "Het bericht gaat over een ander dossier of een andere persoon.",
    "verlopen": "Het bericht is niet meer geldig. Vraag een nieuw bericht.",
    "nog_niet_geldig": "Het bericht is volgens de kluis nog niet gemaakt. Controleer de klok.",
    "al_gebruikt": "Dit bericht is al eens verwerkt. Vraag een nieuw bericht.",
    "inhoud": "De inhoud past niet bij het schema. Laat de kluis het bericht opnieuw maken.",
}


class VaultRefused(RegelsError):
    """A message that is not used. ``code`` says why (a key of ``ADVICE``); nothing of the message is in the
    text.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"De gegevens uit de datakluis zijn geweigerd ({code}). {ADVICE[code]}")


class VaultNotInstalled(RegelsError):
    """The library that checks signatures is not there."""

    def __init__(self) -> None:
        super().__init__("Voor de datakluis is meer nodig: installeer regels met de extra “datakluis”.")


class KeysUnreadable(RegelsError):
    """The file with keys is no JWKS of Ed25519 keys with an issuer each."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file}: dit zijn geen sleutels. Verwacht: een JWKS met sleutels van Ed25519 "
            "(kty OKP, crv Ed25519), elk met kid, x en iss."
        )


@dataclass(frozen=True, slots=True)
class Key:
    """A key we trust: the vault that signs with it, and its 32 bytes."""

    issuer: str
    public: bytes


Keys = Mapping[str, Key]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a message must be about. ``now``: default the clock."""

    dossier: str
    audience: str
    person: str = "aanvrager"
    now: datetime | None = None

    @property
    def subject(self) -> str:
        """The claim ``sub``."""
        return f"{self.dossier}/{self.person}"


class Seen:
    """Messages that were used, in SQLite, until they expire. It holds hashes; two processes may share it."""

    def __init__(self, path: str | Path = ":memory:") -> None:
        self._base = sqlite3.connect(path, isolation_level=None, timeout=30)
        self._base.execute(
            "CREATE TABLE IF NOT EXISTS gezien (kenmerk BLOB PRIMARY KEY, tot INTEGER NOT NULL) "
            "STRICT, WITHOUT ROWID"
        )

    @contextmanager
    def held(self) -> Iterator[None]:
        """What is used within is noted when all of it went well, and not at all when something failed.

        Meanwhile another process that uses a message waits.
        """
        self._base.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def use(self, issuer: str, number: str, until: int, now: int) -> bool:
        """Note a message as used; False when it was used before."""
        mark = hashlib.sha256(f"{len(issuer)}:{issuer}:{number}".encode()).digest()
        self._base.execute("DELETE FROM gezien WHERE tot < ?", (now - CLOCKS_DIFFER,))
        added = self._base.execute("INSERT OR IGNORE INTO gezien VALUES (?, ?)", (mark, until))
        return added.rowcount == 1

    def close(self) -> None:
        """Close the database."""
        self._base.close()


def open_message(message: str, keys: Keys, expected: Expected, seen: Seen) -> pa.Table:
    """The feed in a message. Raises VaultRefused; then nothing of it is used."""
    fingerprint = hashlib.sha256(message.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    named = "-"
    try:
        parts = _parts(message)
        named = _key_name(parts[0], keys)
        _verify(parts, keys[named].public)
        claims = _claims(parts[1])
        table = _records(claims, expected)
        _about(claims, keys[named], expected)
        _once(claims, expected, seen)
    except VaultRefused as refused:
        LOG.warning("geweigerd: %s; sleutel %s; bericht %s", refused.code, named, fingerprint)
        raise
    LOG.info("aanvaard; sleutel %s; bericht %s", named, fingerprint)
    return table


def read_message(path: Path, keys: Keys, expected: Expected, seen: Seen) -> pa.Table:
    """``open_message`` of a file."""
    if not path.is_file() or path.stat().st_size > LONGEST_MESSAGE:
        raise VaultRefused("vorm")
    return open_message(path.read_bytes().decode("latin-1").strip(), keys, expected, seen)


def read_keys(path: Path) -> Keys:
    """Keys from a JWKS; each also names its vault in ``iss``."""
    try:
        found = loads(path.read_bytes())
        return {key["kid"]: _key(key) for key in found["keys"]}
    except (OSError, NotRecords, KeyError, TypeError, VaultRefused) as error:
        raise KeysUnreadable(str(path)) from error


def _key(key: Any) -> Key:
    public = _decoded(key["x"])
    if (key["kty"], key["crv"], len(public)) != ("OKP", "Ed25519", 32) or not isinstance(key["iss"], str):
        raise KeyError("kty")
    return Key(key["iss"], public)


def _parts(message: str) -> list[str]:
    parts = message.split(".")
    if len(message) > LONGEST_MESSAGE or len(parts) != 3 or not all(map(_PART.fullmatch, parts)):
        raise VaultRefused("algoritme" if message.endswith(".") and len(parts) == 3 else "vorm")
    return parts


def _decoded(part: str) -> bytes:
    """Base64url without padding, in its one canonical form."""
    try:
        data = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except (binascii.Error, ValueError) as error:
        raise VaultRefused("vorm") from error
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != part:
        raise VaultRefused("vorm")
    return data


def _object(part: str) -> dict[str, Any]:
    try:
        found = loads(_decoded(part))
    except NotRecords as error:
        raise VaultRefused("vorm") from error
    if not isinstance(found, dict):
        raise VaultRefused("vorm")
    return found


def _key_name(part: str, keys: Keys) -> str:
    header = _object(part)
    if header.get("alg") != ALGORITHM:
        raise VaultRefused("algoritme")
    if not set(header) <= {"alg", "kid", "typ"}:
        raise VaultRefused("vorm")
    name = header.get("kid")
    if not isinstance(name, str) or name not in keys:
        raise VaultRefused("sleutel_onbekend")
    return name


def _verify(parts: list[str], public: bytes) -> None:
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError as error:
        raise VaultNotInstalled from error
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(_decoded(parts[2]), ".".join(parts[:2]).encode())
    except InvalidSignature as error:
        raise VaultRefused("handtekening") from error


def _claims(part: str) -> dict[str, Any]:
    claims = _object(part)
    texts = all(isinstance(claims.get(name), str) and claims[name] for name in CLAIMS - {LIST})
    if set(claims) != CLAIMS or not texts or claims["versie"] != VERSION:
        raise VaultRefused("inhoud")
    if not all(claims[name].isdecimal() and len(claims[name]) <= 12 for name in ("iat", "exp")):
        raise VaultRefused("inhoud")
    return claims


def _records(claims: dict[str, Any], expected: Expected) -> pa.Table:
    """The records as a feed. Values are judged when the feed is read; names here."""
    if not isinstance(claims[LIST], list):
        raise VaultRefused("inhoud")
    try:
        table = table_of(claims[LIST])
    except NotRecords as error:
        raise VaultRefused("inhoud") from error
    if not table.num_rows or not set(table.column_names) <= set(SHARED):
        raise VaultRefused("inhoud")
    filled = (expected.dossier, expected.person, VAULT_SOURCE, _now(expected).date().isoformat())
    for name, value in zip(FILLED_HERE, filled, strict=True):
        table = table.append_column(name, pa.array([value] * table.num_rows, pa.string()))
    return table


def _about(claims: dict[str, Any], key: Key, expected: Expected) -> None:
    now = int(_now(expected).timestamp())
    for wrong, code in (
        (claims["iss"] != key.issuer, "uitgever"),
        (claims["aud"] != expected.audience, "ontvanger"),
        (claims["sub"] != expected.subject, "persoon"),
        (int(claims["exp"]) <= now, "verlopen"),
        (int(claims["iat"]) > now + CLOCKS_DIFFER, "nog_niet_geldig"),
    ):
        if wrong:
            raise VaultRefused(code)


def _once(claims: dict[str, Any], expected: Expected, seen: Seen) -> None:
    now = int(_now(expected).timestamp())
    if not seen.use(claims["iss"], claims["jti"], int(claims["exp"]), now):
        raise VaultRefused("al_gebruikt")


def _now(expected: Expected) -> datetime:
    return expected.now or datetime.now(UTC)


__all__ = [
    "Expected", "Key", "Keys", "KeysUnreadable", "Seen", "VaultNotInstalled", "VaultRefused", "open_message",
    "read_keys", "read_message",
]  # fmt: skip
