from dataclasses import replace
from datetime import timedelta

import pytest

from bot.views import card, confirm, moves, todo
from casework.case import Case, Evidence, Fact, Grade, Item, Status
from tests.views.builders import (
    NOW,
    RECEIVED,
    a_case,
    a_sheet,
    buttons,
    graded,
    marked_buttons,
    owned,
    said,
    with_evidence,
)

ALLOCATED = graded(Grade.HIGH, status=Status.ALLOCATED, owner="U0OFFICER1", allocated_at=NOW)
CLOSED = owned(
    action="Arrest",
    action_at=NOW,
    status=Status.CLOSED,
    closed_at=NOW + timedelta(days=1),
    outcome="Suspect charged",
)
CCTV = Item(1, "CCTV", NOW, NOW)
PROPOSED = a_case(proposed=Grade.LOW, proposed_tool="KIRAT", proposed_by="U0OFFICER1", training="expired")


@pytest.mark.parametrize(
    ("case", "shown"),
    [
        (a_case(), ["grade", "take", "allocate"]),
        (with_evidence(a_case()), ["preserve", "grade", "take", "allocate", "evidence"]),
        (graded(Grade.HIGH), ["take", "allocate"]),
        (ALLOCATED, ["take", "enforce"]),
        (owned(), ["enforce"]),
        (replace(owned(Grade.UNGRADED), graded_at=None), ["grade", "enforce"]),
        (owned(action="Arrest", action_at=NOW), ["close"]),
        (PROPOSED, ["grade", "confirm", "take", "allocate"]),
        (CLOSED, ["reopen"]),
        (replace(CLOSED, items=(CCTV,)), ["reopen"]),
    ],
)
def test_the_card_has_the_buttons_that_the_case_waits_for_and_the_ways_to_the_rest(
    case: Case, shown: list[str]
) -> None:
    assert buttons(card.card(a_sheet(case)))[: len(shown) + 4] == [*shown, "todo", "more", "why", "case"]


def test_every_button_bears_the_reference() -> None:
    drawn = card.card(a_sheet())["blocks"][-1]
    assert {element["value"] for element in drawn["elements"]} == {"CC-26-00042"}


@pytest.mark.parametrize(
    ("case", "marked"),
    [
        (a_case(), ["take"]),
        (a_case(status=Status.ALLOCATED, owner="U0OFFICER1", allocated_at=NOW), ["grade"]),
        (with_evidence(owned(Grade.LOW)), ["evidence"]),
        (owned(), ["enforce"]),
        (CLOSED, []),
    ],
)
def test_the_button_that_the_next_clock_waits_for_stands_out(case: Case, marked: list[str]) -> None:
    assert marked_buttons(card.card(a_sheet(case))) == marked


def test_the_card_says_reference_grade_status_owner_and_due_times_by_date() -> None:
    drawn = card.card(a_sheet(owned()))
    assert said(drawn).splitlines() == [
        "CC-26-00042 · ■■■□ high",
        "*Status*",
        "in progress",
        "*Owner*",
        "Officer 1, North",
        "*Enforcement action* · due Tue 10 Nov 09:00",
        "Grade it · done Tue 3 Nov 09:12",
        "Allocate it · done Tue 3 Nov 09:12",
        "Record enforcement action",
        "To do",
        "Add or change…",
        "Why then?",
        "Open",
    ]


def test_a_locked_screen_shows_reference_grade_clocks_and_owner_only() -> None:
    assert card.card(a_sheet(graded(Grade.VERY_HIGH)))["text"] == (
        "CC-26-00042 · very high · received · Allocate it due today 10:00 · Enforcement action due tomorrow 09:00"
        " · owner: nobody yet"
    )


@pytest.mark.parametrize("shown", ["source", "kind", "CEOP", "Grooming"])
def test_what_kind_of_case_it_is_stays_out_of_the_channel(shown: str) -> None:
    assert shown not in str(card.card(a_sheet(with_evidence(owned()))))


def test_an_overdue_clock_is_on_top_and_says_so_in_words() -> None:
    drawn = card.card(a_sheet(now=RECEIVED + timedelta(hours=2)))
    assert "*Allocate it* · *overdue since Tue 3 Nov 10:00*\n*Grade it* · due Tue 3 Nov 13:00" in said(drawn)
    assert "Allocate it overdue, was due today 10:00" in drawn["text"]


def test_what_was_done_late_says_how_late() -> None:
    case = graded(Grade.HIGH, status=Status.ALLOCATED, owner="U0OFFICER1", allocated_at=RECEIVED + timedelta(days=2))
    assert "Allocate it · done Thu 5 Nov 09:00, 1 day late" in said(card.card(a_sheet(case, NOW + timedelta(days=3))))


def test_what_was_done_at_the_due_moment_is_not_late() -> None:
    case = graded(
        Grade.VERY_HIGH, status=Status.ALLOCATED, owner="U0OFFICER1", allocated_at=RECEIVED + timedelta(hours=1)
    )
    assert "Allocate it · done Tue 3 Nov 10:00\n" in said(card.card(a_sheet(case, NOW + timedelta(days=3))))


