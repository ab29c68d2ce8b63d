"""Whether the bot lives and is ready, for whatever watches over it: /health and /ready, as JSON."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.slack import StartError

Ready = Callable[[], Awaitable[bool]]
Counts = Callable[[], Awaitable[dict[str, int | bool | str | None]]]
"""How much of each waits for somebody to see to it (`None`: it cannot be read), and what the auditor last found."""


def application(ready: Ready, counts: Counts) -> web.Application:
    """Answer /health while the process runs, and /ready with 503 while nothing would be heard or sent."""

    async def health(_request: web.Request) -> web.Response:
        return web.json_response({"status": "ok", **await counts()})

    async def readiness(_request: web.Request) -> web.Response:
        is_ready = await ready()
        return web.json_response({"ready": is_ready}, status=200 if is_ready else 503)

    app = web.Application()
    app.add_routes([web.get("/health", health), web.get("/ready", readiness)])
    return app


@asynccontextmanager
async def serve(ready: Ready, counts: Counts, port: int) -> AsyncIterator[None]:
    """Serve `application` on `port` inside the block; `StartError` when the port cannot be had."""
    runner = web.AppRunner(application(ready, counts), access_log=None)
    await runner.setup()
    try:
        await _listen(runner, port)
        yield
    finally:
        await runner.cleanup()


async def _listen(runner: web.AppRunner, port: int) -> None:
    try:
        await web.TCPSite(runner, port=port).start()
    except OSError:
        raise StartError(f"CASECLOCK_PORT: port {port} is in use by another program; choose another one.") from None
