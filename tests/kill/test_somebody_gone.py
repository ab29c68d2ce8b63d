"""Somebody cannot be reached: whoever stands in is told, once, and nothing stays behind."""

from pathlib import Path

from sqlalchemy import not_, select

from storage.database import reading
from storage.opening import open_store
from storage.tables import TABLES
from tests.kill import force, verdict
from tests.kill.campaign import Campaign, campaign

_MESSAGES, _NOTICES = TABLES["messages"], TABLES["notices"]


def _rungs(running: Campaign, recipient: str) -> set[tuple[object, ...]]:
    """What a recipient is told in messages that Slack shows, or was to be told where it could not be."""
    opened = open_store(running.orders.database, running.orders.keys)
    columns = [_NOTICES.c[name] for name in ("reference", "clock", "version", "rung", "turn")]
    is_due = not_(verdict.is_to_come(running.clock.horizon))
    due = select(*columns).join(_MESSAGES, _MESSAGES.c.key == _NOTICES.c.message).where(is_due)
    with reading(opened.engine, opened.keyring) as record:
        found = [tuple(row) for row in record.execute(due.where(_NOTICES.c.recipient == recipient))]
        theirs = select(_MESSAGES.c.state).where(_MESSAGES.c.recipient == recipient, is_due)
        states = set(record.execute(theirs).scalars())
        owed = list(record.execute(select(_MESSAGES.c.key).where(_MESSAGES.c.drawn < _MESSAGES.c.wanted, is_due)))
    opened.engine.dispose()
    assert states in (set(), {"sent"}, {"undeliverable"})
    assert not owed
    assert len(found) == len(set(found))
    return set(found)


async def test_the_supervisor_of_somebody_gone_hears_each_rung_once(database_url: str, tmp_path: Path) -> None:
    async with campaign(database_url, tmp_path, force.Cases("gone", 16)) as running:
        officers = [person for person in force.roster().people.values() if person.role == "officer"]
        for officer in officers:
            running.workspace.deactivate(officer.slack)
        await running.settle()
        assert running.workspace.ledger.sent_twice() == []
        missed = {officer: _rungs(running, officer.slack) for officer in officers}
        assert any(missed.values())
        for officer, rungs in missed.items():
            assert rungs <= _rungs(running, officer.supervisor or "")
