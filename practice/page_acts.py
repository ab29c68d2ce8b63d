"""What a person does on the page: /practice/act, one row of a table for each sort of act."""

from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

from practice.blocks.identity import place, still
from practice.errors import NotPossible, SlackError
from practice.member import Member
from practice.messages import Message
from practice.page_api import refusal
from practice.payload import Json
from practice.web_api import WORKSPACE
from practice.workspace import Workspace

Act = Callable[[Workspace, Member, Json], Awaitable[Json]]


async def act(request: web.Request) -> web.Response:
    """Do it, and tell the page what came of it."""
    workspace, body = request.app[WORKSPACE], await request.json()
    user, kind = body.get("as"), body.get("type")
    if user not in workspace.people or kind not in ACTS:
        return refusal("not_possible", "There is nobody of that name, or no such act.")
    try:
        return web.json_response({"ok": True} | await ACTS[kind](workspace, workspace.member(user), body))
    except KeyError as missing:
        return refusal("not_possible", f"The page left out {missing}.")


async def _command(workspace: Workspace, member: Member, body: Json) -> Json:
    del workspace
    await member.command(body["text"], body["channel"])
    return {}


async def _message(workspace: Workspace, member: Member, body: Json) -> Json:
    del workspace
    message = await member.say(body["channel"], body["text"], body.get("thread_ts"))
    return {"ts": message.ts}


async def _shortcut(workspace: Workspace, member: Member, body: Json) -> Json:
    del workspace
    await member.shortcut(body["callback_id"])
    return {}


async def _message_shortcut(workspace: Workspace, member: Member, body: Json) -> Json:
    await member.message_shortcut(body["callback_id"], _found(workspace, body))
    return {}


async def _click(workspace: Workspace, member: Member, body: Json) -> Json:
    where = _where(workspace, body)
    member.enter(where, body.get("state") or {})
    pressed = (body.get("action") or {}).get("value")
    if isinstance(where, Message) and pressed is not None:
        body = {**body, "block_id": still(where.blocks, body["action_id"], body.get("block_id"), pressed)}
    await member.click(where, body["action_id"], _choice(workspace, where, body), body.get("block_id"))
    return {}


async def _submit(workspace: Workspace, member: Member, body: Json) -> Json:
    where = _where(workspace, body)
    if not member.modals or member.modals[-1]["id"] != body["view_id"]:
        raise NotPossible("This view is not the one on top.")
    member.enter(where, body.get("state") or {})
    outcome = await member.submit()
    return {"response_action": outcome.response_action, "errors": outcome.errors} if outcome.errors else {}


async def _close(workspace: Workspace, member: Member, body: Json) -> Json:
    del workspace
    await (member.close_all() if body.get("all") else member.close())
    return {}


async def _options(workspace: Workspace, member: Member, body: Json) -> Json:
    return await member.options(_where(workspace, body), body["action_id"], body.get("value", ""))


async def _home(workspace: Workspace, member: Member, body: Json) -> Json:
    del workspace, body
    await member.open_home()
    return {}


async def _read(workspace: Workspace, member: Member, body: Json) -> Json:
    del workspace
    member.read(body["channel"])
    return {}


ACTS: Mapping[str, Act] = {
    "command": _command,
    "message": _message,
    "shortcut": _shortcut,
    "message_shortcut": _message_shortcut,
    "click": _click,
    "submit": _submit,
    "close": _close,
    "options": _options,
    "home": _home,
    "read": _read,
}


def _where(workspace: Workspace, body: Json) -> Message | Json:
    return {"id": body["view_id"]} if body.get("view_id") else _found(workspace, body)


def _found(workspace: Workspace, body: Json) -> Message:
    message = workspace.timeline.find(body["channel"], body["ts"])
    if message is None:
        raise NotPossible("This message is no longer there.")
    return message


def _choice(workspace: Workspace, where: Message | Json, body: Json) -> object:
    """What was chosen, as the element's own state; an overflow menu has an option, a button nothing."""
    try:
        blocks = where.blocks if isinstance(where, Message) else workspace.views.find(where["id"]).blocks
        _, element = place(blocks, body["action_id"], body.get("block_id"))
    except (SlackError, LookupError):
        raise NotPossible("This button is no longer there.") from None
    action: Json = body.get("action") or {}
    return action.get("selected_option") if element["type"] == "overflow" else {**action, "type": element["type"]}
