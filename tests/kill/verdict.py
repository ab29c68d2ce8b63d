"""What must hold when everything has settled, as the workspace's ledger and the record see it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, not_, select, text

from bot.reminders import dispatcher
from casework import policy
from practice import Workspace
from storage import journal, timers
from storage.database import Transaction, reading, transaction
from storage.opening import open_store
from storage.tables import PENDING, TABLES
from tests.kill import force

_MESSAGES, _NOTICES, _TIMERS, _JOURNAL = (TABLES[name] for name in ("messages", "notices", "timers", "journal"))
_TELLING = tuple(_NOTICES.c[name] for name in ("reference", "clock", "version", "rung", "turn", "recipient"))
Told = Counter[tuple[Any, ...]]
Turn = tuple[Any, ...]
"""A rung of a case's clock at one of its turns: reference, clock, rung, turn."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is judged: the record at `database` and the workspace, when everything due at `horizon` has settled."""

    database: str
    keys: Path
    workspace: Workspace
    horizon: datetime
    cases: force.Cases


def wrong(outcome: Outcome) -> list[str]:
    """Return everything that is wrong, each in a sentence; nothing when all is well."""
    opened = open_store(outcome.database, outcome.keys)
    try:
        with reading(opened.engine, opened.keyring) as record:
            following = timers.next_due(record)
        # Whatever is due before the first rung that is still to come has been reached.
        wanted, moments = undisturbed(outcome.keys.parent, outcome.cases, following or outcome.horizon)
        with reading(opened.engine, opened.keyring) as record:
            if opened.engine.dialect.name == "postgresql":
                # Who judges takes their time, on a busy machine more than the bot may.
                record.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            skipped = _overtaken(record, moments)
            wanted = Counter({notice: times for notice, times in wanted.items() if _turn(notice) not in skipped})
            said = wanted - _to_come(record, outcome.horizon)
            return [
                *_left_behind(record, outcome.horizon),
                *_misplaced(record, outcome.workspace),
                *_differences(wanted, told(record), "the record"),
                *_differences(said, _shown(record, outcome.workspace), "Slack"),
                *_journal(record, said),
            ]
    finally:
        opened.engine.dispose()


def told(record: Transaction) -> Told:
    """Count what was said of which rung to whom: each must be there once."""
    return Counter(tuple(row) for row in record.execute(select(*_TELLING)))


def _to_come(record: Transaction, horizon: datetime) -> Told:
    """Count what stands in messages that are queued for a moment after `horizon`: what is said again waits for its."""
    held = select(*_TELLING).join(_MESSAGES, _MESSAGES.c.key == _NOTICES.c.message).where(is_to_come(horizon))
    return Counter(tuple(row) for row in record.execute(held))


def is_to_come(horizon: datetime) -> ColumnElement[bool]:
    """Whether a message is queued for a moment after `horizon`."""
    return and_(_MESSAGES.c.state == "queued", _MESSAGES.c.due_at > horizon)


def _turn(notice: tuple[Any, ...]) -> Turn:
    reference, clock, _version, rung, turn, _recipient = notice
    return reference, clock, rung, turn


def _overtaken(record: Transaction, moments: Mapping[Turn, datetime]) -> set[Turn]:
    """Return the turns of repeating rungs that were not to be caught up, because a bot was down.

    What came due meanwhile is said once, late. So a turn may be missing only where the last one said before it was
    reached at or after its moment.
    """
    reached: dict[tuple[str, str, str], dict[int, datetime]] = {}
    rows = select(_JOURNAL.c.reference, _JOURNAL.c.at, _JOURNAL.c.facts).where(_JOURNAL.c.event == "rung reached")
    for row in record.execute(rows):
        facts = json.loads(row.facts)
        reached.setdefault((row.reference, facts["clock"], facts["rung"]), {})[facts["turn"]] = row.at
    found = set()
    for (*rung, turn), moment in moments.items():
        said = reached.get(tuple(rung), {})
        before = max((other for other in said if other < turn), default=0)
        if turn > 1 and turn not in said and before and said[before] >= moment:
            found.add((*rung, turn))
    return found


