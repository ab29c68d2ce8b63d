"""Goal 5: acknowledgements inside one process, calm and while a hundred thousand timers are due."""

from __future__ import annotations

from benchmarks import seed
from benchmarks.places import SQLITE, Figures, Places
from benchmarks.race import Contender, race
from benchmarks.sections import Goal, Row, Section, at_least, at_most, thousands
from benchmarks.sizes import Sizes

_WRITES = 2_000
_BUSY = (
    "the one writer is in the middle of 2,000 of what is due, which it takes at once so that nobody is sent two "
    "messages, and Python runs one thread at a time"
)


def measure(sizes: Sizes, places: Places) -> Section:
    """A command a hundredth of a second for `sizes.seconds`, and 64 writers at once."""
    calm, loaded = seed.pending(100), seed.due(sizes.timers)
    writes = min(_WRITES, 10 * sizes.timers)
    found = race(
        [
            Contender("Bolt as it comes, no commit", SQLITE, "benchmarks.doors:bolt", sizes.seconds),
            Contender("Caseclock, committed", SQLITE, "benchmarks.doors:ours", sizes.seconds, calm),
            Contender("Caseclock while timers are due", SQLITE, "benchmarks.doors:under_load", sizes.seconds, loaded),
            Contender("64 at once: ORM on aiosqlite", SQLITE, "benchmarks.together:orm", writes),
            Contender("64 at once: Caseclock", SQLITE, "benchmarks.together:ours", writes),
            Contender("one command", SQLITE, "benchmarks.doors:one_command", sizes.seconds, calm),
            Contender("fifty commands", SQLITE, "benchmarks.doors:fifty_commands", sizes.seconds, calm),
        ],
        1,
        places,
    )
    return Section(
        "Acknowledgements inside one process",
        f"A hundred commands a second for {sizes.seconds} s, each of which writes an entry of the journal and is "
        f"acknowledged after the commit, on SQLite; the same while the heartbeat handles {sizes.timers:,} timers "
        "that are due; 64 who write at once. Milliseconds; a gap is by how much the loop came late to anything else.",
        ("what", "p50", "p99", "longest gap", "a second"),
        [_row(name, each) for name, each in found.items()],
        _goals(found, sizes.timers),
    )


def _row(name: str, found: Figures) -> Row:
    figures = [f"{found[figure]:.2f}" if figure in found else "" for figure in ("p50", "p99", "gap")]
    return (name, *figures, thousands(found["a second"]) if "a second" in found else "")


def _goals(found: dict[str, Figures], timers: int) -> list[Goal]:
    ours, loaded = found["Caseclock, committed"], found["Caseclock while timers are due"]
    share = ours["p50"] / found["Bolt as it comes, no commit"]["p50"]
    writer, orm = found["64 at once: Caseclock"], found["64 at once: ORM on aiosqlite"]
    passing = found["fifty commands"]["a second"] / found["one command"]["a second"]
    return [
        at_most(5, "ack after commit, p50 beside Bolt as it comes, ×", 0.25, share),
        at_least(5, "64 at once beside the ORM on aiosqlite", 5, writer["a second"] / orm["a second"]),
        at_most(5, "64 at once, p99, ms", 60, writer["p99"]),
        at_most(5, f"ack with {timers:,} timers due, p99, ms", 10, loaded["p99"], _BUSY),
        at_most(5, f"gap in the loop with {timers:,} timers due, ms", 10, loaded["gap"], _BUSY),
        at_least(5, "fifty commands beside one", 0.9, passing),
    ]
