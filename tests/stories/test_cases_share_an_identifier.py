"""Two teams work on one suspect and do not know: they hear that their cases share an identifier, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from bot import access
from bot.usecases import identifiers
from casework.errors import NotYours
from casework.identifiers import Identifier
from storage import cases
from tests.stories.identifiers import NAME, PLACES, SECOND, SHARED, enters, owned
from tests.stories.telling import on_both_databases
from tests.stories.words import buttons

if TYPE_CHECKING:
    from bot.context import Context
    from practice import Message
    from tests.stories.story import Story


def hear(story: Story, sentence: str, *places: str) -> list[Message]:
    return [story.expect(place, sentence) for place in places]


@on_both_databases
async def test_two_teams_hear_that_their_cases_share_an_identifier_and_nothing_else(story: Story) -> None:
    first = await owned(story.officer, "very high")
    second = await owned(story.southern_officer, "low")
    assert "No other case has what was new" in await enters(story.officer, first)
    story.expect_silence()

    shown = await enters(story.southern_officer, second, f"@{NAME.upper()} ")
    assert "1 kept." in shown
    assert SHARED in shown
    for message in hear(story, SHARED, *PLACES):
        assert message.text == SHARED
        for other in ("North", "South", "very high", "low", "User name", "Snapchat", "Officer", NAME):
            assert other not in story.says(message)
        assert "Speak to a supervisor of the team that has the other case" in story.says(message)
    for person, mine, other in ((story.officer, first, second), (story.southern_sergeant, second, first)):
        window = await person.asks(f"/case {mine}")
        assert f"Shares an identifier with: {other}" in window
        assert f"Caseclock · shares an identifier with {other}" in window
        assert ("Officer 3, South" in window) is (person is story.southern_sergeant)
        assert "belongs to another team. Ask a supervisor of OCSAE" in await person.asks(f"/case {other}")


async def test_the_button_of_the_message_opens_the_readers_own_case(story: Story) -> None:
    first = await owned(story.officer)
    second = await owned(story.southern_officer)
    await enters(story.southern_officer, second)
    await enters(story.officer, first)
    told = dict(zip(PLACES, hear(story, SHARED, *PLACES), strict=True))
    await story.sergeant.presses(told["@sergeant"], "Open")
    assert first in story.sergeant.window
    await story.southern_sergeant.presses(told["@southern sergeant"], "Open")
    assert second in story.southern_sergeant.window


async def test_what_is_known_is_no_news_and_another_identifier_is(story: Story) -> None:
    first = await owned(story.officer)
    second = await owned(story.southern_officer)
    await enters(story.officer, first, f"{NAME}\nwren.77")
    await enters(story.southern_officer, second)
    hear(story, SHARED, *PLACES)
    assert "0 kept, 2 known already" in await enters(story.southern_officer, second, f"{NAME}\n@{NAME}")
    assert "1 kept, 1 known already" in await enters(story.officer, first, f"{NAME}\nrobin.5")
    story.expect_silence()
    await enters(story.southern_officer, second, "Wren.77")
    hear(story, SHARED, *PLACES)


async def test_a_mistake_is_taken_out_and_whoever_heard_of_the_match_hears_that_it_is_none(story: Story) -> None:
    first = await owned(story.officer)
    second = await owned(story.southern_officer)
    await enters(story.officer, first, f"{NAME}\nwren.77")
    await enters(story.southern_officer, second)
    hear(story, SHARED, *PLACES)
    out: dict[str, Any] = {"platform": "Snapchat", "out": ["yes"]}
    assert "1 line of what you entered this case did not have" in await enters(
        story.officer, first, "wren.77\nrobin.5", **out
    )
    story.expect_silence()
    assert "1 taken out." in await enters(story.officer, first, **out)
    for message in hear(story, "CC-26-00001 and CC-26-00002 share no identifier any more.", *PLACES):
        assert NAME not in story.says(message)
    window = await story.officer.asks(f"/case {first}")
    assert "Shares an identifier" not in window
    assert "took out what was entered by mistake: User name, 1" in window
    assert "Nothing was taken out" in await enters(story.officer, first, **out)


async def test_the_same_user_name_on_another_platform_is_somebody_else(story: Story) -> None:
    await enters(story.officer, await owned(story.officer))
    second = await owned(story.southern_officer)
    assert "No other case" in await enters(story.southern_officer, second, platform="Discord")


async def test_a_closed_case_and_one_that_nobody_owns_are_found(story: Story) -> None:
    closed = await owned(story.officer)
    await story.officer.records_enforcement(closed)
    await enters(story.officer, closed, "07700 900123", "Telephone number")
    await story.officer.closes(closed)
    unowned = await story.southern_officer.refers(grade="high")
    await enters(story.southern_officer, unowned, "+44 7700 900123", "Telephone number")
    hear(story, SHARED, "@officer", "@sergeant", "#ocsae-south", "@southern sergeant")
    before = await story.installation.read(lambda transaction: cases.get(transaction, closed))
    await story.time_passes(hours=1)
    assert "1 kept." in await enters(story.officer, closed, "wren.77")
    assert await story.installation.read(lambda transaction: cases.get(transaction, closed)) == before


async def test_one_team_that_has_the_same_person_twice_hears_it_once_each(story: Story) -> None:
    first = await owned(story.officer)
    await owned(story.southern_officer)
    third = await owned(story.second_officer)
    await enters(story.officer, first, "kestrel@gmail.com", "E-mail address")
    await enters(story.second_officer, third, "K.estrel+x@googlemail.com", "E-mail address")
    hear(story, SECOND, "@officer", "@second officer", "@sergeant")


async def test_an_address_is_shared_only_about_the_same_time(story: Story) -> None:
    first = await owned(story.officer)
    second = await owned(story.southern_officer)
    kind = "IP address with time"
    seen = {"seen_date": "2026-10-03", "seen_time": "21:14", "zone": "UTC"}
    await enters(story.officer, first, "203.0.113.7", kind, **seen)
    later = seen | {"seen_time": "23:59"}
    assert "No other case" in await enters(story.southern_officer, second, "203.0.113.7", kind, **later)
    london = seen | {"zone": "Europe/London", "seen_time": "22:30", "port": "443"}
    assert SHARED in await enters(story.southern_officer, second, "203.0.113.7", kind, **london)
    hear(story, SHARED, *PLACES)


async def test_what_is_wrong_is_said_on_its_field_and_what_was_typed_stays(story: Story) -> None:
    reference = await owned(story.officer)
    await story.officer.finds(reference, "Compare a user name, number or e-mail…")
    await story.officer.chooses("identifier_kind", "IMEI")
    assert "Platform" not in story.officer.window
    errors = await story.officer.submits(identifiers="490154203237518\n\n490154203237517\n12")
    assert errors["identifiers"].startswith("Line 2: The last digit does not fit the others")
    assert "Line 3: An IMEI has 15 digits" in errors["identifiers"]
    assert not await story.officer.submits(identifiers="490154203237518\n49-015420-323751-8")
    assert "1 kept, 1 known already" in story.officer.window
    assert not await story.officer.submits()
    await story.officer.chooses("identifier_kind", "IP address with time")
    late = {"seen_date": "2026-11-03", "seen_time": "09:13", "zone": "Europe/London"}
    errors = await story.officer.submits(identifiers="203.0.113.7", **late)
    assert errors == {"seen_time": "That is still to come: it is now 09:12."}
    errors = await story.officer.submits(identifiers="203.0.113.7\n203.0.113.8", seen_time="09:11")
    assert errors == {"identifiers": "Enter one address at a time: each has a time of its own."}
    assert not await story.officer.submits(identifiers="203.0.113.7")
    assert "1 kept." in story.officer.window


async def test_what_was_typed_stays_when_another_kind_is_chosen(story: Story) -> None:
    reference = await owned(story.officer)
    await story.officer.finds(reference, "Compare a user name, number or e-mail…")
    story.officer.fills_in(identifiers="k@example.org")
    await story.officer.chooses("identifier_kind", "E-mail address")
    assert not await story.officer.submits()
    assert "1 kept." in story.officer.window


async def test_only_the_team_of_a_case_enters_its_identifiers(story: Story) -> None:
    reference = await owned(story.officer)
    await story.auditor.asks(f"/case {reference}")
    await story.auditor.presses_in_window("Add or change…")
    pressed = [label for label, _, _ in buttons(story.auditor.member.modals[-1]["blocks"])]
    assert pressed == ["To do", "Open", "Who was told?", "Why then?"]

    def enter(context: Context) -> None:
        identifiers.record(context, reference, [Identifier("User name", (NAME,))], "tampered", [])

    with pytest.raises(NotYours, match="Identifiers on CC-26-00001 is for an officer of OCSAE North"):
        await story.installation.house.do(lambda roster: access.person(roster, story.auditor.slack), enter)
