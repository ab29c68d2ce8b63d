"""A kill while somebody's telephone stays silent: whoever is next above is told of each rung, and once."""

import json
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.policy_quiet import NEVER_HELD
from storage.database import Transaction, reading
from storage.opening import open_store
from storage.tables import TABLES
from tests.kill import force
from tests.kill.campaign import Blow, campaign
from tests.kill.force import Cases

pytestmark = [pytest.mark.kill, pytest.mark.timeout(120)]
_CASES, _JOURNAL, _MESSAGES, _NOTICES = (TABLES[name] for name in ("cases", "journal", "messages", "notices"))
_RUNG = ("reference", "clock", "version", "rung", "turn")
Rungs = Counter[tuple[object, ...]]


def told(record: Transaction, recipient: str) -> Rungs:
    """Count the severe rungs of which Slack shows somebody a message."""
    severe = _CASES.c.grade.in_([grade.value for grade in NEVER_HELD])
    shown = (
        select(*(_NOTICES.c[name] for name in _RUNG))
        .join(_MESSAGES, _MESSAGES.c.key == _NOTICES.c.message)
        .join(_CASES, _CASES.c.reference == _NOTICES.c.reference)
        .where(_NOTICES.c.recipient == recipient, _MESSAGES.c.ts.is_not(None), severe)
    )
    return Counter(tuple(row) for row in record.execute(shown))


def noted(record: Transaction, recipient: str) -> Rungs:
    """Count the rungs of which the journal says that they were told to somebody in silence."""
    found: Rungs = Counter()
    for row in record.execute(select(_JOURNAL).where(_JOURNAL.c.event == "do not disturb")):
        facts = {"reference": row.reference, **json.loads(row.facts)}
        if facts["to"] == recipient:
            found[tuple(facts[name] for name in _RUNG)] += 1
    return found


@pytest.mark.parametrize("step", ["composed", "posting", "posted", "committing"])
async def test_a_kill_around_it_leaves_nobody_untold_and_tells_nobody_twice(
    database_url: str, tmp_path: Path, step: str
) -> None:
    officers = [person for person in force.roster().people.values() if person.role == "officer"]
    async with campaign(database_url, tmp_path, Cases("silent", 16)) as running:
        running.clock.travel(timedelta(hours=8))
        for officer in officers:
            running.workspace.do_not_disturb(officer.slack, "00:00", "23:59")
        for passing in (1, 3, 5):
            await running.strike(Blow(step, passing))
        await running.settle()
        assert running.workspace.ledger.sent_twice() == []
        opened = open_store(running.orders.database, running.orders.keys)
        with reading(opened.engine, opened.keyring) as record:
            heard = {officer: told(record, officer.slack) for officer in officers}
            above = {officer: told(record, officer.supervisor or "") for officer in officers}
            silent = {officer: noted(record, officer.slack) for officer in officers}
        opened.engine.dispose()
    assert any(heard.values())
    for officer, rungs in heard.items():
        assert rungs <= above[officer]
        assert silent[officer] == rungs
        assert set(above[officer].values()) <= {1}
