"""Gives a practice system at night, and what is told by the morning where nobody disturbs it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.reminders import watch

if TYPE_CHECKING:
    from collections import Counter

    from tests.stories.installation import Installation


@pytest.fixture
async def running(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    """Give a practice system at night."""
    async with watch.installation(database_url, tmp_path) as running:
        await watch.comes(running)
        yield running


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Counter[tuple[Any, ...]]:
    """Give what is told by the morning where nobody does anything to the record."""
    folder = tmp_path_factory.mktemp("undisturbed")

    async def live() -> Counter[tuple[Any, ...]]:
        async with watch.installation(f"sqlite:///{folder}/a.db", folder) as running:
            await watch.comes(running)
            await running.go_to(watch.MORNING)
            return await watch.told(running)

    return asyncio.run(live())
