import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk
from tests.browser.forms import CUSTODY, OF_A_CASE, OF_A_REMINDER, OF_THE_TEAM, RECORDED, RELEASED
from tests.browser.hands import Hands

pytestmark = [pytest.mark.browser]


def test_a_case_from_its_referral_to_its_end(page: Page, address: str) -> None:
    hands = Hands(Desk(page, address))
    _logs_it(hands)
    _reads_it(hands)
    _grades_it(hands)
    _works_on_it(hands)
    _says_how_he_left_custody(hands)
    _hands_it_over(hands)
    _ends_it(hands)
    _finds_it_recorded(hands)
    assert set(hands.saved) == set(OF_A_CASE)


def _logs_it(hands: Hands) -> None:
    hands.be("U0OFFICER2", "C0NORTH")
    hands.types("/refer", "Log a referral")
    hands.keys.press("Control+Enter")
    expect(hands.page.get_by_test_id("error-source")).to_be_visible()
    assert hands.keys.spot.field == "source", "focus goes to the first mistake"
    hands.saves("refer", OF_A_CASE["refer"], "Referral logged")
    hands.saves("evidence", OF_A_CASE["evidence"])
    hands.reads("Advice confirmed by Officer 2, North")
    hands.presses("more", "Add or change")
    hands.presses("evidence", "Evidence")
    hands.saves("evidence", OF_A_CASE["evidence"], "Add or change")
    hands.leaves()
    hands.presses("preserve", "Preservation advice")
    hands.chooses("action-preserve_who", "School", "Please do not reset or wipe the pupil’s phone")
    hands.chooses("action-preserve_kind", "Computer or console", "Your technician should not reimage")
    hands.saves("preserve", OF_A_CASE["preserve"], "Preservation advice")
    hands.leaves()


def _reads_it(hands: Hands) -> None:
    hands.presses("why", "Why then?")
    hands.leaves()
    assert hands.keys.spot.testid == "button-why", "focus goes back to what opened the window"
    hands.keys.reach("composer")
    for command, window in (
        ("/case 26-00001", "CC-26-00001"),
        ("/queue team", "Cases of the team"),
        ("/caseclock policy", "Policy"),
    ):
        hands.types(command, window)
        hands.leaves()
        assert hands.keys.spot.testid == "composer"


def _grades_it(hands: Hands) -> None:
    hands.be("U0OFFICER1", "C0NORTH")
    hands.presses("confirm", "Second person")
    hands.saves("confirm", OF_A_CASE["confirm"])
    hands.reads("■□□□ low")
    hands.be("U0SERGEANT1", "C0NORTH")
    hands.presses("more", "Add or change")
    hands.presses("regrade", "Grade again")
    hands.saves("grade", OF_A_CASE["grade"], "Add or change")
    assert hands.keys.spot.testid == "button-regrade", "focus goes back to what opened the window"
    hands.leaves()
    hands.reads("■■■□ high")
    hands.presses("allocate", "Allocate")
    hands.saves("allocate", OF_A_CASE["allocate"])
    hands.reads("Officer 1, North")


def _works_on_it(hands: Hands) -> None:
    hands.be("U0OFFICER1", "C0NORTH")
    hands.presses("take")
    hands.reads("in progress")
    hands.presses("todo", "To do")
    for form, window in (("fact", "Add a fact"), ("item", "Add to the case"), ("update", "Record progress")):
        hands.presses(form, window)
        hands.saves(form, OF_A_CASE[form], "To do")
        assert hands.keys.spot.testid == f"button-{form}", "focus goes back to what opened the window"
    hands.presses("more", "Add or change")
    hands.presses("identify", "Identifiers")
    hands.chooses("field-identifier_kind", "IP address with time", "In which time zone the record is")
    hands.saves("identify", OF_A_CASE["identify"], "Identifiers")
    hands.saves("identified", OF_A_CASE["identified"], "Identifiers")
    hands.leaves("Add or change")


def _says_how_he_left_custody(hands: Hands) -> None:
    """The fullest form of what became of something: it also asks for the child at the address."""
    hands.presses("item", "Add to the case", about="Add custody")
    hands.saves("item", CUSTODY, "Add or change")
    hands.presses("todo", "To do")
    hands.presses("done", "What became of it", about="Charge, bail or release")
    hands.saves("done", RELEASED, "To do")


def _hands_it_over(hands: Hands) -> None:
    hands.presses("more", "Add or change")
    hands.presses("handover", "Hand over")
    hands.saves("handover", OF_A_CASE["handover"], "Add or change")
    hands.presses("todo", "To do")
    hands.presses("done", "What became of it", about="Refer to children’s services")
    hands.saves("done", OF_A_CASE["done"], "To do")
    hands.leaves()
    hands.be("U0OFFICER2", "D0OFFICER2")
    hands.presses("done", "What became of it")
    hands.saves("done", {"result": "Accepted"})


