"""Everything that a view of a case needs, and nothing that an officer typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from casework.case import Case
from casework.clocks import Clock
from casework.policy import Policy


@dataclass(frozen=True, slots=True)
class Sheet:
    """A case with its clocks at a moment, for a reader in a time zone; `names` says who is behind a Slack id."""

    case: Case
    clocks: tuple[Clock, ...]
    names: Mapping[str, str]
    zone: ZoneInfo
    now: datetime
    policy: Policy

    def name(self, slack: str | None) -> str:
        """The name of somebody on the roster, or plain words for nobody and for somebody who has left it."""
        if slack is None:
            return "nobody yet"
        return self.names.get(slack, "somebody no longer on the roster")

    @property
    def running(self) -> tuple[Clock, ...]:
        """The clocks that nothing has stopped, the first due first."""
        return tuple(sorted((clock for clock in self.clocks if clock.is_running), key=lambda clock: clock.due_at))

    @property
    def next_due(self) -> Clock | None:
        """The running clock that is due first, or was."""
        return next(iter(self.running), None)
