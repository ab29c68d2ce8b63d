"""The outbox: what Slack is to show, who is sending it, and what became of it."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, case, cast, func, insert, or_, select, update

from casework.ladder import Rung
from storage import marks, queued
from storage.tables import FALLBACK, TABLES, TO_DRAW
from storage.utc import AsFound, Moment

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from storage.database import Transaction
    from storage.keys import Keyring

_MESSAGES, _NOTICES = TABLES["messages"], TABLES["notices"]
_ADD = insert(_MESSAGES)
_ADD_NOTICE = insert(_NOTICES)
_OF_MESSAGES = select(_NOTICES).where(_NOTICES.c.message.in_(bindparam("of", expanding=True))).order_by(_NOTICES.c.id)
_CLAIM = update(_MESSAGES).where(_MESSAGES.c.key == bindparam("message"))
_LEASED, _BEFORE = _MESSAGES.c.leased_until, _MESSAGES.c.not_before
_MOMENT = case((_LEASED > _BEFORE, _LEASED), else_=func.coalesce(_BEFORE, _LEASED, type_=Moment()))
# What somebody wrote there that is no moment keeps nothing else from its time.
_FIRST = cast(func.min(_MOMENT), AsFound)
_MOMENTS = select(_MESSAGES.c.recipient, _FIRST).where(TO_DRAW).group_by(_MESSAGES.c.recipient)
_IS_NEW = _MESSAGES.c.ts.is_(None)
_ORDER = (
    case((_IS_NEW, 0), else_=1),
    case((_IS_NEW, _MESSAGES.c.severity), (_MESSAGES.c.kind == "reminder", 1), else_=0),
    case((_IS_NEW, _MESSAGES.c.due_at)),
    *(_MESSAGES.c.due_at.desc(), _MESSAGES.c.key),
)
_FREE = (
    select(_MESSAGES)
    .where(
        TO_DRAW,
        _MESSAGES.c.not_before <= bindparam("now"),
        or_(_MESSAGES.c.leased_until.is_(None), _MESSAGES.c.leased_until <= bindparam("now")),
        _MESSAGES.c.recipient.not_in(bindparam("busy", expanding=True)),
    )
    .order_by(*_ORDER)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that a message says: a rung of a clock of a case. `role` is why it goes to this recipient."""

    reference: str
    clock: str
    version: int
    rung: Rung
    role: str


