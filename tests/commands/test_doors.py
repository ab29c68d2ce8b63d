"""Each way in from Slack, by the emulated workspace: what opens, and what the person reads."""

import pytest

from practice import Workspace, faults
from tests.commands.shown import REFERRAL, logged, titles, typed, words


async def test_a_referral_is_logged_and_the_advice_is_confirmed_in_the_same_window(workspace: Workspace) -> None:
    officer = workspace.member("U0OFFICER1")
    await officer.shortcut("refer")
    assert titles(workspace) == ["Log a referral"]
    outcome = await officer.submit(REFERRAL)
    assert outcome.response_action == "update"
    assert "No factory reset" in words(officer.modals[-1])
    await officer.submit({"confirmed": ["yes"]})
    assert officer.modals == []
    await workspace.until(lambda: officer.messages("C0NORTH"))
    assert "Advice confirmed by Officer 1, North" in words(officer.messages("C0NORTH")[0].blocks)


async def test_a_mistake_comes_back_on_its_field_and_nothing_typed_is_lost(workspace: Workspace) -> None:
    officer = workspace.member("U0OFFICER1")
    await officer.command("/refer", channel="C0NORTH")
    outcome = await officer.submit(REFERRAL | {"received_date": "2026-11-04"})
    assert outcome.errors["received_date"].startswith("That is still to come: it is now 09:1")
    assert (await officer.submit({"received_date": "2026-11-03"})).response_action == "update"


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("/case", "My cases"),
        ("/queue", "My cases"),
        ("/queue Team", "Cases of the team"),
        ("/queue overdue", "Overdue"),
        ("/queue unallocated", "Without an owner"),
        ("/queue ungraded", "Not graded yet"),
        ("/caseclock policy", "Policy"),
    ],
)
async def test_a_command_opens_its_window(workspace: Workspace, command: str, expected: str) -> None:
    assert await typed(workspace, command) == ""
    assert titles(workspace) == [expected]


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("/caseclock", "runs the clocks of your cases"),
        ("/caseclock HELP", "runs the clocks of your cases"),
        ("/caseclock status", "Slack is connected."),
        ("/caseclock stauts", "Did you mean `/caseclock status`?"),
        ("/caseclock <!channel>", "Caseclock does not know what stands behind `/caseclock`."),
        ("/caseclock setup", "Only a workspace administrator can change the roster."),
        ("/queue yours", "There is no queue of that name. Write `/queue` followed by one of: mine, team, overdue"),
        ("/case 42", "That is no reference of a case. One looks like CC-26-00042"),
        ("/case CC-26-00042", "There is no case CC-26-00042."),
    ],
)
async def test_a_command_is_answered_to_the_one_who_typed_it(workspace: Workspace, command: str, answer: str) -> None:
    assert answer in await typed(workspace, command)
    assert workspace.member("U0OFFICER1").modals == []


@pytest.mark.parametrize(
    ("slack", "answer"),
    [("U0GUEST", "answers only full members"), ("U0AUDITOR", "is for an officer of OCSAE North")],
)
async def test_who_may_not_log_a_referral_is_told_so_before_typing(
    workspace: Workspace, slack: str, answer: str
) -> None:
    member = workspace.member(slack)
    await member.command("/refer", channel="C0GENERAL")
    assert answer in words(member.messages("C0GENERAL")[-1].blocks)
    assert member.modals == []


async def test_a_case_is_opened_by_whatever_can_only_mean_it_and_that_is_in_its_history(workspace: Workspace) -> None:
    await logged(workspace)
    await typed(workspace, "/case 26 1", "U0SERGEANT1")
    await typed(workspace, "/case cc-26-00001")
    shown = words(workspace.member("U0OFFICER1").modals[-1])
    assert REFERRAL["summary"] in shown
    assert "Sergeant, North · read it" in shown


async def test_home_shows_ones_cases_and_a_supervisor_the_teams(workspace: Workspace) -> None:
    await logged(workspace)
    officer, sergeant = workspace.member("U0OFFICER1"), workspace.member("U0SERGEANT1")
    await sergeant.open_home()
    await workspace.until(lambda: sergeant.home)
    assert "Cases of the team: 1" in words(sergeant.home)
    await officer.open_home()
    await workspace.until(lambda: officer.home)
    assert "CC-26-00001" not in words(officer.home)


@pytest.mark.parametrize(("slack", "answer"), [("U0GUEST", "answers only full members")])
async def test_home_tells_who_has_none_why(workspace: Workspace, slack: str, answer: str) -> None:
    member = workspace.member(slack)
    await member.open_home()
    await workspace.until(lambda: member.home)
    assert answer in words(member.home)


async def test_whoever_talks_to_caseclock_is_told_what_it_can_do(workspace: Workspace) -> None:
    officer = workspace.member("U0OFFICER1")
    await officer.say("D0OFFICER1", "hello?")
    await workspace.until(lambda: len(officer.dm()) > 1)
    assert "runs the clocks of your cases" in words(officer.dm()[-1].blocks)


async def test_a_guest_who_talks_to_caseclock_is_refused_politely(workspace: Workspace) -> None:
    guest = workspace.member("U0GUEST")
    await guest.say("D0GUEST", "hello?")
    await workspace.until(lambda: len(guest.dm()) > 1)
    assert "answers only full members" in words(guest.dm()[-1].blocks)


async def test_whoever_names_caseclock_in_a_channel_alone_is_told_what_it_can_do(workspace: Workspace) -> None:
    officer, sergeant = workspace.member("U0OFFICER1"), workspace.member("U0SERGEANT1")
    await officer.say("C0NORTH", "@Caseclock what can you do?")
    await workspace.until(lambda: len(officer.messages("C0NORTH")) > 1)
    assert "runs the clocks of your cases" in words(officer.messages("C0NORTH")[-1].blocks)
    assert len(sergeant.messages("C0NORTH")) == 1


async def test_a_window_that_comes_too_late_is_explained_and_nothing_is_created(workspace: Workspace) -> None:
    workspace.faults.next("views.open", faults.error("expired_trigger_id"))
    assert "Slack stopped waiting before the window could open." in await typed(workspace, "/refer")


async def test_the_pages_of_a_queue_are_turned_in_its_window(workspace: Workspace) -> None:
    for _ in range(21):
        await logged(workspace)
    await typed(workspace, "/queue team")
    officer = workspace.member("U0OFFICER1")
    assert "1–20 of 21 cases" in words(officer.modals[-1])
    await officer.click(officer.modals[-1], "queue_page")
    assert "21–21 of 21 cases" in words(officer.modals[-1])
    assert len(officer.modals) == 1


async def test_a_page_that_was_turned_already_is_left_as_it_is(workspace: Workspace) -> None:
    for _ in range(21):
        await logged(workspace)
    await typed(workspace, "/queue team")
    officer = workspace.member("U0OFFICER1")
    workspace.faults.next("views.update", faults.error("hash_conflict"))
    await officer.click(officer.modals[-1], "queue_page")
    assert titles(workspace) == ["Cases of the team"]


async def test_a_message_that_slack_delivers_four_times_is_answered_once(workspace: Workspace) -> None:
    said = {"type": "message", "channel_type": "im", "channel": "D0OFFICER1", "user": "U0OFFICER1", "ts": "1.1"}
    delivery = {"type": "event_callback", "event_id": "Ev1", "team_id": "T0PRACTICE", "event": said | {"text": "hello"}}
    for attempt in range(4):
        await workspace.hub.ask("events_api", delivery, {"retry_attempt": attempt, "retry_reason": "timeout"})
    assert len(workspace.member("U0OFFICER1").dm()) == 1
