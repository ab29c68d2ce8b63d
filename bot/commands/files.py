"""A file or an image sent to Caseclock: refused, never fetched, and the sender is told what to do."""

from __future__ import annotations

from bot.commands.door import Door
from bot.commands.visit import Visit
from bot.context import Context
from bot.usecases import casefiles
from bot.views import files as views
from storage.roster import Person, Roster


def register(door: Door) -> None:
    """Refuse what comes with a file, directly or with Caseclock's name in a channel."""
    door.on("event", "files", _refuse)


async def _refuse(visit: Visit, _text: str) -> None:
    event, delivery, slack = visit.body["event"], visit.body["event_id"], visit.account.slack

    def sender(roster: Roster) -> Person:
        """Whoever sent it is told, on the roster or not: the file is there either way."""
        return roster.people.get(slack) or Person(slack, "Not on the roster", "", "auditor")

    if await visit.house.do(sender, lambda context: _is_repeat(context, delivery, event["channel"])):
        return
    told = views.refused(visit.house.policy.sent_files)
    if event["type"] == "message":
        await visit.client.chat_postMessage(channel=event["channel"], **told)
    else:
        await visit.client.chat_postEphemeral(channel=event["channel"], user=slack, **told)


def _is_repeat(context: Context, delivery: str, channel: str) -> bool:
    """Whether this was refused already; if not, it is in the journal: who and where, but no name of a file."""
    repeat = casefiles.is_repeat(context, delivery)
    if not repeat:
        context.record("file refused", channel=channel)
    return repeat
