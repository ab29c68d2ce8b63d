"""The real program on a record that is damaged or may not be written: it does not start, and says what to do."""

import os
import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest

from practice import Workspace
from storage.opening import open_store
from tests.start.test_start import ended, slack

__all__ = ["slack"]


def _a_record(folder: Path) -> Path:
    """Make a record whose file has a few hundred pages."""
    open_store(f"sqlite:///{folder}/caseclock.db", folder / "caseclock.keys").engine.dispose()
    path = folder / "caseclock.db"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE IF NOT EXISTS ballast (words TEXT)")
        database.executemany("INSERT INTO ballast VALUES (?)", [("x" * 3000,)] * 300)
    database.close()
    return path


@pytest.mark.parametrize("page", [40, 150, 300])
async def test_a_damaged_page_anywhere_stops_the_start(
    tmp_path: Path, slack: tuple[Workspace, Mapping[str, str]], page: int
) -> None:
    path = _a_record(tmp_path)
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = os.urandom(4096)
    path.write_bytes(content)
    end = await ended(tmp_path, "run", **slack[1])
    assert (end.code, end.said.count("\n")) == (1, 1)
    assert end.said.startswith("The database caseclock.db is damaged. Put it back from the last backup")
    assert not slack[0].ledger.entries
    assert path.read_bytes() == bytes(content)
