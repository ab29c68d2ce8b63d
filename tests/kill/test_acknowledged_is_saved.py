"""Nothing is called saved before it is: with the record held by another program, and killed right after it said so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from casework.errors import NotSaved
from practice import Member, Outcome, Told
from storage.database import reading
from storage.opening import open_store
from storage.tables import TABLES
from tests.kill.campaign import Campaign, campaign
from tests.kill.child import Orders
from tests.kill.force import TEAMS, Cases
from tests.kill.held import held
from tests.kill.life import Life

pytestmark = [pytest.mark.kill]
TYPED = {
    "source": "CEOP",
    "kind": "Grooming",
    "summary": "What the officer was told, in two sentences.",
    "external_reference": "A/1",
    "child_at_risk": "yes",
    "child_in_contact": "not known",
    "suspect_identified": "no",
    "evidence": "none known",
    "grade": "ungraded",
}
_REQUESTS = TABLES["requests"]


@asynccontextmanager
async def _bot(running: Campaign) -> AsyncIterator[Life]:
    life = Life.begin(replace(running.orders, flies=False))
    await running.workspace.until(lambda: running.workspace.hub.connected, within=20)
    try:
        yield life
    finally:
        if not life.over.is_set():
            await life.kill()


def _saved(orders: Orders) -> list[str]:
    """Return the windows whose referral the record holds, as often as it does."""
    opened = open_store(orders.database, orders.keys)
    with reading(opened.engine, opened.keyring) as record:
        found = [str(key) for key in record.execute(select(_REQUESTS.c.key).order_by(_REQUESTS.c.key)).scalars()]
        assert len(list(record.execute(select(TABLES["cases"].c.reference)))) == len(found)
    opened.engine.dispose()
    return found


async def _filled_in(officer: Member) -> str:
    """Open the form and type; return the key by which the record knows the window."""
    await officer.command("/refer")
    officer.fill(TYPED)
    return f"{officer.modals[-1]['id']}/refer"


@pytest.fixture
async def running(database_url: str, tmp_path: Path) -> AsyncIterator[Campaign]:
    async with campaign(database_url, tmp_path, Cases("nothing yet", 0)) as started:
        yield started


async def test_no_window_closes_while_another_program_holds_the_record_and_it_is_saved_when_it_lets_go(
    running: Campaign,
) -> None:
    officer = running.workspace.member("U0NORTHOFFICER1")
    async with _bot(running):
        window = await _filled_in(officer)
        with held(running.orders.database):
            sending = asyncio.create_task(officer.submit())
            await asyncio.wait([sending], timeout=0.5)
            assert not sending.done()
        outcome = await sending
        assert outcome.response_action == "update"
        assert _saved(running.orders) == [window]


async def test_a_record_that_is_held_too_long_leaves_the_window_open_with_a_sentence_and_what_was_typed(
    running: Campaign,
) -> None:
    officer = running.workspace.member("U0NORTHOFFICER1")
    async with _bot(running):
        window = await _filled_in(officer)
        with held(running.orders.database):
            outcome = await officer.submit()
        assert list(outcome.errors.values()) == [str(NotSaved())]
        assert officer.modals[-1]["state"]["values"]["summary"]["summary"]["value"] == TYPED["summary"]
        assert _saved(running.orders) == []
        assert (await officer.submit()).response_action == "update"
        assert _saved(running.orders) == [window]


@pytest.mark.parametrize("heard", [1, 3, 6, 10])
async def test_what_was_acknowledged_is_in_the_record_when_the_bot_is_killed_at_once(
    running: Campaign, heard: int
) -> None:
    officers = [running.workspace.member(f"U0{team.upper()}OFFICER{number}") for team in TEAMS for number in (1, 2)]
    async with _bot(running) as life:
        windows = [await _filled_in(officer) for officer in officers]
        sending = [asyncio.create_task(_sent(officer)) for officer in officers]
        while sum(task.done() for task in sending) < heard:
            await asyncio.wait([task for task in sending if not task.done()], return_when=asyncio.FIRST_COMPLETED)
        await life.kill()
        outcomes = await asyncio.gather(*sending)
    acknowledged = {window for window, outcome in zip(windows, outcomes, strict=True) if outcome}
    assert len(acknowledged) >= heard
    assert acknowledged <= set(_saved(running.orders))
    async with _bot(running):
        for officer, outcome in zip(officers, outcomes, strict=True):
            if outcome is None:
                await officer.submit()
    assert _saved(running.orders) == sorted(windows)


async def _sent(officer: Member) -> Outcome | None:
    try:
        return await officer.submit()
    except Told:
        return None
