"""The preservation advice in the thread below talk of a reset: once a thread, and journalled without a word of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.usecases import casefiles
from casework.errors import NoSuchCase
from storage import cases, outbox
from storage.outbox import Message
from storage.roster import Person, Roster

if TYPE_CHECKING:
    from bot.context import Context


@dataclass(frozen=True, slots=True)
class Heard:
    """Where somebody spoke of a reset: channel and message on top of the thread, Slack's delivery, a case named."""

    channel: str
    thread_ts: str
    delivery: str
    reference: str | None


def itself(_roster: Roster) -> Person:
    """Caseclock acts by itself: who wrote need not be on the roster."""
    return Person("caseclock", "Caseclock", "", "itself")


def advise(context: Context, heard: Heard) -> None:
    """Queue the advice for the thread, unless it was given there already, as for a delivery that comes again."""
    if casefiles.is_repeat(context, f"reset talk/{heard.channel}/{heard.thread_ts}"):
        return
    reference = heard.reference if _is_known(context, heard.reference) else None
    message = Message(
        kind="reset talk",
        recipient=heard.channel,
        team=_team(context.roster, heard.channel),
        severity=0,
        due_at=context.now,
        reference=reference,
        thread_ts=heard.thread_ts,
    )
    outbox.queue(context.transaction, [message], context.now)
    context.record("reset talk answered", reference, channel=heard.channel, delivery=heard.delivery)


def _is_known(context: Context, reference: str | None) -> bool:
    try:
        return reference is not None and bool(cases.get(context.transaction, reference))
    except NoSuchCase:
        return False


def _team(roster: Roster, channel: str) -> str:
    """The team whose channel it is: who is told where the channel itself cannot be."""
    known = ((team.name, {team.channel, *team.digest_channels, team.duty_channel}) for team in roster.teams.values())
    return next((name for name, channels in known if channel in channels), "")
