"""One case that fails, because of an error in Caseclock, keeps no other waiting, and is somebody's task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casework.policy import Policy
from practice import faults
from tests.databases import BACKENDS
from tests.stories.installation import clocks_of_a_case

if TYPE_CHECKING:
    from tests.stories.story import Story

BOTH = pytest.mark.parametrize("backend", BACKENDS)


def without_the_clock_of_evidence() -> Policy:
    """Return rules that cannot be: a start refuses them. Whatever runs by that clock fails, and nothing else."""
    rules = clocks_of_a_case()
    left = tuple(row for row in rules.clock if row.name != "evidence")
    return Policy.model_construct(**{**dict(rules), "clock": left})


async def two_cases(story: Story) -> tuple[str, str]:
    """Log one case that will fail and one that will not, both of the same officer."""
    failing = await story.officer.refers(grade="ungraded", evidence="in hand")
    sound = await story.officer.refers(grade="ungraded")
    for reference in (failing, sound):
        await story.officer.takes(reference)
    return failing, sound


@BOTH
async def test_the_others_are_told_while_one_case_cannot_be_worked_out(story: Story) -> None:
    failing, sound = await two_cases(story)
    story.installation.rule_by(without_the_clock_of_evidence())
    await story.caseclock_is_down(hours=2.5)
    told = story.expect("@officer", sound, "half of its time", at="Tue 3 Nov 11:42")
    assert failing not in story.says(told)
    story.expect("@admin", failing, "cannot be worked out", "by hand", "KeyError")
    task = story.expect("#ocsae-duty", failing, "cannot be worked out", "by hand", "KeyError")
    assert sound not in story.says(task)
    story.expect_silence()
    assert "1 case and" in await story.sergeant.asks("/caseclock status")

    # It is tried again and again, and nobody is told a second time.
    await story.time_passes(minutes=30)
    story.expect("@officer", sound, "three quarters", at="Tue 3 Nov 12:12")
    story.expect_silence()

    story.installation.rule_by(clocks_of_a_case())
    await story.caseclock_is_down(hours=0.5)
    late = story.expect("@officer", failing, "Late: this should have reached you")
    assert "Confirm the evidence advice" in story.says(late)
    story.expect("@sergeant", failing, "Confirm the evidence advice")
    story.reads_on("@inspector", failing)
    assert "works again" in story.says(task)
    assert "Put aside" not in await story.sergeant.asks("/caseclock status")


@BOTH
async def test_what_cannot_be_drawn_is_set_apart_and_the_rest_of_its_message_goes_out(story: Story) -> None:
    failing, sound = await two_cases(story)
    # The reminders are worked out, and wait for Slack; then come rules by which some of them cannot be drawn.
    story.installation.workspace.faults.next("chat.postMessage", faults.rate_limited("60"), 3)
    await story.caseclock_is_down(hours=2.1)
    story.installation.rule_by(without_the_clock_of_evidence())
    await story.caseclock_starts_anew()
    await story.time_passes(minutes=6)
    told = story.expect("@officer", sound, failing, "Grade it")
    assert "evidence" not in story.says(told).casefold()
    story.expect("@admin", failing, "cannot be worked out")
    task = story.expect("#ocsae-duty", failing, "cannot be worked out")
    story.expect_silence()
    assert "1 case and 3 messages" in await story.sergeant.asks("/caseclock status")

    story.installation.rule_by(clocks_of_a_case())
    await story.caseclock_is_down(hours=0.2)
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place, failing, "Confirm the evidence advice")
    assert "works again" in story.says(task)
