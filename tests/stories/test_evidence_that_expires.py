"""What others hold does not wait: each item runs from its event until it is secured, whatever the case does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from practice.errors import NotPossible
from tests.stories.installation import every_rule

if TYPE_CHECKING:
    from casework.policy import Policy
    from tests.stories.story import Story

REQUEST = "US preservation request"
CLOSING = {"outcome": "No offence disclosed"}


@pytest.fixture
def rules() -> Policy:
    """The whole policy."""
    return every_rule()


async def a_case(story: Story) -> str:
    """A low case of no kind that has a checklist of many lines."""
    reference = await story.officer.refers(grade="low", kind="Other online abuse", child_at_risk="no")
    await story.officer.takes(reference)
    return reference


@pytest.mark.parametrize(
    ("kind", "label", "due"),
    [
        ("US preservation request", REQUEST, "Mon 1 Feb 2027 09:12"),
        ("CyberTip contents", "Contents behind a CyberTip", "Wed 3 Nov 2027 09:12"),
        ("communications data", "Communications data", "Wed 3 Nov 2027 09:12"),
        ("IP resolution", "Resolve the IP address", "Tue 10 Nov 09:12"),
        ("Snapchat, unopened", "Snapchat, unopened", "Thu 3 Dec 09:12"),
        ("Snapchat story", "Snapchat story", "Wed 4 Nov 09:12"),
        ("CCTV", "CCTV", "Tue 1 Dec 09:12"),
        ("iPhone restart", "iPhone restarts after 72 hours", "Fri 6 Nov 09:12"),
    ],
)
async def test_each_kind_expires_in_its_own_time(story: Story, kind: str, label: str, due: str) -> None:
    reference = await a_case(story)
    await story.officer.adds(reference, kind, port="not known")
    assert f"{label} · due {due}" in await story.officer.opens_todo(reference)


async def test_it_counts_from_the_event_and_not_from_the_day_on_which_it_was_written_down(story: Story) -> None:
    reference = await a_case(story)
    await story.officer.adds(reference, "CCTV", starts_date="2026-10-20", starts_time="21:30", holder="CCTV operator")
    window = await story.officer.opens_todo(reference)
    assert "CCTV · due Tue 17 Nov 20:30" in window
    assert "CCTV operator" in window


async def test_a_preservation_request_speaks_on_day_60_75_and_85_and_is_renewed_once(story: Story) -> None:
    reference = await a_case(story)
    await story.officer.adds(reference, REQUEST)
    for label in ("Is he approaching children?", "Other victims", "Deconfliction"):
        await story.officer.ends(reference, label, "Done")
    await story.officer.records_enforcement(reference, "Visit and safeguarding")
    await story.time_passes_until("2027-01-28 09:00")
    said = [story.moment(told) for told in story.unread("@officer") if REQUEST in story.says(told)]
    for day in ("Sat 2 Jan 09:12", "Sun 17 Jan 09:12", "Wed 27 Jan 09:12"):
        assert day in said
    story.reads_on("@officer")
    story.reads_on("@sergeant")
    story.reads_on("@inspector")
    await story.officer.ends(reference, REQUEST, "Renewed", their_reference="17/2")
    window = await story.officer.opens_todo(reference)
    assert "US preservation, renewed · due Wed 28 Apr 10:00" in window
    with pytest.raises(NotPossible, match="There is no option 'Renewed'"):
        await story.officer.tries_to_end(reference, "US preservation, renewed", "Renewed")


async def test_evidence_holds_a_case_open_until_it_is_secured_or_lost(story: Story) -> None:
    reference = await a_case(story)
    await story.officer.adds(reference, "CCTV")
    await story.sergeant.finds(reference, "Close the case…")
    errors = await story.sergeant.submits(**CLOSING, explanation="Nothing more is to be done here.")
    assert "cannot be closed while this is open: CCTV" in str(errors)
    await story.sergeant.closes_windows()
    errors = await story.officer.tries_to_end(reference, "CCTV", "Lost", text=None)
    assert "at least 10 characters" in errors["text"]
    await story.officer.closes_windows()
    await story.officer.ends(reference, "CCTV", "Secured")
    await story.sergeant.closes(reference, "No offence disclosed")


async def test_evidence_of_a_closed_case_still_speaks_up(story: Story) -> None:
    reference = await a_case(story)
    await story.sergeant.closes(reference, "No offence disclosed")
    await story.officer.adds(reference, "Snapchat story")
    await story.time_passes(hours=24)
    story.expect("@officer", reference, "Snapchat story", "half of its time has gone", at="Tue 3 Nov 21:12")
    story.expect("@sergeant", reference, "Snapchat story", "nine tenths of its time have gone")
    story.expect("@sergeant", reference, "Snapchat story", "it is due and has not been done")
    await story.officer.ends(reference, "Snapchat story", "Lost")
    story.reads_on("@officer", reference, "Snapchat story")


async def test_an_ip_address_needs_its_port_and_counts_in_the_zone_in_which_it_was_seen(story: Story) -> None:
    reference = await a_case(story)
    seen = {"kind": "IP resolution", "starts_date": "2026-11-02", "starts_time": "20:00", "zone": "America/New_York"}
    await story.officer.opens_todo(reference)
    await story.officer.presses_in_window("Add evidence, referral, custody, task…")
    assert await story.officer.submits(**seen) == {"port": "Write the port, or “not known”."}
    assert "65535" in (await story.officer.submits(port="70000"))["port"]
    assert not await story.officer.submits(port="50123")
    window = await story.officer.opens_todo(reference)
    assert "Resolve the IP address · due Tue 10 Nov 08:00" in window
    assert "Port 50123." in window


async def test_only_a_task_of_ones_own_is_due_as_agreed(story: Story) -> None:
    reference = await a_case(story)
    agreed = {"due_date": "2026-11-20", "due_time": "12:00"}
    await story.officer.opens_todo(reference)
    await story.officer.presses_in_window("Add evidence, referral, custody, task…")
    errors = await story.officer.submits(kind="CCTV", **agreed)
    assert errors == {"due_date": "The time of “CCTV” is the policy’s; leave this empty."}
    assert not await story.officer.submits(kind="other task")
    assert "Another task · due Fri 20 Nov 12:00" in await story.officer.opens_todo(reference)
