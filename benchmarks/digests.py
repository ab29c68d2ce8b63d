"""Goal 6: the digests of a morning over a large record, of which a little wants somebody's eye."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from time import perf_counter

from sqlalchemy import update

from benchmarks import seed
from benchmarks.places import BACKENDS, POSTGRESQL, SQLITE, Figures, Places
from benchmarks.race import Contender, Job, race
from benchmarks.sections import NAMES, Section, at_most
from benchmarks.seed import NOW
from benchmarks.sizes import Sizes
from bot.reminders import digest
from casework import policy
from storage import digests
from storage.database import transaction
from storage.opening import open_existing
from storage.tables import TABLES

_MOST = {SQLITE: 0.3, POSTGRESQL: 0.1}
_WHY = "the open cases of each grade are counted, one by one, in the index"


def morning(job: Job) -> Figures:
    """Queue the digests of all ten teams: seconds. Twenty cases are overdue, twenty have no owner."""
    opened, rules = open_existing(job.address, Path(job.keys)), policy.load()
    cases, clocks = TABLES["cases"], TABLES["clocks"]
    some = [f"CC-26-{1_000_001 + number}" for number in range(min(40, job.size))]
    with transaction(opened.engine, opened.keyring) as filling:
        for team in seed.roster().teams.values():
            digests.note(filling, team.name, team.digest_channels[0], (NOW - timedelta(days=1)).date(), NOW)
        overdue = {"due_at": NOW - timedelta(hours=1)}
        filling.execute(update(clocks).where(clocks.c.reference.in_(some[::2])).values(overdue))
        filling.execute(update(cases).where(cases.c.reference.in_(some[1::2])).values(owner=None))
    start = perf_counter()
    with transaction(opened.engine, opened.keyring) as inner:
        digest.queue(inner, rules, NOW)
    taken = perf_counter() - start
    opened.engine.dispose()
    return {"s": taken}


def measure(sizes: Sizes, places: Places) -> Section:
    """The digests over `sizes.pending` open cases."""
    filled = seed.pending(sizes.pending)
    found = race(
        [Contender(NAMES[each], each, "benchmarks.digests:morning", sizes.pending, filled) for each in BACKENDS],
        1,
        places,
    )
    return Section(
        f"The digests over {sizes.pending:,} open cases",
        "Ten teams; twenty cases are overdue and twenty have no owner. Seconds until the commit of all ten digests.",
        ("database", "s"),
        [(name, f"{each['s']:.2f}") for name, each in found.items()],
        [
            at_most(
                6, f"{NAMES[each]}: digest of {sizes.pending:,} cases, s", _MOST[each], found[NAMES[each]]["s"], _WHY
            )
            for each in BACKENDS
        ],
    )
