"""A Slack that takes everything at once and remembers when: a process of its own, so that it slows nobody down."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiohttp import web

from benchmarks.places import ROOT

_heard: list[tuple[str, float]] = []
"""The opaque key of each message, and when it came, in seconds since 1970."""
_USER = {"id": "U0OFFICER0", "is_admin": False, "deleted": False, "is_bot": False}


@contextmanager
def slack() -> Iterator[str]:
    """Yield the address of its API until the block ends."""
    command = [sys.executable, "-m", "benchmarks.slack"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ourselves
        try:
            assert process.stdout  # noqa: S101 - a pipe was asked for
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


async def _answer(request: web.Request) -> web.Response:
    method = request.match_info["method"]
    if method == "heard":
        return web.json_response(_heard)
    now, asked = time.time(), await _asked(request)
    if method == "chat.postMessage":
        _heard.append((asked["metadata"]["event_payload"]["key"], now))
    return web.json_response({"ok": True, "ts": f"{now:.6f}", "channel": _channel(method, asked), "user": _USER})


async def _asked(request: web.Request) -> dict[str, Any]:
    body = await request.json() if request.content_type == "application/json" else await request.post()
    return {**request.query, **body}


def _channel(method: str, asked: dict[str, Any]) -> Any:  # noqa: ANN401 - an object or a name, as Slack has it
    return {"id": f"D{asked['users']}"} if method == "conversations.open" else asked.get("channel")


async def main() -> None:
    """Serve until somebody ends the process; the address is the first line that is printed."""
    app = web.Application()
    app.router.add_route("*", "/api/{method}", _answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(f"http://127.0.0.1:{runner.addresses[0][1]}/api/", flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())
