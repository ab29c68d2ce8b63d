"""A message that goes beyond Slack, through the real Apprise, to servers that behave well or badly."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator

import pytest

from bot.reminders import gateways
from bot.reminders.delivery import Place
from bot.reminders.gateways import Gateways
from bot.reminders.outcomes import Doubtful, HeldUp, Outcome, Posted, Unreachable, Withdrawn
from storage.outbox import Claimed
from tests.mail import MailServer, Mood, mail_server
from tests.storage.build import NOW, a_message

TEXT = "Caseclock: something urgent waits for you in Slack since Tue 3 Nov 09:12. Open Slack."
CLAIMED = Claimed(
    "key", a_message("somebody"), 1, 1, NOW, attempts=0, in_doubt=False, channel=None, ts=None, looks=None
)


@pytest.fixture
async def mail() -> AsyncIterator[MailServer]:
    async with mail_server() as server:
        yield server


async def hand_over(address: str | None, *, is_ours: bool = True) -> tuple[Outcome, list[str]]:
    """Give a message to whoever is behind an address; return what came of it, and the steps."""
    steps: list[str] = []

    async def find(_recipient: str) -> str | None:
        return address

    posting = Gateways(find, steps.append).post(Place("somebody"), {"text": TEXT}, CLAIMED, lambda: is_ours)
    return await posting, steps


async def test_a_gateway_is_given_the_words_and_nothing_else(mail: MailServer) -> None:
    outcome, steps = await hand_over(mail.address("one@example.org"))
    assert isinstance(outcome, Posted)
    assert steps == ["handing over", "handed over"]
    assert mail.read() == [("one@example.org", TEXT)]
    [raw] = mail.everything
    assert "Subject: Caseclock: something urgent\r\n" in raw
    assert "html" not in raw


async def test_what_a_gateway_refuses_is_tried_again(mail: MailServer) -> None:
    mail.mood = Mood.REFUSES
    outcome, _ = await hand_over(mail.address("one@example.org"))
    assert outcome == Doubtful("not taken by the gateway")


async def test_a_gateway_that_is_not_there_is_tried_again(mail: MailServer) -> None:
    address = mail.address("one@example.org").replace(str(mail.port), "1")
    assert (await hand_over(address))[0] == Doubtful("not taken by the gateway")
    assert (await hand_over("no address at all"))[0] == Doubtful("not taken by the gateway")


@pytest.mark.parametrize("mood", [Mood.TAKES, Mood.REFUSES])
async def test_no_address_is_logged_whatever_comes_of_it(
    mail: MailServer, caplog: pytest.LogCaptureFixture, mood: Mood
) -> None:
    caplog.set_level(logging.DEBUG)
    mail.mood = mood
    await hand_over(mail.address("one@example.org"))
    await hand_over("mailto://swordfish@")
    assert "one@example.org" not in caplog.text
    assert "swordfish" not in caplog.text


@pytest.mark.parametrize("mood", [Mood.SAYS_NOTHING, Mood.TAKES_IN_SILENCE])
async def test_a_gateway_that_does_not_answer_may_have_it(
    mail: MailServer, monkeypatch: pytest.MonkeyPatch, mood: Mood
) -> None:
    monkeypatch.setattr(gateways, "_PATIENCE", 0.2)
    mail.mood = mood
    assert isinstance((await hand_over(mail.address("one@example.org")))[0], Doubtful)


async def test_a_slow_gateway_holds_up_no_other(mail: MailServer) -> None:
    async with mail_server() as slow:
        slow.mood = Mood.SAYS_NOTHING
        waiting = asyncio.create_task(hand_over(slow.address("one@example.org")))
        outcome, _ = await hand_over(mail.address("two@example.org"))
        assert isinstance(outcome, Posted)
        assert not waiting.done()
        waiting.cancel()


async def test_an_address_that_is_gone_and_a_lease_that_is_lost_send_nothing(mail: MailServer) -> None:
    assert (await hand_over(None))[0] == Withdrawn()
    assert (await hand_over(mail.address("one@example.org"), is_ours=False))[0] == HeldUp()
    assert mail.read() == []


async def test_nothing_can_be_looked_up() -> None:
    async def find(_recipient: str) -> str | None:
        return None

    found = await Gateways(find, lambda _step: None).find(Place("somebody"), "key", 0.0)
    assert isinstance(found, Unreachable)


async def test_a_gateway_that_does_not_answer_keeps_no_process_from_its_end(
    mail: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gateways, "_PATIENCE", 0.2)
    mail.mood = Mood.SAYS_NOTHING
    await hand_over(mail.address("one@example.org"))
    speaking = [thread for thread in threading.enumerate() if thread.name == "gateway"]
    assert speaking
    assert all(thread.daemon for thread in speaking)
