"""Words by which somebody could be identified are pointed out before they are saved, and can be kept with a tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.stories.people import CANARY

if TYPE_CHECKING:
    from tests.stories.people import Person
    from tests.stories.story import Story

SUMMARY = f"A child of nine was asked for pictures {CANARY}."
NAMED = f"Mr Smith of SW1A 1AA asked a child of nine for pictures {CANARY}."
FALSE_ALARM = "said that “summary” gives nobody away, though it looks like: {}"


def box(person: Person) -> str:
    """Return the name of the box that the window on top offers, or nothing."""
    blocks = person.member.modals[-1]["blocks"]
    return next((block["block_id"] for block in blocks if block.get("block_id", "").startswith("as_it_is")), "")


async def overrules(person: Person, **answers: object) -> dict[str, str]:
    """Tick the box of the window on top and send it off, with what stands in it and these answers."""
    outcome = await person.member.submit({box(person): ["yes"], **answers})
    return dict(outcome.errors)


async def is_logged(story: Story, person: Person) -> str:
    """Read what is told of a referral that was logged just now; return its reference."""
    await story.installation.settle()
    reference = story.logged_in(person.window)
    await person.closes_windows()
    story.expect(story.channel_of(person), reference)
    story.expect(person.dm, reference)
    return reference


async def test_what_identifies_is_pointed_out_by_field_before_anything_is_saved(story: Story) -> None:
    await story.officer.opens("/refer")
    assert not await story.officer.submits(summary=NAMED, external_reference="example.org/1")
    for sentence in (
        "Not saved yet",
        "What is known: “Mr Smith” looks like a name with a title. Say who it is by their part instead",
        "What is known: “SW1A 1AA” looks like a postcode. Say “address known” instead.",
        "Their reference: “example.org/1” looks like a link. Name the platform instead",
        "It is a false alarm: save it as it is",
    ):
        assert sentence in story.officer.window
    typed = story.officer.member.modals[-1]["state"]["values"]
    assert typed["summary"]["summary"]["value"] == NAMED
    assert typed["kind"]["kind"]["selected_option"]["value"] == "Grooming"
    assert "There is no case" in await story.officer.asks("/case CC-26-00001")


async def test_words_that_were_changed_are_saved_and_nothing_is_recorded(story: Story) -> None:
    await story.officer.opens("/refer")
    await story.officer.submits(summary=NAMED)
    assert not await story.officer.submits(summary=SUMMARY)
    reference = await is_logged(story, story.officer)
    shown = await story.officer.asks(f"/case {reference}")
    assert SUMMARY in shown
    assert "gives nobody away" not in shown


async def test_a_false_alarm_is_saved_with_a_tick_and_the_tick_is_recorded_without_the_words(story: Story) -> None:
    await story.officer.opens("/refer")
    await story.officer.submits(summary=NAMED)
    assert not await overrules(story.officer)
    reference = await is_logged(story, story.officer)
    shown = await story.sergeant.asks(f"/case {reference}")
    assert NAMED in shown
    assert f"Officer 1, North · {FALSE_ALARM.format('name with a title')}" in shown
    assert f"Officer 1, North · {FALSE_ALARM.format('postcode')}" in shown
    assert shown.count("SW1A") == 1


async def test_without_the_tick_it_is_pointed_out_again(story: Story) -> None:
    await story.officer.opens("/refer")
    for _ in range(3):
        await story.officer.submits(summary=NAMED)
        assert story.officer.window.count("“SW1A 1AA” looks like a postcode") == 1
        assert story.officer.window.count("It is a false alarm") == 1


@pytest.mark.parametrize("other", ["Mr Smith of M1 1AE asked.", "Mr Smith of SW1A 1AA asked, 07700 900123."])
async def test_a_tick_counts_only_for_what_was_pointed_out(story: Story, other: str) -> None:
    await story.officer.opens("/refer")
    await story.officer.submits(summary=NAMED)
    await overrules(story.officer, summary=f"{other} {CANARY}")
    assert "Not saved yet" in story.officer.window
    values = story.officer.member.modals[-1]["state"]["values"]
    assert not values[box(story.officer)][box(story.officer)]["selected_options"]
    await overrules(story.officer)
    await is_logged(story, story.officer)


async def test_of_two_findings_one_is_changed_and_the_other_kept(story: Story) -> None:
    await story.officer.opens("/refer")
    await story.officer.submits(summary=NAMED)
    assert not await overrules(story.officer, summary=f"A man of SW1A 1AA asked {CANARY}.")
    reference = await is_logged(story, story.officer)
    shown = await story.officer.asks(f"/case {reference}")
    assert FALSE_ALARM.format("postcode") in shown
    assert "name with a title" not in shown


async def test_a_mistake_in_the_form_still_stands_on_its_field_and_the_tick_stays(story: Story) -> None:
    await story.officer.opens("/refer")
    await story.officer.submits(summary=NAMED)
    errors = await overrules(story.officer, received_date="2026-11-04")
    assert list(errors) == ["received_date"]
    assert not await story.officer.submits(received="2026-11-03 09:00", summary=NAMED)
    await is_logged(story, story.officer)


async def test_every_window_of_a_case_is_looked_at(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.officer.takes(reference)
    windows: dict[str, tuple[str, dict[str, object]]] = {
        "Re-grade": ("explanation", {"grade": "very high", "grade_tool": "KIRAT"}),
        "Record enforcement action": ("note", {"action": "Arrest"}),
        "Close the case…": ("explanation", {"outcome": "Suspect charged"}),
    }
    for button, (field, answers) in windows.items():
        await story.officer.finds(reference, button)
        await story.officer.submits(**answers, **{field: f"At 14 Acacia Avenue {CANARY}."})
        assert "“14 Acacia Avenue” looks like an address. Say “address known” instead" in story.officer.window
        assert not await overrules(story.officer)
        assert "Not saved yet" not in story.officer.window
        await story.officer.closes_windows()
    shown = await story.officer.asks(f"/case {reference}")
    for field in ("explanation", "note"):
        assert f"said that “{field}” gives nobody away, though it looks like: address" in shown
    assert shown.count("gives nobody away") == 3


async def test_what_was_overruled_stays_so_where_the_case_has_changed_meanwhile(story: Story) -> None:
    reference = await story.officer.refers(grade="high")
    await story.sergeant.finds(reference, "Re-grade")
    lower = {
        "grade": "low",
        "grade_tool": "KIRAT",
        "reason": "First grade rested on an error",
        "explanation": f"Seen by Dr Example {CANARY}.",
    }
    await story.sergeant.submits(**lower)
    await story.officer.grades(reference, "very high")
    await overrules(story.sergeant)
    assert f"{reference} has changed since you opened this window" in story.sergeant.window
    assert "“Dr Example” looks like a name with a title" in story.sergeant.window
    assert not await story.sergeant.submits()
    assert "Not saved yet" not in story.sergeant.window
    shown = await story.sergeant.asks(f"/case {reference}")
    assert shown.count("gives nobody away") == 1


async def test_their_own_reference_may_be_all_digits_and_the_roster_may_have_names(story: Story) -> None:
    reference = await story.officer.refers(external_reference="07700 900123")
    assert reference
    await story.admin.asks("/caseclock setup")
    await story.admin.presses_in_window("Add a team")
    assert not await story.admin.submits(name="Mr Smith’s team", channel="C0DIGEST", digest_at="07:00")
    assert "Mr Smith’s team" in story.admin.window
