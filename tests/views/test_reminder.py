from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.views.reminder import InHand
from casework.case import Case, Grade, Item
from tests.views.builders import (
    NOW,
    RECEIVED,
    buttons,
    graded,
    owned,
    said,
)
from tests.views.reminders import LATER, VERY_HIGH, drawn, part, rung


def test_a_reminder_says_all_that_an_officer_needs() -> None:
    assert said(drawn(part())).splitlines() == [
        "■■■■ *CC-26-00042* · very high · *Enforcement action*",
        "*Overdue*, was due today 09:00, Wed 4 Nov",
        "You own it. It is due and has not been done.",
        "What stops it: a recorded enforcement action.",
        "Record enforcement action",
        "Not mine…",
        "Open",
    ]


@pytest.mark.parametrize(
    ("now", "text"),
    [
        (NOW, "CC-26-00042 · very high · Enforcement action · due tomorrow 09:00"),
        (LATER, "CC-26-00042 · very high · Enforcement action · due today 09:00 · overdue"),
    ],
)
def test_a_locked_screen_shows_reference_grade_clock_and_due_time(now: datetime, text: str) -> None:
    assert drawn(part(now=now), now=now)["text"] == text


@pytest.mark.parametrize(
    ("case", "role", "to", "why"),
    [
        (VERY_HIGH, "owner", "U0OFFICER1", "You own it."),
        (VERY_HIGH, "owner", "U0OFFICER2", "Owner: Officer 1, North."),
        (graded(Grade.VERY_HIGH), "owner", "C0NORTH", "*Nobody owns it.*"),
        (VERY_HIGH, "supervisor", "U0SERGEANT1", "You supervise the owner, Officer 1, North."),
        (graded(Grade.HIGH), "supervisor", "U0SERGEANT1", "*Nobody owns it*, and you supervise the team."),
        (VERY_HIGH, "inspector", "U0INSPECTOR1", "You are the inspector. Owner: Officer 1, North."),
    ],
)
def test_a_reminder_says_why_it_came_to_this_reader(case: Case, role: str, to: str, why: str) -> None:
    assert f"\n{why} It is due and has not been done.\n" in said(drawn(part(case, role=role), to=to))


@pytest.mark.parametrize(
    ("facts", "to", "why"),
    [
        ({"role": "owner"}, "U0SERGEANT1", "It is yours to do."),
        ({"role": "owner"}, "U0OFFICER2", "For Sergeant, North to do."),
        ({"role": "supervisor"}, "U0INSPECTOR1", "You supervise Sergeant, North, who has it to do."),
        (
            {"role": "supervisor"},
            "C0NORTH",
            "*This team has nobody above whom it is given to.* For Sergeant, North to do.",
        ),
        ({"role": "inspector"}, "U0INSPECTOR1", "You are the inspector. For Sergeant, North to do."),
    ],
)
def test_what_somebody_else_than_the_owner_has_to_do_is_said_of_them(facts: dict[str, Any], to: str, why: str) -> None:
    case = owned(items=(Item(1, "CCTV", RECEIVED, NOW, doer="U0SERGEANT1"),))
    assert f"\n{why} It is due and has not been done.\n" in said(drawn(part(case, "CCTV #1", **facts), to=to))


def test_a_doer_who_has_left_the_roster_leaves_it_to_the_owner() -> None:
    case = owned(items=(Item(1, "CCTV", RECEIVED, NOW, doer="U0GONE"),))
    assert "\nYou own it. It is due" in said(drawn(part(case, "CCTV #1")))


@pytest.mark.parametrize(
    ("role", "why"),
    [
        ("owner", "Owner: Officer 1, North."),
        ("supervisor", "Sergeant, North supervises the owner, Officer 1, North."),
        ("inspector", "Sergeant, North is the inspector. Owner: Officer 1, North."),
    ],
)
def test_whoever_is_told_in_place_of_another_is_not_taken_for_them(role: str, why: str) -> None:
    told = part(role=role, absent="U0SERGEANT1")
    assert f"\n{why} It is due and has not been done.\n" in said(drawn(told, to="U0OFFICER2"))


def test_the_inspector_hears_that_no_supervisor_has_answered() -> None:
    told = part(name="unanswered", role="inspector")
    assert "You are the inspector, and no supervisor has answered. Owner: Officer 1, North." in said(drawn(told))


