"""What the app calls over HTTP: the Web API, response addresses, uploads; with the faults that tests inject."""

import json
from collections.abc import Awaitable, Callable

from aiohttp import web

from practice import posting
from practice.errors import RateLimited, SlackError
from practice.faults import Fault
from practice.methods import answer
from practice.payload import Json
from practice.responses import ResponseAddress
from practice.workspace import Workspace

WORKSPACE = web.AppKey("workspace", Workspace)
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


async def call(request: web.Request) -> web.Response:
    """Answer one call of a method, unless a test wants it to go wrong."""
    fault = request.app[WORKSPACE].faults.take(request.match_info["method"])
    return await _answer(request) if fault is None else await _spoilt(request, fault)


async def respond(request: web.Request) -> web.Response:
    """Take an answer at a response_url."""
    workspace = request.app[WORKSPACE]
    try:
        payload = json.loads(await request.text())
        address = workspace.responses.use(request.match_info["path"])
        _answer_at(workspace, address, payload)
    except ValueError:
        return web.json_response({"ok": False, "error": "invalid_payload"}, status=400)
    except SlackError as refusal:
        return web.json_response(refusal.answer(), status=404 if refusal.code.endswith("_url") else 400)
    return web.Response(text="ok")


async def upload(request: web.Request) -> web.Response:
    """Take the bytes of a file."""
    try:
        request.app[WORKSPACE].uploads.receive(request.match_info["file"], await request.read())
    except SlackError as refusal:
        return web.json_response(refusal.answer(), status=400)
    return web.Response(text="OK")


async def download(request: web.Request) -> web.Response:
    """Give the bytes of a file."""
    try:
        found = request.app[WORKSPACE].uploads.find(request.match_info["file"])
    except SlackError as refusal:
        return web.json_response(refusal.answer(), status=404)
    return web.Response(body=found.content or b"", content_type=found.mimetype)


async def socket(request: web.Request) -> web.StreamResponse:
    """Serve one Socket Mode connection."""
    return await request.app[WORKSPACE].hub.accept(request)


def routes() -> list[web.RouteDef]:
    """The app's side of the server."""
    return [
        web.get("/api/{method}", call),
        web.post("/api/{method}", call),
        web.post("/response/{path}", respond),
        web.post("/files/{file}", upload),
        web.get("/files/{file}", download),
        web.get("/socket", socket),
    ]


async def _read(request: web.Request) -> tuple[str, Json]:
    arguments: Json = dict(request.query)
    if request.content_type == "application/json":
        arguments |= _object(await request.text() or "{}")
    elif request.can_read_body:
        arguments |= dict(await request.post())
    bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return str(arguments.pop("token", "") or bearer), arguments


def _object(body: str) -> Json:
    try:
        sent = json.loads(body)
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(sent, dict):
        raise SlackError("json_not_object")
    return sent


async def _answer(request: web.Request) -> web.Response:
    try:
        token, arguments = await _read(request)
        workspace, method = request.app[WORKSPACE], request.match_info["method"]
        workspace.ledger.overhear(method, arguments)
        body = answer(workspace, method, token, arguments)
        return web.json_response(body | _charset_warning(request, body))
    except RateLimited as refusal:
        return web.json_response(refusal.answer(), status=429, headers={"Retry-After": str(refusal.seconds)})
    except SlackError as refusal:
        return web.json_response(refusal.answer())


def _charset_warning(request: web.Request, body: Json) -> Json:
    missing = request.content_type == "application/json" and request.charset is None
    superfluous = request.content_type == "application/x-www-form-urlencoded" and request.charset is not None
    if not (missing or superfluous):
        return {}
    warning = "missing_charset" if missing else "superfluous_charset"
    return {"warning": warning, "response_metadata": body.get("response_metadata", {}) | {"warnings": [warning]}}


async def _spoilt(request: web.Request, fault: Fault) -> web.Response:
    response = await _answer(request) if fault.accepts else None
    await fault.delay()
    if fault.answers_truly:
        return response or await _answer(request)
    if fault.drops and request.transport is not None:
        request.transport.abort()
    body = fault.spoil(response.text or "" if response else "")
    kind = "application/json" if fault.body is None or body.startswith("{") else "text/html"
    return web.Response(text=body, status=fault.status, headers=fault.headers, content_type=kind)


def _answer_at(workspace: Workspace, address: ResponseAddress, payload: Json) -> None:
    channel = workspace.channels[address.channel]
    there = workspace.timeline.find(channel.id, address.ts) if address.ts else None
    if there and payload.get("delete_original"):
        workspace.remove(there)
        posting.record(workspace, "response_url:delete", there, payload)
        return
    if there and payload.get("replace_original"):
        posting.change(workspace, there, payload)
        posting.record(workspace, "response_url:replace", there, payload)
        return
    only_for = None if payload.get("response_type") == "in_channel" else address.user
    message = posting.say(workspace, channel, posting.draft(payload), only_for)
    posting.record(workspace, "response_url:ephemeral" if only_for else "response_url", message, payload)
