"""“I have this” holds for its time by grade and never for good, however often it is said."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.case import Grade
from casework.clocks import Clock
from casework.ladder import Rung, again, called, holds_until, is_to_be_said, rule_of, rungs
from casework.policy import PolicyError, load
from tests.casework.build import ENGLAND, a_clock, cells, local, utc

POLICY = load()
SOURCE = 'source = "Force"\nmark = "force policy"\neffective = 2024-01-01\n'


@pytest.mark.parametrize(
    ("grade", "answered", "until"),
    cells("""
    very high | 2026-11-04 09:20 | 2026-11-04 11:20
    ungraded  | 2026-11-04 09:20 | 2026-11-04 11:20
    very high | 2026-11-07 23:30 | 2026-11-08 01:30
    high      | 2026-11-06 21:00 | 2026-11-07 09:00
    medium    | 2026-11-05 10:00 | 2026-11-06 10:00
    medium    | 2026-11-06 10:00 | 2026-11-09 10:00
    medium    | 2026-11-07 10:00 | 2026-11-10 08:00
    low       | 2026-11-05 10:00 | 2026-11-09 10:00
    low       | 2026-12-23 10:00 | 2026-12-29 10:00
    """),
)
def test_an_answer_holds_for_its_time_by_grade(grade: str, answered: str, until: str) -> None:
    clock = a_clock(due_at=utc("2026-11-03 09:00"))
    assert holds_until(clock, Grade(grade), POLICY, ENGLAND, local(answered)) == local(until)


@pytest.mark.parametrize(
    ("answered", "until"),
    [
        ("2026-11-03 06:59", "2026-11-03 09:00"),
        ("2026-11-03 07:00", "2026-11-03 09:00"),
        ("2026-11-03 07:01", "2026-11-03 09:01"),
    ],
)
def test_what_is_answered_early_holds_until_it_is_due_at_least(answered: str, until: str) -> None:
    clock = a_clock(due_at=utc("2026-11-03 09:00"))
    assert holds_until(clock, Grade.VERY_HIGH, POLICY, ENGLAND, utc(answered)) == utc(until)


def test_over_the_end_of_daylight_saving_two_hours_are_two_hours() -> None:
    clock = a_clock(due_at=utc("2026-10-20 09:00"))
    until = holds_until(clock, Grade.VERY_HIGH, POLICY, ENGLAND, utc("2026-10-25 00:15"))
    assert until == utc("2026-10-25 02:15")


@pytest.mark.parametrize(
    "name",
    ["enforcement", "other task #3", "confirm grade #1", "progress", "CyberTip contents #2", "bail to 3 months #9"],
)
def test_every_ladder_says_that_an_answer_has_expired_once_a_turn(name: str) -> None:
    until = utc("2026-11-03 11:00")
    assert called("held", a_clock(name=name), until, 2, POLICY) == (Rung("answer expired", until, 2),)


def test_nothing_is_said_of_an_answer_that_nobody_gave() -> None:
    assert "answer expired" not in [rung.name for rung in rungs(a_clock(), Grade.HIGH, POLICY, ENGLAND)]


def test_a_ladder_that_asks_for_an_answer_and_lets_none_expire_is_refused(tmp_path: Path) -> None:
    rung = '[[rung]]\nladder = "{}"\nname = "{}"\nat = "{}"\ntell = ["owner"]\nsays = "half"\n'
    rows = [
        rung.format("standard", "half", "50 %") + SOURCE,
        rung.format("quick", "due", "due") + "asks_for_answer = true\n" + SOURCE,
        rung.format("quick", "answer", "answer") + "asks_for_answer = true\n" + SOURCE,
        rung.format("slow", "due", "due") + "asks_for_answer = true\n" + SOURCE,
        rung.format("slow", "gone", "held") + SOURCE,
    ]
    (tmp_path / "force.toml").write_text("".join(rows))
    with pytest.raises(PolicyError) as refused:
        load(tmp_path / "force.toml")
    lines = [line for line in str(refused.value).splitlines() if "expire" in line]
    sentence = "asks for an answer, and answers expire: give the ladder 'quick' a rung with at = 'held'"
    assert lines == [f"force.toml, line 10: rung “due” {sentence}"]


def test_a_forces_own_grades_let_an_answer_hold_for_the_shortest_time_where_they_do_not_say(tmp_path: Path) -> None:
    rows = [
        f'[[grade]]\nname = "{grade}"\nrepeat = "1 hour"\nanswer_within = "1 hour"\n{SOURCE}'
        + ('treated_as = "very high"\n' if grade == "ungraded" else "")
        for grade in ("very high", "ungraded", "high", "medium", "low")
    ]
    (tmp_path / "force.toml").write_text("".join(rows))
    assert load(tmp_path / "force.toml").grade_rule(Grade.LOW).answer_holds.text == "2 hours"


GRADES = st.sampled_from(Grade)
NAMES = st.sampled_from(["enforcement", "other task #3", "confirm grade #1", "progress", "CyberTip contents #2"])
WAITS = st.lists(st.timedeltas(timedelta(), timedelta(days=9)), max_size=12)
LONGEST = timedelta(days=8)
"""Two working days around Christmas after the longest time to answer: nobody is left out for longer."""


@given(grade=GRADES, name=NAMES, due_in=st.timedeltas(timedelta(hours=1), timedelta(days=90)), waits=WAITS)
def test_however_often_somebody_has_it_the_inspector_hears_of_it_again(
    grade: Grade, name: str, due_in: timedelta, waits: list[timedelta]
) -> None:
    clock = a_clock(name=name, due_at=utc("2026-11-02 09:00") + due_in)
    unmet = Unmet(clock, grade)
    moment = clock.started_at
    for wait in waits:
        moment += wait
        unmet.goes_on_until(moment)
        unmet.is_answered(moment)
    unmet.goes_on_until(max(moment, clock.due_at) + timedelta(days=60))
    gaps = zip([clock.due_at, *unmet.heard], unmet.heard, strict=False)
    assert all(later - earlier <= LONGEST for earlier, later in gaps)
    assert len(unmet.heard) > 3


class Unmet:
    """A clock that nothing stops, and when the inspector hears of it from its due moment on."""

    def __init__(self, clock: Clock, grade: Grade) -> None:
        self._clock, self._grade = clock, grade
        self._pending = list(rungs(clock, grade, POLICY, ENGLAND))
        self._until, self._turn = clock.started_at, 0
        self.heard: list[datetime] = []

    def is_answered(self, now: datetime) -> None:
        """Let somebody say “I have this” where nobody has it."""
        if self._until <= now:
            self._turn += 1
            self._until = holds_until(self._clock, self._grade, POLICY, ENGLAND, now)
            self._pending += called("held", self._clock, self._until, self._turn, POLICY)

    def goes_on_until(self, end: datetime) -> None:
        """Reach every rung before `end`."""
        while (rung := min(self._pending, key=lambda each: each.at)).at < end:
            self._pending.remove(rung)
            self._reached(rung)

    def _reached(self, rung: Rung) -> None:
        rule = rule_of(self._clock, rung, POLICY)
        assert rule is not None
        if rule.repeats:
            self._pending.append(again(rung, self._grade, POLICY, ENGLAND, rung.at))
        said = is_to_be_said(rule, self._clock, answered=rung.at < self._until)
        if said and rung.at >= self._clock.due_at and "inspector" in rule.tell:
            self.heard.append(rung.at)


def test_a_clock_that_was_met_says_nothing_when_the_answer_would_have_expired() -> None:
    clock = replace(a_clock(), stopped_at=utc("2026-11-03 10:00"))
    rule = rule_of(clock, Rung("answer expired", utc("2026-11-03 11:00"), 1), POLICY)
    assert rule is not None
    assert not is_to_be_said(rule, clock, answered=False)
