"""The built-in policy, restated by hand: a row that is removed or altered turns something here or beside it red.

The clocks of items, the ladders, what follows from what and how items end are restated in the files beside this one.
"""

import re
from datetime import date, time

import pytest

from casework.case import Grade
from casework.policy import load
from casework.policy_rows import Choice, Row, Sourced
from casework.workdays import Calendar
from tests.casework.build import LONDON

POLICY = load()
FORCE = "force policy"
REPORT = "recommended"


@pytest.mark.parametrize(
    ("grade", "treated_as", "repeat", "answer_within", "mark"),
    [
        ("very high", "very high", "2 hours", "30 minutes", REPORT),
        ("ungraded", "very high", "2 hours", "30 minutes", FORCE),
        ("high", "high", "12 hours", "2 hours", REPORT),
        ("medium", "medium", "1 working day", "4 hours", REPORT),
        ("low", "low", "1 working day", "1 working day", REPORT),
    ],
)
def test_each_grade_has_its_row(grade: str, treated_as: str, repeat: str, answer_within: str, mark: str) -> None:
    row = POLICY.grade_rule(Grade(grade))
    assert (row.name, row.repeat.text, row.answer_within.text, row.mark) == (grade, repeat, answer_within, mark)
    assert POLICY.treated_as(Grade(grade)) == treated_as


@pytest.mark.parametrize(
    ("grade", "holds"),
    [
        ("very high", "2 hours"),
        ("ungraded", "2 hours"),
        ("high", "12 hours"),
        ("medium", "1 working day"),
        ("low", "2 working days"),
    ],
)
def test_an_answer_holds_for_its_time_by_grade(grade: str, holds: str) -> None:
    assert POLICY.grade_rule(Grade(grade)).answer_holds.text == holds


@pytest.mark.parametrize(
    ("name", "label", "ask", "met_by", "mark"),
    [
        ("grade", "Grade it", "Grade the risk", "a grade, with the tool and who graded", FORCE),
        ("allocate", "Allocate it", "Give the case an owner", "an owner", FORCE),
        (
            "evidence",
            "Confirm the evidence advice",
            "Say the preservation advice, then confirm that you did",
            "confirming that the advice was given",
            FORCE,
        ),
        (
            "enforcement",
            "Enforcement action",
            "Take enforcement action and record it",
            "a recorded enforcement action",
            REPORT,
        ),
    ],
)
def test_each_clock_says_what_it_asks_for_and_what_meets_it(
    name: str, label: str, ask: str, met_by: str, mark: str
) -> None:
    row = POLICY.clock_rule(name)
    assert (row.name, row.label, row.ask, row.met_by, row.mark) == (name, label, ask, met_by, mark)
    assert row.ladder == "standard"


@pytest.mark.parametrize(
    ("name", "at", "says", "repeats"),
    [
        ("half", "50 %", "half of its time has gone", False),
        ("three quarters", "75 %", "three quarters of its time have gone", False),
        ("nearly due", "90 %", "nine tenths of its time have gone", False),
        ("due", "due", "it is due and has not been done", False),
        ("unanswered", "answer", "it is overdue and no supervisor has said “I have this”", False),
        ("overdue", "due", "it is still overdue", True),
        (
            "overdue and unanswered",
            "answer",
            "it is still overdue and no supervisor has said “I have this”",
            True,
        ),
        ("answer expired", "held", "it is still not done", False),
        ("asked for", "asked", "you asked for this reminder", False),
    ],
)
def test_each_rung_says_how_far_its_clock_has_gone(name: str, at: str, says: str, repeats: bool) -> None:
    row = POLICY.rung_rule("standard", name)
    assert row is not None
    assert (row.name, row.at, row.says, row.repeats, row.mark) == (name, at, says, repeats, FORCE)


@pytest.mark.parametrize(
    ("name", "label", "by"),
    [
        ("grade", "Grade", ("team", "supervisor")),
        ("lower", "Lower the grade", ("supervisor",)),
        ("take", "Take it", ("team", "supervisor")),
        ("allocate", "Allocate", ("supervisor",)),
        ("evidence", "Evidence", ("team", "supervisor")),
        ("enforce", "Record enforcement action", ("owner", "supervisor")),
        ("close", "Close", ("owner", "supervisor")),
        ("fact", "Add a fact", ("team", "supervisor")),
        ("confirm", "Second person for the grade", ("team", "supervisor")),
        ("item", "Open a task, referral or evidence", ("team", "supervisor")),
        ("done", "Record what became of it", ("team", "supervisor")),
        ("update", "Record progress", ("team", "supervisor")),
        ("reopen", "Open it again", ("supervisor",)),
        ("identify", "Identifiers", ("team", "supervisor")),
        ("handover", "Hand over", ("owner", "supervisor")),
    ],
)
def test_each_move_is_for_its_people(name: str, label: str, by: tuple[str, ...]) -> None:
    row = POLICY.move_rule(name)
    assert (row.name, row.label, row.by, row.mark) == (name, label, by, FORCE)


