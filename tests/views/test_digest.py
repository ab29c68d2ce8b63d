import json
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.views.digest import Digest, pages
from bot.views.queue import QueueLine
from casework.case import Grade
from tests.views.builders import LONDON, NOW, a_line, said

QUIET = Digest("OCSAE North", date(2026, 11, 3), None, [], [], [], [], [], {}, 0)


def lines(first: int, number: int, **facts: Any) -> list[QueueLine]:  # noqa: ANN401 - any attribute of a line
    """Lines with references of their own."""
    return [a_line(f"CC-26-{first + at:05}", **facts) for at in range(number)]


def text(digest: Digest) -> str:
    """Everything that is read of all pages."""
    return "\n".join(said(page) for page in pages(digest, NOW, LONDON))


def test_an_empty_day_says_so_in_one_line() -> None:
    drawn = pages(replace(QUIET, open=7), NOW, LONDON)
    assert [said(page) for page in drawn] == [
        "*OCSAE North, Tue 3 Nov:* nothing is overdue, due today or waiting. 7 open cases."
    ]


def test_an_empty_day_that_comes_late_says_that_too() -> None:
    assert text(replace(QUIET, late="Late: it was due today 08:00.")).startswith(
        "Late: it was due today 08:00.\n*OCSAE North"
    )


def test_a_day_reads_from_what_is_overdue_to_the_counts() -> None:
    late = a_line(due_at=NOW - timedelta(hours=3))
    orphan = a_line("CC-26-00007", grade=Grade.UNGRADED, owner_name=None, clock_label="Allocate it")
    counts = {Grade.HIGH: 1, Grade.UNGRADED: 1}
    drawn = pages(replace(QUIET, overdue=[late], unallocated=[orphan], counts=counts, open=2), NOW, LONDON)
    assert said(drawn[0]).splitlines() == [
        "OCSAE North, Tue 3 Nov",
        "*Overdue: 1*",
        "■■■□ *CC-26-00042* · high · Enforcement action *overdue*, was due today 06:12 · Officer 1, North",
        "*Without an owner: 1*",
        "■■■■ *CC-26-00007* · ungraded · Allocate it due today 10:12 · *no owner*",
        "*Open: 2 cases*",
        "■■■■ very high 0 · ■■■■ ungraded 1 · ■■■□ high 1 · ■■□□ medium 0 · ■□□□ low 0",
    ]
    assert drawn[0]["text"] == (
        "OCSAE North, Tue 3 Nov: overdue 1, due today 0, without an owner 1, not graded yet 0,"
        " evidence advice not confirmed 0, owner without the skill 0"
    )


def test_a_late_digest_says_so_on_every_page() -> None:
    drawn = pages(replace(QUIET, late="Late: it was due today 08:00.", overdue=lines(0, 300)), NOW, LONDON)
    assert len(drawn) > 1
    assert all("Late: it was due today 08:00." in said(page) for page in drawn)
    assert all(page["text"].startswith("Late: OCSAE North") for page in drawn)


@pytest.mark.parametrize("number", [1, 40, 400, 2000])
def test_on_the_worst_day_every_case_stands_once_in_every_list(number: int) -> None:
    told = replace(
        QUIET,
        overdue=lines(0, number),
        due_today=lines(10_000, number),
        unallocated=lines(20_000, number),
        ungraded=lines(30_000, number),
        evidence=lines(40_000, number),
    )
    found = Counter(word.strip("*") for word in text(told).split() if word.startswith("*CC-26-"))
    assert set(found.values()) == {1}
    assert len(found) == 5 * number


def test_a_list_that_goes_on_says_so() -> None:
    shown = text(replace(QUIET, overdue=lines(0, 100)))
    assert shown.count("*Overdue: 100*") == 1
    assert "*Overdue: 100, continued*" in shown


def test_pages_are_numbered() -> None:
    drawn = pages(replace(QUIET, overdue=lines(0, 400)), NOW, LONDON)
    assert said(drawn[1]).startswith(f"OCSAE North, Tue 3 Nov, page 2 of {len(drawn)}\n")
    assert drawn[1]["text"] == f"OCSAE North, Tue 3 Nov: page 2 of {len(drawn)}"


def test_the_most_severe_and_then_the_first_due_is_on_top() -> None:
    soon, never = NOW + timedelta(minutes=1), None
    told = [
        a_line("CC-26-00001", grade=Grade.LOW, due_at=soon),
        a_line("CC-26-00002", grade=Grade.VERY_HIGH, due_at=never, clock_label=None),
        a_line("CC-26-00003", grade=Grade.UNGRADED, due_at=NOW + timedelta(days=1)),
        a_line("CC-26-00004", grade=Grade.HIGH, due_at=soon),
    ]
    shown = text(replace(QUIET, due_today=told))
    order = sorted((line.reference for line in told), key=shown.index)
    assert order == ["CC-26-00003", "CC-26-00002", "CC-26-00004", "CC-26-00001"]


def test_a_page_can_be_kept_as_json() -> None:
    drawn = pages(replace(QUIET, overdue=lines(0, 3), counts={Grade.HIGH: 3}), NOW, LONDON)
    assert json.loads(json.dumps(drawn)) == drawn
