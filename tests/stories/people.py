"""What the people of a story do on a case, each in Slack's own terms."""

from __future__ import annotations

from collections.abc import Mapping

from tests.stories import words
from tests.stories.screen import CANARY, Screen

__all__ = ["CANARY", "Person"]


class Person(Screen):
    """Somebody who works on cases."""

    async def refers(self, **answers: object) -> str:
        """Log a referral by /refer and return its reference; `received` is "09:00" of today or a date and time."""
        reference = await self.refers_unread(**answers)
        self._story.expect(self.dm, reference, "You logged this referral")
        self._story.expect(self._story.channel_of(self), reference, "Why then?")
        return reference

    async def refers_unread(self, **answers: object) -> str:
        """Log a referral, and leave for later what is said of it."""
        await self.member.command("/refer")
        outcome = await self.member.submit(self._filled(answers))
        assert not outcome.errors, outcome.errors
        await self._story.installation.settle()
        reference = self._story.logged_in(self.window)
        await self.closes_windows()
        return reference

    async def grades(self, reference: str, grade: str, **answers: object) -> None:
        """Grade a case, or grade it again."""
        card = self._card(reference)
        label = "Grade" if "Grade" in words.labels(card) else "Re-grade"
        await self._fills(reference, label, {"grade": grade, "grade_tool": "KIRAT", **answers})

    async def takes(self, reference: str) -> None:
        """Take a case by its card."""
        await self.presses(self._card(reference), "Take it")
        assert not self.window, self.window

    async def allocates(self, reference: str, to: Person) -> None:
        """Give a case to somebody, who hears of it."""
        await self._fills(reference, "Allocate…", {"owner": to.slack})
        self._story.expect(to.dm, reference, "allocated to you")

    async def confirms_evidence(self, reference: str, **answers: object) -> None:
        """Confirm that the preservation advice was given."""
        await self._fills(reference, "Advice not to reset was given…", {"confirmed": ["yes"], **answers})

    async def records_enforcement(self, reference: str, action: str = "Warrant executed", **answers: object) -> None:
        """Record an enforcement action, of now unless told."""
        await self._fills(reference, "Record enforcement action", {"action": action, **answers})

    async def closes(self, reference: str, outcome: str = "Suspect charged", **answers: object) -> None:
        """Close a case."""
        explanation = {"explanation": f"Nothing more is to be done: {CANARY}."}
        await self._fills(reference, "Close the case…", {"outcome": outcome, **explanation, **answers})

    async def opens_todo(self, reference: str) -> str:
        """Open what is to be done on a case by its card, and return what the window says."""
        await self.closes_windows()
        await self.presses(self._card(reference), "To do")
        return self.window

    async def learns(self, reference: str, fact: str, answer: str = "yes", **answers: object) -> None:
        """Record a fact, known since now unless told."""
        await self._adds(reference, "Add a fact", {"fact": f"{fact} = {answer}", **answers})

    async def adds(self, reference: str, kind: str, **answers: object) -> None:
        """Open an item by hand, of now unless told."""
        given = {"kind": kind, "text": f"Written down: {CANARY}.", **answers}
        await self._adds(reference, "Add evidence, referral, custody, task…", given)

    async def records_progress(self, reference: str) -> None:
        """Record progress in words."""
        await self._adds(reference, "Record progress", {"text": f"Spoke to the school: {CANARY}."})

    async def agrees(self, reference: str, agrees: str = "yes", **answers: object) -> None:
        """Be the second person for a grade."""
        note = {"note": f"The facts bear it out: {CANARY}."}
        await self._fills(reference, "Second person…", {"agrees": agrees, **note, **answers})

    async def opens_again(self, reference: str) -> None:
        """Open a closed case again."""
        await self._fills(reference, "Open it again", {"text": f"A further report came in: {CANARY}."})

    async def ends(self, reference: str, label: str, result: str, **answers: object) -> None:
        """Record what became of what the To do window calls `label`."""
        errors = await self.tries_to_end(reference, label, result, **answers)
        assert not errors, errors
        await self.closes_windows()

    async def tries_to_end(self, reference: str, label: str, result: str, **answers: object) -> dict[str, str]:
        """Do the same and return the complaints on the form's fields."""
        await self.opens_todo(reference)
        await self.presses_in_window("Record…", self._item_called(label))
        return await self.submits(**{"result": result, "text": f"What was done: {CANARY}.", **answers})

    def _item_called(self, label: str) -> str:
        """Return what the button beside an item in the window on top stands for."""
        for block in self.member.modals[-1]["blocks"]:
            if "accessory" in block and f"*{label}*" in block["text"]["text"]:
                value: str = block["accessory"]["value"]
                return value
        raise AssertionError(f"nothing called “{label}” here: {self.window}")

    async def _adds(self, reference: str, label: str, answers: Mapping[str, object]) -> None:
        await self.opens_todo(reference)
        await self.presses_in_window(label)
        errors = await self.submits(**answers)
        assert not errors, errors
        await self.closes_windows()
