"""A kill around the hand-over of an e-mail: it is never lost, and where it may have arrived it says so."""

from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from storage import people
from storage.database import reading, transaction
from storage.opening import open_store
from storage.roster import Address, Roster
from storage.tables import FALLBACK, TABLES
from tests.kill import force
from tests.kill.campaign import Blow, Campaign, campaign
from tests.kill.force import Cases
from tests.mail import MailServer, mail_server

pytestmark = [pytest.mark.kill, pytest.mark.timeout(120)]
REPEAT = "(This may be a repeat.)"


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


def reached(mail: MailServer) -> Roster:
    """Give everybody of the force an address."""
    known = force.roster()
    everybody = {
        person.slack: replace(person, fallback=(Address(mail.address(f"{person.slack.lower()}@example.org")),))
        for person in known.people.values()
    }
    return Roster(known.teams, everybody)


def sent(running: Campaign) -> Counter[str]:
    """Count what the record says was sent beyond Slack, by who was told; nothing else may be left of it."""
    messages = TABLES["messages"]
    opened = open_store(running.orders.database, running.orders.keys)
    with reading(opened.engine, opened.keyring) as record:
        rows = record.execute(select(messages).where(messages.c.kind == FALLBACK)).all()
    opened.engine.dispose()
    assert {row.state for row in rows} <= {"sent", "withdrawn"}
    return Counter(row.recipient.rpartition("/")[2].lower() for row in rows if row.state == "sent")


@pytest.mark.parametrize(("step", "repeats"), [("handing over", 0), ("handed over", 2)])
async def test_a_kill_around_the_hand_over_loses_nothing_and_a_repeat_says_so(
    database_url: str, tmp_path: Path, mail: MailServer, step: str, repeats: int
) -> None:
    async with campaign(database_url, tmp_path, Cases("beyond", 6)) as running:
        opened = open_store(running.orders.database, running.orders.keys)
        with transaction(opened.engine, opened.keyring) as inner:
            people.replace(inner, reached(mail))
        opened.engine.dispose()
        running.clock.end(force.START + timedelta(hours=1))
        await running.strike(Blow(step))
        await running.strike(Blow(step, 2))
        assert running.deaths[step] == 2
        await running.settle()
        arrived, wanted = mail.read(), sent(running)
    marked = Counter(to.partition("@")[0] for to, text in arrived if text.endswith(REPEAT))
    plain = Counter(to.partition("@")[0] for to, text in arrived if not text.endswith(REPEAT))
    assert wanted.total() > 2
    assert plain + marked >= wanted, "somebody was not told"
    assert plain <= wanted, "a repeat does not say that it may be one"
    assert (plain + marked - wanted).total() >= repeats
