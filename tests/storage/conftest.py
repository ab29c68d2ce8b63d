"""An opened record for each test, on each database."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from storage.database import Transaction, reading, transaction
from storage.opening import Opened, open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def opened(database_url: str, tmp_path: Path) -> Iterator[Opened]:
    """Give a record that was opened for the first time."""
    record = open_store(database_url, tmp_path / "caseclock.keys")
    yield record
    record.engine.dispose()


@pytest.fixture
def writing(opened: Opened) -> Iterator[Transaction]:
    """Give a writing transaction that commits when the test is over."""
    with transaction(opened.engine, opened.keyring) as inner:
        yield inner


@pytest.fixture
def looking(opened: Opened) -> Iterator[Transaction]:
    """Give a transaction that only reads."""
    with reading(opened.engine, opened.keyring) as inner:
        yield inner
