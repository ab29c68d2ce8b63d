from datetime import timedelta

import pytest

from casework.case import Case, Grade, Status
from casework.clocks import Clock, clocks, period_of
from casework.planner import plan
from casework.policy import load
from tests.casework.build import ENGLAND, a_case, a_clock, local, utc

POLICY = load()


def clock_of(case: Case, name: str) -> Clock:
    return next(clock for clock in clocks(case, POLICY, ENGLAND) if clock.name == name)


@pytest.mark.parametrize(
    ("name", "grade", "due", "period"),
    [
        # Received on Monday 2 November 2026 at 09:00.
        ("grade", "ungraded", "2026-11-02 13:00", "4 hours"),
        ("grade", "very high", "2026-11-02 13:00", "4 hours"),
        ("grade", "high", "2026-11-02 13:00", "4 hours"),
        ("grade", "medium", "2026-11-02 13:00", "4 hours"),
        ("grade", "low", "2026-11-02 13:00", "4 hours"),
        ("allocate", "ungraded", "2026-11-02 10:00", "1 hour"),
        ("allocate", "very high", "2026-11-02 10:00", "1 hour"),
        ("allocate", "high", "2026-11-03 09:00", "1 working day"),
        ("allocate", "medium", "2026-11-03 09:00", "1 working day"),
        ("allocate", "low", "2026-11-03 09:00", "1 working day"),
        ("evidence", "ungraded", "2026-11-02 11:30", "1 hour"),
        ("evidence", "very high", "2026-11-02 11:30", "1 hour"),
        ("evidence", "high", "2026-11-02 11:30", "1 hour"),
        ("evidence", "medium", "2026-11-02 11:30", "1 hour"),
        ("evidence", "low", "2026-11-02 11:30", "1 hour"),
        ("enforcement", "ungraded", "2026-11-03 09:00", "24 hours"),
        ("enforcement", "very high", "2026-11-03 09:00", "24 hours"),
        ("enforcement", "high", "2026-11-09 09:00", "7 days"),
        ("enforcement", "medium", "2026-11-16 09:00", "14 days"),
        ("enforcement", "low", "2026-12-02 09:00", "30 days"),
    ],
)
def test_each_clock_is_due_by_its_grade(name: str, grade: str, due: str, period: str) -> None:
    case = a_case(grade=Grade(grade), evidence_known_at=utc("2026-11-02 10:30"))
    clock = clock_of(case, name)
    assert (clock.due_at, clock.period) == (utc(due), period)
    assert period_of(POLICY.clock_rule(name), case.grade, POLICY).text == period


@pytest.mark.parametrize(
    ("name", "starts", "by_grade"),
    [
        ("grade", "received_at", False),
        ("allocate", "received_at", True),
        ("evidence", "evidence_known_at", False),
        ("enforcement", "received_at", True),
    ],
)
def test_a_clock_starts_with_its_fact_and_bears_the_grade_where_that_matters(
    name: str, starts: str, by_grade: bool
) -> None:
    case = a_case(**{"received_at": utc("2026-11-01 07:00"), starts: utc("2026-11-01 08:00")}, grade=Grade.HIGH)
    clock = clock_of(case, name)
    assert clock.started_at == utc("2026-11-01 08:00")
    assert clock.grade == ("high" if by_grade else None)


def test_a_new_case_has_three_clocks_and_a_fourth_when_evidence_is_in_the_picture() -> None:
    assert [clock.name for clock in clocks(a_case(), POLICY, ENGLAND)] == ["grade", "allocate", "enforcement"]
    case = a_case(evidence_known_at=utc("2026-11-02 10:30"))
    assert [clock.name for clock in clocks(case, POLICY, ENGLAND)] == ["grade", "allocate", "evidence", "enforcement"]


FACTS = ["graded_at", "allocated_at", "evidence_confirmed_at", "action_at", "closed_at"]


@pytest.mark.parametrize("fact", FACTS)
@pytest.mark.parametrize(
    ("name", "stopped_by"),
    [
        ("grade", {"graded_at", "closed_at"}),
        ("allocate", {"allocated_at", "closed_at"}),
        ("evidence", {"evidence_confirmed_at", "closed_at"}),
        ("enforcement", {"action_at", "closed_at"}),
    ],
)
def test_a_clock_runs_until_its_own_fact_or_the_closing(name: str, stopped_by: set[str], fact: str) -> None:
    case = a_case(evidence_known_at=utc("2026-11-02 09:30"), **{fact: utc("2026-11-02 12:00")})
    clock = clock_of(case, name)
    stops = fact in stopped_by
    assert clock.stopped_at == (utc("2026-11-02 12:00") if stops else None)
    assert clock.is_running is not stops


