from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import bindparam, delete, insert, select, update

from bot import main
from bot.practice import BOT_TOKEN
from bot.reminders.audit_messages import Moment
from bot.reminders.delivery import EVENT
from storage.tables import TABLES
from tests.reminders import watch
from tests.reminders.injected import INJECTED, waiting_key

if TYPE_CHECKING:
    from collections import Counter

    from storage.database import Transaction
    from tests.stories.installation import Installation

_RECIPIENT = select(TABLES["messages"].c.recipient).where(TABLES["messages"].c.key == bindparam("its_key"))


@pytest.mark.parametrize("backend", ["sqlite"])
@pytest.mark.parametrize("fault", ["a timer is gone", "a message that waits is put off", "a card is gone"])
async def test_what_has_changed_between_the_look_and_the_repair_is_left_alone(
    running: Installation, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    kept = await running.read(_everything)
    auditor = running.bot.heartbeat.auditor
    late = auditor._late  # noqa: SLF001 - the last look before the repairs

    async def somebody_puts_it_back(at: Moment) -> list[Any]:
        await running.house.store.write(partial(_put_back, kept=kept))
        return await late(at)

    await running.house.store.write(INJECTED[fault][0])
    monkeypatch.setattr(auditor, "_late", somebody_puts_it_back)
    await running.bot.heartbeat.audit()
    assert await running.is_as_it_should_be()
    assert await watch.put_right(running) == set()
    assert await running.read(_everything) == kept


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_what_slack_has_already_is_not_said_again_because_its_row_is_gone(
    running: Installation, undisturbed: Counter[tuple[Any, ...]]
) -> None:
    eight = watch.MORNING - timedelta(minutes=10)
    await running.go_to(eight - timedelta(minutes=1))
    key = await running.read(partial(waiting_key, state="queued"))
    recipient = await running.read(lambda t: t.execute(_RECIPIENT, {"its_key": key}).scalar_one())
    running.let_time_go_by(eight - running.travel.now())
    metadata = {"event_type": EVENT, "event_payload": {"key": key}}
    client = main.web_client(BOT_TOKEN, running.api_url)
    # As if the bot had been killed between Slack's answer and the record.
    await client.chat_postMessage(channel=recipient, text="as it was said", metadata=metadata)
    await running.house.store.write(INJECTED["a message that waits is gone"][0])
    await watch.a_minute_passes(running)
    await running.go_to(watch.MORNING)
    assert running.workspace.ledger.sent_twice() == []
    assert await watch.told(running) == undisturbed


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_what_went_to_somebody_else_is_said_to_whom_it_was_for(
    running: Installation, undisturbed: Counter[tuple[Any, ...]]
) -> None:
    await running.house.store.write(INJECTED["a message that waits is for somebody else"][0])
    await running.house.store.write(INJECTED["a message that waits is let go at night"][0])
    await watch.a_minute_passes(running)
    await running.go_to(watch.MORNING)
    missent = await watch.told(running) - undisturbed
    assert {to for _, _, to, *_ in missent} == {"U0OFFICER2"}
    assert await watch.told(running) - missent == undisturbed
    assert await running.is_as_it_should_be()


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_what_is_sent_between_the_look_and_the_repair_is_not_said_again(
    running: Installation, monkeypatch: pytest.MonkeyPatch, undisturbed: Counter[tuple[Any, ...]]
) -> None:
    await running.house.store.write(INJECTED["a message that waits is put off"][0])
    await running.go_to(watch.MORNING - timedelta(minutes=10))
    auditor = running.bot.heartbeat.auditor
    late = auditor._late  # noqa: SLF001 - the last look before the repairs

    async def it_is_sent(at: Moment) -> list[Any]:
        await running.house.store.write(_let_go)
        await running.settle()
        return await late(at)

    monkeypatch.setattr(auditor, "_late", it_is_sent)
    await running.bot.heartbeat.audit()
    monkeypatch.undo()
    await running.go_to(watch.MORNING)
    assert await watch.put_right(running) == set()
    assert running.workspace.ledger.sent_twice() == []
    assert await watch.told(running) == undisturbed


def _let_go(transaction: Transaction) -> None:
    messages = TABLES["messages"]
    transaction.execute(update(messages).values(not_before=messages.c.due_at).where(messages.c.state == "queued"))


_KEPT = ("timers", "messages", "notices")


def _everything(transaction: Transaction) -> dict[str, list[dict[str, Any]]]:
    rows = {name: transaction.execute(select(TABLES[name]).order_by(*TABLES[name].primary_key)) for name in _KEPT}
    return {name: [dict(row) for row in found.mappings()] for name, found in rows.items()}


def _put_back(transaction: Transaction, kept: dict[str, list[dict[str, Any]]]) -> None:
    for name in reversed(_KEPT):
        transaction.execute(delete(TABLES[name]))
    for name in _KEPT:
        transaction.execute(insert(TABLES[name]), kept[name])
