"""`/caseclock rehearse`: a rehearsal on the team's cases, with the policy file as it is now and somebody away."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

from bot.commands.door import Door
from bot.commands.visit import Redraw, View, Visit
from bot.reminders import staging
from bot.views import rehearse
from bot.views.answers import answers
from casework import policy as rules
from casework.absence import Leave
from casework.policy import Policy, PolicyError


def register(door: Door, policy_file: Path | None) -> None:
    """Rehearse again with what was filled in."""

    async def again(visit: Visit, _text: str) -> Redraw:
        return Redraw(await _window(visit, policy_file, rehearse.read(answers(visit.view))))

    door.on("submission", "rehearse", again)


async def show(visit: Visit, policy_file: Path | None) -> None:
    """Open the window with what comes if nothing changes."""
    await visit.show(await _window(visit, policy_file, None))


async def _window(visit: Visit, policy_file: Path | None, leave: Leave | None) -> View:
    written = await asyncio.to_thread(_written, policy_file, visit.now.date())
    return await visit.see(lambda context: staging.window(context, written, leave))


def _written(policy_file: Path | None, today: date) -> Policy | PolicyError | None:
    """The policy as its file is now, which holds from the next start; or what is wrong with the file."""
    if policy_file is None:
        return None
    try:
        return rules.load(policy_file, today)
    except PolicyError as error:
        return error
