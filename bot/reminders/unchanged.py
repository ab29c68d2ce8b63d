"""Messages that are to be drawn anew and would look as they do: most of them, whenever something happens to a case."""

from __future__ import annotations

from datetime import datetime

from bot.reminders.composing import drawn
from bot.reminders.delivery import looks
from bot.reminders.known import Now
from casework.policy import Policy
from storage import people, redraws
from storage.database import Transaction
from storage.outbox import Claimed
from storage.writer import is_of_the_database

_REMEMBERED = 1_000
"""How many messages are remembered at most; more are named in each question than a database takes gladly."""


class Unchanged:
    """Looks for them. What differs is looked at once, however long it then waits for its turn in its channel."""

    def __init__(self) -> None:
        self._differing: set[str] = set()

    def among(self, transaction: Transaction, policy: Policy, at: datetime) -> list[Claimed]:
        """Return those of the messages that wait to be drawn anew whose text and blocks are those that Slack shows."""
        waiting = redraws.waiting(transaction, at, self._differing)
        if not waiting:
            return []
        now = Now(transaction, people.roster(transaction), policy, at)
        same = [each for each in waiting if _is_as_it_was(each, now)]
        if len(self._differing) > _REMEMBERED:
            # What another process has sent is never forgotten otherwise.
            self._differing.clear()
        self._differing |= {each.key for each in waiting} - {each.key for each in same}
        return same

    def forget(self, key: str) -> None:
        """Look at a message again when it is wanted anew: it had its turn."""
        self._differing.discard(key)


def _is_as_it_was(claimed: Claimed, now: Now) -> bool:
    """Whether it looks the same; what cannot be drawn is left to the one who sends it, and complains of it."""
    try:
        payload = drawn(claimed, now)
    except Exception as error:
        if is_of_the_database(error):
            raise
        return False
    return payload is not None and looks(payload) == claimed.looks
