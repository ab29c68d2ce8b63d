"""Gives a story its people, its moment and its record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.installation import Installation, Place, clocks_of_a_case, practice_roster
from tests.stories.story import Story
from tests.stories.words import london

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from casework.policy import Policy
    from storage.roster import Roster


@pytest.fixture
def backend() -> str:
    """Let a story run on SQLite; parametrize `backend` to run it on PostgreSQL too."""
    return "sqlite"


@pytest.fixture
def start() -> str:
    """Let a story begin on a Tuesday morning in London, unless it `begins` otherwise."""
    return "2026-11-03 09:12"


@pytest.fixture
def roster() -> Roster:
    """Let a story begin with the roster of the practice workspace."""
    return practice_roster()


@pytest.fixture
def rules() -> Policy:
    """Let a story begin with the clocks of a case alone, unless it is about what follows from what happens."""
    return clocks_of_a_case()


@pytest.fixture
async def story(database_url: str, tmp_path: Path, start: str, roster: Roster, rules: Policy) -> AsyncIterator[Story]:
    """Give the story; when it is told, it owes silence."""
    place = Place(database_url, tmp_path / "caseclock.keys")
    async with Installation(place, london(start), roster, rules) as installation:
        told = Story(installation)
        yield told
        await told.ends()
