"""A suspect is arrested: nobody bails him to a child, and no bail ends unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.installation import every_rule

if TYPE_CHECKING:
    from casework.policy import Policy
    from tests.stories.story import Story

CUSTODY = "Charge, bail or release"
BAIL = "Bail, to 3 months"


@pytest.fixture
def rules() -> Policy:
    """The whole policy."""
    return every_rule()


async def arrested(story: Story) -> str:
    """A case in which the suspect was arrested just now."""
    reference = await story.officer.refers(
        grade="medium", kind="Other online abuse", child_at_risk="no", suspect_identified="yes"
    )
    await story.officer.takes(reference)
    await story.officer.records_enforcement(reference, "Arrest", children="2")
    return reference


async def test_an_arrest_opens_what_has_to_follow(story: Story) -> None:
    reference = await arrested(story)
    window = await story.officer.opens_todo(reference)
    for line in (
        f"{CUSTODY} · due Wed 4 Nov 09:12",
        "Suspect’s welfare before interview · due Tue 3 Nov 15:12",
        "Tell the victim (child) · due Wed 4 Nov 09:12",
        "Devices of the suspect · due Tue 17 Nov 09:12",
    ):
        assert line in window


async def test_bail_cannot_be_saved_without_saying_whether_a_child_is_there(story: Story) -> None:
    reference = await arrested(story)
    errors = await story.officer.tries_to_end(reference, CUSTODY, "Bailed")
    assert errors == {"child": "“Bailed” cannot be saved without this."}


@pytest.mark.parametrize("released", ["Bailed", "Released under investigation", "Released without further action"])
async def test_a_child_at_the_address_stops_it_until_a_supervisor_says_what_protects_the_child(
    story: Story, released: str
) -> None:
    reference = await arrested(story)
    errors = await story.officer.tries_to_end(reference, CUSTODY, released, child="yes")
    assert f"so “{released}” on {reference} needs a supervisor of OCSAE North" in str(errors)
    await story.officer.closes_windows()
    errors = await story.sergeant.tries_to_end(reference, CUSTODY, released, child="yes", text=None)
    assert "at least 10 characters" in errors["text"]
    await story.sergeant.closes_windows()
    await story.sergeant.ends(reference, CUSTODY, released, child="yes")
    window = await story.sergeant.opens_todo(reference)
    assert "Suspect’s welfare at release · due Tue 3 Nov 11:12" in window
    assert "Suspect’s welfare in the first 48 hours · due Thu 5 Nov 09:12" in window


@pytest.mark.parametrize("fact", ["child in contact", "lives with a child", "access to a child"])
async def test_no_does_not_count_against_what_is_on_record(story: Story, fact: str) -> None:
    reference = await arrested(story)
    await story.officer.learns(reference, fact)
    errors = await story.officer.tries_to_end(reference, CUSTODY, "Bailed", child="no")
    assert f"“{fact}: yes” is on record, so “Bailed” on {reference} needs a supervisor of OCSAE North" in str(errors)
    await story.officer.closes_windows()
    errors = await story.sergeant.tries_to_end(reference, CUSTODY, "Bailed", child="no", text=None)
    assert "at least 10 characters" in errors["text"]
    await story.sergeant.closes_windows()
    await story.sergeant.ends(reference, CUSTODY, "Bailed", child="no")


async def test_a_child_at_the_address_is_referred_at_once_whatever_was_delayed(story: Story) -> None:
    reference = await arrested(story)
    await story.officer.adds(reference, "Referral to children’s services")
    later = {"until_date": "2026-11-10", "until_time": "09:00", "recipient": "The county"}
    delayed = "Delayed for an operation, as agreed with the authority"
    await story.sergeant.ends(reference, "Refer to children’s services", delayed, **later)
    await story.sergeant.ends(reference, CUSTODY, "Bailed", child="yes")
    window = await story.sergeant.opens_todo(reference)
    assert "Refer to children’s services · due Tue 10 Nov 09:00" in window
    assert "Refer to children’s services · due Wed 4 Nov 09:12" in window


async def test_bail_ends_by_the_rank_that_granted_it_counted_from_the_arrest(story: Story) -> None:
    reference = await arrested(story)
    await story.officer.ends(reference, CUSTODY, "Bailed", child="no")
    assert f"{BAIL} · due Wed 3 Feb 2027 09:12" in await story.officer.opens_todo(reference)
    await story.officer.ends(reference, BAIL, "Extended by an inspector", their_reference="B 12")
    assert "Bail, to 6 months · due Mon 3 May 2027 09:12" in await story.officer.opens_todo(reference)
    await story.officer.ends(reference, "Bail, to 6 months", "Extended by a superintendent", their_reference="B 13")
    assert "Bail, to 9 months · due Tue 3 Aug 2027 09:12" in await story.officer.opens_todo(reference)


async def test_an_extension_after_expiry_is_refused_and_the_reminders_left_time_for_it(story: Story) -> None:
    reference = await arrested(story)
    await story.officer.ends(reference, CUSTODY, "Bailed", child="no")
    await only_bail_is_left(story, reference)
    for _ in range(15):
        await story.time_passes(days=6)
        await story.officer.records_progress(reference)
    await story.time_passes_until("2027-02-03 09:13")
    bail = [told for told in story.unread("@officer") if BAIL in story.says(told)]
    moments = [story.moment(told) for told in bail]
    for moment in ("Wed 6 Jan 09:12", "Wed 20 Jan 09:12", "Wed 27 Jan 09:12", "Mon 1 Feb 09:12"):
        assert moment in moments
    for place in ("@officer", "@sergeant", "@inspector"):
        story.reads_on(place)
    errors = await story.officer.tries_to_end(reference, BAIL, "Extended by an inspector", their_reference="B 12")
    assert f"“{BAIL}” of {reference} ended 3 Feb 2027 09:12" in str(errors)
    await story.officer.closes_windows()
    await story.officer.ends(reference, BAIL, "Charged")
    assert "Suspect’s welfare at charge" in await story.officer.opens_todo(reference)
    story.reads_on("@officer")
    story.reads_on("@sergeant")


async def only_bail_is_left(story: Story, reference: str) -> None:
    """Everything else that the arrest and the checklist opened is done, so that the story is about bail."""
    for label in (
        "Is he approaching children?",
        "Other victims",
        "Deconfliction",
        "Devices of the suspect",
        "Suspect’s welfare before interview",
        "Suspect’s welfare at release",
        "Suspect’s welfare in the first 48 hours",
    ):
        await story.officer.ends(reference, label, "Done")
    for _ in range(2):
        await story.officer.ends(reference, "Tell the victim (child)", "Told", recipient="The mother, by telephone")


async def test_an_adult_victim_is_told_within_five_working_days(story: Story) -> None:
    reference = await story.officer.refers(grade="very high", kind="Other online abuse", child_at_risk="no")
    await story.officer.takes(reference)
    await story.officer.learns(reference, "victim is an adult")
    await story.officer.records_enforcement(reference, "Voluntary interview")
    window = await story.officer.opens_todo(reference)
    assert "Tell the victim · due Tue 10 Nov 09:12" in window
    assert "Tell the victim (child)" not in window
