"""Whatever officers do in whatever order: no case falls silent, no clock stops by itself, no guard is passed by."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from casework.case import Case, Evidence, Fact, Grade, Item, Status
from casework.clocks import Clock, clocks, item_of
from casework.errors import TooLateToExtend
from casework.grading import Judgement, Training, guards
from casework.items import Ending, Event, add, end, ended, follow, open_items
from casework.ladder import again, rule_of, rungs
from casework.lifecycle import may, move
from casework.policy import load
from tests.casework.build import ENGLAND, a_case, utc

POLICY = load()
GRAVE = (
    *("child in contact", "lives with a child", "access to a child", "position of trust", "previous convictions"),
    *("previous allegations", "grooming", "production", "contact offence"),
)
FACTS = (*GRAVE, "child at risk", "suspect identified", "victim is an adult")
KINDS = ("Grooming", "Indecent images", "Other online abuse", "A kind that was dropped")
EVIDENCE = ("CCTV", "Snapchat story", "iPhone restart", "US preservation request", "communications data", "device")
BY_HAND = (*EVIDENCE, "other task", "release decision", "strategy discussion", "hand-over", "victim update")
ACTIONS = ("Arrest", "Warrant executed", "Voluntary interview", "Visit and safeguarding")
# What runs on when its case is closed, and which events end an item by themselves.
RUNS_ON = {*EVIDENCE, "US preservation, renewed", "CyberTip contents", "IP resolution", "Snapchat, unopened"}
ENDED_BY = {
    "reassess": {"graded"},
    "confirm grade": {"graded", "grade not agreed"},
    "unskilled owner": {"owner skilled"},
    "hand-over": {"owner skilled", "owner unskilled", "closed"},
}
STOPPED_BY = {
    "grade": "first_graded_at",
    "allocate": "allocated_at",
    "evidence": "evidence_confirmed_at",
    "enforcement": "action_at",
    "progress": "closed_at",
}
# Leaning towards where something may go wrong: a low grade by somebody trained, against a fact.
GRADES = ("very high", "high", "medium", "low", "low", "low")
TRAINING = (Training.VALID, Training.VALID, Training.EXPIRED, Training.MISSING)
WAITS = st.sampled_from([timedelta(minutes=20), timedelta(hours=5), timedelta(days=2), timedelta(days=45)])


class OfficersAtWork(RuleBasedStateMachine):
    """One case, an hour that only goes on, and what the use cases make of the rules."""

    def __init__(self) -> None:
        super().__init__()
        self.now = utc("2026-11-02 09:00")
        self.case = a_case(progress_at=self.now)
        self.seen: dict[str, Clock] = {}
        self.finished: set[int] = set()
        self.happened: set[str] = set()
        self.low_is_licensed = False
        self.news_of_risk = False

    def keep(self, case: Case, *events: Event) -> None:
        """Keep what an officer recorded now, with what follows from it."""
        self.happened |= {event.name for event in events}
        self.case = follow(replace(case, progress_at=self.now), events, POLICY, self.now)

    def event(self, name: str) -> Event:
        return Event(name, self.now)

    @initialize(kind=st.sampled_from(KINDS), late=WAITS)
    def log(self, kind: str, late: timedelta) -> None:
        self.keep(replace(self.case, kind=kind, received_at=self.now - late), self.event("logged"))

    @rule(time=WAITS)
    def wait(self, time: timedelta) -> None:
        self.now += time

    @precondition(lambda self: may(self.case, "fact", POLICY))
    @rule(name=st.sampled_from(FACTS), answer=st.sampled_from(["yes", "yes", "no", "not known"]), ago=WAITS)
    def learn(self, name: str, answer: str, ago: timedelta) -> None:
        assume(self.case.answer(name) != answer)
        if answer == "yes" and name in {*GRAVE, "child at risk"} and self.case.graded_at:
            self.news_of_risk = True
        fact = Fact(name, answer, self.now - ago, self.now, "U0OFFICER1")
        self.keep(self.case.knows(fact), Event(f"fact {name}: {answer}", fact.since))

    @precondition(lambda self: may(self.case, "grade", POLICY))
    @rule(grade=st.sampled_from(GRADES), training=st.sampled_from(TRAINING))
    def grade(self, grade: str, training: Training) -> None:
        judged = Judgement(Grade(grade), "KIRAT", training)
        if guards(self.case, judged, POLICY):
            self.keep(replace(self.case, proposed=judged.grade, proposed_by="U0OFFICER1"), self.event("grade proposed"))
            return
        self.low_is_licensed = training == "valid" and all(self.case.answer(name) != "yes" for name in GRAVE)
        self.take_effect(judged.grade)

    def take_effect(self, grade: Grade) -> None:
        first = self.case.first_graded_at or self.now
        graded = replace(self.case, grade=grade, graded_at=self.now, first_graded_at=first, proposed=None)
        self.news_of_risk = False
        self.keep(graded, self.event("graded"))

    @precondition(lambda self: self.case.proposed and may(self.case, "confirm", POLICY))
    @rule(agrees=st.booleans())
    def confirm(self, *, agrees: bool) -> None:
        if agrees and self.case.proposed:
            self.low_is_licensed = True
            self.take_effect(self.case.proposed)
        else:
            self.keep(replace(self.case, proposed=None), self.event("grade not agreed"))

    @rule(name=st.sampled_from(["take", "allocate"]), skill=st.sampled_from(["owner skilled", "owner unskilled"]))
    def give(self, name: str, skill: str) -> None:
        assume(may(self.case, name, POLICY))
        given = replace(move(self.case, name, POLICY), owner="U0OFFICER2")
        self.keep(replace(given, allocated_at=given.allocated_at or self.now), self.event(skill))

    @precondition(lambda self: may(self.case, "evidence", POLICY))
    @rule(confirmed=st.booleans())
    def note_evidence(self, *, confirmed: bool) -> None:
        known = self.case.evidence_known_at or self.now
        at = self.now if confirmed else self.case.evidence_confirmed_at
        self.keep(
            replace(self.case, evidence=Evidence.IN_HAND, evidence_known_at=known, evidence_confirmed_at=at),
        )

    @precondition(lambda self: may(self.case, "enforce", POLICY))
    @rule(action=st.sampled_from(ACTIONS))
    def enforce(self, action: str) -> None:
        case = move(self.case, "enforce", POLICY)
        self.keep(replace(case, action_at=case.action_at or self.now), self.event(f"action {action}"))

    @precondition(lambda self: may(self.case, "item", POLICY))
    @rule(kind=st.sampled_from(BY_HAND), ago=WAITS, agreed=st.none() | WAITS)
    def open_item(self, kind: str, ago: timedelta, agreed: timedelta | None) -> None:
        due = self.now + agreed if agreed else None
        self.keep(add(self.case, Item(0, kind, self.now - ago, self.now, due_at=due)))

    @precondition(lambda self: any(POLICY.results(item.kind) for item in open_items(self.case)))
    @rule(data=st.data())
    def finish(self, data: st.DataObject) -> None:
        item = data.draw(st.sampled_from([each for each in open_items(self.case) if POLICY.results(each.kind)]))
        result = data.draw(st.sampled_from(POLICY.results(item.kind)))
        until = self.now + timedelta(days=3) if "until" in result.asks else None
        ending = Ending(result.name, self.now, "U0OFFICER1", until)
        try:
            after = end(self.case, item.number, ending, POLICY, ENGLAND)
        except TooLateToExtend:
            return
        self.finished.add(item.number)
        self.keep(after, ended(item, ending))

    @precondition(lambda self: may(self.case, "close", POLICY))
    @rule()
    def close(self) -> None:
        # A force's own policy may let a case be closed before all of its evidence is secured.
        self.keep(replace(move(self.case, "close", POLICY), closed_at=self.now), self.event("closed"))

    @precondition(lambda self: may(self.case, "reopen", POLICY))
    @rule()
    def reopen(self) -> None:
        self.seen = {}
        self.keep(replace(move(self.case, "reopen", POLICY), closed_at=None), self.event("reopened"))

    def running(self) -> list[Clock]:
        return [clock for clock in clocks(self.case, POLICY, ENGLAND) if clock.is_running]

    @invariant()
    def an_open_case_has_somebody_to_hear_of_it_next(self) -> None:
        running = self.running()
        assert running or self.case.status is Status.CLOSED
        for clock in running:
            assert [who for who in self.told_next(clock) if who in {"owner", "supervisor", "inspector"}]

    def told_next(self, clock: Clock) -> tuple[str, ...]:
        """Return whom the next rung after now tells; empty when the ladder has come to its end."""
        grade = self.case.grade
        coming = []
        for rung in rungs(clock, grade, POLICY, ENGLAND):
            row = rule_of(clock, rung, POLICY)
            assert row is not None
            assert rung.at >= clock.known_at
            at = again(rung, grade, POLICY, ENGLAND, self.now).at if row.repeats else rung.at
            coming += [(at, row.tell)] if at > self.now else []
        return min(coming)[1] if coming else ()

    @invariant()
    def no_clock_stops_but_by_what_stops_it(self) -> None:
        now = {clock.name: clock for clock in clocks(self.case, POLICY, ENGLAND)}
        assert self.seen.keys() <= now.keys()
        for clock in now.values():
            assert clock.is_running or self.is_rightly_stopped(clock)
        self.seen = now

    def is_rightly_stopped(self, clock: Clock) -> bool:
        item = item_of(clock, self.case)
        closed = self.case.status is Status.CLOSED
        if item is None:
            return closed or getattr(self.case, STOPPED_BY[clock.name]) is not None
        if item.is_open:
            return closed and item.kind not in RUNS_ON
        by_event = item.result in ENDED_BY.get(item.kind, set()) & self.happened
        return by_event if item.done_by is None else item.number in self.finished

    @invariant()
    def a_low_grade_has_taken_effect_past_no_guard(self) -> None:
        assert self.case.grade is not Grade.LOW or self.low_is_licensed
        waits = [item for item in open_items(self.case) if item.kind == "confirm grade"]
        assert len(waits) == (1 if self.case.proposed else 0)

    @invariant()
    def news_of_a_risk_waits_to_be_graded(self) -> None:
        waits = [item for item in open_items(self.case) if item.kind == "reassess"]
        assert len(waits) == (1 if self.news_of_risk else 0)


OfficersAtWork.TestCase.settings = settings(
    max_examples=100, stateful_step_count=50, suppress_health_check=[HealthCheck.too_slow]
)
TestOfficersAtWork = OfficersAtWork.TestCase
