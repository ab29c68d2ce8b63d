"""Whatever officers do in whatever order: no case goes quiet, no clock stops by itself, no low grade slips through."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule
from sqlalchemy import select

from bot.context import Context
from bot.reminders.dispatcher import dispatch, duty
from bot.reminders.recipients import Matter, told
from bot.usecases import allocation, closing, enforcement, evidence, facts, grading, progress, referrals, work
from bot.views.forms import Closing, Confirmation, Ended, Enforcement, EvidenceNote, Grading, Learnt, Opened, Referral
from bot.views.mistakes import Mistakes
from casework import grading as rules
from casework import policy
from casework.case import Answer, Case, Evidence, Grade
from casework.clocks import doer_of, item_of
from casework.errors import Refusal
from casework.grading import Judgement
from storage import cases, journal, people, timers
from storage.database import transaction
from storage.opening import open_store
from storage.tables import TABLES
from tests.stories.installation import practice_roster

RULES = policy.load()
START = datetime(2026, 11, 3, 9, 12, tzinfo=ZoneInfo("Europe/London"))
PEOPLE = st.sampled_from(["U0OFFICER1", "U0OFFICER2", "U0SERGEANT1", "U0INSPECTOR1"])
GRADES = st.sampled_from([Grade.VERY_HIGH, Grade.HIGH, Grade.MEDIUM, Grade.LOW])
KINDS = st.sampled_from([row.name for row in RULES.kind])
ANSWERS = st.sampled_from(Answer)
FACTS = st.sampled_from([(row.name, answer) for row in RULES.fact for answer in row.answers])
MANUAL = st.sampled_from([row.name for row in RULES.clock if row.manual])
OUTCOMES = st.sampled_from([row.name for row in RULES.outcome])
ACTIONS = st.sampled_from([row.name for row in RULES.action])
TIMERS = TABLES["timers"]


class Officers(RuleBasedStateMachine):
    """A team at work on its cases, for as long as hypothesis likes."""

    references = Bundle("references")

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp())
        place = self._folder
        self._opened = open_store(f"sqlite:///{place}/a.db", place / "keys")
        self._now = START
        self._turn = 0
        with transaction(self._opened.engine, self._opened.keyring) as beginning:
            people.replace(beginning, practice_roster())

    def teardown(self) -> None:
        with transaction(self._opened.engine, self._opened.keyring) as last:
            assert journal.verify(last) is None
        self._opened.engine.dispose()
        shutil.rmtree(self._folder)

    def _does(self, person: str, deed: Callable[[Context, str], Any]) -> Any:  # noqa: ANN401 - whatever the deed gives
        """Let somebody do something, each in a window of its own; a refusal changes nothing."""
        self._turn += 1
        with suppress(Refusal, Mistakes), transaction(self._opened.engine, self._opened.keyring) as inner:
            roster = people.roster(inner)
            context = Context(inner, self._now, roster.people[person], roster, RULES)
            return deed(context, f"V{self._turn}")
        return None

    @rule(target=references, person=PEOPLE, kind=KINDS, at_risk=ANSWERS, in_contact=ANSWERS, grade=GRADES)
    def refers(self, person: str, kind: str, at_risk: Answer, in_contact: Answer, grade: Grade) -> str:
        told_now = Referral(
            source="CEOP",
            kind=kind,
            received_at=self._now - timedelta(hours=1),
            summary="What is known.",
            external_reference="",
            child_at_risk=at_risk,
            child_in_contact=in_contact,
            suspect_identified=Answer.UNKNOWN,
            evidence=Evidence.NONE,
            grade=grade,
            grade_tool="KIRAT",
            graded_by=None,
        )
        case = self._does(person, lambda context, window: referrals.refer(context, told_now, window))
        self._is_guarded(person, case, grade)
        return str(case.reference)

    @rule(reference=references, person=PEOPLE)
    def takes(self, reference: str, person: str) -> None:
        self._does(person, lambda context, _window: allocation.take(context, reference))

    @rule(reference=references, person=PEOPLE, grade=GRADES)
    def grades(self, reference: str, person: str, grade: Grade) -> None:
        before = self._case(reference)
        given = Grading(grade, "KIRAT", None, RULES.reason[0].name, "The risk is other than it seemed.", before.grade)
        case = self._does(person, lambda context, window: grading.grade(context, reference, given, window))
        if case is not None:
            self._is_guarded(person, before, grade)

    def _is_guarded(self, person: str, before: Case, grade: Grade) -> None:
        """Where the policy wants a second person, the grade waits and the one before it stands."""
        roster = practice_roster()
        training = rules.training(roster.people[person].skills, "KIRAT", self._now.date(), RULES)
        if rules.guards(before, Judgement(grade, "KIRAT", training), RULES):
            after = self._case(before.reference)
            assert (after.proposed, after.proposed_by) == (grade, person)
            assert after.graded_at == before.graded_at

    @rule(reference=references, person=PEOPLE, agrees=st.booleans())
    def is_the_second_person(self, reference: str, person: str, *, agrees: bool) -> None:
        before = self._case(reference)
        word = Confirmation(agrees, "The facts bear it out.")
        case = self._does(person, lambda context, window: grading.confirm(context, reference, word, window))
        if case is not None:
            assert before.proposed_by != person
            assert case.confirmed_by == (person if agrees else before.confirmed_by)

    @rule(reference=references, person=PEOPLE, fact=FACTS)
    def learns(self, reference: str, person: str, fact: tuple[str, str]) -> None:
        learnt = Learnt(*fact, self._now, "")
        self._does(person, lambda context, window: facts.record(context, reference, learnt, window))

    @rule(reference=references, person=PEOPLE, kind=MANUAL)
    def opens(self, reference: str, person: str, kind: str) -> None:
        item = Opened(kind, self._now - timedelta(minutes=5), None, None, None, "")
        self._does(person, lambda context, window: work.open_item(context, reference, item, window))

    @rule(reference=references, person=PEOPLE, choice=st.integers(0, 50), child=st.sampled_from(["yes", "no"]))
    def ends(self, reference: str, person: str, choice: int, child: str) -> None:
        case = self._case(reference)
        found = [(item, result) for item in case.items if item.is_open for result in RULES.results(item.kind)]
        if not found:
            return
        item, result = found[choice % len(found)]
        until = self._now + timedelta(days=1) if "until" in result.asks else None
        at_address = Answer(child) if "child at the address" in result.asks else None
        ended = Ended(result.name, self._now, until, at_address, "The county", "What was done about it.")
        self._does(person, lambda context, window: work.finish(context, reference, item.number, ended, window))

    @rule(reference=references, person=PEOPLE, action=ACTIONS)
    def acts(self, reference: str, person: str, action: str) -> None:
        done = Enforcement(action, self._now, "", 1)
        self._does(person, lambda context, window: enforcement.record(context, reference, done, window))

    @rule(reference=references, person=PEOPLE, known=st.sampled_from(Evidence), said=st.booleans())
    def keeps_evidence(self, reference: str, person: str, known: Evidence, *, said: bool) -> None:
        note = EvidenceNote(known, said)
        self._does(person, lambda context, window: evidence.record(context, reference, note, window))

    @rule(reference=references, person=PEOPLE, outcome=OUTCOMES)
    def closes(self, reference: str, person: str, outcome: str) -> None:
        end = Closing(outcome, "Nothing more is to be done.")
        self._does(person, lambda context, window: closing.close(context, reference, end, window))

    @rule(reference=references, person=PEOPLE)
    def opens_again(self, reference: str, person: str) -> None:
        self._does(person, lambda context, window: progress.reopen(context, reference, "A new report came.", window))

    @rule(hours=st.sampled_from([1, 5, 26, 200]))
    def time_passes(self, hours: int) -> None:
        self._now += timedelta(hours=hours)
        with transaction(self._opened.engine, self._opened.keyring) as inner:
            while dispatch(inner, RULES, self._now):
                pass

    def _case(self, reference: str) -> Case:
        with transaction(self._opened.engine, self._opened.keyring) as inner:
            return cases.get(inner, reference)

    @invariant()
    def no_open_case_is_quiet(self) -> None:
        """It has a moment at which somebody hears of it, and there is somebody."""
        with transaction(self._opened.engine, self._opened.keyring) as inner:
            everybody = duty(inner, people.roster(inner), self._now)
            references = list(inner.execute(select(TABLES["cases"].c.reference)).scalars())
            for case in cases.load(inner, references).values():
                kept = timers.clocks(inner, [case.reference]).get(case.reference, {})
                wanted = select(TIMERS.c.clock, TIMERS.c.rung).where(
                    TIMERS.c.reference == case.reference, TIMERS.c.state == "pending"
                )
                pending = inner.execute(wanted).all()
                assert pending or not case.is_open
                for name, rung in pending:
                    clock = kept[name].clock
                    assert clock.is_running
                    row = RULES.rung_rule(RULES.clock_rule(name).ladder, rung)
                    assert row is not None
                    matter = Matter(doer_of(clock, case) or case.owner, case.team)
                    assert all(told(role, matter, everybody) for role in row.tell)

    @invariant()
    def no_clock_stops_without_what_stops_it(self) -> None:
        with transaction(self._opened.engine, self._opened.keyring) as inner:
            references = list(inner.execute(select(TABLES["cases"].c.reference)).scalars())
            for case in cases.load(inner, references).values():
                for name, kept in timers.clocks(inner, [case.reference]).get(case.reference, {}).items():
                    row, item = RULES.clock_rule(name), item_of(kept.clock, case)
                    fact = item.done_at if item else case.moment(row.stops)
                    closed = None if row.outlives_case else case.closed_at
                    assert kept.clock.is_running is ((fact or closed) is None)


Officers.TestCase.settings = settings(
    max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestWhateverOfficersDo = Officers.TestCase
