from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from bot.reminders.pulse import Pulse
from tests.reminders import watch
from tests.reminders.injected import INJECTED

NOW = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)


class Outside(NamedTuple):
    """An address that is called, and what it was called with."""

    address: str
    calls: list[str]


@pytest.fixture
async def outside() -> AsyncIterator[Outside]:
    """Give an address that takes what it is called with; below /full it takes nothing."""
    calls: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        calls.append(f"{request.method} {request.path}")
        return web.Response(status=503 if request.path == "/full" else 200)

    app = web.Application()
    app.router.add_route("*", "/{path}", answer)
    async with TestServer(app, host="127.0.0.1") as server:
        yield Outside(str(server.make_url("/")), calls)


async def test_the_address_is_called_at_most_once_a_minute(outside: Outside) -> None:
    pulse = Pulse(f"{outside.address}ping")
    for seconds in (0, 20, 40, 60, 80, 120, -3_600):
        await pulse.beat(NOW + timedelta(seconds=seconds))
    # At 0, 60 and 120 seconds, and at once where the clock was set back.
    assert outside.calls == ["GET /ping"] * 4


@pytest.mark.parametrize("path", ["full", ""])
async def test_an_address_that_does_not_take_it_stops_nothing(outside: Outside, path: str) -> None:
    address = f"{outside.address}{path}" if path else "http://127.0.0.1:1/"
    with capture_logs() as lines:
        await Pulse(address).beat(NOW)
    assert [line["log_level"] for line in lines] == ["warning"]
    assert address not in str(lines)


@pytest.mark.parametrize("backend", ["sqlite"])
async def test_the_address_is_called_when_the_auditor_is_content_and_only_then(
    outside: Outside, database_url: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    async with watch.installation(database_url, tmp_path_factory.mktemp("keys")) as running:
        await watch.comes(running)
        auditor = running.bot.heartbeat.auditor
        auditor.when_content = Pulse(f"{outside.address}ping").beat
        await running.bot.heartbeat.audit()
        assert len(outside.calls) == 1
        await running.travel.travel(120)
        await running.house.store.write(INJECTED["a timer is gone"][0])
        await running.bot.heartbeat.audit()
        assert len(outside.calls) == 1
        await running.bot.heartbeat.audit()
        assert len(outside.calls) == 2
