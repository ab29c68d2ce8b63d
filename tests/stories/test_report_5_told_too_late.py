"""What the force knew, others heard too late: the clock starts when the force is told, not when somebody logs it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot import practice_cases
from tests.stories import report

if TYPE_CHECKING:
    from tests.stories.story import Story

(TOLD,) = report.case("05").referrals


async def test_what_lay_on_a_desk_for_two_days_is_overdue_in_the_minute_in_which_it_is_logged(story: Story) -> None:
    reference = await report.logged_late(story, TOLD)
    story.expect("@second officer", reference, "You logged this referral")
    story.expect("#ocsae-north", reference, "Enforcement action", "overdue since Mon 2 Nov 09:12", "Why then?")
    clocks = ("Allocate it", "Grade it", "Enforcement action")
    for place in ("#ocsae-north", "@sergeant"):
        story.expect(place, reference, *clocks, at="Tue 3 Nov 09:12")
    story.expect_silence()
    await story.time_passes(minutes=30)
    story.expect("@inspector", reference, *clocks, at="Tue 3 Nov 09:42")
    await story.sergeant.allocates(reference, story.officer)
    await story.officer.records_enforcement(reference, "Visit and safeguarding")
    await story.officer.grades(reference, "very high")


async def test_the_practice_workspace_has_every_case_of_the_report_with_its_true_age(story: Story) -> None:
    cases = practice_cases.read()
    references = await practice_cases.log(story.installation.house, cases)
    assert await practice_cases.log(story.installation.house, cases) == references
    await story.installation.settle()
    assert references == [f"CC-26-{number:05d}" for number in range(1, 7)]
    for place in ("#ocsae-north", "@officer", "@second officer", "@sergeant"):
        story.reads_on(place)
    queue = await story.sergeant.asks("/queue team")
    places = [queue.index(references[number]) for number in (0, 1, 5, 4, 2, 3)]
    assert places == sorted(places)
    expected = {
        0: "overdue since Sun 4 May 2025 10:12",
        1: "overdue since Sat 31 Oct 09:12",
        2: "due Mon 23 Nov 09:12",
        3: "due Tue 24 Nov 09:12",
        4: "due Tue 10 Nov 08:32",
        5: "overdue since Mon 2 Nov 09:12",
    }
    for number, words in expected.items():
        assert f"Enforcement action · {words}" in story.card(references[number], "#ocsae-north")
    await story.sergeant.closes_windows()


@pytest.mark.parametrize("case", practice_cases.read(), ids=lambda case: case.name)
def test_every_case_says_what_happened_what_was_found_and_what_caseclock_does(case: practice_cases.CaseFile) -> None:
    for told in (case.title, case.happened, case.found, case.answers):
        assert told
    assert "5 April 2023" in case.source
    assert case.referrals
