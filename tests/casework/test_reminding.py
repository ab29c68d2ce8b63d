"""How far one may put off one's own reminders, what is on offer, and what is never put off."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.case import Grade
from casework.ladder import Rung, called, rule_of
from casework.policy import load
from casework.reminding import Choice, choices, is_put_off, latest, may_ask
from tests.casework.build import ENGLAND, a_clock, cells, local, utc

POLICY = load()


@pytest.mark.parametrize(
    ("grade", "within"),
    [
        ("very high", "1 hour"),
        ("ungraded", "1 hour"),
        ("high", "8 hours"),
        ("medium", "1 working day"),
        ("low", "3 working days"),
    ],
)
def test_each_grade_says_how_far_a_reminder_may_be_put_off(grade: str, within: str) -> None:
    row = POLICY.grade_rule(Grade(grade))
    assert (row.remind_within.text, POLICY.remind_me.mark) == (within, "force policy")


@pytest.mark.parametrize(
    ("grade", "now", "due", "last"),
    cells("""
    very high | 2026-11-03 10:00 | 2026-11-04 09:00 | 2026-11-03 11:00
    ungraded  | 2026-11-03 10:00 | 2026-11-04 09:00 | 2026-11-03 11:00
    very high | 2026-11-03 10:00 | 2026-11-03 10:40 | 2026-11-03 10:40
    high      | 2026-11-03 10:00 | 2026-11-10 09:00 | 2026-11-03 18:00
    high      | 2026-11-10 01:00 | 2026-11-10 09:00 | 2026-11-10 09:00
    medium    | 2026-11-06 10:00 | 2026-11-17 09:00 | 2026-11-09 10:00
    medium    | 2026-11-06 10:00 | 2026-11-07 12:00 | 2026-11-07 12:00
    low       | 2026-11-05 10:00 | 2026-12-03 09:00 | 2026-11-10 10:00
    """),
)
def test_the_latest_is_the_grades_time_and_never_past_the_due_moment(grade: str, now: str, due: str, last: str) -> None:
    clock = a_clock(due_at=local(due))
    assert latest(clock, Grade(grade), POLICY, ENGLAND, local(now)) == local(last)


@pytest.mark.parametrize(
    ("grade", "now", "due", "offered"),
    [
        ("very high", "2026-11-03 10:00", "2026-11-04 09:00", ["15 minutes", "30 minutes", "1 hour"]),
        ("very high", "2026-11-03 10:00", "2026-11-03 10:30", ["15 minutes", "30 minutes"]),
        ("very high", "2026-11-03 10:00", "2026-11-03 10:14", []),
        (
            "high",
            "2026-11-03 10:00",
            "2026-11-10 09:00",
            ["15 minutes", "30 minutes", "1 hour", "2 hours", "4 hours"],
        ),
        # Eight hours from shortly before midnight end before the next morning.
        (
            "high",
            "2026-11-03 23:50",
            "2026-11-10 09:00",
            ["15 minutes", "30 minutes", "1 hour", "2 hours", "4 hours"],
        ),
        (
            "medium",
            "2026-11-03 10:00",
            "2026-11-17 09:00",
            ["15 minutes", "30 minutes", "1 hour", "2 hours", "4 hours", "2026-11-04 08:00"],
        ),
        (
            "medium",
            "2026-11-06 10:00",
            "2026-11-17 09:00",
            ["15 minutes", "30 minutes", "1 hour", "2 hours", "4 hours", "2026-11-07 08:00", "2026-11-09 08:00"],
        ),
        (
            "low",
            "2026-11-06 10:00",
            "2026-11-08 09:00",
            ["15 minutes", "30 minutes", "1 hour", "2 hours", "4 hours", "2026-11-07 08:00"],
        ),
        (
            "medium",
            "2026-11-03 05:00",
            "2026-11-03 07:00",
            ["15 minutes", "30 minutes", "1 hour", "2 hours"],
        ),
    ],
)
def test_only_what_is_allowed_is_on_offer(grade: str, now: str, due: str, offered: list[str]) -> None:
    found = choices(a_clock(due_at=local(due)), Grade(grade), POLICY, ENGLAND, local(now))
    assert [_named(choice) for choice in found] == offered


def _named(choice: Choice) -> str:
    return choice.after or f"{choice.at.astimezone(ENGLAND.zone):%Y-%m-%d %H:%M}"


def test_a_length_counts_from_now() -> None:
    found = choices(a_clock(), Grade.VERY_HIGH, POLICY, ENGLAND, utc("2026-11-02 10:07"))
    assert found[0] == Choice(utc("2026-11-02 10:22"), "15 minutes")


@pytest.mark.parametrize(
    ("name", "now", "stopped", "may"),
    [
        ("enforcement", "2026-11-03 08:59", None, True),
        ("enforcement", "2026-11-03 09:00", None, False),
        ("enforcement", "2026-11-03 09:01", None, False),
        ("enforcement", "2026-11-03 08:59", "2026-11-02 10:00", False),
        ("other task #2", "2026-11-03 08:59", None, True),
        ("CyberTip contents #2", "2026-11-03 08:59", None, True),
        ("bail to 3 months #2", "2026-11-03 08:59", None, True),
        # Nobody hears of these as the one who has to see to it before they are due.
        ("confirm grade #2", "2026-11-03 08:59", None, False),
        ("progress", "2026-11-03 08:59", None, False),
    ],
)
def test_one_may_ask_before_it_is_due_where_the_ladder_has_a_rung_for_it(
    name: str, now: str, stopped: str | None, may: bool
) -> None:
    clock = a_clock(name=name, stopped_at=utc(stopped) if stopped else None)
    assert may_ask(clock, POLICY, utc(now)) is may


@pytest.mark.parametrize(
    ("name", "rung", "now", "off"),
    [
        # Asked for on Monday 2 November: to be reminded at 23:00, of what is due on Tuesday at 09:00.
        ("enforcement", "half", "2026-11-02 21:00", True),
        ("enforcement", "half", "2026-11-02 22:59", True),
        ("enforcement", "half", "2026-11-02 23:00", False),
        ("enforcement", "three quarters", "2026-11-02 22:00", True),
        ("enforcement", "nearly due", "2026-11-02 22:00", True),
        ("enforcement", "due", "2026-11-02 22:00", False),
        ("enforcement", "overdue", "2026-11-02 22:00", False),
        ("enforcement", "unanswered", "2026-11-02 22:00", False),
        ("enforcement", "answer expired", "2026-11-02 22:00", False),
        ("enforcement", "asked for", "2026-11-02 22:00", False),
        ("bail to 3 months #1", "28 days left", "2026-11-02 22:00", True),
        ("CyberTip contents #1", "day 60", "2026-11-02 22:00", True),
        ("other task #1", "due", "2026-11-02 22:00", False),
    ],
)
def test_only_what_stands_before_the_due_moment_is_put_off(name: str, rung: str, now: str, off: bool) -> None:
    clock = a_clock(name=name)
    rule = rule_of(clock, Rung(rung, utc(now)), POLICY)
    assert rule is not None
    assert is_put_off(rule, clock, utc("2026-11-02 23:00"), utc(now)) is off


def test_nothing_is_put_off_beyond_the_due_moment_whatever_was_asked_for() -> None:
    clock = a_clock()
    rule = rule_of(clock, Rung("half", utc("2026-11-02 21:00")), POLICY)
    assert rule is not None
    assert is_put_off(rule, clock, utc("2026-11-09 09:00"), utc("2026-11-03 08:59"))
    assert not is_put_off(rule, clock, utc("2026-11-09 09:00"), utc("2026-11-03 09:00"))


def test_what_was_asked_for_is_said_at_its_time_to_whom_has_to_see_to_it() -> None:
    at = utc("2026-11-02 23:00")
    (rung,) = called("asked", a_clock(), at, 3, POLICY)
    assert rung == Rung("asked for", at, 3)
    rule = rule_of(a_clock(), rung, POLICY)
    assert rule is not None
    assert (rule.tell, rule.says, rule.asks_for_answer) == (("owner",), "you asked for this reminder", False)


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


@given(now=MOMENTS, due_in=st.timedeltas(timedelta(), timedelta(days=40)), grade=st.sampled_from(Grade))
def test_whatever_is_on_offer_lies_ahead_within_the_limit_and_before_it_is_due(
    now: datetime, due_in: timedelta, grade: Grade
) -> None:
    clock = a_clock(due_at=now + due_in)
    last = latest(clock, grade, POLICY, ENGLAND, now)
    assert now <= last <= clock.due_at
    found = choices(clock, grade, POLICY, ENGLAND, now)
    assert all(now < choice.at <= last for choice in found)
    assert [choice.at for choice in found] == sorted({choice.at for choice in found})
