"""One clock for the workspace and for every bot that is started and killed: real time, and how far it was set ahead."""

from __future__ import annotations

import mmap
import struct
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot import main

_TWO = struct.Struct("dd")


class SharedClock:
    """A clock in a file that several processes map; `horizon` is the moment up to which there is work to do."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._words = mmap.mmap(file.fileno(), _TWO.size)

    @classmethod
    def begin(cls, path: Path, at: datetime) -> SharedClock:
        """Make the file; the clock shows `at` now, and there is no end to the work."""
        path.write_bytes(_TWO.pack((at - main.clock()).total_seconds(), float("inf")))
        return cls(path)

    def now(self) -> datetime:
        """What the clock shows."""
        return main.clock() + timedelta(seconds=self._read()[0])

    def travel(self, length: timedelta) -> None:
        """Set the clock ahead by `length`; it never goes back."""
        ahead, horizon = self._read()
        _TWO.pack_into(self._words, 0, ahead + max(length.total_seconds(), 0), horizon)

    @property
    def horizon(self) -> datetime:
        """Up to when what becomes due is to be done."""
        seconds = self._read()[1]
        return datetime.max.replace(tzinfo=UTC) if seconds == float("inf") else datetime.fromtimestamp(seconds, UTC)

    def end(self, moment: datetime) -> None:
        """Let the work end with what is due at `moment`."""
        _TWO.pack_into(self._words, 0, self._read()[0], moment.timestamp())

    def _read(self) -> tuple[float, float]:
        ahead, horizon = _TWO.unpack_from(self._words)
        return ahead, horizon
