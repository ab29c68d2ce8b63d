"""How a call is answered: token, scope, arguments, rate, and only then the method."""

from typing import TYPE_CHECKING

from practice.errors import SlackError
from practice.ledger import Refusal
from practice.methods.call import Call
from practice.methods.table import METHODS, UNCOUNTED, Method
from practice.payload import Json
from practice.rates import TIERS

if TYPE_CHECKING:
    from practice.workspace import Workspace

EVERYWHERE = ("team_id",)
"""Bolt's client sends its team with every call."""


def answer(workspace: "Workspace", method: str, token: str, arguments: Json) -> Json:
    """Slack's answer to a call. SlackError, RateLimited among them, when it is refused; the ledger keeps refusals."""
    arguments = {name: value for name, value in arguments.items() if value is not None}
    workspace.catch_up()
    try:
        known = _known(method)
        _check_token(workspace, known, token)
        _check_scope(workspace, known)
        _check_arguments(known, arguments)
        if known.tier != UNCOUNTED:
            workspace.rates.count(method, TIERS[known.tier])
        return {"ok": True, **known.run(Call(workspace, method, arguments))}
    except SlackError as refusal:
        workspace.ledger.refusals.append(Refusal(method, refusal.code, refusal.messages, arguments))
        raise


def _known(method: str) -> Method:
    if method not in METHODS:
        raise SlackError("unknown_method", req_method=method)
    return METHODS[method]


def _check_token(workspace: "Workspace", method: Method, token: str) -> None:
    app = workspace.app
    if method.caller == "anybody":
        return
    if not token:
        raise SlackError("not_authed")
    if token not in (app.bot_token, app.app_token):
        raise SlackError("invalid_auth")
    if app.revoked and token == app.bot_token:
        raise SlackError("token_revoked")
    if token != (app.bot_token if method.caller == "bot" else app.app_token):
        raise SlackError("not_allowed_token_type")


def _check_scope(workspace: "Workspace", method: Method) -> None:
    granted = workspace.app.scopes
    if method.scope and not any(scope in granted for scope in method.scope.split("|")):
        needed = method.scope.replace("|", ",")
        raise SlackError("missing_scope", needed=needed, provided=",".join(granted))


def _check_arguments(method: Method, arguments: Json) -> None:
    required, optional = method.required.split(), method.optional.split()
    missing = [f"missing required field: {name}" for name in required if arguments.get(name) in (None, "")]
    known = (*EVERYWHERE, *required, *optional)
    unknown = [f"unsupported argument: {name}" for name in arguments if name not in known]
    if missing or (unknown and optional != ["*"]):
        raise SlackError("invalid_arguments", [*missing, *unknown])