def _ends_it(hands: Hands) -> None:
    hands.be("U0OFFICER2", "C0NORTH")
    hands.presses("enforce", "Enforcement action")
    hands.saves("enforce", OF_A_CASE["enforce"])
    hands.be("U0SERGEANT1", "C0NORTH")
    hands.presses("todo", "To do")
    hands.presses("done", "What became of it", about="Authority’s decision")
    hands.saves("done", {"result": "No further action by the authority"}, "To do")
    hands.leaves()
    hands.presses("close", "Close the case")
    hands.saves("close", OF_A_CASE["close"])
    hands.reads("Closed")
    hands.presses("reopen", "Open it again")
    hands.saves("reopen", OF_A_CASE["reopen"])
    hands.reads("in progress")


def _finds_it_recorded(hands: Hands) -> None:
    """See the line that each form has left in the case's history: the second form of a kind leaves one too."""
    hands.keys.reach("composer")
    hands.types("/case 26-00001", "CC-26-00001")
    for line in RECORDED:
        expect(hands.window).to_contain_text(line)


def test_who_is_away_and_who_is_in_the_team(page: Page, address: str) -> None:
    hands = Hands(Desk(page, address))
    _enters_an_absence(hands)
    _tries_one_out(hands)
    _changes_the_roster(hands)
    assert set(hands.saved) == set(OF_THE_TEAM)


def _enters_an_absence(hands: Hands) -> None:
    hands.be("U0SERGEANT1", "C0NORTH")
    hands.types("/duty", "Duty")
    hands.presses("away", "Absence")
    _thinks_better_of_it(hands)
    hands.saves("away", OF_THE_TEAM["away"], "Duty")
    hands.presses("back", about="Officer 1, North")
    hands.confirms()
    expect(hands.window).not_to_contain_text("Officer 1, North")
    hands.leaves()


def _tries_one_out(hands: Hands) -> None:
    hands.types("/caseclock rehearse", "Rehearsal")
    hands.saves("rehearse", OF_THE_TEAM["rehearse"], "Rehearsal")
    expect(hands.window).to_contain_text("Rehearsed: Officer 1, North away from")
    hands.keys.press("Escape")
    hands.confirms()
    hands.sees("")


def _thinks_better_of_it(hands: Hands) -> None:
    """Leave a form that was filled in, be asked, stay; what was filled in is there, and focus where it was."""
    hands.keys.reach("field-starts_time")
    hands.keys.time(hands.keys.spot, "07:45")
    hands.keys.press("Escape")
    expect(hands.page.get_by_test_id("confirm")).to_contain_text("Leave this form?")
    hands.keys.press("Escape")
    assert (hands.keys.spot.field, hands.keys.spot.value) == ("starts_time", "07:45")
    hands.keys.reach("field-person", by="Shift+Tab")


def _changes_the_roster(hands: Hands) -> None:
    hands.be("U0ADMIN", "C0NORTH")
    hands.types("/caseclock setup", "Set up")
    hands.presses("setup_add_team", "Team")
    hands.saves("setup_team", OF_THE_TEAM["setup_team"], "Set up")
    expect(hands.window).to_contain_text("OCSAE East")
    hands.keys.look_up(hands.keys.reach("action-setup_edit_person"), "Auditor")
    hands.sees("Person")
    hands.presses("setup_remove_person")
    hands.confirms()
    hands.sees("Removed")
    hands.leaves("Set up")
    hands.presses("setup_add_person", "Person")
    hands.saves("setup_person", OF_THE_TEAM["setup_person"], "Set up")
    expect(hands.window).to_contain_text("1 officer, 1 supervisor, 1 inspector, 1 auditor")


def test_what_is_asked_below_a_reminder(page: Page, address: str) -> None:
    hands = Hands(Desk(page, address))
    _gives_somebody_a_task(hands)
    _is_reminded_of_it(hands)
    hands.presses("remind", "Remind me")
    hands.saves("remind", OF_A_REMINDER["remind"])
    hands.reads("You asked to be reminded")
    hands.presses("not_mine", "Not mine")
    hands.saves("give", OF_A_REMINDER["give"])
    assert set(hands.saved) >= set(OF_A_REMINDER)


def _gives_somebody_a_task(hands: Hands) -> None:
    hands.be("U0OFFICER1", "C0NORTH")
    hands.types("/refer", "Log a referral")
    hands.saves("refer", {**OF_A_CASE["refer"], "grade": "High", "evidence": "None known"}, "Referral logged")
    hands.leaves()
    hands.presses("take")
    hands.reads("in progress")
    hands.presses("todo", "To do")
    hands.presses("item", "Add to the case")
    hands.saves("item", {**OF_A_CASE["item"], "doer": "Officer 2, North"}, "To do")
    hands.leaves()


def _is_reminded_of_it(hands: Hands) -> None:
    hands.be("U0OFFICER2", "D0OFFICER2")
    for _ in range(30):
        if hands.page.get_by_test_id("button-not_mine").count():
            hands.keys.reach("composer")
            return
        hands.desk.travels("next")
    raise AssertionError("nobody was reminded of the task")
