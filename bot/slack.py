"""Slack at the start: whether the tokens are good and Slack can be reached, before anything is promised."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

T = TypeVar("T")
PATIENCE = 3.5
"""How long each of the two questions may take, in seconds: a start that fails says so within ten."""

_WHY = {
    "invalid_auth": "Slack does not know it",
    "not_authed": "Slack does not know it",
    "account_inactive": "its app was removed from the workspace",
    "token_revoked": "it was revoked",
    "token_expired": "it has expired",
    "not_allowed_token_type": "it is a token of another kind",
    "missing_scope": "it lacks a scope (an app-level token needs connections:write)",
    "socket_mode_disabled": "Socket Mode is switched off in the app’s settings",
    "ratelimited": "Slack was asked too often; wait a minute",
}


class StartError(Exception):
    """Caseclock cannot start; the message is one sentence for the person who starts it."""


async def check(client: AsyncWebClient, app_token: str) -> str:
    """Ask Slack whether both tokens are good; return the address of a WebSocket, which is good for one connection.

    The address is to be used: Slack gives out few of them a minute. `StartError` names the token that is wrong, or
    says that Slack cannot be reached.
    """
    await _ask("SLACK_BOT_TOKEN", client.base_url, client.auth_test())
    opened = await _ask("SLACK_APP_TOKEN", client.base_url, client.apps_connections_open(app_token=app_token))
    return str(opened["url"])


async def _ask(name: str, base: str, question: Awaitable[T]) -> T:
    try:
        return await asyncio.wait_for(question, PATIENCE)
    except SlackApiError as error:
        raise StartError(_refused(name, base, error)) from None
    except (TimeoutError, OSError, aiohttp.ClientError, SlackClientError):
        raise StartError(f"Slack cannot be reached at {base}: check the network and SLACK_API_URL.") from None


def _refused(name: str, base: str, error: SlackApiError) -> str:
    said = getattr(error.response, "data", None)
    code = said.get("error") if isinstance(said, dict) else None
    if code:
        return f"Slack refuses {name}: {_WHY.get(code, code)}."
    return f"What answers at {base} is not Slack: check the network and SLACK_API_URL."
