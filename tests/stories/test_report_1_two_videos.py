"""Two videos of a nine-year-old, and nothing done for eighteen months: what would have been said, and to whom."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.stories import report
from tests.stories.words import said, sent_at

if TYPE_CHECKING:
    from tests.stories.story import Story

(TOLD,) = report.case("01").referrals
FIRST_HOURS = [
    ("09:42", "#ocsae-north", "Allocate it", "Half of its time has gone", "Nobody owns it"),
    ("09:57", "#ocsae-north", "Allocate it", "Three quarters of its time have gone"),
    ("10:06", "#ocsae-north", "Allocate it", "Nine tenths of its time have gone"),
    ("10:06", "@sergeant", "Allocate it", "Nine tenths", "Nobody owns it, and you supervise the team"),
    ("10:12", "@sergeant", "Allocate it", "It is due and has not been done", "Overdue, was due today 10:12"),
    ("10:42", "@inspector", "Allocate it", "You are the inspector, and no supervisor has answered"),
    ("11:12", "#ocsae-north", "Grade it", "Half of its time has gone"),
    ("12:12", "#ocsae-north", "Allocate it", "It is still overdue", "Grade it", "Three quarters"),
    ("12:12", "@sergeant", "Allocate it", "It is still overdue"),
    ("12:42", "@inspector", "Allocate it", "It is still overdue and no supervisor has said “I have this”"),
    ("12:48", "#ocsae-north", "Grade it", "Nine tenths"),
    ("12:48", "@sergeant", "Grade it", "Nine tenths"),
    ("13:12", "@sergeant", "Grade it", "It is due and has not been done"),
    ("13:42", "@inspector", "Grade it", "no supervisor has said “I have this”"),
]


async def test_from_the_first_hour_on_somebody_hears_of_it(story: Story) -> None:
    reference = await report.logged_at_once(story, TOLD)
    card = story.card(reference, "#ocsae-north")
    assert "■■■■ ungraded" in card
    assert "Enforcement action · due Wed 4 Nov 09:12" in card
    await report.unfolds(story, reference, [(f"2026-11-03 {hour}", *rest) for hour, *rest in FIRST_HOURS])

    await story.second_officer.takes(reference)
    await story.second_officer.grades(reference, "very high")
    await story.second_officer.records_enforcement(reference)


async def test_it_never_goes_quiet_for_more_than_two_hours(story: Story) -> None:
    reference = await report.logged_at_once(story, TOLD)
    await story.time_passes(days=1)
    told = [message for place in ("#ocsae-north", "@sergeant", "@inspector") for message in story.reads_on(place)]
    assert all(reference in said(message) for message in told)
    moments = sorted(sent_at(message) for message in told)
    assert max(later - earlier for earlier, later in pairwise(moments)) <= timedelta(hours=2, minutes=1)
    assert story.digests
    assert reference in said(next(digest for digest in story.digests if digest.channel == "C0DIGEST"))
    for message in told:
        assert TOLD.form["summary"] not in said(message)
    # Slack takes fifty changes a minute, and many messages have just been drawn anew.
    await story.time_passes(minutes=2)
    await story.second_officer.takes(reference)
    await story.time_passes(minutes=2)
    await story.second_officer.records_enforcement(reference)
    await story.second_officer.grades(reference, "very high")


async def test_found_in_a_drawer_after_eighteen_months_it_is_overdue_by_eighteen_months(story: Story) -> None:
    reference = await report.logged_late(story, TOLD)
    story.expect("@officer", reference, "You logged this referral")
    card = story.says(story.expect("#ocsae-north", reference, "ungraded", "Why then?"))
    assert "Allocate it · overdue since Sat 3 May 2025 11:12" in card
    assert "Enforcement action · overdue since Sun 4 May 2025 10:12" in card
    for place in ("#ocsae-north", "@sergeant"):
        told = story.says(story.expect(place, reference, "Allocate it", "Grade it", "Enforcement action"))
        assert "Overdue, was due Sun 4 May 2025 10:12" in told
    story.expect_silence()
    await story.time_passes(minutes=30)
    story.expect("@inspector", reference, "Allocate it", "Grade it", "Enforcement action")
    await story.officer.presses(story.message(reference, "#ocsae-north"), "Why then?")
    assert "Received 3 May 2025 10:12; not graded yet, so treated as very high; 24 hours" in story.officer.window
    await story.officer.closes_windows()
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference)
    assert "done Tue 3 Nov 09:42, 18 months late" in story.card(reference, "#ocsae-north")
    await story.officer.grades(reference, "very high")
