from dataclasses import replace

import pytest

from casework.case import Grade
from casework.clocks import Clock, clocks
from casework.ladder import Rung, again, is_to_be_said, rule_of, rungs
from casework.policy import load
from tests.casework.build import ENGLAND, a_case, a_clock, utc

POLICY = load()


def enforcement(grade: str) -> Clock:
    case = a_case(grade=Grade(grade))
    return next(clock for clock in clocks(case, POLICY, ENGLAND) if clock.name == "enforcement")


@pytest.mark.parametrize(
    ("grade", "moments"),
    [
        # Received on Monday 2 November 2026 at 09:00.
        (
            grade,
            {
                "half": "2026-11-02 21:00",
                "three quarters": "2026-11-03 03:00",
                "nearly due": "2026-11-03 06:36",
                "due": "2026-11-03 09:00",
                "unanswered": "2026-11-03 09:30",
                "overdue": "2026-11-03 11:00",
                "overdue and unanswered": "2026-11-03 11:30",
            },
        )
        for grade in ("very high", "ungraded")
    ]
    + [
        (
            "high",
            {
                "half": "2026-11-05 21:00",
                "three quarters": "2026-11-07 15:00",
                "nearly due": "2026-11-08 16:12",
                "due": "2026-11-09 09:00",
                "unanswered": "2026-11-09 11:00",
                "overdue": "2026-11-09 21:00",
                "overdue and unanswered": "2026-11-09 23:00",
            },
        ),
        (
            "medium",
            {
                "half": "2026-11-09 09:00",
                "three quarters": "2026-11-12 21:00",
                "nearly due": "2026-11-14 23:24",
                "due": "2026-11-16 09:00",
                "unanswered": "2026-11-16 13:00",
                "overdue": "2026-11-17 09:00",
                "overdue and unanswered": "2026-11-17 13:00",
            },
        ),
        (
            "low",
            {
                "half": "2026-11-17 09:00",
                "three quarters": "2026-11-24 21:00",
                "nearly due": "2026-11-29 09:00",
                "due": "2026-12-02 09:00",
                "unanswered": "2026-12-03 09:00",
                "overdue": "2026-12-03 09:00",
                "overdue and unanswered": "2026-12-04 09:00",
            },
        ),
    ],
)
def test_each_rung_has_its_moment_by_grade(grade: str, moments: dict[str, str]) -> None:
    found = rungs(enforcement(grade), Grade(grade), POLICY, ENGLAND)
    assert {rung.name: rung.at for rung in found} == {name: utc(moment) for name, moment in moments.items()}
    assert list(moments) == [rung.name for rung in found]


def test_silence_over_a_weekend_is_never_reported_before_what_it_follows() -> None:
    clock = replace(enforcement("medium"), due_at=utc("2026-11-15 22:00"))  # a Sunday
    assert [(rung.name, rung.at) for rung in rungs(clock, Grade.MEDIUM, POLICY, ENGLAND)][3:] == [
        ("due", utc("2026-11-15 22:00")),
        ("unanswered", utc("2026-11-16 02:00")),
        ("overdue", utc("2026-11-17 08:00")),
        ("overdue and unanswered", utc("2026-11-17 12:00")),
    ]


def test_only_the_rungs_that_repeat_count_their_turns() -> None:
    turns = {rung.name: rung.turn for rung in rungs(enforcement("high"), Grade.HIGH, POLICY, ENGLAND)}
    assert {name for name, turn in turns.items() if turn == 1} == {"overdue", "overdue and unanswered"}
    assert {turn for name, turn in turns.items() if not name.startswith("overdue")} == {0}


@pytest.mark.parametrize("name", ["grade", "allocate", "evidence", "enforcement"])
def test_every_clock_climbs_the_same_ladder(name: str) -> None:
    assert [rung.name for rung in rungs(a_clock(name=name), Grade.HIGH, POLICY, ENGLAND)] == [
        "half",
        "three quarters",
        "nearly due",
        "due",
        "unanswered",
        "overdue",
        "overdue and unanswered",
    ]


def test_a_clock_that_was_met_has_no_rung() -> None:
    clock = replace(enforcement("high"), stopped_at=utc("2026-11-03 09:00"))
    assert rungs(clock, Grade.HIGH, POLICY, ENGLAND) == ()


def test_what_was_logged_late_is_said_at_once_and_the_time_to_answer_starts_then() -> None:
    clock = replace(enforcement("very high"), known_at=utc("2026-11-20 12:00"))
    assert {rung.name: rung.at for rung in rungs(clock, Grade.VERY_HIGH, POLICY, ENGLAND)} == {
        "half": utc("2026-11-20 12:00"),
        "three quarters": utc("2026-11-20 12:00"),
        "nearly due": utc("2026-11-20 12:00"),
        "due": utc("2026-11-20 12:00"),
        "unanswered": utc("2026-11-20 12:30"),
        "overdue": utc("2026-11-20 14:00"),
        "overdue and unanswered": utc("2026-11-20 14:30"),
    }


