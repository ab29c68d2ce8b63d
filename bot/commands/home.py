"""The Home tab: one's cases, and for supervisors the team's."""

from __future__ import annotations

from bot.commands.door import Door
from bot.commands.visit import View, Visit
from bot.context import Context
from bot.usecases import queues
from bot.views import home


def register(door: Door) -> None:
    """Draw the tab whenever it is opened."""
    door.on("event", "app_home_opened", _draw)


async def _draw(visit: Visit, _text: str) -> None:
    if visit.body["event"].get("tab") == "home":
        await visit.client.views_publish(user_id=visit.account.slack, view=await visit.see(_home))


def _home(context: Context) -> View:
    return home.home(queues.home(context), context.now, context.zone())
