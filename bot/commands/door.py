"""The one door from Slack: looks who it is, finds what they want, and acknowledges only when that is done."""

from __future__ import annotations

import re
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands import answering, identifying
from bot.commands.directory import Directory
from bot.commands.visit import Answer, Visit
from bot.commands.wanted import Wanted, wanted
from bot.context import House
from bot.incidents import origin
from bot.views.mistakes import Mistakes
from casework.errors import Refusal, Unexpected, Unknown

Handler = Callable[[Visit, str], Awaitable[Answer]]
Listener = Callable[[House, dict[str, Any]], Awaitable[None]]
_log = structlog.get_logger()
_ANY = re.compile(".*", re.DOTALL)


class Door:
    """Routes what Slack delivers to the handler of its name; each file in bot/commands registers its own.

    A handler is given the visit and one text: what follows a command, the value of a button, or nothing. Only the
    door acknowledges, and only after the handler has returned: so nothing is called done that is not saved.
    """

    def __init__(self, house: House, directory: Directory) -> None:
        self._house = house
        self._directory = directory
        self._handlers: dict[tuple[str, str], Handler] = {}
        self._listeners: dict[str, Listener] = {}

    def on(self, kind: str, name: str, handler: Handler) -> None:
        """Let `handler` answer the command, action, submission, shortcut or event of that name."""
        self._handlers[kind, name] = handler

    def overhear(self, name: str, listener: Listener) -> None:
        """Let `listener` hear the events of that name: what people say to each other, and not to Caseclock.

        Nobody is looked up for it, and nobody is refused anything: whoever talks in a channel asked for nothing.
        """
        self._listeners[name] = listener

    def open(self, bolt: AsyncApp) -> None:
        """Listen: one listener a kind, with the table of handlers behind it."""
        for listen in (bolt.command, bolt.action, bolt.view_submission, bolt.shortcut, bolt.event):
            listen(_ANY)(self._receive)

    async def _receive(self, body: dict[str, Any], client: AsyncWebClient, ack: AsyncAck) -> None:
        asked = wanted(body)
        if asked.kind == "event" and (asked.kind, asked.name) not in self._handlers:
            await self._hear(asked, body)
            await ack()
            return
        try:
            account = await self._directory.member(asked.user)
            answer = await self._answer(asked, Visit(body, client, self._house, account))
        except Mistakes as mistakes:
            await ack(response_action="errors", errors=mistakes.fields)
        except Refusal as refusal:
            await answering.refuse(asked, body, client, ack, refusal)
        except Exception as error:  # noqa: BLE001  # the one handler of what nobody foresaw
            incident = uuid.uuid4().hex[:8]
            # Neither the message nor the locals of an error are logged: they may hold what an officer typed.
            _log.error(
                "unexpected",
                incident=incident,
                kind=asked.kind,
                name=asked.name,
                error=type(error).__name__,
                at=origin(error),
            )
            await answering.refuse(asked, body, client, ack, Unexpected(incident=incident))
        else:
            await answering.acknowledge(asked, ack, answer)

    async def _answer(self, asked: Wanted, visit: Visit) -> Answer:
        handler = self._handler(asked)
        if asked.kind == "submission":
            return await identifying.submitted(visit, handler)
        return await handler(visit, asked.argument)

    async def _hear(self, asked: Wanted, body: dict[str, Any]) -> None:
        """Give what was said to whoever listens; an error is not acknowledged, so that Slack delivers it again."""
        listener = self._listeners.get(asked.name)
        if listener is None:
            return
        try:
            await listener(self._house, body)
        except Exception as error:
            _log.error("not heard", name=asked.name, error=type(error).__name__, at=origin(error))
            raise

    def _handler(self, asked: Wanted) -> Handler:
        known = self._handlers.get((asked.kind, asked.name))
        if known is None:
            raise Unknown(what=asked.name)
        return known
