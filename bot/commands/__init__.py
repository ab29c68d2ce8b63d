"""Slack's way in: one file a command or surface, each with register(door)."""

from bot.commands import (
    answers,
    case,
    caseclock,
    duty,
    files,
    home,
    identify,
    more,
    moves,
    preserve,
    queue,
    refer,
    resettalk,
    setup,
    talk,
    todo,
)
from bot.commands.door import Door
from bot.usecases.status import Installation


def register(door: Door, installation: Installation) -> None:
    """Register everything that Caseclock answers to."""
    for surface in (
        *(answers, case, duty, files, home, identify, more, moves),
        *(preserve, queue, refer, resettalk, talk, todo),
    ):
        surface.register(door)
    for surface in (caseclock, setup):
        surface.register(door, installation)
