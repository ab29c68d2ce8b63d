"""A child is at risk: children's services are told in hours, the authority is chased, and every step has its clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.installation import every_rule

if TYPE_CHECKING:
    from casework.policy import Policy
    from tests.stories.story import Story

REFERRAL = "Refer to children’s services"
TO = {"recipient": "The county where the child lives"}
TOLD = {**TO, "their_reference": "MASH 17"}


@pytest.fixture
def rules() -> Policy:
    """The whole policy."""
    return every_rule()


@pytest.mark.parametrize(
    ("grade", "due"), [("very high", "Tue 3 Nov 13:12"), ("high", "Tue 3 Nov 13:12"), ("medium", "Wed 4 Nov 09:12")]
)
async def test_the_referral_is_due_from_first_awareness(story: Story, grade: str, due: str) -> None:
    reference = await story.officer.refers(grade=grade)
    assert f"{REFERRAL} · due {due}" in story.card(reference, "#ocsae-north")
    await story.officer.takes(reference)


async def test_a_child_that_becomes_known_later_starts_it_from_when_the_force_knew(story: Story) -> None:
    reference = await story.officer.refers(grade="high", child_at_risk="not known")
    await story.officer.takes(reference)
    assert REFERRAL not in story.card(reference, "#ocsae-north")
    await story.officer.learns(reference, "child at risk", since_time="08:12")
    assert f"{REFERRAL} · due Tue 3 Nov 12:12" in await story.officer.opens_todo(reference)


async def test_a_referral_by_telephone_at_night_counts_before_it_has_a_reference(story: Story) -> None:
    reference = await story.officer.refers(grade="high", kind="Other online abuse")
    await story.officer.takes(reference)
    await story.officer.ends(reference, REFERRAL, "Referred", **TO)
    assert "Authority’s decision · due Wed 4 Nov 09:12" in await story.officer.opens_todo(reference)


async def test_each_step_opens_the_next_until_the_conference(story: Story) -> None:
    reference = await story.officer.refers(grade="high", kind="Other online abuse")
    await story.officer.takes(reference)
    await story.officer.ends(reference, REFERRAL, "Referred", **TOLD)
    window = await story.officer.opens_todo(reference)
    assert "Authority’s decision · due Wed 4 Nov 09:12" in window
    assert f"{REFERRAL} · done Tue 3 Nov 09:12\n" not in window
    await story.officer.ends(reference, "Authority’s decision", "Strategy discussion", **TO)
    assert "Strategy discussion · due Fri 6 Nov 09:12" in await story.officer.opens_todo(reference)
    await story.officer.ends(reference, "Strategy discussion", "Section 47 enquiry begun", **TO)
    window = await story.officer.opens_todo(reference)
    assert "Child protection conference · due Tue 24 Nov 09:12" in window
    await story.officer.ends(reference, "Child protection conference", "Conference held", **TO)
    assert "Child protection conference · done" in await story.officer.opens_todo(reference)
    history = await story.officer.asks(f"/case {reference}")
    assert "disclosed: “Refer to children’s services”, Referred" in history


async def test_a_silent_authority_is_chased_and_goes_up(story: Story) -> None:
    reference = await story.officer.refers(grade="high", kind="Other online abuse")
    await story.officer.takes(reference)
    await story.officer.ends(reference, REFERRAL, "Referred", **TOLD)
    await story.time_passes(hours=24)
    assert any("Authority’s decision" in story.says(told) for told in story.reads_on("@officer", reference))
    story.expect("@sergeant", "Authority’s decision", "Nine tenths of its time have gone")
    last = story.expect("@sergeant", "Authority’s decision", at="Wed 4 Nov 09:12")
    assert "It is due and has not been done" in story.says(last)
    story.reads_on("@sergeant", reference)
    await story.officer.ends(reference, "Authority’s decision", "Asked again, no decision yet", **TO)
    assert "Authority’s decision · due Thu 5 Nov 09:12" in await story.officer.opens_todo(reference)


async def test_that_a_social_worker_may_visit_first_is_no_reason_and_the_answer_says_why(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    errors = await story.officer.tries_to_end(
        reference,
        REFERRAL,
        "Referred",
        text="Not yet told: a social worker might want to visit first.",
        **TOLD,
    )
    assert (
        "“might want to visit” is not a reason" in errors["text"] or "“visit first” is not a reason" in errors["text"]
    )
    assert "agreed with the authority" in errors["text"]


async def test_a_delay_for_an_operation_needs_a_supervisor_an_end_and_what_was_agreed(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    delayed = "Delayed for an operation, as agreed with the authority"
    agreed = {"until_date": "2026-11-04", "until_time": "06:00", "recipient": "The county"}

    errors = await story.officer.tries_to_end(reference, REFERRAL, delayed, **agreed)
    assert "is for a supervisor of OCSAE North" in str(errors)
    await story.officer.closes_windows()

    errors = await story.sergeant.tries_to_end(reference, REFERRAL, delayed, recipient="The county")
    assert errors["until_date"] == "Choose the day."
    await story.sergeant.closes_windows()
    errors = await story.sergeant.tries_to_end(reference, REFERRAL, delayed, text=None, **agreed)
    assert "at least 10 characters" in errors["text"]
    await story.sergeant.closes_windows()

    await story.sergeant.ends(reference, REFERRAL, delayed, **agreed)
    window = await story.sergeant.opens_todo(reference)
    assert f"{REFERRAL} · due Wed 4 Nov 06:00" in window


async def test_a_referral_without_the_authority_is_not_saved_and_nothing_typed_is_lost(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    errors = await story.officer.tries_to_end(reference, REFERRAL, "Referred")
    assert errors == {
        "recipient": "“Referred” cannot be saved without this.",
    }
    assert not await story.officer.submits(**TOLD)
