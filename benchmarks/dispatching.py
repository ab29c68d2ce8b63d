"""Goal 2: the whole path of what is due, beside its own writes made raw and a job store that fires nothing at all."""

from __future__ import annotations

from benchmarks import seed
from benchmarks.places import POSTGRESQL, SQLITE, Places
from benchmarks.race import Contender, race
from benchmarks.sections import Section, at_least, rates
from benchmarks.sizes import Sizes

_WHY = "a journal entry is sealed over the one before it, and who hears of it is decided anew by case and roster"


def measure(sizes: Sizes, places: Places) -> Section:
    """Dispatch `sizes.cases` timers that are due, each of a case of its own."""
    filled = seed.due(sizes.cases)
    found = race(
        [
            Contender("raw sqlite3, same writes", SQLITE, "benchmarks.whole:raw_sqlite", sizes.cases, filled),
            Contender("Caseclock, SQLite", SQLITE, "benchmarks.whole:ours", sizes.cases, filled),
            Contender("APScheduler, SQLite in WAL", SQLITE, "benchmarks.jobs:apscheduler_wal", sizes.jobs),
            Contender("raw psycopg, same writes", POSTGRESQL, "benchmarks.whole:raw_psycopg", sizes.cases, filled),
            Contender("Caseclock, PostgreSQL", POSTGRESQL, "benchmarks.whole:ours", sizes.cases, filled),
            Contender("APScheduler, PostgreSQL", POSTGRESQL, "benchmarks.jobs:apscheduler", sizes.jobs),
        ],
        sizes.rounds,
        places,
    )
    rate = {name: figures["a second"] for name, figures in found.items()}
    lite, post = rate["Caseclock, SQLite"], rate["Caseclock, PostgreSQL"]
    return Section(
        "The whole path",
        "Claim, load the case, decide, journal, messages for owner and supervisor, next rung, commit. The raw driver "
        "makes the very writes that Caseclock made in a rehearsal before the stopwatch, and decides nothing.",
        ("contender", "timers", "a second"),
        rates(found),
        [
            at_least(2, "SQLite beside the same writes raw", 0.35, lite / rate["raw sqlite3, same writes"], _WHY),
            at_least(2, "SQLite beside APScheduler’s job store", 10, lite / rate["APScheduler, SQLite in WAL"], _WHY),
            at_least(2, "PostgreSQL beside the same writes raw", 0.35, post / rate["raw psycopg, same writes"], _WHY),
            at_least(2, "PostgreSQL beside APScheduler’s job store", 5, post / rate["APScheduler, PostgreSQL"], _WHY),
        ],
    )
