"""Slack's Web API in this process: it takes messages, loses replies and refuses by a script, and keeps a ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

LOST, TIMED_OUT, GARBLED = "the reply is lost", "time-out", "the reply is no JSON"
AFTER, REFUSED = ", after acceptance", "refused: "
TROUBLES = {
    LOST: 4,
    LOST + AFTER: 4,
    TIMED_OUT: 2,
    TIMED_OUT + AFTER: 2,
    GARBLED: 1,
    GARBLED + AFTER: 1,
    "500": 2,
    "500" + AFTER: 2,
    "502": 1,
    "503": 2,
    "429 for 1": 3,
    "429 for 30": 2,
    "429 for ever so long": 1,
    "429 for nobody knows how long": 1,
    "429 for -5": 1,
    "refused: internal_error": 1,
    "refused: internal_error" + AFTER: 1,
    "refused: service_unavailable": 1,
    "refused: user_disabled": 1,
}
"""What Slack does instead of answering, and how often each against the others."""
_PAUSES = {"ever so long": "7200", "nobody knows how long": None}
_POST = "chat.postMessage"
Spot = tuple[str, int]
"""A call: the how manieth in which conversation."""


@dataclass(slots=True)
class Troubles:
    """Which calls go wrong: of each conversation's calls a share, drawn from the seed, or just those that are given.

    `met` are those that did. Each conversation has a chance of its own: in which order they are served changes nothing.
    """

    seed: int
    share: float = 0.2
    given: Mapping[Spot, str] | None = None
    met: dict[Spot, str] = field(default_factory=dict)
    _calls: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    _chances: dict[str, Random] = field(default_factory=dict)

    def next(self, conversation: str) -> str:
        """Return what goes wrong with the next call in a conversation; empty where all is well."""
        self._calls[conversation] += 1
        spot = conversation, self._calls[conversation]
        trouble = self._drawn(conversation) if self.given is None else self.given.get(spot, "")
        if trouble:
            self.met[spot] = trouble
        return trouble

    def _drawn(self, conversation: str) -> str:
        chance = self._chances.setdefault(conversation, Random(f"{self.seed}/{conversation}"))
        if chance.random() >= self.share:
            return ""
        return chance.choices(list(TROUBLES), list(TROUBLES.values()))[0]


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as Slack was given it: when, where and under which key, in the order of the calls."""

    at: datetime
    number: int
    channel: str
    key: str
    ts: str
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Try:
    """A call that was to post something: when, the how manieth call of all, under which key, and what went wrong."""

    at: datetime
    number: int
    key: str
    trouble: str


class Slack(AsyncWebClient):
    """The client that the bot is given; what it is asked for it does itself."""

    def __init__(self, clock: Callable[[], datetime], troubles: Troubles) -> None:
        super().__init__(token="xoxb-simulated")
        self._clock = clock
        self._troubles = troubles
        self.calls = 0
        self.posted: list[Shown] = []
        self.tries: list[Try] = []
        self._shut: list[tuple[str, datetime]] = []
        self._histories: defaultdict[str, list[Shown]] = defaultdict(list)

    async def api_call(
        self,
        api_method: str,
        *,
        json: dict[str, Any] | None = None,
        params: dict[str, Any] | None = None,
        **_rest: object,
    ) -> AsyncSlackResponse:
        """Answer a call, or let it go wrong."""
        self.calls += 1
        asked = json or params or {}
        conversation = asked.get("channel") or asked.get("users") or asked["user"]
        trouble = self._troubles.next(conversation)
        if api_method == _POST:
            self.tries.append(Try(self._clock(), self.calls, _key(asked), trouble))
        if trouble and api_method == "conversations.open":
            self._shut.append((conversation, self._clock()))
        if trouble and not trouble.endswith(AFTER):
            self._go_wrong(trouble)
        answer = _METHODS[api_method](self, asked)
        if trouble:
            self._go_wrong(trouble.removesuffix(AFTER))
        return self._response(answer)

    def was_shut(self, person: str, since: datetime, until: Try) -> bool:
        """Whether the conversation with a person could not be opened meanwhile, so that nothing could go to them."""
        return any(who == person and since <= at <= until.at for who, at in self._shut)

    def _response(
        self, body: dict[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
    ) -> AsyncSlackResponse:
        response = AsyncSlackResponse(
            client=self,
            http_verb="POST",
            api_url="",
            req_args={},
            data=body,
            headers=dict(headers or {}),
            status_code=status,
        )
        response.validate()  # type: ignore[no-untyped-call]  # the SDK gives it no types
        return response

    def _go_wrong(self, trouble: str) -> None:
        kind, _, what = trouble.partition(" for ")
        if kind == "429":
            wait = _PAUSES.get(what, what)
            self._response({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": wait} if wait else {})
        if kind.isdigit():
            self._response({"ok": False}, int(kind))
        if trouble.startswith(REFUSED):
            self._response({"ok": False, "error": trouble.removeprefix(REFUSED)})
        error = _ERRORS.get(trouble, _garbled)()
        raise error

    def _post(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        channel, at = asked["channel"], self._clock()
        ts = f"{at.timestamp() + len(self._histories[channel]) * 1e-6:.6f}"
        shown = Shown(at, self.calls, channel, _key(asked), ts, asked)
        self.posted.append(shown)
        self._histories[channel].append(shown)
        return {"ok": True, "channel": channel, "ts": ts}

    def _update(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        return {"ok": True, "channel": asked["channel"], "ts": asked["ts"]}

    def _open(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        return {"ok": True, "channel": {"id": f"D{asked['users'][1:]}"}}

    def _info(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        return {"ok": True, "user": {"id": asked["user"], "deleted": False}}

    def _undisturbed(self, _asked: Mapping[str, Any]) -> dict[str, Any]:
        return {"ok": True, "dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}

    def _history(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        found = [each for each in self._histories[asked["channel"]] if float(each.ts) >= float(asked["oldest"])]
        messages = [{"ts": each.ts, "metadata": each.payload["metadata"]} for each in reversed(found)]
        return {"ok": True, "messages": messages}


def _key(asked: Mapping[str, Any]) -> str:
    return str(asked["metadata"]["event_payload"]["key"])


def _garbled() -> SlackApiError:
    return SlackApiError("what came is no JSON", {})  # type: ignore[no-untyped-call]  # the same


_ERRORS: dict[str, Callable[[], Exception]] = {LOST: aiohttp.ServerDisconnectedError, TIMED_OUT: TimeoutError}
_METHODS: dict[str, Callable[[Slack, Mapping[str, Any]], dict[str, Any]]] = {
    _POST: Slack._post,  # noqa: SLF001 - its own
    "chat.update": Slack._update,  # noqa: SLF001 - its own
    "conversations.open": Slack._open,  # noqa: SLF001 - its own
    "conversations.history": Slack._history,  # noqa: SLF001 - its own
    "dnd.info": Slack._undisturbed,  # noqa: SLF001 - its own
    "users.info": Slack._info,  # noqa: SLF001 - its own
}
