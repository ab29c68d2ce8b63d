"""`/caseclock`: help, status, the force's rules."""

from __future__ import annotations

from bot.commands import setup
from bot.commands.door import Door
from bot.commands.visit import Reply, Visit
from bot.usecases import status as standing
from bot.usecases.status import Installation
from bot.views import help as views


def register(door: Door, installation: Installation) -> None:
    """Answer each word after the command, and one that is not known with what is."""

    async def answer(visit: Visit, typed: str) -> Reply | None:
        match typed.lower():
            case "" | "help":
                return Reply(views.help())
            case "status":
                return await _status(visit, installation)
            case "policy":
                await visit.show(await visit.see(lambda context: views.policy(context.policy)))
            case "setup" | "set-up" | "set up":
                await setup.show(visit, installation)
            case _:
                return Reply(views.unknown("/caseclock", typed))
        return None

    door.on("command", "/caseclock", answer)


async def _status(visit: Visit, installation: Installation) -> Reply:
    connected = await installation.is_connected()
    found, zone = await visit.see(
        lambda context: (standing.status(context, installation, is_connected=connected), context.zone())
    )
    return Reply(views.status(found, visit.now, zone))