def undisturbed(folder: Path, cases: force.Cases, end: datetime) -> tuple[Told, dict[Turn, datetime]]:
    """Return what the dispatcher says before `end` on the same cases when nobody disturbs it, and when each is due."""
    address, keys = f"sqlite:///{folder / 'undisturbed.db'}", folder / "undisturbed.keys"
    force.begin(address, keys, cases)
    opened, rules, moment = open_store(address, keys), policy.load(), force.START
    with transaction(opened.engine, opened.keyring) as inner:
        while moment < end:
            dispatcher.dispatch(inner, rules, moment)
            moment = max(timers.next_due(inner) or end, moment)
        said = told(inner)
        due = {_turn(tuple(row)[:-1]): row.due_at for row in inner.execute(select(*_TELLING, _NOTICES.c.due_at))}
    opened.engine.dispose()
    return said, due


def _left_behind(record: Transaction, horizon: datetime) -> Iterator[str]:
    late = select(_TIMERS.c.reference, _TIMERS.c.rung).where(PENDING, _TIMERS.c.due_at <= horizon)
    for row in record.execute(late):
        yield f"{row.reference}: the rung {row.rung!r} was due and is still pending"
    for row in record.execute(select(_MESSAGES).where(not_(is_to_come(horizon)))):
        if row.state != "sent" or row.drawn < row.wanted or row.leased_until:
            yield f"message {row.key} is {row.state}, drawn {row.drawn} of {row.wanted}: {row.problem}"


def _rows(record: Transaction) -> list[Row[*tuple[Any, ...]]]:
    return list(record.execute(select(_MESSAGES)))


def _key(word: str | None) -> str:
    return str(json.loads(word or "{}").get("key"))


def _misplaced(record: Transaction, workspace: Workspace) -> Iterator[str]:
    """Hold the ledger's posts against the rows: each key once, where the record says that it stands."""
    for key in workspace.ledger.sent_twice():
        yield f"message {_key(key)} stands twice in Slack"
    # What Slack posted by itself, because no bot lived, has no key.
    posted = {_key(entry.key): (entry.channel, entry.ts) for entry in workspace.ledger.posts() if entry.key}
    rows = {row.key: row for row in _rows(record)}
    for key in posted.keys() - rows.keys():
        yield f"Slack shows message {key}, of which the record knows nothing"
    for key, row in rows.items():
        if posted.get(key, (None, None)) != (row.channel, row.ts):
            yield f"message {key} to {row.recipient} stands at {posted.get(key)}, not at {row.channel} {row.ts}"
        if key in posted and posted[key][0] not in (row.recipient, f"D{row.recipient[1:]}"):
            yield f"message {key} was for {row.recipient} and stands in {posted[key][0]}"


def _shown(record: Transaction, workspace: Workspace) -> Told:
    """Count the notices whose message stands in Slack and names their case, once for each time that it stands there."""
    notices: dict[str, list[tuple[Any, ...]]] = {}
    for row in record.execute(select(_NOTICES.c.message, *_TELLING)):
        notices.setdefault(row.message, []).append(tuple(row)[1:])
    return Counter(
        notice
        for entry in workspace.ledger.posts()
        for notice in notices.get(_key(entry.key), ())
        if notice[0] in json.dumps(entry.blocks)
    )


def _differences(wanted: Told, found: Told, where: str) -> Iterator[str]:
    for notice, times in sorted(wanted.items()):
        if found[notice] != times:
            yield f"{where} has {found[notice]} times, not {times}: {notice}"
    for notice in sorted(found.keys() - wanted.keys()):
        yield f"{where} has what was never to be said: {notice}"


def _journal(record: Transaction, wanted: Told) -> Iterator[str]:
    """Verify the seals, and that the journal has every telling once."""
    wrong = journal.verify(record)
    if wrong:
        yield wrong
    rows = list(record.execute(select(_JOURNAL.c.reference, _JOURNAL.c.facts).where(_JOURNAL.c.event == "told")))
    facts = [(row.reference, json.loads(row.facts)) for row in rows]
    tellings = Counter(
        (reference, fact["clock"], fact["rung"], fact["turn"], fact["to"])
        for reference, fact in facts
        if "clock" in fact
    )
    without_version = Counter({(notice[0], notice[1], *notice[3:]): times for notice, times in wanted.items()})
    yield from _differences(without_version, tellings, "the journal")
    plain = Counter((fact["channel"], fact["ts"]) for _, fact in facts if "clock" not in fact)
    for place, times in plain.items():
        if times > 1:
            yield f"the journal has {times} times that a message was sent: {place}"
