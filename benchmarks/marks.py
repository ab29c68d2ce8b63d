"""Goal 1: firing with a durable mark each and nothing else, beside raw drivers and those who run one job a timer."""

from __future__ import annotations

from benchmarks import seed
from benchmarks.places import POSTGRESQL, SQLITE, Places
from benchmarks.race import Contender, race
from benchmarks.sections import Section, at_least, rates
from benchmarks.sizes import Sizes

_WHY = "ours holds each timer with its case, and gives it as a value with its moment in UTC"


def measure(sizes: Sizes, places: Places) -> Section:
    """Fire `sizes.timers` timers that are due, and `sizes.jobs` jobs where each is handled alone."""
    filled, jobs = seed.due(sizes.timers), sizes.jobs
    found = race(
        [
            Contender("raw sqlite3", SQLITE, "benchmarks.firing:raw_sqlite", sizes.timers, filled),
            Contender("Caseclock, SQLite", SQLITE, "benchmarks.firing:ours", sizes.timers, filled),
            Contender("APScheduler, SQLite", SQLITE, "benchmarks.jobs:apscheduler", jobs),
            Contender("APScheduler, SQLite in WAL", SQLITE, "benchmarks.jobs:apscheduler_wal", jobs),
            Contender("raw psycopg", POSTGRESQL, "benchmarks.firing:raw_psycopg", sizes.timers, filled),
            Contender("Caseclock, PostgreSQL", POSTGRESQL, "benchmarks.firing:ours", sizes.timers, filled),
            Contender("APScheduler, PostgreSQL", POSTGRESQL, "benchmarks.jobs:apscheduler", jobs),
            Contender("Procrastinate, PostgreSQL", POSTGRESQL, "benchmarks.queues:procrastinate_worker", jobs),
        ],
        sizes.rounds,
        places,
    )
    rate = {name: figures["a second"] for name, figures in found.items()}
    lite, post = rate["Caseclock, SQLite"], rate["Caseclock, PostgreSQL"]
    return Section(
        "Firing, the mark only",
        "Timers that are due are claimed in batches and marked as fired, in the tables of Caseclock. A job store "
        "removes one job a timer; its work does nothing. What handles one at a time is given fewer.",
        ("contender", "timers", "a second"),
        rates(found),
        [
            at_least(1, "SQLite beside raw sqlite3", 0.6, lite / rate["raw sqlite3"], _WHY),
            at_least(
                1, "SQLite beside APScheduler’s WAL job store", 50, lite / rate["APScheduler, SQLite in WAL"], _WHY
            ),
            at_least(1, "PostgreSQL beside raw psycopg", 0.5, post / rate["raw psycopg"], _WHY),
            at_least(1, "PostgreSQL beside APScheduler’s job store", 15, post / rate["APScheduler, PostgreSQL"]),
            at_least(1, "PostgreSQL beside Procrastinate", 40, post / rate["Procrastinate, PostgreSQL"]),
        ],
    )
