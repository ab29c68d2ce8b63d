"""`/caseclock`: help, status, the force's rules, a rehearsal, the set-up."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.commands import rehearse, setup
from bot.commands.door import Door
from bot.commands.visit import Reply, Visit
from bot.usecases import status as standing
from bot.usecases.status import Installation
from bot.views import help as views


def register(door: Door, installation: Installation) -> None:
    """Answer each word after the command, and one that is not known with what is."""

    async def answer(visit: Visit, typed: str) -> Reply | None:
        asked = _WORDS.get(typed.lower())
        return await asked(visit, installation) if asked else Reply(views.unknown("/caseclock", typed))

    door.on("command", "/caseclock", answer)
    rehearse.register(door, installation.policy_file)


async def _help(_visit: Visit, _installation: Installation) -> Reply:
    return Reply(views.help())


async def _status(visit: Visit, installation: Installation) -> Reply:
    connected = await installation.is_connected()
    found, zone = await visit.see(
        lambda context: (standing.status(context, installation, is_connected=connected), context.zone())
    )
    return Reply(views.status(found, visit.now, zone))


async def _policy(visit: Visit, _installation: Installation) -> None:
    await visit.show(await visit.see(lambda context: views.policy(context.policy)))


async def _rehearse(visit: Visit, installation: Installation) -> None:
    await rehearse.show(visit, installation.policy_file)


async def _setup(visit: Visit, installation: Installation) -> None:
    await setup.show(visit, installation)


_WORDS: dict[str, Callable[[Visit, Installation], Awaitable[Reply | None]]] = {
    **dict.fromkeys(("", "help"), _help),
    "status": _status,
    "policy": _policy,
    **dict.fromkeys(("rehearse", "rehearsal"), _rehearse),
    **dict.fromkeys(("setup", "set-up", "set up"), _setup),
}