def test_once_somebody_has_it_the_message_says_who_and_asks_no_more() -> None:
    told = drawn(part(role="supervisor", answered=InHand("Sergeant, North", LATER - timedelta(hours=20))))
    assert "\nSergeant, North has this since Tue 3 Nov 14:00.\n" in said(told)
    assert "have" not in buttons(told)


def test_once_it_has_expired_the_message_says_who_had_it_and_asks_anew() -> None:
    had = InHand("Sergeant, North", LATER - timedelta(hours=2))
    told = drawn(part(name="answer expired", role="supervisor", expired=had))
    assert (
        "You supervise the owner, Officer 1, North. "
        "Sergeant, North had this since Wed 4 Nov 08:00; it is still not done.\n"
    ) in said(told)
    assert "have" in buttons(told)


def test_a_reminder_that_was_asked_for_says_so() -> None:
    assert "You own it. You asked for this reminder.\n" in said(drawn(part(name="asked for", now=NOW), now=NOW))


def test_a_reminder_that_somebody_else_asked_for_says_who() -> None:
    told = said(drawn(part(name="asked for", now=NOW, asked_by="Officer 2, North"), now=NOW))
    assert "You own it. Officer 2, North asked for this reminder.\n" in told


def test_what_is_put_off_says_until_when() -> None:
    told = said(drawn(part(name="half", now=NOW, put_off_until=NOW + timedelta(hours=1)), now=NOW))
    assert "\nYou asked to be reminded Tue 3 Nov 10:12: what you would hear of it before is put off until then." in told


def test_what_was_missed_is_said_with_it() -> None:
    assert "Not said in time: half, nearly due." in said(drawn(part(missed=("half", "nearly due"))))


def test_a_rung_that_the_policy_no_longer_has_still_says_what_is_due() -> None:
    told = drawn(part(rule=None))
    assert "*Overdue*" in said(told)
    assert buttons(told) == ["enforce", "not_mine", "case"]


def test_a_late_message_says_so_first() -> None:
    told = drawn(part(), late="Late: this should have reached you today 09:00.")
    assert said(told).splitlines()[0] == "Late: this should have reached you today 09:00."
    assert told["text"].startswith("Late: CC-26-00042")


def test_what_was_done_meanwhile_is_drawn_as_settled_and_asks_nothing() -> None:
    told = drawn(part(owned(Grade.VERY_HIGH, action="Arrest", action_at=NOW), settled="done yesterday 09:12"))
    assert said(told) == (
        "CC-26-00042 · Enforcement action · done Tue 3 Nov 09:12. Nothing more is needed from this message."
    )
    assert buttons(told) == []
    assert told["text"] == "CC-26-00042 · very high · Enforcement action · nothing more is needed"


def test_a_due_time_that_has_changed_says_so() -> None:
    told = drawn(part(settled="its due time has changed since"))
    assert "(its due time has changed since)" in said(told)
    assert buttons(told) == []


def test_the_most_urgent_comes_first_and_the_settled_last() -> None:
    settled = part(replace(VERY_HIGH, reference="CC-26-00001"), settled="done")
    low = part(replace(owned(Grade.LOW), reference="CC-26-00002"))
    sooner = part(replace(VERY_HIGH, reference="CC-26-00003", received_at=RECEIVED - timedelta(hours=1)))
    told = drawn(settled, low, part(), sooner)
    found = said(told)
    order = sorted(("CC-26-00001", "CC-26-00002", "CC-26-00003", "CC-26-00042"), key=found.index)
    assert order == ["CC-26-00003", "CC-26-00042", "CC-26-00002", "CC-26-00001"]
    assert told["text"].endswith(" · and 3 more reminders")


def test_more_than_a_dozen_are_named_with_where_to_find_them() -> None:
    parts = [part(replace(VERY_HIGH, reference=f"CC-26-{number:05}")) for number in range(14)]
    parts.append(part(replace(owned(Grade.LOW), reference="CC-26-00050")))
    assert said(drawn(*parts)).splitlines()[-1] == (
        "*And 3 more reminders:* very high CC-26-00012, CC-26-00013; low CC-26-00050. `/queue` shows them all."
    )


def test_in_a_short_message_no_word_of_the_force_is_cut() -> None:
    rule = rung("due").model_copy(update={"says": "w" * 280})
    assert "W" + "w" * 279 in said(drawn(part(rule=rule)))
