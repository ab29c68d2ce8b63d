"""How Caseclock itself stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot import __version__
from bot.context import Context
from bot.usecases import history
from bot.views import undelivered
from bot.views.help import Status
from casework.wording import moment, plural
from storage import caselists, mishaps, outbox, timers, unreached
from storage.fallbacks import Place

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Audited:
    """When the auditor last looked, and whether all was as it should be."""

    at: datetime
    is_content: bool


def _not_yet() -> Audited | None:
    """Nothing has been audited yet."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What the running bot knows of itself: since when it runs, which files it was given, whether Slack reaches it.

    `audited` gives what its auditor last found.
    """

    running_since: datetime
    is_connected: Callable[[], Awaitable[bool]]
    policy_file: Path | None = None
    roster_file: Path | None = None
    audited: Callable[[], Audited | None] = _not_yet


def status(context: Context, installation: Installation, *, is_connected: bool) -> Status:
    """Return how the installation stands; counts are of all teams, and say nothing of any case."""
    waiting, since = outbox.waiting(context.transaction, context.now)
    cases, messages, aside_since = mishaps.count(context.transaction)
    audited = installation.audited()
    return Status(
        version=__version__,
        running_since=installation.running_since,
        is_connected=is_connected,
        open_cases=caselists.open_count(context.transaction),
        next_reminder=timers.next_due(context.transaction),
        waiting=waiting,
        waiting_since=since,
        undelivered=outbox.undelivered(context.transaction, context.now - _DAY),
        aside=(cases, messages),
        aside_since=aside_since,
        unreached=tuple(_line(each, context) for each in unreached.every(context.transaction)),
        policy_version=context.policy.version,
        policy_from=f"from {installation.policy_file.name}" if installation.policy_file else "built in",
        audited=(audited.at, audited.is_content) if audited else None,
        roster_from=f"from {installation.roster_file.name}" if installation.roster_file else "set up in Slack",
    )


def _line(found: unreached.Unreached, context: Context) -> str:
    is_channel = found.recipient not in context.roster.people and Place.of(found.recipient) is None
    named = undelivered.named(found.recipient, "" if is_channel else history.name(found.recipient, context.roster))
    name = "anybody" if found.recipient == unreached.SLACK else named
    since = moment(found.since, context.now, context.zone())
    return f"{name}, {plural(found.messages, 'message')} since {since}: {undelivered.why(found.problem)}"
