"""A column type for what an officer typed: encrypted at rest, and never shown by accident."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator

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
    """A `Private` under AES-GCM: what it belongs to lies beside it and is authenticated, so that a swapped value is refused."""

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
        about, _, token = bytes(value).partition(b"\0")
        return Private(about.decode(), _keyrings[dialect].decrypt(token, about.decode()))
