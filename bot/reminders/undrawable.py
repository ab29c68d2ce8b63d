"""A message that cannot be drawn because of an error of ours: what can be drawn goes out, the rest is set aside."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import groupby

from bot.reminders import composing, mishaps
from casework.policy import Policy
from storage import bundles, outbox
from storage.database import Transaction
from storage.outbox import Claimed, Notice
from storage.writer import is_of_the_database


def parts(transaction: Transaction, claimed: Claimed, policy: Policy, at: datetime) -> tuple[Notice, ...]:
    """Return the notices of a message that cannot be drawn: those of each clock are tried alone."""
    clocks = groupby(claimed.message.notices, key=lambda notice: (notice.reference, notice.clock))
    found: list[Notice] = []
    for _, each in clocks:
        notices = tuple(each)
        alone = replace(claimed, message=replace(claimed.message, notices=notices))
        try:
            composing.compose(transaction, alone, policy, at)
        except Exception as error:
            if is_of_the_database(error):
                raise
            found += notices
    return tuple(found)


def set_aside(
    transaction: Transaction, claimed: Claimed, apart: tuple[Notice, ...], error: Exception, now: datetime
) -> None:
    """Let a message wait for its next try, which comes after a pause that grows; others go on meanwhile.

    Where only some of its notices are to blame and Slack has nothing of it yet, they become a message of their own, and
    what is left goes out at once.
    """
    is_new = claimed.ts is None and not claimed.in_doubt
    if is_new and apart and len(apart) < len(claimed.message.notices):
        if outbox.mark(transaction, claimed, state="queued"):
            bundles.part(transaction, claimed, apart, now)
        return
    about = claimed.message.reference or next((notice.reference for notice in claimed.message.notices), None)
    # Of a message that says that something failed nobody is told in yet another one.
    is_told = claimed.message.kind != "mishap"
    until = mishaps.put_aside(transaction, claimed.key, about, error, now) if is_told else now + mishaps.pause(10)
    state = "sent" if claimed.ts else ("in doubt" if claimed.in_doubt else "queued")
    values = {"state": state, "not_before": until, "attempts": claimed.attempts + 1}
    outbox.mark(transaction, claimed, **values, problem=type(error).__name__)
