from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from bot import main
from bot.practice import BOT_TOKEN
from bot.reminders.auditor import Auditor
from bot.reminders.delivery import Post
from bot.reminders.leases import LEASE
from bot.reminders.sender import Sender
from storage.outbox import Claimed
from storage.tables import TABLES
from tests.reminders import watch
from tests.reminders.injected import INJECTED, waiting_key

if TYPE_CHECKING:
    from storage.database import Transaction
    from tests.stories.installation import Installation

pytestmark = pytest.mark.parametrize("backend", ["sqlite"])
_MESSAGES = TABLES["messages"]
_FAR = watch.NIGHT + timedelta(days=3_652)


def _write(transaction: Transaction, key: str, **values: Any) -> None:  # noqa: ANN401 - columns
    transaction.execute(update(_MESSAGES).where(_MESSAGES.c.key == key).values(**values))


def _until(transaction: Transaction, key: str) -> datetime | None:
    until: datetime | None = transaction.execute(
        select(_MESSAGES.c.leased_until).where(_MESSAGES.c.key == key)
    ).scalar_one()
    return until


@pytest.mark.parametrize(
    ("written", "lasts"),
    [
        ({"severity": 9}, timedelta(seconds=9)),
        ({"severity": 9, "leased_until": None}, LEASE),
        ({"severity": 9, "leased_until": _FAR}, LEASE),
        ({"leased_until": _FAR}, LEASE),
    ],
)
async def test_who_has_claimed_a_message_keeps_it_whatever_is_repaired(
    running: Installation, written: dict[str, Any], lasts: timedelta
) -> None:
    now = running.travel.now()
    key = await running.read(partial(waiting_key, state="queued"))
    claimed = {"not_before": now, "state": "sending", "lease": 7, "leased_until": now + timedelta(seconds=9)}
    await running.house.store.write(lambda t: _write(t, key, **{**claimed, **written}))
    await running.bot.heartbeat.audit()
    assert await running.read(partial(_until, key=key)) == now + lasts


async def test_what_is_repaired_while_one_bot_posts_it_is_not_posted_by_the_other(
    running: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    await running.go_to(watch.MORNING - timedelta(minutes=11))
    running.let_time_go_by(timedelta(minutes=1))
    mine, post = running.bot.heartbeat._sender._post, Post.post  # noqa: SLF001 - whose post it is
    other = Sender(running.house, Post(main.web_client(BOT_TOKEN, running.api_url)))
    auditor, posted = Auditor(running.house, other), list[str]()

    async def meanwhile(self: Post, place: Any, payload: Any, claimed: Claimed, *given: Any) -> Any:  # noqa: ANN401 - its
        if self is mine and not posted:
            posted.append(claimed.key)
            await running.house.store.write(lambda t: _write(t, claimed.key, severity=9))
            await auditor.look(running.travel.now(), running.travel.now())
            await other.send(running.travel.now())
            await other.finish()
            running.let_time_go_by(timedelta(seconds=2))
        return await post(self, place, payload, claimed, *given)

    with monkeypatch.context() as patched:
        patched.setattr(Post, "post", meanwhile)
        await running.settle()
    assert posted
    await running.go_to(watch.MORNING)
    assert running.workspace.ledger.sent_twice() == []


async def test_a_message_that_is_gone_is_nobodys_for_the_time_of_a_lease(running: Installation) -> None:
    key = await running.read(partial(waiting_key, state="queued"))
    await running.house.store.write(INJECTED["a message that waits is gone"][0])
    await running.bot.heartbeat.audit()
    assert await running.read(partial(_until, key=key)) == running.travel.now() + LEASE
