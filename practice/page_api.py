"""What the page calls: who is there, what one person sees, and the stream of what changes."""

import asyncio
import contextlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Protocol
from urllib.parse import unquote

from aiohttp import web

from practice.channels import Channel
from practice.errors import NotPossible, Told
from practice.member import Member
from practice.messages import Message
from practice.payload import Json
from practice.web_api import WORKSPACE, Handler
from practice.workspace import Workspace

KINDS: Mapping[str, str] = {"channel": "channel", "private": "private", "im": "app"}
HEARTBEAT = 15.0
"""Seconds between two comments on a quiet stream, so that a closed page is noticed."""


class TimeControl(Protocol):
    """Whoever runs bot and workspace together lets the page move their common clock."""

    async def travel(self, seconds: float) -> None:
        """Move the clock ahead and let everything due in between happen."""

    async def travel_to_next(self) -> str | None:
        """Move to the next due moment; gives a sentence about what is due there."""


CLOSING = web.AppKey("closing", asyncio.Event)
TIME_CONTROL = web.AppKey("time_control", TimeControl)


async def people(request: web.Request) -> web.Response:
    """Everybody whom the page can be."""
    everybody = request.app[WORKSPACE].people.values()
    shown = [{name: getattr(person, name) for name in ("id", "name", "title", "role", "tz")} for person in everybody]
    return web.json_response({"people": shown})


async def view(request: web.Request) -> web.Response:
    """All that stands around the messages: conversations, commands, Home, modals."""
    workspace, member = request.app[WORKSPACE], who(request)
    app = workspace.app
    me = member.person.as_user(workspace.clock())
    commands = [
        {"name": each.name, "description": each.description, "usage_hint": each.usage_hint} for each in app.commands
    ]
    shortcuts = [{"callback_id": each.callback_id, "name": each.name, "type": each.type} for each in app.shortcuts]
    return web.json_response(
        {
            "me": me | {"name": member.person.name, "tz": member.person.tz, "role": member.person.role},
            "now": workspace.clock().isoformat(timespec="seconds"),
            "conversations": [_conversation(workspace, member, channel) for channel in member.channels],
            "commands": commands,
            "shortcuts": shortcuts,
            "home": member.home,
            "modals": member.modals,
            "connected": workspace.hub.connected,
            "names": workspace.names,
        }
    )


async def messages(request: web.Request) -> web.Response:
    """What one person sees in one conversation, oldest first."""
    workspace, member = request.app[WORKSPACE], who(request)
    seen = member.messages(request.query.get("channel", ""))
    replies = Counter(each.thread_ts for each in seen if each.thread_ts != each.ts)
    return web.json_response({"messages": [_message(workspace, each, replies[each.ts]) for each in seen]})


async def upload(request: web.Request) -> web.Response:
    """Take a file that a person puts into a form."""
    workspace, member = request.app[WORKSPACE], who(request)
    name = unquote(request.headers.get("X-File-Name", "")) or "file"
    file = workspace.uploads.add(name, await request.read()).as_file(workspace.url) | {"user": member.id}
    return web.json_response({"ok": True, "file": file})


async def stream(request: web.Request) -> web.StreamResponse:
    """Server-sent events for one person until the page goes away."""
    workspace = request.app[WORKSPACE]
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"})
    await response.prepare(request)
    with workspace.feed.listen(who(request).id) as queue, contextlib.suppress(ConnectionError):
        await response.write(b": hello\n\n")
        while not request.app[CLOSING].is_set():
            await response.write(await _next_line(queue))
    return response


async def travel(request: web.Request) -> web.Response:
    """Move the time, where somebody provided for it."""
    workspace, control = request.app[WORKSPACE], request.app.get(TIME_CONTROL)
    if control is None:
        return refusal("no_time_control", "The time of this workspace cannot be moved.", 404)
    wanted = await request.json()
    arrived = None
    if wanted.get("to") == "next":
        arrived = await control.travel_to_next()
    else:
        await control.travel(float(wanted.get("seconds", 0)))
    workspace.catch_up()
    now = workspace.clock().isoformat(timespec="seconds")
    workspace.feed.tell({"type": "time", "now": now})
    return web.json_response({"ok": True, "now": now, "arrived": arrived})


def who(request: web.Request) -> Member:
    """The person whom the page is; NotPossible when there is nobody of that id."""
    workspace, user = request.app[WORKSPACE], request.query.get("as", "")
    if user not in workspace.people:
        raise NotPossible(f"Nobody here has the id {user!r}.")
    return workspace.member(user)


def refusal(code: str, sentence: str, status: int = 400) -> web.Response:
    """An answer that says why not."""
    return web.json_response({"ok": False, "error": code, "sentence": sentence}, status=status)


@web.middleware
async def tell(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Whatever comes to nothing is told in the page's own form."""
    try:
        return await handler(request)
    except Told as told:
        return refusal(told.code, told.sentence)


async def _next_line(queue: asyncio.Queue[Json]) -> bytes:
    try:
        event = await asyncio.wait_for(queue.get(), HEARTBEAT)
    except TimeoutError:
        return b": still here\n\n"
    return f"data: {json.dumps(event)}\n\n".encode()


def _conversation(workspace: Workspace, member: Member, channel: Channel) -> Json:
    seen = member.messages(channel.id)
    read = workspace.screens.read_until.get((member.id, channel.id), "")
    unread = [each for each in seen if each.ts > read and each.user != member.id]
    direct = channel.kind == "im"
    return {
        "id": channel.id,
        "name": workspace.app.name if direct else channel.name,
        "kind": KINDS[channel.kind],
        "topic": channel.topic,
        "unread": len(unread),
        "mention": any(direct or f"<@{member.id}>" in each.text for each in unread),
        "last_ts": seen[-1].ts if seen else None,
        "members": channel.members,
    }


def _message(workspace: Workspace, message: Message, replies: int) -> Json:
    return {
        "ts": message.ts,
        "user": message.user,
        "name": workspace.people[message.user].name,
        "is_app": message.from_app,
        "text": message.text,
        "blocks": message.blocks,
        "edited": message.edited is not None,
        "ephemeral": message.only_for is not None,
        "thread_ts": message.thread_ts,
        "reply_count": replies,
        "late": None,
        "files": message.files,
    }
