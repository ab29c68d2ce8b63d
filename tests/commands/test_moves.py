"""What is done to a case in a window, by the emulated workspace."""

from practice import Workspace
from tests.commands.shown import REFERRAL, logged, offered, titles, words


async def test_a_button_opens_its_form_only_for_whom_it_is_allowed(workspace: Workspace) -> None:
    card = await logged(workspace)
    officer, sergeant = workspace.member("U0OFFICER1"), workspace.member("U0SERGEANT1")
    await officer.click(card, "allocate")
    assert "is for a supervisor of OCSAE North" in words(officer.modals[-1])
    await sergeant.click(card, "allocate")
    assert titles(workspace, "U0SERGEANT1") == ["Allocate"]


async def test_a_case_is_graded_taken_recorded_and_closed_from_its_card(workspace: Workspace) -> None:
    card = await logged(workspace, child_at_risk="no", evidence="none known")
    officer, sergeant = workspace.member("U0OFFICER1"), workspace.member("U0SERGEANT1")
    await officer.click(card, "grade")
    await officer.submit({"grade": "high", "grade_tool": "KIRAT"})
    await officer.click(await offered(workspace, "allocate"), "take")
    await officer.click(await offered(workspace, "enforce"), "enforce")
    await officer.submit({"action": "Arrest"})
    await sergeant.click(await offered(workspace, "close"), "close")
    await sergeant.submit({"outcome": "Suspect charged", "explanation": "Charged by the prosecutor today."})
    assert sergeant.modals == []
    await workspace.until(lambda: "Suspect charged" in words(officer.messages("C0NORTH")[0].blocks))


async def test_a_window_below_a_form_shows_what_the_form_changed(workspace: Workspace) -> None:
    await logged(workspace)
    officer = workspace.member("U0OFFICER1")
    await officer.command("/case 26-1", channel="C0NORTH")
    await officer.click(officer.modals[-1], "grade")
    await officer.submit({"grade": "medium", "grade_tool": "KIRAT"})
    assert titles(workspace) == ["CC-26-00001"]
    assert "medium" in words(officer.modals[-1])
    await officer.click(officer.modals[-1], "take")
    assert "in progress · Officer 1, North" in words(officer.modals[-1])
    await officer.click(officer.modals[-1], "why")
    assert titles(workspace) == ["CC-26-00001", "Why then?"]


async def test_a_case_that_was_graded_meanwhile_is_shown_anew_and_what_was_typed_stays(workspace: Workspace) -> None:
    card = await logged(workspace)
    officer, sergeant = workspace.member("U0OFFICER1"), workspace.member("U0SERGEANT1")
    await officer.click(card, "grade")
    await sergeant.click(card, "grade")
    await sergeant.submit({"grade": "medium", "grade_tool": "KIRAT"})
    outcome = await officer.submit({"grade": "high", "grade_tool": "Other tool"})
    assert outcome.response_action == "update"
    shown = words(officer.modals[-1])
    assert "has changed since you opened this window" in shown
    assert "by Sergeant, North, KIRAT" in shown
    await officer.submit({})
    assert officer.modals == []
    await workspace.until(lambda: " high" in officer.messages("C0NORTH")[0].text)


async def test_a_case_that_was_allocated_meanwhile_is_shown_anew(workspace: Workspace) -> None:
    card = await logged(workspace)
    officer, sergeant = workspace.member("U0OFFICER2"), workspace.member("U0SERGEANT1")
    await sergeant.click(card, "allocate")
    await officer.click(card, "take")
    await sergeant.submit({"owner": "U0OFFICER1"})
    assert "has changed since you opened this window" in words(sergeant.modals[-1])
    await sergeant.submit({"owner": "U0OFFICER1"})
    assert sergeant.modals == []


async def test_whoever_graded_must_be_on_the_roster_and_that_is_said_on_the_field(workspace: Workspace) -> None:
    officer = workspace.member("U0OFFICER1")
    await officer.command("/refer", channel="C0NORTH")
    graded = {"grade": "high", "grade_tool": "KIRAT", "graded_by": "U0GUEST"}
    outcome = await officer.submit(REFERRAL | graded)
    assert list(outcome.errors) == ["graded_by"]


async def test_a_form_that_would_be_refused_does_not_open(workspace: Workspace) -> None:
    card = await logged(workspace)
    officer, other = workspace.member("U0OFFICER1"), workspace.member("U0OFFICER2")
    await officer.click(card, "take")
    card = await offered(workspace, "enforce")
    await other.click(card, "enforce")
    assert "is for its owner, Officer 1, North or a supervisor of OCSAE North" in words(other.modals[-1])
