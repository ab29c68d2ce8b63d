"""Whatever is pressed below reminders, while officers do whatever they like: no clock goes quiet for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from sqlalchemy import select, update

from bot.context import Context
from bot.usecases import answers, passing, wishes
from casework.case import Answer, Grade
from casework.items import open_items
from storage import timers
from storage.database import transaction
from storage.tables import TABLES
from tests.usecases.test_whatever_officers_do import GRADES, PEOPLE, TIMERS, Officers

MESSAGES, NOTICES, CASES = (TABLES[name] for name in ("messages", "notices", "cases"))
CHOICE = st.integers(0, 1000)
WHO_WAS_ASKED = "whoever was asked"
SOMEBODY = st.one_of(st.just(WHO_WAS_ASKED), PEOPLE)


class Readers(Officers):
    """The same team, who read what they are told and press what stands below it, or below what others were told."""

    @rule(target=Officers.references, grade=GRADES, which=st.integers(0, 9))
    def is_told_before_it_is_due_and_asks_for_later(self, grade: Grade, which: int) -> Any:  # noqa: ANN401 - a reference
        reference = self.refers("U0OFFICER1", "Grooming", Answer.NO, Answer.NO, grade)
        self.takes(reference, "U0OFFICER1")
        self.time_passes(hours=13)
        for choice in range(10):
            self.asks_to_be_reminded(choice, WHO_WAS_ASKED, which)
        return reference

    @rule(choice=CHOICE, hours=st.sampled_from([0, 1, 2, 14]))
    def somebody_has_it_for_a_while(self, choice: int, hours: int) -> None:
        self.time_passes(hours=13)
        for step in range(5):
            self.has_this(choice + step, WHO_WAS_ASKED)
        self.time_passes(hours=hours)

    @rule(choice=CHOICE, person=SOMEBODY)
    def has_this(self, choice: int, person: str) -> None:
        self._presses(choice, person, lambda context, place, subject, _: answers.have(context, place, subject))

    @rule(choice=CHOICE, person=SOMEBODY, which=st.integers(0, 9))
    def asks_to_be_reminded(self, choice: int, person: str, which: int) -> None:
        def ask(context: Context, place: tuple[str, str], subject: str, window: str) -> None:
            offer = wishes.offer(context, place, subject)
            assert context.now < offer.latest <= offer.clock.due_at
            at = [*(each.at for each in offer.choices), offer.latest][which % (len(offer.choices) + 1)]
            wishes.ask(context, place, subject, at, window)

        self._presses(choice, person, ask)

    @rule(choice=CHOICE, person=PEOPLE, to=PEOPLE)
    def gives_what_is_not_theirs(self, choice: int, person: str, to: str) -> None:
        with transaction(self._opened.engine, self._opened.keyring) as inner:
            references = list(inner.execute(select(CASES.c.reference)).scalars())
        found = [(each, item.number) for each in references for item in open_items(self._case(each))]
        if found:
            reference, number = found[choice % len(found)]
            self._does(person, lambda context, window: passing.give(context, reference, number, to, window))

    @rule(minutes=st.sampled_from([10, 45, 125]))
    def a_little_time_passes(self, minutes: int) -> None:
        self._now += timedelta(minutes=minutes) - timedelta(hours=1)
        self.time_passes(hours=1)

    def _presses(self, choice: int, person: str, deed: Callable[..., Any]) -> None:
        """Let somebody, or whom it went to, press below one of the last messages; what is not allowed is refused."""
        with transaction(self._opened.engine, self._opened.keyring) as inner:
            posted = {"state": "sent", "channel": MESSAGES.c.recipient, "ts": MESSAGES.c.key}
            inner.execute(update(MESSAGES).where(MESSAGES.c.ts.is_(None)).values(posted))
            told = inner.execute(select(NOTICES).order_by(NOTICES.c.id.desc()).limit(20)).all()
        if told:
            notice = told[choice % len(told)]
            who = notice.recipient if person == WHO_WAS_ASKED else person
            place, subject = (notice.recipient, notice.message), f"{notice.reference}/{notice.clock}"
            if who.startswith("U"):
                self._does(who, lambda context, window: deed(context, place, subject, window))

    @invariant()
    def whoever_has_it_does_not_have_it_for_good(self) -> None:
        """While an answer holds, the moment at which those above hear of it again is set."""
        with transaction(self._opened.engine, self._opened.keyring) as inner:
            references = list(inner.execute(select(CASES.c.reference)).scalars())
            wanted = select(TIMERS).where(TIMERS.c.state == "pending", TIMERS.c.rung == "answer expired")
            pending = {(row.reference, row.clock, row.version, row.due_at) for row in inner.execute(wanted)}
            for reference, clocks in timers.clocks(inner, references).items():
                for name, kept in clocks.items():
                    if kept.clock.is_running and kept.is_answered(self._now):
                        assert (reference, name, kept.version, kept.answered_until) in pending

    @invariant()
    def what_was_put_off_comes(self) -> None:
        """Whoever does not hear of a rung because they asked for later has a reminder set, or has had it."""
        with transaction(self._opened.engine, self._opened.keyring) as inner:
            rows = TABLES["wishes"]
            for wish in inner.execute(select(rows).where(rows.c.remind_at > self._now)):
                of_it = (TIMERS.c.reference == wish.reference, TIMERS.c.clock == wish.clock)
                at = (TIMERS.c.version == wish.version, TIMERS.c.rung == "asked for", TIMERS.c.turn == wish.turn)
                state = inner.execute(select(TIMERS.c.state).where(*of_it, *at)).scalar_one()
                kept = timers.clocks(inner, [wish.reference])[wish.reference].get(wish.clock)
                stands = kept is not None and kept.version == wish.version and kept.clock.is_running
                assert state == ("pending" if stands else "withdrawn")


Readers.TestCase.settings = settings(
    max_examples=8, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestWhateverIsAnswered = Readers.TestCase
