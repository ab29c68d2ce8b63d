"""Slack is asked about somebody's Do Not Disturb at the moment at which it matters, and not oftener than it allows."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.reminders import undisturbed
from bot.reminders.undisturbed import Undisturbed

NOW = datetime(2026, 11, 3, 22, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MORNING = NOW + timedelta(hours=9)


class Asked(AsyncWebClient):
    """A Slack that answers what it is told to, and counts how often it was asked."""

    def __init__(self, *answers: object) -> None:
        super().__init__(token="xoxb-practice")
        self.answers = list(answers)
        self.times = 0

    async def dnd_info(self, **_asked: object) -> Any:  # noqa: ANN401 - as the SDK's
        self.times += 1
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


class Asleep(AsyncWebClient):
    """A Slack that never answers."""

    async def dnd_info(self, **_asked: object) -> Any:  # noqa: ANN401 - as the SDK's
        await asyncio.Event().wait()


def off(starts: datetime = NOW, ends: datetime = MORNING) -> dict[str, object]:
    return {
        "dnd_enabled": True,
        "next_dnd_start_ts": int(starts.timestamp()),
        "next_dnd_end_ts": int(ends.timestamp()),
    }


class Limited(dict[str, object]):
    """The answer to a question too many."""

    status_code = 429
    headers = {"Retry-After": "90"}  # noqa: RUF012 - as the SDK's


def refusal(response: dict[str, object]) -> Exception:
    return SlackApiError("", response)  # type: ignore[no-untyped-call]  # the SDK gives it no types


ON = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}


@pytest.mark.parametrize(
    ("answer", "at", "until"),
    [
        (off(), NOW, MORNING),
        (off(), NOW - SECOND, None),
        (off(), MORNING - SECOND, MORNING),
        (off(), MORNING, None),
        (ON, NOW, None),
    ],
)
async def test_it_holds_from_its_start_until_its_end(
    answer: dict[str, object], at: datetime, until: datetime | None
) -> None:
    assert await Undisturbed(Asked(answer)).until("U1", at) == until


async def test_an_answer_holds_for_a_minute_and_for_one_person() -> None:
    slack = Asked(off())
    asking = Undisturbed(slack)
    for seconds in (0, 30, 59):
        assert await asking.until("U1", NOW + seconds * SECOND) == MORNING
    assert slack.times == 1
    await asking.until("U2", NOW)
    assert slack.times == 2
    await asking.until("U1", NOW + 60 * SECOND)
    assert slack.times == 3
    # The clock of the machine was set back.
    await asking.until("U1", NOW - 60 * SECOND)
    assert slack.times == 4


async def test_what_begins_within_the_minute_is_known() -> None:
    asking = Undisturbed(Asked(off()))
    assert await asking.until("U1", NOW - 30 * SECOND) is None
    assert await asking.until("U1", NOW) == MORNING


@pytest.mark.parametrize(
    "answer",
    [
        {"ok": True},
        {"dnd_enabled": True, "next_dnd_start_ts": 1, "next_dnd_end_ts": None},
        {"dnd_enabled": True, "next_dnd_start_ts": 1, "next_dnd_end_ts": 10**30},
        {"dnd_enabled": True, "next_dnd_start_ts": "soon", "next_dnd_end_ts": "late"},
        TimeoutError(),
        refusal({"ok": False, "error": "missing_scope"}),
    ],
)
async def test_without_a_usable_answer_they_can_be_reached(answer: object) -> None:
    assert await Undisturbed(Asked(answer)).until("U1", NOW) is None


async def test_an_answer_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undisturbed, "_PATIENCE", 0.05)
    assert await Undisturbed(Asleep()).until("U1", NOW) is None


async def test_while_slack_asks_for_a_pause_it_is_not_asked() -> None:
    slack = Asked(refusal(Limited()), off())
    asking = Undisturbed(slack)
    assert await asking.until("U1", NOW) is None
    assert await asking.until("U2", NOW + 89 * SECOND) is None
    assert slack.times == 1
    assert await asking.until("U3", NOW + 90 * SECOND) == MORNING
