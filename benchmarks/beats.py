"""Goal 3: a beat with nothing due, and a restart, with few and with many timers pending."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

from slack_sdk.web.async_client import AsyncWebClient

from benchmarks import growth, seed
from benchmarks.places import BACKENDS, POSTGRESQL, SQLITE, Figures, Places
from benchmarks.race import Contender, Job, race
from benchmarks.sections import NAMES, Goal, Row, Section, at_most
from benchmarks.seed import NOW
from benchmarks.sizes import Sizes
from bot import main
from bot.context import House
from bot.reminders.delivery import Post
from bot.reminders.heartbeat import Heartbeat
from bot.reminders.sender import Sender
from casework import policy
from storage import timers
from storage.database import reading
from storage.opening import Opened, open_existing, open_store
from storage.writer import Store

_BEATS = 300
"""How often it is looked; a small record is looked at less often."""
_STEPS = (1_000, 10_000, 100_000)
_LOOK = "a transaction of its own through SQLAlchemy takes most of it"
_MOST_MS = {SQLITE: 0.1, POSTGRESQL: 0.7}


def looks(job: Job) -> Figures:
    """Ask whether anything is due, as every beat does: milliseconds a look."""
    opened = open_existing(job.address, Path(job.keys))

    def look() -> None:
        with reading(opened.engine, opened.keyring) as reader:
            timers.next_due(reader)

    taken = [_timed(look) for _ in range(_often(job))]
    opened.engine.dispose()
    return {"ms": median(taken)}


def beats(job: Job) -> Figures:
    """The whole beat of the heartbeat: timers, digests and outbox, each asked beside the loop."""
    return {"ms": asyncio.run(_beats(open_existing(job.address, Path(job.keys)), _often(job)))}


def _often(job: Job) -> int:
    return min(_BEATS, job.size // 5)


async def _beats(opened: Opened, number: int) -> float:
    house = House(Store(opened.engine, opened.keyring), policy.load(), lambda: NOW)
    heart = Heartbeat(house, Sender(house, Post(AsyncWebClient())), main.clock)
    # What is due at the start, a digest that is new, is not to be timed.
    await heart.beat()
    taken = []
    for _ in range(number):
        start = perf_counter()
        await heart.beat()
        taken.append((perf_counter() - start) * 1000)
    await heart.stop()
    house.store.close()
    return median(taken)


def restarts(job: Job) -> Figures:
    """Open the record and find what is due next, after the imports: milliseconds, and megabytes that it adds."""
    rules, before = policy.load(), _megabytes()
    start = perf_counter()
    opened = open_store(job.address, Path(job.keys))
    main.check_clocks(opened, rules)
    with reading(opened.engine, opened.keyring) as reader:
        timers.next_due(reader)
    taken = (perf_counter() - start) * 1000
    grown = _megabytes() - before
    opened.engine.dispose()
    return {"ms": taken, "MB": grown}


def _megabytes() -> float:
    """The memory that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * 4096 / 1e6


def _timed(work: Callable[[], None]) -> float:
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def measure(sizes: Sizes, places: Places) -> Section:
    """With 1,000 timers and ten times as many up to `sizes.pending`, of which none is due."""
    steps = [number for number in _STEPS if number < sizes.pending] + [sizes.pending]
    found = race(
        [
            Contender(
                _name(what, backend, number),
                backend,
                f"benchmarks.beats:{what}",
                number,
                seed.pending(number),
                reads_only=what != "beats",
            )
            for backend in BACKENDS
            for what in ("looks", "beats", "restarts")
            for number in steps
        ],
        1,
        places,
    )
    rows: list[Row] = [
        (name, f"{figures['ms']:.2f}", f"{figures['MB']:.1f}" if "MB" in figures else "")
        for name, figures in found.items()
    ]
    return Section(
        "A beat with nothing due, and a restart",
        "A look asks the record what is due next. A beat is a look, and one at the digests and one at the outbox, each "
        "beside the loop. A restart opens the record, checks it against the policy and looks.",
        ("what, and how many timers are pending", "ms", "MB more"),
        rows,
        [goal for backend in BACKENDS for goal in _goals(found, backend, steps[0], steps[-1])],
        {"growth": growth.drawn(_curves(found, steps, "ms"), _curves(found, steps, "MB"))},
    )


def _curves(found: dict[str, Figures], steps: list[int], figure: str) -> dict[str, dict[int, float]]:
    """A curve for each kind of figure and database: by how many timers are pending."""
    return {
        f"{what}, {NAMES[backend]}": {number: found[_name(what, backend, number)][figure] for number in steps}
        for what in ("looks", "beats", "restarts")
        for backend in BACKENDS
        if figure in found[_name(what, backend, steps[0])]
    }


def _name(what: str, backend: str, number: int) -> str:
    return f"{what}, {NAMES[backend]}, {number:,}"


def _goals(found: dict[str, Figures], backend: str, few: int, many: int) -> list[Goal]:
    named = NAMES[backend]
    small, large = (found[_name("looks", backend, number)]["ms"] for number in (few, many))
    restart = found[_name("restarts", backend, many)]
    return [
        at_most(3, f"{named}: a look with nothing due, ms", _MOST_MS[backend], small, _LOOK),
        at_most(3, f"{named}: with {many:,} pending beside {few:,}, ×", 1.2, large / small),
        at_most(3, f"{named}: restart with {many:,} pending, ms", 50, restart["ms"]),
        at_most(3, f"{named}: memory of that restart, MB", 5, restart["MB"]),
    ]
