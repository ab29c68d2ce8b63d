"""A record put back from a backup is older than what Slack shows: nothing is said twice, and somebody is told."""

from __future__ import annotations

import shutil
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from sqlalchemy.engine import make_url

from practice import faults
from tests.stories.telling import on_both_databases

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.databases import Server
    from tests.stories.story import Story

OLDER = "older than what Slack shows"


@pytest.fixture
def back_up(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> Callable[[], Callable[[], None]]:
    """Give what copies the record, which nobody uses, and returns what puts the copy back."""
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        return lambda: _copied(str(url.database), tmp_path / "backup.db")
    server: Server = request.getfixturevalue("postgresql")
    return lambda: _cloned(server, urlsplit(database_url).path.removeprefix("/"))


def _copied(place: str, backup: Path) -> Callable[[], None]:
    shutil.copy(place, backup)

    def put_back() -> None:
        shutil.copy(backup, place)

    return put_back


def _cloned(server: Server, name: str) -> Callable[[], None]:
    server.create(f"{name}_backup", name)

    def put_back() -> None:
        server.drop(name)
        server.create(name, f"{name}_backup")
        server.drop(f"{name}_backup")

    return put_back


async def _lives_on_and_is_put_back(story: Story, back_up: Callable[[], Callable[[], None]]) -> tuple[str, str]:
    """Log a case, back up; be told of it twice, log another; put the backup back. Return both references."""
    first = await story.officer.refers(grade="very high")
    await story.officer.takes(first)
    await story.time_passes(hours=1)
    await story.installation.stop()
    put_back = back_up()
    await story.installation.start()
    await story.time_passes(hours=11)
    story.expect("@officer", first, "Half of its time has gone", at="21:12")
    second = await story.officer.refers(grade="low")
    story.reads_on("#ocsae-north", second)
    story.reads_on("@officer", second)
    await story.time_passes(hours=6, minutes=30)
    story.expect("@officer", first, "Three quarters of its time have gone", at="03:12")
    await story.installation.stop()
    put_back()
    story.installation.let_time_go_by(timedelta(minutes=20))
    return first, second


@on_both_databases
async def test_what_slack_shows_is_not_said_again_and_no_reference_is_given_again(
    story: Story, back_up: Callable[[], Callable[[], None]]
) -> None:
    first, second = await _lives_on_and_is_put_back(story, back_up)
    await story.installation.start()
    story.expect("#ocsae-duty", OLDER, "after Tue 3 Nov 10:12", "record again what was logged")
    story.expect("@admin", OLDER)
    story.reads_on("#ocsae-duty")
    story.expect_silence()
    third = await story.officer.refers(grade="low")
    assert [first[-1], second[-1], third[-1]] == ["1", "2", "3"]
    story.reads_on("#ocsae-north", third)
    story.reads_on("@officer", third)
    assert await story.installation.is_as_it_should_be()


async def test_what_slack_does_not_show_just_then_is_said_again_rather_than_never(
    story: Story, back_up: Callable[[], Callable[[], None]]
) -> None:
    first, _ = await _lives_on_and_is_put_back(story, back_up)
    story.installation.workspace.faults.next("conversations.history", faults.status(503), 50)
    await story.installation.start()
    told = story.expect("@officer", first, "Three quarters of its time have gone", "Late")
    assert "Not said in time: half" in story.says(told)
    story.reads_on("#ocsae-duty")
