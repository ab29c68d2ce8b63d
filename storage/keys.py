"""The keys that lie in a file outside the database: numbered, made at first start, never overwritten."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from pathlib import Path

_SIZE = 32
_NONCE = 12
_HIGHEST = 0xFFFF
_IDENTIFIERS = b"caseclock identifiers 1"
_HEAD = """\
# Keys of Caseclock. Whoever holds this file and the database can read what officers typed; without it nobody can.
# Keep it apart from the database and from the database's backups, and keep a copy in a safe place.
"""


class KeysError(Exception):
    """Keys that cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class Keyring:
    """Numbered keys: the highest number encrypts and seals, every number still opens and verifies."""

    encryption: dict[int, bytes]
    audit: dict[int, bytes]

    def encrypt(self, text: str, about: str) -> bytes:
        """Return `text` under AES-256-GCM, bound to `about` (what it belongs to) and to the number of the key."""
        number = max(self.encryption)
        nonce = os.urandom(_NONCE)
        prefix = number.to_bytes(2, "big")
        return prefix + nonce + AESGCM(self.encryption[number]).encrypt(nonce, encoded(text), prefix + about.encode())

    def decrypt(self, token: bytes, about: str) -> str:
        """Return the text of `token`; `KeysError` when its key is missing or it does not belong to `about`."""
        prefix, nonce, sealed = token[:2], token[2 : 2 + _NONCE], token[2 + _NONCE :]
        key = self.encryption.get(int.from_bytes(prefix, "big"))
        if key is None:
            raise KeysError(f"The key file has no encryption key number {int.from_bytes(prefix, 'big')}.")
        try:
            return AESGCM(key).decrypt(nonce, sealed, prefix + about.encode()).decode()
        except (InvalidTag, ValueError):
            raise KeysError(f"What is stored as {about} was altered or belongs elsewhere: it cannot be read.") from None

    def seal(self, content: bytes, number: int | None = None) -> str:
        """Return the keyed hash (HMAC-SHA-256, hexadecimal) of `content`, with the newest audit key unless told."""
        return hmac.new(self.audit[number or self.newest_audit], content, hashlib.sha256).hexdigest()

    def identify(self, form: str) -> str:
        """Return the keyed hash (HMAC-SHA-256, hexadecimal) by which an identifier in its normal form is compared.

        Its key is derived from the audit key of the lowest number, which no new key replaces: what was hashed before
        stays comparable. The database refuses a file with another one by its fingerprint.
        """
        derived = HKDF(hashes.SHA256(), _SIZE, salt=None, info=_IDENTIFIERS).derive(self.audit[min(self.audit)])
        return hmac.new(derived, encoded(form), hashlib.sha256).hexdigest()

    def mark(self, content: str) -> str:
        """Return a short keyed hash (48 bits, hexadecimal) by which Slack may bear what nobody there can read."""
        return self.seal(b"mark " + encoded(content), min(self.audit))[:12]

    @property
    def newest_audit(self) -> int:
        """The number of the audit key that seals new rows."""
        return max(self.audit)

    @property
    def fingerprint(self) -> str:
        """A name for this keyring that gives nothing of it away: kept in the database to notice a wrong file."""
        return self.seal(b"caseclock keyring", min(self.audit))[:16]


def encoded(text: str) -> bytes:
    """Return `text` as UTF-8; half a character, which a hostile client may send, becomes a question mark."""
    return text.encode(errors="replace")


def make(path: Path) -> Keyring:
    """Write a new key file, readable by its owner only; one that exists is loaded, never overwritten.

    The file appears whole or not at all. `KeysError` when it cannot be written.
    """
    keyring = Keyring({1: AESGCM.generate_key(8 * _SIZE)}, {1: os.urandom(_SIZE)})
    lines = [_HEAD, "[encryption]", *_lines(keyring.encryption), "", "[audit]", *_lines(keyring.audit), ""]
    try:
        _publish(path, "\n".join(lines))
    except FileExistsError:
        return load(path)
    except OSError as error:
        raise KeysError(
            f"The key file {path} cannot be written: {error.strerror}. Name another place for it."
        ) from None
    return keyring


def _publish(path: Path, text: str) -> None:
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _lines(keys: dict[int, bytes]) -> list[str]:
    return [f'{number} = "{base64.b64encode(key).decode()}"' for number, key in keys.items()]


def load(path: Path) -> Keyring:
    """Read the key file; `KeysError` says in a sentence what is wrong with it."""
    try:
        tables = tomllib.loads(path.read_text("utf-8"))
        return Keyring(_keys(tables["encryption"]), _keys(tables["audit"]))
    except FileNotFoundError:
        raise KeysError(
            f"The key file {path} is missing. Put it back from its safe copy: "
            "without it nothing that officers typed can be read."
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise KeysError(
            f"The key file {path} cannot be read as Caseclock’s keys. Put it back from its safe copy."
        ) from None


def _keys(table: dict[str, str]) -> dict[int, bytes]:
    keys = {int(number): base64.b64decode(text, validate=True) for number, text in table.items()}
    if not keys or not all(1 <= number <= _HIGHEST and len(key) == _SIZE for number, key in keys.items()):
        raise ValueError("a key is 256 bits, and its number has two bytes")
    return keys