def test_a_closed_case_shows_its_outcome_and_what_was_never_done() -> None:
    case = a_case(status=Status.CLOSED, closed_at=NOW, outcome="Logged twice")
    shown = said(card.card(a_sheet(case)))
    assert "*Closed Tue 3 Nov 09:12* · Logged twice" in shown
    assert "Grade it · ended when the case was closed" in shown


def test_the_whole_advice_is_on_the_card_until_somebody_confirms_it() -> None:
    shown = said(card.card(a_sheet(with_evidence(a_case()))))
    for words in (
        "*No factory reset.",
        "*Say*",
        "*Write down first*",
        "*Never*",
        "digital forensics",
        "Nobody has confirmed",
    ):
        assert words in shown


def test_confirmed_advice_leaves_the_rule_and_who_confirmed() -> None:
    case = replace(with_evidence(owned()), evidence_confirmed_at=NOW, evidence_confirmed_by="U0OFFICER1")
    shown = said(card.card(a_sheet(case)))
    assert "*No factory reset. Nothing wiped, sold or handed on.*" in shown
    assert "Advice confirmed by Officer 1, North, Tue 3 Nov 09:12." in shown
    assert "Write down" not in shown


def test_a_closed_case_keeps_the_rule_and_that_nobody_confirmed() -> None:
    shown = said(card.card(a_sheet(with_evidence(CLOSED))))
    assert "*No factory reset." in shown
    assert "Nobody has confirmed yet" in shown
    assert "Write down" not in shown


def test_no_advice_is_on_the_card_without_a_device_or_account() -> None:
    assert "factory reset" not in said(card.card(a_sheet(a_case(evidence=Evidence.NONE))))


def test_what_leads_the_card_leads_the_notification_too() -> None:
    drawn = card.card(a_sheet(), "This case was allocated to you.")
    assert drawn["text"].startswith("This case was allocated to you. CC-26-00042")
    assert "This case was allocated to you." in said(drawn)


def test_a_name_cannot_be_a_mention() -> None:
    drawn = card.card(a_sheet(owned(), names={"U0OFFICER1": "<!channel>\n& Co"}))
    assert "<!channel>" not in str(drawn)
    assert "&lt;!channel&gt; &amp; Co" in said(drawn)


def test_a_case_without_a_move_for_a_clock_offers_none() -> None:
    sheet = a_sheet(CLOSED)
    assert moves.answering(sheet.clocks[0], sheet) == ()


def test_of_many_things_to_do_the_first_are_shown_with_the_clocks_of_the_case_and_the_rest_is_counted() -> None:
    tasks = tuple(Item(number, "CCTV", NOW + timedelta(days=number), NOW) for number in range(1, 9))
    shown = said(card.card(a_sheet(owned(items=tasks))))
    assert [line for line in shown.splitlines() if "CCTV" in line] == [
        f"*CCTV* · due {day} Dec 09:12" for day in ("Wed 2", "Thu 3", "Fri 4", "Sat 5", "Sun 6")
    ]
    assert "*Enforcement action* · due Tue 10 Nov 09:00" in shown
    assert "… and 3 others due later: see “To do”" in shown


def test_while_the_whole_advice_stands_on_the_card_two_things_to_do_are_shown() -> None:
    tasks = tuple(Item(number, "CCTV", NOW + timedelta(days=number), NOW) for number in range(1, 9))
    shown = said(card.card(a_sheet(with_evidence(owned(items=tasks)))))
    assert shown.count("*CCTV*") == 2
    assert "… and 6 others due later: see “To do”" in shown


def test_of_what_is_left_out_it_is_said_how_much_is_overdue() -> None:
    tasks = tuple(Item(number, "CCTV", NOW + timedelta(days=number), NOW) for number in range(1, 9))
    shown = said(card.card(a_sheet(owned(items=tasks), now=NOW + timedelta(days=34, hours=1))))
    assert "… and 3 others, 1 of them overdue: see “To do”" in shown


def test_the_channel_does_not_hear_which_facts_speak_against_a_grade() -> None:
    known = Fact("grooming", "yes", NOW, NOW, "U0OFFICER1")
    sheet = a_sheet(replace(PROPOSED, facts=(known,)))
    assert "what is recorded of the case speaks against it." in said(card.card(sheet))
    assert "grooming" not in str(card.card(sheet))
    assert "(grooming: yes)" in said(todo.todo(sheet, {}))
    assert "(grooming: yes)" in said(confirm.form(sheet))


def test_a_grade_that_waits_for_a_second_person_is_said_with_why() -> None:
    assert (
        "Officer 1, North judged it *low*. It waits for a second qualified person: "
        "whoever graded has no valid training for the tool on record." in said(card.card(a_sheet(PROPOSED)))
    )
