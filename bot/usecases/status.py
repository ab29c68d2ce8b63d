"""How Caseclock itself stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot import __version__
from bot.context import Context
from bot.views.help import Status
from storage import caselists, outbox, timers

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Installation:
    """What the running bot knows of itself: since when it runs, which files it was given, whether Slack reaches it."""

    running_since: datetime
    is_connected: Callable[[], Awaitable[bool]]
    policy_file: Path | None = None
    roster_file: Path | None = None


def status(context: Context, installation: Installation, *, is_connected: bool) -> Status:
    """Return how the installation stands; counts are of all teams, and say nothing of any case."""
    waiting, since = outbox.waiting(context.transaction)
    return Status(
        version=__version__,
        running_since=installation.running_since,
        is_connected=is_connected,
        open_cases=caselists.open_count(context.transaction),
        next_reminder=timers.next_due(context.transaction),
        waiting=waiting,
        waiting_since=since,
        undelivered=outbox.undelivered(context.transaction, context.now - _DAY),
        policy_version=context.policy.version,
        policy_from=f"from {installation.policy_file.name}" if installation.policy_file else "built in",
        roster_from=f"from {installation.roster_file.name}" if installation.roster_file else "set up in Slack",
    )
