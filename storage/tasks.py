"""The messages that are somebody's task, such as cases left without an owner: they show how it stands."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, select, update

from storage.tables import TABLES, TASKS, TO_DRAW

if TYPE_CHECKING:
    from datetime import datetime

    from storage.database import Transaction
    from storage.outbox import Message

KIND = "task"
_LONGEST = timedelta(days=90)
"""How long a message that is a task is kept true."""
_MESSAGES = TABLES["messages"]


def redraw(transaction: Transaction, now: datetime) -> None:
    """Ask for every task to be drawn anew; where it then looks as it did, Slack is not asked."""
    where = (TASKS, _MESSAGES.c.state.in_(("sending", "in doubt", "sent")), _MESSAGES.c.due_at > now - _LONGEST)
    again = {"wanted": _MESSAGES.c.wanted + 1, "not_before": case((TO_DRAW, _MESSAGES.c.not_before), else_=now)}
    transaction.execute(update(_MESSAGES).where(*where).values(again))


def is_given(transaction: Transaction, task: Message) -> bool:
    """Whether the recipient of `task` has it already: the same, of the same moment."""
    wanted = select(_MESSAGES.c.content).where(
        TASKS, _MESSAGES.c.due_at == task.due_at, _MESSAGES.c.recipient == task.recipient
    )
    given = [json.loads(content) for content in transaction.execute(wanted).scalars()]
    return any(_subject(content) == _subject(task.content) for content in given)


def _subject(content: dict[str, str]) -> tuple[str, str]:
    return content["task"], content["about"]
