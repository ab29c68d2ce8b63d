"""What is handled in one transaction: all that is due, or else what one reader hears of one team, or whole cases."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.reminders import dispatcher
from casework.case import Grade
from casework.ladder import Rung
from storage import cases, timers
from storage.database import transaction
from storage.opening import open_store
from tests.storage.build import HOUR, NOW, a_case

TEAMS = {0: "South", 1: "North", 2: "North", 3: "South", 4: "North"}


@pytest.mark.parametrize(
    ("most", "handled"),
    [
        (10, [0, 1, 2, 3, 4]),  # no more than that is due
        (9, [0, 3]),  # of the team that waits longest, all
        (4, [0, 3]),
        (3, [0]),  # whole cases of it
        (1, [0]),  # one case at least
    ],
)
def test_the_team_that_waits_longest_comes_first_and_of_a_case_all(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, handled: list[int]
) -> None:
    monkeypatch.setattr(dispatcher, "AT_ONCE", most)
    opened = open_store(database_url, tmp_path / "caseclock.keys")
    with transaction(opened.engine, opened.keyring) as inner:
        for number, team in TEAMS.items():
            reference, due_at = f"CC-26-0000{number}", NOW + number * HOUR
            cases.add(inner, replace(a_case(reference), team=team), {})
            timers.add(inner, [(reference, "grade", 1, Rung(name, due_at)) for name in ("half", "due")])
        due = dispatcher.at_once(inner, NOW + 9 * HOUR)
    assert sorted(timer.reference for timer in due) == sorted(f"CC-26-0000{number}" for number in handled * 2)
    opened.engine.dispose()


@pytest.mark.parametrize(
    ("most", "handled"),
    [
        (2, [2]),
        (4, [2, 4]),
        (6, [2, 4, 1]),
        (8, [2, 4, 1, 0]),
        (11, [0, 1, 2, 3, 4]),  # no more than that is due
    ],
)
def test_where_a_team_has_more_the_most_severe_come_first_and_of_these_what_waits_longest(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, handled: list[int]
) -> None:
    monkeypatch.setattr(dispatcher, "AT_ONCE", most)
    opened = open_store(database_url, tmp_path / "caseclock.keys")
    with transaction(opened.engine, opened.keyring) as inner:
        for number, grade in enumerate(("medium", "high", "ungraded", "low", "very high")):
            reference = f"CC-26-0000{number}"
            cases.add(inner, a_case(reference, grade=Grade(grade)), {})
            at = NOW + number * HOUR
            timers.add(inner, [(reference, "grade", 1, Rung(name, at)) for name in ("half", "due")])
        due = dispatcher.at_once(inner, NOW + 9 * HOUR)
    assert sorted(timer.reference for timer in due) == sorted(f"CC-26-0000{number}" for number in handled * 2)
    opened.engine.dispose()