def test_there_are_no_other_moves() -> None:
    assert [row.name for row in POLICY.move] == [
        *("grade", "lower", "take", "allocate", "evidence", "enforce", "close"),
        *("fact", "confirm", "item", "done", "update", "reopen", "identify", "handover"),
    ]


@pytest.mark.parametrize(
    ("name", "needs", "by"),
    [
        ("Suspect charged", ("enforcement action",), "owner"),
        ("Out-of-court resolution", ("enforcement action",), "owner"),
        ("No further action after enforcement", ("enforcement action",), "owner"),
        ("Accepted by another force", ("enforcement action",), "owner"),
        ("No offence disclosed", (), "supervisor"),
        ("Suspect cannot be identified, all lines followed", (), "supervisor"),
        ("Logged twice", (), "supervisor"),
    ],
)
def test_a_case_is_closed_after_enforcement_or_by_a_supervisor(name: str, needs: tuple[str, ...], by: str) -> None:
    row = POLICY.outcome_rule(name)
    assert (row.name, row.needs, row.by) == (name, needs, by)


@pytest.mark.parametrize(
    ("table", "names"),
    [
        (
            POLICY.source,
            (
                "NCA from NCMEC | NCA, Online Safety Act report | CEOP | Internet Watch Foundation"
                " | Public, told directly | School or other mandated reporter | Children’s services | Other force"
                " | Proactive work"
            ),
        ),
        (
            POLICY.kind,
            (
                "Indecent images | Grooming | Sextortion | Contact abuse with an online element | Live streaming"
                " | Other online abuse"
            ),
        ),
        (POLICY.tool, "KIRAT | Supervisor’s judgement | Other tool"),
        (
            POLICY.action,
            (
                "Warrant executed | Arrest | Voluntary interview | Visit and safeguarding"
                " | Passed to another force with its acceptance"
            ),
        ),
        (
            POLICY.reason,
            "New information lowers the risk | First grade rested on an error | Second assessor judged otherwise",
        ),
    ],
)
def test_officers_choose_from_these(table: tuple[Choice, ...], names: str) -> None:
    assert [row.name for row in table] == names.split(" | ")


def test_a_social_workers_first_visit_and_want_of_resources_are_not_on_offer() -> None:
    offered = " ".join(row.name for row in (*POLICY.reason, *POLICY.outcome)).casefold()
    assert not [word for word in ("resource", "capacity", "visit", "staff") if word in offered]


def test_the_working_day_of_england_starts_at_eight() -> None:
    assert POLICY.calendar(LONDON) == Calendar(LONDON, "GB", "ENG", time(8))


def rules() -> list[Sourced]:
    tables = [rows if isinstance(rows, tuple) else (rows,) for _, rows in POLICY]
    return [row for rows in tables for row in rows if isinstance(row, Sourced)]


def test_every_rule_names_its_source_and_holds_since_the_report_or_the_guidance() -> None:
    assert {row.effective for row in rules()} == {
        date(2023, 4, 5),
        # The Victims’ Code; bail as it was changed for arrests since that day.
        date(2021, 4, 1),
        date(2022, 10, 28),
        date(2024, 3, 1),
        # The year for which what lies behind a CyberTip is held; iOS 18.
        date(2024, 5, 7),
        date(2024, 9, 16),
    }
    assert {row.mark for row in rules()} == {REPORT, FORCE, "statute"}


@pytest.mark.parametrize("row", [row for row in rules() if row.mark == FORCE])
def test_what_is_force_policy_says_so_in_its_source(row: Sourced) -> None:
    assert "force policy" in row.source.casefold()


@pytest.mark.parametrize("row", [row for row in rules() if row.mark == REPORT])
def test_what_is_recommended_names_the_report_or_the_guidance(row: Sourced) -> None:
    assert re.search("HMICFRS 5 April 2023|Working Together to Safeguard Children", row.source)


@pytest.mark.parametrize("row", [row for row in rules() if row.mark == "statute"])
def test_what_is_statute_names_it(row: Sourced) -> None:
    assert re.match("18 USC|REPORT Act|Investigatory Powers Act|PACE 1984 s.|Victims’ Code, Right", row.source)


def test_an_unknown_name_is_a_mistake_in_the_code() -> None:
    for find in (POLICY.clock_rule, POLICY.move_rule, POLICY.outcome_rule, POLICY.rungs):
        with pytest.raises(KeyError):
            find("arrest")


def test_a_policy_is_never_altered() -> None:
    assert isinstance(POLICY, Row)
    with pytest.raises(ValueError, match="frozen"):
        POLICY.version = "mine"  # type: ignore[misc]  # what the test is about
