"""The whole program, `caseclock run`, in a process of its own, on a machine that the test governs."""

from __future__ import annotations

import mmap
import os
import struct
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from apscheduler.schedulers import base

from bot import hearing, main
from bot.__main__ import app

_SECONDS = struct.Struct("d")


@dataclass(frozen=True, slots=True)
class Machine:
    """Where the program runs and what it is told. `quiet` shortens the silence that it takes for deafness."""

    folder: Path
    database: str
    environment: dict[str, str]
    quiet: float = hearing.QUIET
    user: int | None = None

    @property
    def keys(self) -> Path:
        """The key file of its record."""
        return self.folder / "caseclock.keys"

    @property
    def log(self) -> Path:
        """What the program writes."""
        return self.folder / "log"

    def set_clock(self, ahead: timedelta) -> None:
        """Set the clock of the machine, which may be running, so far ahead of the right time, or behind."""
        with (self.folder / "clock").open("r+b" if (self.folder / "clock").exists() else "w+b") as file:
            file.write(_SECONDS.pack(ahead.total_seconds()))


def run(machine: Machine) -> None:
    """Run the program there until it ends or is killed."""
    with machine.log.open("ab") as log:
        os.dup2(log.fileno(), 1)
        os.dup2(log.fileno(), 2)
    _tell_the_time_of(machine)
    hearing.QUIET = machine.quiet
    os.environ.update(machine.environment)
    if machine.user is not None:
        os.setuid(machine.user)
    app(["run"])


def _tell_the_time_of(machine: Machine) -> None:
    """Let everything here that reads a clock of the day read this machine's, the scheduler too."""
    right = main.clock
    with (machine.folder / "clock").open("r+b") as file:
        words = mmap.mmap(file.fileno(), _SECONDS.size)

    def clock() -> datetime:
        return right() + timedelta(seconds=_SECONDS.unpack_from(words)[0])

    class Shifted(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # it is handed on as a datetime
            return clock().astimezone(tz)

    main.clock = clock
    base.datetime = Shifted
