from datetime import timedelta

import pytest

from bot.views import home, queue
from bot.views.queue import Page
from casework.case import Grade, Status
from tests.views.builders import LONDON, NOW, a_line, buttons, said

LINES = [a_line(f"CC-26-{number:05}", due_at=NOW + timedelta(minutes=number)) for number in range(45)]


def pressed(view: dict[str, object], action: str) -> list[str]:
    """What the buttons of this name stand for."""
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    elements = [each for block in blocks for each in (*block.get("elements", ()), block.get("accessory")) if each]
    return [each["value"] for each in elements if each.get("action_id") == action]


def test_an_empty_queue_says_so() -> None:
    drawn = queue.queue(Page("mine", "My cases"), [], NOW, LONDON)
    assert said(drawn) == "My cases: nothing is open here."


def test_a_line_says_where_a_case_stands_and_opens_it() -> None:
    drawn = queue.queue(Page("mine", "My cases"), [a_line()], NOW, LONDON)
    assert said(drawn).splitlines() == [
        "1–1 of 1 case, the most urgent first",
        "■■■□ *CC-26-00042* · high · in progress",
        "Enforcement action due today 10:12 · Officer 1, North",
        "Open",
    ]
    assert pressed(drawn, "case") == ["CC-26-00042"]


def test_a_case_that_nobody_owns_and_whose_clock_is_overdue_stands_out() -> None:
    line = a_line(owner_name=None, due_at=NOW, status=Status.RECEIVED)
    assert "Enforcement action *overdue*, was due today 09:12 · *no owner*" in said(
        queue.queue(Page("team", "T"), [line], NOW, LONDON)
    )


def test_a_case_without_a_running_clock_says_so() -> None:
    line = a_line(clock_label=None, due_at=None)
    assert "no clock runs · Officer 1, North" in said(queue.queue(Page("team", "Team"), [line], NOW, LONDON))


@pytest.mark.parametrize(
    ("page", "first", "turns"),
    [
        (0, "1–20 of 45 cases", ["team/1"]),
        (1, "21–40 of 45 cases", ["team/0", "team/2"]),
        (2, "41–45 of 45 cases", ["team/1"]),
        (9, "41–45 of 45 cases", ["team/1"]),
    ],
)
def test_a_queue_is_turned_page_by_page(page: int, first: str, turns: list[str]) -> None:
    drawn = queue.queue(Page("team", "Cases of the team", page), LINES, NOW, LONDON)
    assert first in said(drawn)
    assert pressed(drawn, "queue_page") == turns


@pytest.mark.parametrize(("number", "turns"), [(20, []), (21, ["team/1"])])
def test_a_page_that_is_just_full_is_not_turned(number: int, turns: list[str]) -> None:
    assert pressed(queue.queue(Page("team", "Team"), LINES[:number], NOW, LONDON), "queue_page") == turns


def test_over_all_pages_every_case_is_shown_once_in_order() -> None:
    views = [queue.queue(Page("team", "Team", page), LINES, NOW, LONDON) for page in range(3)]
    assert [reference for view in views for reference in pressed(view, "case")] == [line.reference for line in LINES]


def test_a_queue_is_ordered_by_grade_and_then_by_due_time() -> None:
    told = [a_line("CC-26-00001", due_at=NOW), a_line("CC-26-00002", grade=Grade.VERY_HIGH)]
    assert pressed(queue.queue(Page("team", "Team"), told, NOW, LONDON), "case") == ["CC-26-00002", "CC-26-00001"]


def test_home_says_what_is_open_list_by_list() -> None:
    drawn = home.home([("My cases", LINES[:2]), ("Cases of the team", [])], NOW, LONDON)
    shown = said(drawn)
    assert shown.startswith("My cases: 2\n")
    assert "Cases of the team\nNothing is open here." in shown
    assert buttons(drawn) == ["case", "case"]


def test_home_counts_what_does_not_fit() -> None:
    drawn = home.home([("My cases", LINES), ("Cases of the team", LINES)], NOW, LONDON)
    assert said(drawn).count("… and 5 cases more: `/queue` shows them") == 2


def test_home_without_lists_says_what_to_do() -> None:
    assert "Nothing is open. `/refer` logs a referral." in said(home.home([], NOW, LONDON))
