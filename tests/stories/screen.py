"""Somebody at the screen: types commands, presses buttons, fills in windows."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.stories import words
from tests.stories.words import LONDON

if TYPE_CHECKING:
    from practice import Member, Message
    from practice.uploads import Upload
    from tests.stories.story import Story

Acting = Callable[[], Coroutine[Any, Any, Any]]
CANARY = "kestrel-orchard"
"""Stands in everything that an officer types in a story; it must never come out in a message."""
REFERRAL = {
    "source": "CEOP",
    "kind": "Grooming",
    "summary": f"What is known: {CANARY} first seen on a game platform.",
    "external_reference": f"REF {CANARY}",
    "child_at_risk": "yes",
    "child_in_contact": "not known",
    "suspect_identified": "no",
    "evidence": "none known",
    "grade": "ungraded",
}


class Screen:
    """Somebody at the screen, who sees what Slack shows and presses what is there."""

    def __init__(self, story: Story, member: Member) -> None:
        self._story = story
        self.member = member

    @property
    def slack(self) -> str:
        return self.member.id

    @property
    def window(self) -> str:
        """The words of the window on top; nothing when none is open."""
        return words.words(self.member.modals[-1]) if self.member.modals else ""

    async def opens(self, command: str) -> None:
        """Type a command that opens a window."""
        await self._do(lambda: self.member.command(command))
        assert self.member.modals, f"{command} opened no window"

    async def submits(self, **answers: object) -> dict[str, str]:
        """Fill in the window on top and send it off; return the complaints on its fields."""
        outcome = await self._do(lambda: self.member.submit(self._filled(answers)))
        assert outcome is not None
        return dict(outcome.errors)

    def fills_in(self, **answers: object) -> None:
        """Type into the window on top, without sending it off."""
        self.member.fill(self._filled(answers))

    async def asks(self, command: str) -> str:
        """Type a command and return what is answered: in a window, or in words that only the one who asked sees."""
        await self.closes_windows()
        return await self._answer(lambda: self.member.command(command))

    async def says(self, channel: str, text: str) -> str:
        """Write something in a channel or to Caseclock, and return what it answers."""
        return await self._answer(lambda: self.member.say(channel, text))

    async def writes(
        self, channel: str, text: str, thread_ts: str | None = None, files: Iterable[Upload] = ()
    ) -> Message:
        """Write something that is not for Caseclock, which hears it all the same; return the message."""
        written = await self.member.say(channel, text, thread_ts, files=files)
        workspace = self._story.installation.workspace
        await workspace.until(lambda: not workspace.hub.delivering)
        await self._story.installation.settle()
        return written

    async def presses(self, where: Message, label: str, about: str = "") -> None:
        """Press a button of a message; `about` tells which where it has several of that label."""
        block, action = self._button(where.blocks, label, about)
        await self._do(lambda: self.member.click(where, action, block_id=block))

    async def presses_in_window(self, label: str, about: str = "") -> None:
        """Press a button of the window on top."""
        window = self.member.modals[-1]
        block, action = self._button(window["blocks"], label, about)
        await self._do(lambda: self.member.click(window, action, block_id=block))

    async def chooses(self, action: str, choice: str) -> None:
        """Choose from a menu of the window on top."""
        await self._do(lambda: self.member.click(self.member.modals[-1], action, choice))

    async def closes_windows(self) -> None:
        """Close every window."""
        await self.member.close_all()

    async def opens_home(self) -> str:
        """Open the Home tab and return what is on it."""
        await self._do(self.member.open_home)
        await self._story.installation.workspace.until(lambda: self.member.home)
        return words.words(self.member.home)

    @property
    def dm(self) -> str:
        """What a story calls this person's conversation with Caseclock."""
        return self._story.called(self)

    async def _answer(self, act: Acting) -> str:
        before = self._story.unread()

        def answers() -> list[Message]:
            return [message for message in self._story.unread() if message not in before]

        await self._do(act)
        with suppress(TimeoutError):
            await self._story.installation.workspace.until(lambda: self.member.modals or answers())
        if self.member.modals:
            return self.window
        assert answers(), f"{self.dm} was met with silence"
        told = answers()
        self._story.has_read(told)
        return "\n".join(words.said(message) for message in told)

    async def _do(self, act: Acting) -> Any:  # noqa: ANN401 - whatever the act gives
        result = await act()
        await self._story.installation.settle()
        return result

    async def _fills(self, reference: str, label: str, answers: Mapping[str, object]) -> None:
        await self.finds(reference, label)
        errors = await self.submits(**answers)
        assert not errors, errors
        assert "Add or change" in self.window or not self.window, self.window
        await self.closes_windows()

    async def finds(self, reference: str, label: str) -> None:
        """Press a button on the card of a case; where the case does not wait for it, in “Add or change…”."""
        card = self._card(reference)
        if label in words.labels(card):
            await self.presses(card, label)
        else:
            await self.presses(card, "Add or change…")
            await self.presses_in_window(label)

    def _card(self, reference: str) -> Message:
        return self._story.message(reference, self._story.channel_of(self))

    def _button(self, blocks: list[dict[str, Any]], label: str, about: str) -> tuple[str, str]:
        there = list(words.buttons(blocks))
        # An item's number may begin another's: what is called exactly so comes first.
        for text, block, element in sorted(there, key=lambda found: found[2].get("value", "") != about):
            if text == label and about in element.get("value", ""):
                return block["block_id"], element["action_id"]
        raise AssertionError(f"no button “{label}” {about} here; there are: {[text for text, _, _ in there]}")

    def _filled(self, answers: Mapping[str, object]) -> dict[str, object]:
        given = dict(answers)
        if self.member.modals[-1].get("callback_id") == "refer":
            given = {**REFERRAL, **given}
            if given["grade"] != "ungraded":
                given.setdefault("grade_tool", "KIRAT")
        received = given.pop("received", None)
        if received is not None:
            given["received_date"], given["received_time"] = self._received(received)
        return given

    def _received(self, received: object) -> tuple[str, str]:
        """Return date and time as the form has them: of an hour of today, a time that has gone by, or both written."""
        now = self._story.now.astimezone(LONDON)
        if isinstance(received, timedelta):
            moment = (self._story.now - received).astimezone(LONDON)
            return f"{moment:%Y-%m-%d}", f"{moment:%H:%M}"
        day, _, hour = str(received).rpartition(" ")
        return day or f"{now:%Y-%m-%d}", hour
