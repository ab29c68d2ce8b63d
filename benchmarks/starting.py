"""Goal 6: from the start of the process until Slack can reach it, beside bare imports; and the memory that it holds."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks import seed
from benchmarks.places import ROOT, SQLITE, Places
from benchmarks.sections import Section, at_most
from benchmarks.sizes import Sizes
from benchmarks.station import Record, station

_OPEN = 10_000
_WHY = "reading and checking the policy, and the first answers of Slack, take the rest"
_LIBRARIES = (
    *("aiohttp", "apscheduler.schedulers.asyncio", "apscheduler.triggers.interval", "dateutil", "holidays", "idna"),
    *(
        "cryptography.hazmat.primitives.ciphers.aead",
        "phonenumbers",
        "psycopg",
        "pydantic_settings",
        "re2",
        "rich.console",
    ),
    *("slack_bolt.async_app", "slack_bolt.adapter.socket_mode.async_handler", "slack_sdk.web.async_client"),
    *("sqlalchemy", "sqlmodel", "structlog", "typer"),
)


def measure(sizes: Sizes, places: Places) -> Section:
    """Start it `sizes.rounds` times on a record with 10,000 open cases, in turn with the bare imports."""
    number = min(_OPEN, sizes.pending)
    address = places.filled(SQLITE, *seed.pending(number))
    bare, started, held = [], [], []
    for _ in range(sizes.rounds):
        bare.append(_imported())
        taken, megabytes = asyncio.run(_started(Record(places.copy(address), str(places.keys))))
        started.append(taken)
        held.append(megabytes)
    allowed = 1.15 * median(bare) + 0.3
    return Section(
        "Start and memory",
        f"From the start of the process until it is connected to the emulated workspace, with {number:,} open "
        "cases on SQLite.",
        ("what", "figure"),
        [
            ("bare imports of the same libraries, s", f"{median(bare):.2f}"),
            ("start until connected, s", f"{median(started):.2f}"),
            ("memory, MB", f"{median(held):.0f}"),
        ],
        [
            at_most(6, f"start, s, beside {median(bare):.2f} × 1.15 + 0.3", round(allowed, 2), median(started), _WHY),
            at_most(6, f"memory with {number:,} open cases, MB", 90, median(held), "its libraries take most of it"),
        ],
    )


def _imported() -> float:
    start = perf_counter()
    subprocess.run([sys.executable, "-c", f"import {', '.join(_LIBRARIES)}"], cwd=ROOT, check=True)  # noqa: S603 - ourselves
    return perf_counter() - start


async def _started(record: Record) -> tuple[float, float]:
    """Return seconds and megabytes."""
    start = perf_counter()
    async with station(record) as place:
        taken = perf_counter() - start
        return taken, _resident(place.process)


def _resident(process: int) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * 4096 / 1e6
