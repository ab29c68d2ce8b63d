"""A long campaign in batches: half of them on each kind of database, on every core."""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
import traceback
import uuid
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from tests.databases import BACKENDS, Server
from tests.kill.campaign import kill_at_random

if TYPE_CHECKING:
    from collections.abc import Iterator

A_BATCH = 25
"""Kills on one record."""
Batch = tuple[str, str, int]
"""The seed, the kind of database and the number of kills: what is needed to have it again."""


def kill(kills: int, seed: str) -> int:
    """Run the campaign and print what came of it; the exit code is 1 when anything was lost or sent twice."""
    batches, deaths, failed = list(_batches(kills, seed)), Counter[str](), 0
    sys.stdout.write(f"{kills} kills, seed {seed}\n")
    with tempfile.TemporaryDirectory(prefix="caseclock-") as folder:
        server = Server(Path(folder) / "pg")
        # Spawned, so that each worker starts its own bots.
        with ProcessPoolExecutor(os.cpu_count(), get_context("spawn")) as workers:
            running = {workers.submit(run, batch, Path(folder)): batch for batch in batches}
            for number, done in enumerate(as_completed(running), 1):
                found, problem = done.result()
                deaths += found
                failed += bool(problem)
                sys.stdout.write(f"{number}/{len(batches)} {' '.join(map(str, running[done]))} {problem or 'well'}\n")
                sys.stdout.flush()
        server.leave()
    sys.stdout.write(f"{deaths.total()} kills: {dict(deaths.most_common())}\n{failed} batches failed\n")
    return 1 if failed else 0


def _batches(kills: int, seed: str) -> Iterator[Batch]:
    for number, begin in enumerate(range(0, kills, A_BATCH)):
        yield f"{seed}/{number}", BACKENDS[number % len(BACKENDS)], min(A_BATCH, kills - begin)


def run(batch: Batch, folder: Path) -> tuple[Counter[str], str]:
    """Run one batch; return how the bots died, and what went wrong, if anything did."""
    seed, backend, kills = batch
    with tempfile.TemporaryDirectory(dir=folder) as own:
        address = f"sqlite:///{own}/caseclock.db"
        try:
            if backend == "postgresql":
                address = Server(folder / "pg").create(uuid.uuid4().hex, "template1")
            return asyncio.run(kill_at_random(address, Path(own), seed, kills)).deaths, ""
        except Exception:  # noqa: BLE001 - the other batches go on, and the end tells of this one
            return Counter(), traceback.format_exc(limit=-2)
