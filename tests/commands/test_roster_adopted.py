from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from bot import rosterfile
from bot.usecases import rosters
from storage import people
from storage.database import reading, transaction
from storage.opening import Opened, open_store

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
