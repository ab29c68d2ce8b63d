"""A column type for what an officer typed: encrypted at rest, and never shown by accident."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator

from storage.keys import KeysError

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlalchemy.engine import Dialect

    from storage.keys import Keyring


@dataclass(frozen=True, slots=True)
class Private:
    """Text that an officer typed, and what it belongs to (“CC-26-00042/summary”); its representation hides the text."""

    about: str
    text: str = field(repr=False)


_keyrings: WeakKeyDictionary[Dialect, Keyring] = WeakKeyDictionary()


def use(engine: Engine, keyring: Keyring) -> None:
    """Let the encrypted columns of `engine` use `keyring`."""
    _keyrings[engine.dialect] = keyring


class Encrypted(TypeDecorator[Private]):
    """A `Private` under AES-GCM. What it belongs to lies beside it and is authenticated: a swapped value is refused."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Private | None, dialect: Dialect) -> bytes | None:
        """Return the stored form: what it belongs to, a NUL byte, the encrypted text."""
        if value is None:
            return None
        return value.about.encode() + b"\0" + _keyrings[dialect].encrypt(value.text, value.about)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Private | None:
        """Return what was stored; `KeysError` when it was altered or its key is missing."""
        if value is None:
            return None
        return opened(value, _keyrings[dialect])


def opened(stored: bytes, keyring: Keyring) -> Private:
    """Return what an encrypted column holds; `KeysError` when it was altered or its key is missing."""
    about, _, token = bytes(stored).partition(b"\0")
    belongs_to = about.decode(errors="replace")
    return Private(belongs_to, keyring.decrypt(token, belongs_to))


def belonging(value: Private | None, about: str) -> Private | None:
    """Return what was read for `about`; `KeysError` when the database holds there what belongs elsewhere."""
    if value is not None and value.about != about:
        raise KeysError(f"Where {about} should be stored lies {value.about}: it was moved.")
    return value
