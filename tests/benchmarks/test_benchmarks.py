"""Every part of the benchmark still runs: with next to nothing to do, and no figure is looked at."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from benchmarks import growth, race, seed
from benchmarks.__main__ import PARTS
from benchmarks.places import Places, apart, places
from benchmarks.report import machine, page
from benchmarks.sections import Goal, at_least, at_most, verdicts
from benchmarks.sizes import TINY

_COUNTS = {
    "journal": "SELECT count(*) FROM journal",
    "notices": "SELECT count(*) FROM notices",
    "timers": "SELECT count(*) FROM timers",
    "fired": "SELECT count(*) FROM timers WHERE state = 'fired'",
}


@pytest.fixture(scope="module")
def here() -> Iterator[Places]:
    with places(race.here) as found:
        yield found


# Several processes are started for it, which takes its time on a busy machine.
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", PARTS)
def test_a_part_runs(name: str, here: Places) -> None:
    section = PARTS[name](TINY, here)
    assert section.rows
    assert all(len(row) == len(section.head) for row in section.rows)
    assert section.title in page(machine(), [section])


def test_a_run_of_its_own_gives_its_figures(here: Places) -> None:
    address = here.copy(here.filled("sqlite", *seed.due(3)))
    assert apart("benchmarks.firing:ours", {"address": address, "keys": str(here.keys), "size": 3})["number"] == 3


def test_the_raw_writes_are_those_of_the_dispatcher(here: Places) -> None:
    written = [_written(here, f"benchmarks.whole:{who}") for who in ("ours", "raw_sqlite")]
    assert written[0] == written[1]
    assert written[0] == {"journal": 130, "notices": 120, "timers": 120, "fired": 60}


def _written(here: Places, run: str) -> dict[str, int]:
    address = here.copy(here.filled("sqlite", *seed.due(60)))
    race.here(run, {"address": address, "keys": str(here.keys), "size": 60})
    with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as connection:
        counted = {name: connection.execute(count).fetchone()[0] for name, count in _COUNTS.items()}
    here.drop(address)
    return counted


def test_a_goal_says_by_how_much_it_is_missed() -> None:
    assert at_least(1, "ours", 2, 1.5, "slow") == Goal(1, "ours ≥ 2 ×", "1.50 ×", met=False, why="25% short; slow")
    assert at_most(3, "a beat, ms", 2, 3) == Goal(3, "a beat, ms ≤ 2", "3", met=False, why="50% over")
    assert at_most(3, "a beat, ms", 2, 2).met


def test_goals_stand_in_their_order_and_tables_in_columns() -> None:
    late, early = at_most(3, "a beat, ms", 2, 1), at_least(1, "ours", 2, 1)
    assert verdicts([late, early]) == [
        "|   | goal           | figure | met               |",
        "| - | :------------- | :----- | :---------------- |",
        "| 1 | ours ≥ 2 ×     | 1.00 × | **no**: 50% short |",
        "| 3 | a beat, ms ≤ 2 | 1      | yes               |",
    ]


def test_the_picture_is_the_same_for_the_same_figures_and_names_its_curves() -> None:
    curves = {"looks": {1_000: 0.1, 10_000: 0.2}}
    picture = growth.drawn(curves, curves)
    assert picture == growth.drawn(curves, curves)
    assert "looks" in picture
    assert "timers pending" in picture
    assert "<dc:date>" not in picture