def test_a_met_clock_keeps_the_moment_at_which_it_was_met_when_the_case_is_closed_later() -> None:
    case = a_case(graded_at=utc("2026-11-02 11:00"), closed_at=utc("2026-11-09 11:00"), status=Status.CLOSED)
    assert clock_of(case, "grade").stopped_at == utc("2026-11-02 11:00")


@pytest.mark.parametrize(
    ("name", "logged", "graded", "known"),
    [
        ("grade", "2026-11-02 09:00", "2026-11-02 11:00", "2026-11-02 09:00"),
        ("grade", "2026-11-05 09:00", "2026-11-05 11:00", "2026-11-05 09:00"),
        ("evidence", "2026-11-02 09:00", "2026-11-05 11:00", "2026-11-02 10:30"),
        ("evidence", "2026-11-05 09:00", None, "2026-11-05 09:00"),
        ("allocate", "2026-11-02 09:00", "2026-11-02 11:00", "2026-11-02 11:00"),
        ("enforcement", "2026-11-02 09:00", None, "2026-11-02 09:00"),
        ("enforcement", "2026-11-02 09:00", "2026-11-02 11:00", "2026-11-02 11:00"),
        ("enforcement", "2026-11-05 09:00", "2026-11-02 11:00", "2026-11-05 09:00"),  # graded before it was logged
    ],
)
def test_a_due_moment_is_known_once_all_that_it_rests_on_is_recorded(
    name: str, logged: str, graded: str | None, known: str
) -> None:
    case = a_case(
        logged_at=utc(logged),
        graded_at=utc(graded) if graded else None,
        evidence_known_at=utc("2026-11-02 10:30"),
    )
    assert clock_of(case, name).known_at == utc(known)


@pytest.mark.parametrize(
    ("now", "stopped", "overdue"),
    [
        ("2026-11-03 08:59", None, False),
        ("2026-11-03 09:00", None, True),
        ("2026-11-03 09:01", None, True),
        ("2026-11-05 09:00", "2026-11-03 08:00", False),
        ("2026-11-05 09:00", "2026-11-04 08:00", False),
    ],
)
def test_a_clock_is_overdue_from_its_due_moment_until_it_is_met(now: str, stopped: str | None, overdue: bool) -> None:
    clock = a_clock(stopped_at=utc(stopped) if stopped else None)
    assert clock.is_overdue(utc(now)) is overdue


@pytest.mark.parametrize(
    ("received", "grade", "due"),
    [
        ("2026-03-28 12:00", "very high", "2026-03-29 13:00"),  # the night is an hour short
        ("2026-10-24 12:00", "very high", "2026-10-25 11:00"),  # the night is an hour long
        ("2026-03-25 12:00", "high", "2026-04-01 13:00"),
        ("2026-10-20 12:00", "high", "2026-10-27 11:00"),
        ("2026-10-01 12:00", "low", "2026-10-31 11:00"),
    ],
)
def test_enforcement_is_elapsed_time_whatever_daylight_saving_does(received: str, grade: str, due: str) -> None:
    case = a_case(received_at=local(received), grade=Grade(grade))
    assert clock_of(case, "enforcement").due_at == local(due)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-10-23 16:00", "2026-10-26 16:00"),  # over the weekend on which the clocks go back
        ("2026-03-27 16:00", "2026-03-30 16:00"),  # over the weekend on which they go forward
        ("2026-05-02 16:00", "2026-05-06 08:00"),  # the Saturday before a bank holiday
    ],
)
def test_allocation_in_a_working_day_keeps_the_local_hour(received: str, due: str) -> None:
    case = a_case(received_at=local(received), grade=Grade.LOW)
    assert clock_of(case, "allocate").due_at == local(due)


def test_a_plan_holds_every_clock_and_the_rungs_of_those_that_run() -> None:
    case = a_case(grade=Grade.HIGH, graded_at=utc("2026-11-02 10:00"))
    names = {clock.name: [rung.name for rung in rungs] for clock, rungs in plan(case, POLICY, ENGLAND)}
    ladder = ["half", "three quarters", "nearly due", "due", "unanswered", "overdue", "overdue and unanswered"]
    assert names == {"grade": [], "allocate": ladder, "enforcement": ladder}


def test_an_old_referral_is_due_in_the_past_and_known_since_it_was_logged() -> None:
    case = a_case(received_at=utc("2025-05-02 09:00"), logged_at=utc("2026-11-02 09:00"), grade=Grade.LOW)
    clock = clock_of(case, "enforcement")
    assert clock.due_at == utc("2025-06-01 09:00")
    assert clock.known_at - clock.started_at == timedelta(days=549)