@dataclass(frozen=True, slots=True)
class Message:
    """A message to a person or channel. `content` holds nothing that an officer typed; `severity` 0 goes first.

    With `thread_ts` it goes into the thread below that message of the channel; with `not_before` it waits until then;
    with `look_at` it is looked then whether Slack has taken it.
    """

    kind: str
    recipient: str
    team: str
    severity: int
    due_at: datetime
    reference: str | None = None
    content: dict[str, Any] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()
    thread_ts: str | None = None
    not_before: datetime | None = None
    look_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that this process may send until its lease ends. `lease` is the fence: a later claim has a higher one.

    `in_doubt`: an earlier attempt may have reached Slack, so it is asked before anything is posted again. `wanted`: the
    drawing that is owed; a change meanwhile raises it in the row. `says`: what it says, as `storage.marks`.
    """

    key: str
    message: Message
    wanted: int
    lease: int
    leased_until: datetime
    attempts: int
    in_doubt: bool
    channel: str | None
    ts: str | None
    looks: str | None
    says: tuple[str, ...] = ()


def queue(transaction: Transaction, messages: Sequence[Message], now: datetime) -> list[str]:
    """Write messages, which go out as soon as they may, and journal each; return their keys."""
    rows = [_row(message, uuid.uuid4().hex, now) for message in messages]
    said = [[as_row(row["key"], each, part) for part in each.notices] for row, each in zip(rows, messages, strict=True)]
    if rows:
        transaction.execute(_ADD, rows)
    if notices := [notice for each in said for notice in each]:
        transaction.execute(_ADD_NOTICE, notices)
    for row, parts in zip(rows, said, strict=True):
        queued.note(transaction, row, parts, now)
    return [row["key"] for row in rows]


def _row(message: Message, key: str, now: datetime) -> dict[str, Any]:
    return {
        "key": key,
        "kind": message.kind,
        "recipient": message.recipient,
        "team": message.team,
        "reference": message.reference,
        "content": json.dumps(message.content) if message.content else None,
        "severity": message.severity,
        "due_at": message.due_at,
        "not_before": message.not_before or now,
        "state": "queued",
        "wanted": 1,
        "drawn": 0,
        "lease": 0,
        "attempts": 0,
        "thread_ts": message.thread_ts,
        "look_at": message.look_at,
    }


def as_row(key: str, message: Message, notice: Notice) -> dict[str, Any]:
    """Return a notice of `message` as a row that says it by the message of `key`."""
    return {
        "message": key,
        "reference": notice.reference,
        "clock": notice.clock,
        "version": notice.version,
        "rung": notice.rung.name,
        "turn": notice.rung.turn,
        "due_at": notice.rung.at,
        "recipient": message.recipient,
        "role": notice.role,
    }


def claim(
    transaction: Transaction, now: datetime, until: datetime, busy: Collection[str] = (), limit: int = 200
) -> list[Claimed]:
    """Lease messages that may go now until `until`: to each recipient the most severe, of those the longest waiting.

    Recipients in `busy` are passed over, and so is what another process has leased. What Slack does not have yet goes
    before what is only drawn anew; of that the cards go first, then the latest, which are being read.
    """
    first: dict[str, Any] = {}
    for row in transaction.execute(_FREE, {"now": now, "busy": list(busy), "most": limit}):
        first.setdefault(row.recipient, row)
    rows = list(first.values())
    if not rows:
        return []
    transaction.execute(_CLAIM, [_leased(row, until) for row in rows])
    return as_found(transaction, rows, until)


def _leased(row: Any, until: datetime) -> dict[str, Any]:  # noqa: ANN401 - a row
    state = "sending" if row.ts is None else row.state
    return {"message": row.key, "state": state, "lease": row.lease + 1, "leased_until": until}


def as_found(transaction: Transaction, rows: Sequence[Any], until: datetime) -> list[Claimed]:
    """Return rows of messages as the next claim would lease them until `until`."""
    notices = _notices_of(transaction, [row.key for row in rows]) if rows else {}
    return [_claimed(row, tuple(notices.get(row.key, ())), until, transaction.keyring) for row in rows]


def _claimed(row: Any, notices: tuple[Notice, ...], until: datetime, keyring: Keyring) -> Claimed:  # noqa: ANN401 - row
    content = json.loads(row.content) if row.content else {}
    about = (row.severity, row.due_at, row.reference, content, notices, row.thread_ts)
    message = Message(row.kind, row.recipient, row.team, *about, look_at=row.look_at)
    in_doubt = row.ts is None and row.state in {"sending", "in doubt"}
    place = (row.channel, row.ts, row.looks, marks.of(keyring, message))
    return Claimed(row.key, message, row.wanted, row.lease + 1, until, row.attempts, in_doubt, *place)


def _notices_of(transaction: Transaction, keys: Sequence[str]) -> dict[str, list[Notice]]:
    found: dict[str, list[Notice]] = {}
    for row in transaction.execute(_OF_MESSAGES, {"of": list(keys)}):
        notice = Notice(row.reference, row.clock, row.version, Rung(row.rung, row.due_at, row.turn), row.role)
        found.setdefault(row.message, []).append(notice)
    return found


def mark(transaction: Transaction, claimed: Claimed, **values: Any) -> bool:  # noqa: ANN401 - columns of messages
    """Write what became of a claimed message and end its lease.

    `False`, and nothing written, when a later claim has it.
    """
    ours = and_(_MESSAGES.c.key == claimed.key, _MESSAGES.c.lease == claimed.lease)
    return bool(transaction.execute(update(_MESSAGES).where(ours).values(leased_until=None, **values)).rowcount)


def redraw(transaction: Transaction, references: Sequence[str], now: datetime) -> None:
    """Ask for every message that shows one of these cases to be drawn anew, wherever it was posted."""
    shown = select(_NOTICES.c.message).where(_NOTICES.c.reference.in_(references))
    where = (
        _MESSAGES.c.state.in_(("sending", "in doubt", "sent")),
        _MESSAGES.c.kind != FALLBACK,
        or_(_MESSAGES.c.reference.in_(references), _MESSAGES.c.key.in_(shown)),
    )
    again = {"wanted": _MESSAGES.c.wanted + 1, "not_before": case((TO_DRAW, _MESSAGES.c.not_before), else_=now)}
    transaction.execute(update(_MESSAGES).where(*where).values(again))


def find(transaction: Transaction, channel: str, ts: str) -> tuple[str, Message] | None:
    """Return the key of the message that stands at `ts` of a channel, and the message; `None` when it is not ours."""
    row = transaction.execute(
        select(_MESSAGES).where(_MESSAGES.c.channel == channel, _MESSAGES.c.ts == ts)
    ).one_or_none()
    if row is None:
        return None
    return row.key, as_found(transaction, [row], row.due_at)[0].message


def next_moments(transaction: Transaction) -> dict[str, datetime]:
    """Return when the next message to each recipient may go; the end of somebody's lease counts as such a moment."""
    return {row.recipient: row[1] for row in transaction.execute(_MOMENTS)}


def waiting(transaction: Transaction, now: datetime) -> tuple[int, datetime | None]:
    """Return how many messages Slack should have by now and has not, and when the oldest of them was due."""
    is_late = and_(TO_DRAW, _MESSAGES.c.ts.is_(None), _MESSAGES.c.due_at <= now)
    wanted = select(func.count(), func.min(_MESSAGES.c.due_at)).where(is_late)
    number, since = transaction.execute(wanted).one()
    return int(number), since


def undelivered(transaction: Transaction, since: datetime) -> int:
    """Return how many messages that were due after `since` could not reach whom they were for."""
    late = and_(_MESSAGES.c.state == "undeliverable", _MESSAGES.c.due_at > since)
    return int(transaction.execute(select(func.count()).where(late)).scalar_one())
