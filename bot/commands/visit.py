"""What a listener is given, and what it may answer with."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.directory import Account
from bot.context import Context, House
from casework.errors import NotOnTheRoster, TooLate
from storage.roster import Person, Roster

T = TypeVar("T")
_log = structlog.get_logger()
View = dict[str, Any]
_TOO_LATE = {"expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"}


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that only the one who asked can see."""

    payload: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Redraw:
    """Show another view in the window that was submitted."""

    view: View


Answer = Reply | Redraw | None
"""`None`: it is done; a window that was submitted closes."""


def request(view: View) -> str:
    """Return the key of a form that was submitted: it takes effect once. One window may show one form after another."""
    return f"{view['id']}/{view['callback_id']}"


@dataclass(frozen=True, slots=True)
class Visit:
    """One thing that somebody did in Slack, after the door has looked at who it is."""

    body: dict[str, Any]
    client: AsyncWebClient
    house: House
    account: Account
    overruled: tuple[tuple[str, str], ...] = ()
    """What was pointed out in a window and called a false alarm: by field and kind."""

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.house.clock()

    def actor(self, roster: Roster) -> Person:
        """Who this is on the roster; an administrator of the workspace may come in to set the roster up."""
        known = roster.people.get(self.account.slack)
        if known:
            return known
        if self.account.is_admin:
            return Person(self.account.slack, "Workspace administrator", "", "admin")
        raise NotOnTheRoster

    async def do(self, usecase: Callable[[Context], T]) -> T:
        """Run a use case for this person; its result is durable when it returns."""
        return await self.house.do(self.actor, lambda context: usecase(replace(context, overruled=self.overruled)))

    async def see(self, usecase: Callable[[Context], T]) -> T:
        """Run a use case that changes nothing for this person."""
        return await self.house.see(self.actor, usecase)

    @property
    def view(self) -> View:
        """The window in which something was pressed or which was submitted."""
        view: View = self.body["view"]
        return view

    @property
    def subject(self) -> dict[str, str]:
        """What the window is about."""
        words: dict[str, str] = json.loads(self.view["private_metadata"] or "{}")
        return words

    @property
    def in_window(self) -> bool:
        """Whether a button in a window was pressed, not one in a message or on the Home tab."""
        return bool(self.body.get("view", {}).get("type") == "modal")

    async def show(self, view: View) -> None:
        """Open a window, on top of the one in which a button was pressed; `TooLate` when Slack has stopped waiting."""
        trigger = self.body["trigger_id"]
        try:
            if self.in_window:
                await self.client.views_push(trigger_id=trigger, view=view)
            else:
                await self.client.views_open(trigger_id=trigger, view=view)
        except SlackApiError as error:
            if error.response.get("error") in _TOO_LATE:
                raise TooLate from error
            raise

    async def turn_to(self, view: View) -> None:
        """Show another side of a case in the place of the one that is open: Slack stacks three windows, no more."""
        if self.in_window and "reference" in self.subject:
            await self.redraw(view)
        else:
            await self.show(view)

    async def redraw(self, view: View) -> None:
        """Show another view in the window in which a button was pressed."""
        try:
            await self.client.views_update(view_id=self.view["id"], hash=self.view["hash"], view=view)
        except SlackApiError as error:
            # Pressed twice, or closed meanwhile: what is shown is newer than this, or nothing is.
            if error.response.get("error") not in {"hash_conflict", "not_found"}:
                raise

    async def redraw_below(self, view: View) -> None:
        """Show another view in the window from which this one was opened, so that nothing untrue stands there."""
        below = self.view.get("previous_view_id")
        if not below:
            return
        try:
            await self.client.views_update(view_id=below, view=view)
        except SlackClientError as error:
            # It was closed meanwhile, or Slack is slow: what was saved is saved all the same.
            _log.warning("window below not drawn anew", error=type(error).__name__)
