"""The workspace on a port: the app's side, the page's side, and the page itself."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from practice import page_acts, page_api, web_api
from practice.page_api import CLOSING, TIME_CONTROL, TimeControl
from practice.web_api import WORKSPACE
from practice.workspace import Workspace

PAGE = Path(__file__).with_name("page")
LARGEST_BODY = 32 * 1024 * 1024
"""Bytes."""
BEAT = 1.0
"""Real seconds between two looks at the scheduled messages."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where a workspace is served: `url` is the page, `api_url` what an app calls."""

    url: str

    @property
    def api_url(self) -> str:
        """For SLACK_API_URL."""
        return f"{self.url}/api/"


@contextlib.asynccontextmanager
async def serve(workspace: Workspace, port: int = 0, time_control: TimeControl | None = None) -> AsyncIterator[Server]:
    """Serve the workspace on loopback until the block ends; port 0 takes a free one."""
    application = _application(workspace, time_control)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", port)
    await site.start()
    workspace.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    closing = application[CLOSING]
    beat = asyncio.create_task(_post_what_is_scheduled(workspace, closing))
    try:
        yield Server(workspace.url)
    finally:
        closing.set()
        workspace.feed.tell({"type": "connected", "connected": False})
        await workspace.hub.close()
        await beat
        await runner.cleanup()


def _application(workspace: Workspace, time_control: TimeControl | None) -> web.Application:
    application = web.Application(client_max_size=LARGEST_BODY, middlewares=[page_api.tell])
    application[WORKSPACE] = workspace
    application[CLOSING] = asyncio.Event()
    if time_control is not None:
        application[TIME_CONTROL] = time_control
    application.add_routes(web_api.routes())
    application.add_routes(
        [
            web.get("/", _index),
            web.get("/practice/people", page_api.people),
            web.get("/practice/view", page_api.view),
            web.get("/practice/messages", page_api.messages),
            web.post("/practice/upload", page_api.upload),
            web.get("/practice/events", page_api.stream),
            web.post("/practice/travel", page_api.travel),
            web.post("/practice/act", page_acts.act),
        ]
    )
    if PAGE.is_dir():
        application.router.add_static("/page", PAGE)
    return application


async def _index(request: web.Request) -> web.StreamResponse:
    del request
    page = PAGE / "index.html"
    if not page.is_file():
        return web.Response(text="The workspace runs; its page is not installed.")
    return web.FileResponse(page, headers={"Cache-Control": "no-cache"})


async def _post_what_is_scheduled(workspace: Workspace, closing: asyncio.Event) -> None:
    while not closing.is_set():
        workspace.catch_up()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(closing.wait(), BEAT)
