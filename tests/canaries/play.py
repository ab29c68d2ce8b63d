"""Plays the people who type: into every field of a window, first so that it is not saved, then so that it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from practice import faults
from tests.canaries.canary import RARE, Canaries, Wording, identifying
from tests.canaries.ear import Ear
from tests.canaries.fields import FIELDS
from tests.stories.story import Story

if TYPE_CHECKING:
    from tests.stories.installation import Installation
    from tests.stories.people import Person

Answers = Mapping[str, object]
Typing = Callable[[str, int], str]
"""What is typed for a canary into a field of so many characters."""
_CHOSEN = {
    *("static_select", "multi_static_select", "radio_buttons", "checkboxes", "datepicker", "timepicker"),
    *("users_select", "multi_users_select", "conversations_select", "multi_conversations_select"),
}
"""Elements in which one only chooses."""
DATABASE = "caseclock.db"
_ROOM = 20
"""Characters that a canary needs."""
_LONGER_THAN_SLACK_IS_TRUSTED = timedelta(minutes=6)
_READERS = frozenset({"U0OFFICER1", "U0OFFICER2", "U0SERGEANT1", "U0INSPECTOR1", "U0AUDITOR"})
"""Who may read the cases of the play: they are all of OCSAE North."""


class Play:
    """A workspace in which people type canaries; what they typed is looked for after every deed."""

    def __init__(
        self, installation: Installation, folder: Path, canaries: tuple[Canaries, Canaries], draw: Callable[[], Wording]
    ) -> None:
        self.installation, self.folder, self.draw = installation, folder, draw
        self.story = Story(installation)
        self.secret, self.shown = canaries
        self.ear = Ear(installation.workspace, folder, _READERS)
        self.reference = ""
        self.submitted: set[str] = set()
        self.typed: set[tuple[str, str]] = set()
        self.saved: list[tuple[tuple[str, str], str]] = []
        self.answered: set[tuple[str, str]] = set()
        self.failed = 0

    @property
    def tomorrow(self) -> str:
        """The next day, as a form has it."""
        return f"{self.installation.travel.now() + timedelta(days=1):%Y-%m-%d}"

    def look(self, deed: str) -> None:
        """Fail where a canary has come out."""
        found = self.ear.traces(self.secret, self.shown)
        assert not found, f"after {deed}: {'; '.join(found)}"

    def words(self, what: str, most: int = 3000) -> str:
        """Return a canary in whatever wording comes."""
        return self.draw().of(self.secret.give(what), most)

    async def fills(self, person: Person, answers: Answers, mistake: Answers | None = None) -> None:
        """Send the window on top off as often as it is refused for another reason, then so that it is saved.

        `answers` are choices, and what has to be typed for it to be saved; with `mistake` it is not.
        """
        await self.fails(person, answers, mistake)
        await self.saves(person, answers)

    async def fails(self, person: Person, answers: Answers, mistake: Answers | None = None) -> None:
        """Send the window on top off in every way in which it is not saved; one in which nobody types, in none."""
        if not any(True for _ in self._texts(person)):
            return
        await self._pointed_out(person, answers)
        if mistake:
            await self._mistaken(person, answers, mistake)
        await self._asked_in_vain_who_it_is(person, answers)
        await self._broken_inside(person, answers)

    async def submits(self, person: Person, answers: Answers) -> None:
        """Send off a window that stays, and in which nobody types."""
        assert not self._written(person, answers, self._as_it_comes)
        await self._sends_once(person, answers, "sent off")

    async def saves(self, person: Person, answers: Answers) -> None:
        """Fill the window on top in, and save it."""
        window = _window(person)
        errors = await self.tries(person, answers)
        assert window != _window(person), f"{window} was not saved: {errors}"

    async def tries(self, person: Person, answers: Answers) -> dict[str, str]:
        """Send the window on top off as it comes; return the complaints."""
        window, form = _window(person), _form(person)
        texts = self._written(person, answers, self._as_it_comes)
        errors = await self._sends(person, {**answers, **texts}, "sent off")
        if window != _window(person):
            self.saved += [((form, field), text.strip()) for field, text in texts.items()]
            self.answered |= {(form, field) for field in answers}
        return errors

    async def hours_go_by(self, hours: int) -> None:
        """Let so many hours go by, with all that is said in them."""
        await self.installation.go_to(self.installation.travel.now() + timedelta(hours=hours))
        self.look(f"{hours} hours")

    async def does(self, deed: str, act: Callable[[], Awaitable[object]]) -> None:
        """Let somebody do something, and look."""
        await act()
        await self.installation.workspace.until(lambda: not self.installation.workspace.hub.delivering)
        await self.installation.settle()
        self.look(deed)

    async def _pointed_out(self, person: Person, answers: Answers) -> None:
        """Type what could identify somebody: it is pointed out, unless the window is there for it."""
        texts = self._written(person, {}, lambda word, most: identifying(word)[:most])
        before = person.member.modals[-1]["id"]
        outcome = await self._sends_once(person, {**answers, **texts}, "pointed out")
        if _form(person) in {"identify", "setup_team", "setup_person"}:
            return
        assert not outcome
        assert person.member.modals[-1]["id"] == before
        assert person.window.startswith("Not saved yet"), person.window

    async def _mistaken(self, person: Person, answers: Answers, mistake: Answers) -> None:
        before = person.member.modals[-1]["state"]["values"]
        texts = self._written(person, mistake, self._as_it_comes)
        errors = await self._sends(person, {**answers, **texts, **mistake}, "mistaken")
        assert errors, f"{_form(person)} was saved with a mistake: {mistake}"
        person.member.enter(person.member.modals[-1], {name: before[name] for name in mistake})

    async def _asked_in_vain_who_it_is(self, person: Person, answers: Answers) -> None:
        self.installation.let_time_go_by(_LONGER_THAN_SLACK_IS_TRUSTED)
        self.installation.workspace.faults.next("users.info", faults.error("internal_error"))
        texts = self._written(person, answers, self._as_it_comes)
        errors = await self._sends_once(person, {**answers, **texts}, "Slack does not say who it is")
        assert "could not ask Slack who you are" in str(errors), errors

    async def _broken_inside(self, person: Person, answers: Answers) -> None:
        """Let the database refuse what is written: an error that nobody foresaw."""
        texts = self._written(person, answers, self._as_it_comes)
        with self.broken_journal():
            errors = await self._sends(person, {**answers, **texts}, "broken inside")
        assert "Something went wrong inside Caseclock" in str(errors), errors
        self.failed += 1

    @contextmanager
    def broken_journal(self) -> Iterator[None]:
        """Let the database refuse every entry of the journal until the block ends."""
        with closing(sqlite3.connect(self.folder / DATABASE, isolation_level=None)) as database:
            database.execute("CREATE TRIGGER broken BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'broken'); END")
            try:
                yield
            finally:
                database.execute("DROP TRIGGER broken")

    async def _sends(self, person: Person, answers: Answers, how: str) -> dict[str, str]:
        """Send the window on top off and, where words are pointed out, once more as a false alarm."""
        window = _window(person)
        errors = await self._sends_once(person, answers, how)
        if not errors and window == _window(person) and (box := _box(person)):
            return await self._sends_once(person, {box: ["yes"]}, how)
        return errors

    async def _sends_once(self, person: Person, answers: Answers, how: str) -> dict[str, str]:
        form = _form(person)
        self.submitted.add(form)
        there = {block["block_id"] for block in person.member.modals[-1]["blocks"] if block["type"] == "input"}
        outcome = await person.member.submit({name: each for name, each in answers.items() if name in there})
        await self.installation.settle()
        self.look(f"{form}, {how}")
        return dict(outcome.errors)

    def _written(self, person: Person, answers: Answers, typing: Typing) -> dict[str, str]:
        """Return a text for each field of the window on top into which one types, and for which there is no answer."""
        return {
            field: typing(self.secret.give(f"{form}.{field}"), most) if most >= _ROOM else RARE
            for form, field, most in self._texts(person)
            if field not in answers
        }

    def _as_it_comes(self, word: str, most: int) -> str:
        return self.draw().of(word, most)

    def _texts(self, person: Person) -> Iterator[tuple[str, str, int]]:
        """Give each field of the window on top into which one types: form, name, and how much it holds."""
        form = _form(person)
        for block in person.member.modals[-1]["blocks"]:
            element: dict[str, Any] = block.get("element") or {}
            if block["type"] != "input" or element["type"] in _CHOSEN:
                continue
            key = form, block["block_id"]
            assert element["type"] == "plain_text_input", f"say how a canary is typed into {key}: {element['type']}"
            assert key in FIELDS, f"say in tests/canaries/fields.py what becomes of what is typed into {key}"
            self.typed.add(key)
            yield *key, element.get("max_length", 3000)


def _window(person: Person) -> tuple[str, str]:
    """Return which window is on top, and which form it shows."""
    return (person.member.modals[-1]["id"], _form(person)) if person.member.modals else ("", "")


def _form(person: Person) -> str:
    return str(person.member.modals[-1]["callback_id"])


def _box(person: Person) -> str:
    """Return the box of the window on top by which words are called a false alarm, unless it is ticked."""
    values = person.member.modals[-1]["state"]["values"]
    boxes = [name for name in values if name.startswith("as_it_is")]
    return next((name for name in boxes if not values[name][name]["selected_options"]), "")
