from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import rosterfile
from bot.context import Context
from bot.usecases import rosters
from casework import policy
from storage import people
from storage.database import Transaction, reading, transaction
from storage.opening import Opened, open_store
from storage.roster import Address

ROSTER = rosterfile.load(Path(__file__).parents[2] / "practice" / "roster.toml")
NOW = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    return open_store(f"sqlite:///{tmp_path}/caseclock.db", tmp_path / "keys")


def adopt(opened: Opened) -> bool:
    with transaction(opened.engine, opened.keyring) as inner:
        return rosters.adopt(inner, ROSTER, NOW)


def test_the_roster_of_a_file_is_kept_as_it_is_and_journalled_once(opened: Opened) -> None:
    assert adopt(opened)
    assert not adopt(opened)
    with reading(opened.engine, opened.keyring) as inner:
        assert people.roster(inner) == ROSTER
        events = inner.execute(text("SELECT actor, event, facts FROM journal")).all()
    assert [tuple(event) for event in events] == [
        ("roster file", "roster: from file", '{"people": 9, "teams": 2}'),
    ]
    opened.engine.dispose()


def test_who_is_changed_in_slack_stays_reached_beyond_it_and_who_is_removed_does_not(opened: Opened) -> None:
    officer, team = ROSTER.people["U0OFFICER1"], ROSTER.teams["OCSAE North"]
    address = (Address("mailto://caseclock@example.org"),)
    reached = replace(ROSTER, teams={**ROSTER.teams, team.name: replace(team, fallback=address)})
    reached = replace(reached, people={**ROSTER.people, officer.slack: replace(officer, fallback=address)})
    with transaction(opened.engine, opened.keyring) as inner:
        people.replace(inner, reached)
        rosters.keep_person(_of(inner), replace(officer, name="Officer One"))
        rosters.keep_team(_of(inner), replace(team, duty_channel=None))
        changed = people.roster(inner)
        rosters.remove_person(_of(inner), officer.slack)
        rosters.keep_person(_of(inner), officer)
        back = people.roster(inner)
    assert changed.people[officer.slack] == replace(officer, name="Officer One", fallback=address)
    assert changed.teams[team.name] == replace(team, duty_channel=None, fallback=address)
    assert back.people[officer.slack].fallback == ()
    opened.engine.dispose()


def test_the_check_says_how_many_are_reached_beyond_slack() -> None:
    address = (Address("mailto://caseclock@example.org"),)
    officer, north = ROSTER.people["U0OFFICER1"], ROSTER.teams["OCSAE North"]
    one = replace(ROSTER, people={**ROSTER.people, officer.slack: replace(officer, fallback=address)})
    both = replace(one, teams={**ROSTER.teams, north.name: replace(north, fallback=address)})
    assert rosters.reached(ROSTER).startswith("Nobody is reached beyond Slack")
    assert "1 of the people, and whoever is on duty in 0 of the teams" in rosters.reached(one)
    assert "1 of the people, and whoever is on duty in 1 of the teams" in rosters.reached(both)


def _of(inner: Transaction) -> Context:
    return Context(inner, NOW, ROSTER.people["U0ADMIN"], people.roster(inner), policy.load())