def test_what_was_logged_when_half_its_time_was_gone_keeps_its_later_rungs() -> None:
    clock = replace(enforcement("very high"), known_at=utc("2026-11-03 04:00"))
    assert [rung.at for rung in rungs(clock, Grade.VERY_HIGH, POLICY, ENGLAND)][:4] == [
        utc("2026-11-03 04:00"),
        utc("2026-11-03 04:00"),
        utc("2026-11-03 06:36"),
        utc("2026-11-03 09:00"),
    ]


@pytest.mark.parametrize(
    ("grade", "now", "next_at", "turn"),
    [
        # First said on Tuesday 3 November 2026 at 11:00.
        ("very high", "2026-11-03 10:59", "2026-11-03 11:00", 1),
        ("very high", "2026-11-03 11:00", "2026-11-03 13:00", 2),
        ("very high", "2026-11-03 12:59", "2026-11-03 13:00", 2),
        ("very high", "2026-11-03 13:00", "2026-11-03 15:00", 3),
        ("ungraded", "2026-11-03 11:00", "2026-11-03 13:00", 2),
        ("high", "2026-11-03 11:00", "2026-11-03 23:00", 2),
        ("high", "2026-11-13 10:59", "2026-11-13 11:00", 21),
        ("medium", "2026-11-03 10:59", "2026-11-03 11:00", 1),
        ("medium", "2026-11-03 11:00", "2026-11-04 11:00", 2),
        ("medium", "2026-11-06 11:00", "2026-11-09 11:00", 5),
        ("low", "2026-11-06 10:59", "2026-11-06 11:00", 4),
        ("low", "2026-11-06 11:00", "2026-11-09 11:00", 5),
        # Five years late: 1,826 days of twelve turns each.
        ("very high", "2031-11-03 11:00", "2031-11-03 13:00", 21914),
    ],
)
def test_an_overdue_rung_comes_round_again_by_grade_and_misses_are_not_caught_up(
    grade: str, now: str, next_at: str, turn: int
) -> None:
    first = Rung("overdue", utc("2026-11-03 11:00"), turn=1)
    assert again(first, Grade(grade), POLICY, ENGLAND, utc(now)) == Rung("overdue", utc(next_at), turn)


@pytest.mark.parametrize(
    ("rung", "tell", "asks", "unless_answered"),
    [
        ("half", ("owner",), False, False),
        ("three quarters", ("owner",), False, False),
        ("nearly due", ("owner", "supervisor"), False, False),
        ("due", ("supervisor",), True, False),
        ("unanswered", ("inspector",), True, True),
        ("overdue", ("owner", "supervisor"), True, False),
        ("overdue and unanswered", ("inspector",), True, True),
        ("answer expired", ("supervisor", "inspector"), True, False),
    ],
)
def test_each_rung_tells_its_people(rung: str, tell: tuple[str, ...], asks: bool, unless_answered: bool) -> None:
    rule = rule_of(a_clock(), Rung(rung, utc("2026-11-03 09:00")), POLICY)
    assert rule is not None
    assert (rule.tell, rule.asks_for_answer, rule.unless_answered) == (tell, asks, unless_answered)


def test_a_rung_that_the_policy_no_longer_has_has_no_row() -> None:
    assert rule_of(a_clock(), Rung("fortnight", utc("2026-11-03 09:00")), POLICY) is None


@pytest.mark.parametrize(
    ("rung", "running", "answered", "said"),
    [
        ("due", True, False, True),
        ("due", True, True, True),
        ("due", False, False, False),
        ("overdue", True, True, True),
        ("unanswered", True, False, True),
        ("unanswered", True, True, False),
        ("unanswered", False, False, False),
        ("overdue and unanswered", True, True, False),
        ("answer expired", True, False, True),
        ("answer expired", True, True, False),
        ("answer expired", False, False, False),
    ],
)
def test_a_rung_is_said_while_its_clock_runs_and_silence_is_reported_only_where_there_is_silence(
    rung: str, running: bool, answered: bool, said: bool
) -> None:
    clock = a_clock(stopped_at=None if running else utc("2026-11-03 08:00"))
    rule = rule_of(clock, Rung(rung, utc("2026-11-03 09:00")), POLICY)
    assert rule is not None
    assert is_to_be_said(rule, clock, answered=answered) is said
