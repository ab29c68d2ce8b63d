import asyncio
from collections.abc import Mapping
from pathlib import Path

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from practice import Workspace
from tests.start.test_start import ROOT, slack, started

__all__ = ["slack"]


async def test_it_is_called_by_the_running_program_and_health_says_what_the_auditor_found(
    tmp_path: Path, slack: tuple[Workspace, Mapping[str, str]]
) -> None:
    called = asyncio.Event()

    async def answer(_request: web.Request) -> web.Response:
        called.set()
        return web.Response()

    outside = web.Application()
    outside.router.add_get("/ping", answer)
    _workspace, environment = slack
    (tmp_path / "roster.toml").write_bytes((ROOT / "practice" / "roster.toml").read_bytes())
    async with TestServer(outside, host="127.0.0.1") as server:
        settings = {**environment, "CASECLOCK_HEARTBEAT_URL": str(server.make_url("/ping"))}
        async with started(tmp_path, "run", **settings, CASECLOCK_ROSTER="roster.toml"):
            await asyncio.wait_for(called.wait(), 40)
            async with (
                aiohttp.ClientSession() as session,
                session.get(f"http://127.0.0.1:{environment['CASECLOCK_PORT']}/health") as response,
            ):
                health = await response.json()
    assert health["audit_content"] is True
    assert health["audited_at"]
