"""Puts a case of the inspectors' report into a story, from the same files that the practice workspace loads."""

from __future__ import annotations

from datetime import UTC
from itertools import groupby
from typing import TYPE_CHECKING

from bot import practice_cases
from tests.stories.words import LONDON, clock, london

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.practice_cases import CaseFile, Told
    from tests.stories.story import Story


def case(name: str) -> CaseFile:
    """Return the case whose file begins so."""
    return next(each for each in practice_cases.read() if each.name.startswith(name))


async def logged_at_once(story: Story, told: Told) -> str:
    """Log a referral in the very minute in which the force is told."""
    return await _logged(story, told, dict(told.form))


async def logged_late(story: Story, told: Told) -> str:
    """Log a referral as late after the force was told as the file says, and leave for later what is said of it."""
    received = told.received(story.now.astimezone(UTC)).astimezone(LONDON)
    return await story.person(told.by).refers_unread(
        **told.form, external_reference="", received=f"{received:%Y-%m-%d %H:%M}"
    )


async def _logged(story: Story, told: Told, answers: dict[str, str]) -> str:
    person = story.person(told.by)
    reference = await person.refers(**answers, external_reference="")
    if told.taken:
        await person.takes(reference)
    return reference


async def unfolds(story: Story, reference: str, table: Sequence[tuple[str, ...]]) -> None:
    """Let happen what a table lists, each row as moment, place, words: every message as it reads then, and no other."""
    for moment, rows in groupby(table, key=lambda row: row[0]):
        await story.time_passes_until(moment)
        for _, place, *words in rows:
            message = story.expect(place, reference, *words)
            assert story.moment(message) == clock(london(moment))
        story.expect_silence()
