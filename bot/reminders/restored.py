"""A record put back from a backup is older than what Slack shows: what was said after it is not said again."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.context import House, zone_of
from bot.reminders.delivery import Place, Post, Shown
from bot.reminders.dispatcher import ITSELF, duty
from bot.reminders.outcomes import TROUBLE, Paused, Posted, read
from bot.reminders.recipients import Matter, last_resort
from bot.views import silence
from storage import cases, journal, marks, outbox, people, watching
from storage.database import Transaction
from storage.outbox import Claimed, Message
from storage.tables import FALLBACK

_PATIENCE = 3.0
"""Real seconds for which what is to be said waits until it is known what Slack shows: to be late would be worse."""
_TRIES = 3
_REFERENCE = re.compile(r"\bCC-\d\d-\d{5}\b")
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Known:
    """What Slack shows in one conversation since the record fell silent: places by key, and by what a message says."""

    room: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)

    def place_of(self, claimed: Claimed) -> Posted | None:
        """Return where Slack shows a message already, or all that it says; the last of those places."""
        if claimed.key in self.keys:
            return Posted(self.room, self.keys[claimed.key])
        if claimed.says and all(each in self.says for each in claimed.says):
            return Posted(self.room, max(self.says[each] for each in claimed.says))
        return None


class Restored:
    """Looks, after a silence, at what Slack shows of it, once in each conversation and before anything is said there.

    Where Slack shows messages that the record does not know, the record was put back from a backup: that is said, and
    no reference that Slack shows is given again. Where Slack does not answer in time nothing is held up.
    """

    def __init__(self, house: House, post: Post) -> None:
        self._house = house
        self._post = post
        self.has_begun = False
        self._since: datetime | None = None
        self._looks: dict[str, asyncio.Task[_Known]] = {}

    async def begin(self, now: datetime) -> None:
        """Before this process says anything: find out since when it was silent, and look into the teams' channels."""
        if self.has_begun:
            return
        self._since, roster = await self._house.store.read(lambda t: (watching.silent_since(t, now), people.roster(t)))
        self.has_begun = True
        if self._since and (looks := [self._look(team.channel) for team in roster.teams.values()]):
            await asyncio.wait(looks, timeout=_PATIENCE)

    async def place_of(self, claimed: Claimed) -> Posted | None:
        """Return where Slack shows a message already that the record holds for unsaid; mostly it does not."""
        message = claimed.message
        if self._since is None or claimed.ts or message.thread_ts or message.kind == FALLBACK:
            return None
        look = self._look(message.recipient)
        await asyncio.wait([look], timeout=_PATIENCE)
        return look.result().place_of(claimed) if look.done() else None

    async def finish(self) -> None:
        """Wait until no conversation is being looked into."""
        if self._looks:
            await asyncio.wait(self._looks.values())

    def _look(self, recipient: str) -> asyncio.Task[_Known]:
        if recipient not in self._looks:
            self._looks[recipient] = asyncio.create_task(self._looked(recipient))
        return self._looks[recipient]

    async def _looked(self, recipient: str) -> _Known:
        """Return what Slack shows there; nothing where it gives no answer, or what cannot be written down just now."""
        since = self._since
        try:
            if since is None or (shown := await self._shown(recipient, since)) is None:
                return _Known()
            known = await self._house.store.read(lambda t: marks.known(t, [each.key for each in shown]))
            unknown = [each for each in shown if each.key not in known]
            if unknown:
                now = self._house.clock()
                await self._house.store.write(lambda t: _note(t, unknown, since, now))
            room = await self._post.room(recipient)
        except Exception as error:  # noqa: BLE001 - whatever it was, what is to be said goes out
            _log.error("not looked at what Slack shows", error=type(error).__name__)
            return _Known()
        says = {mark: each.ts for each in sorted(unknown, key=lambda each: each.ts) for mark in each.says}
        return _Known(room, {each.key: each.ts for each in shown}, says)

    async def _shown(self, recipient: str, since: datetime) -> Sequence[Shown] | None:
        for _ in range(_TRIES):
            try:
                return await self._post.shown(Place(recipient), since.timestamp() - 60)
            except TROUBLE as error:
                outcome = read(error)
                _log.warning("not known what Slack shows", outcome=type(outcome).__name__)
                if isinstance(outcome, Paused):
                    break
        return None


def _note(transaction: Transaction, unknown: Collection[Shown], since: datetime, now: datetime) -> None:
    """Write down that the record is older than what Slack shows, and tell whoever is on duty and administrators."""
    cases.pass_over(transaction, {found for each in unknown for found in _REFERENCE.findall(each.text)})
    if not watching.note_older(transaction, since):
        return
    _log.error("the record is older than what Slack shows")
    journal.record(transaction, journal.Entry(now, ITSELF, "record put back", facts={"since": since.isoformat()}))
    roster = people.roster(transaction)
    present = duty(transaction, roster, now)
    heard = {who: team for team in roster.teams for who in last_resort(Matter(None, team), present)}
    messages = [
        Message("alarm", who, team, 0, now, content=silence.put_back(since, now, zone_of(roster, team)))
        for who, team in heard.items()
    ]
    outbox.queue(transaction, messages, now)
