import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import WORDS, Desk

pytestmark = [pytest.mark.browser]


def test_a_newcomer_does_the_main_job_with_mouse_and_keyboard(page: Page, address: str) -> None:
    desk = Desk(page, address)
    _logs(desk)
    card = _grades_and_takes(desk)
    _is_reminded(desk)
    _goes_up_the_line(desk)
    desk.be("U0SERGEANT1", "C0DIGEST")
    desk.travels("1d")
    expect(desk.said("OCSAE North")).to_contain_text("CC-")
    _acts_and_closes(desk)
    assert card


def _logs(desk: Desk) -> None:
    desk.be("U0OFFICER1", "C0NORTH")
    desk.types("/refer")
    desk.chooses(source="CEOP", kind="Grooming")
    desk.ticks(child_at_risk="Yes", child_in_contact="Yes", suspect_identified="No")
    desk.ticks(evidence="A device that may be reset, wiped or lost")
    desk.writes(summary=WORDS)
    desk.page.get_by_test_id("submit").click()
    expect(desk.page.get_by_test_id("modal")).to_contain_text("No factory reset")
    desk.page.get_by_test_id("field-confirmed").get_by_role("checkbox").check()
    desk.saves()


def _grades_and_takes(desk: Desk) -> str:
    card = desk.page.get_by_test_id("message").first
    expect(card).to_contain_text("Confirm the evidence advice · done")
    expect(card).not_to_contain_text("school reports")
    desk.presses("grade", card)
    desk.chooses(grade="Very high", grade_tool="KIRAT")
    desk.saves()
    expect(card).to_contain_text("very high")
    desk.presses("take", card)
    expect(card).to_contain_text("in progress")
    return card.inner_text()


def _is_reminded(desk: Desk) -> None:
    desk.be("U0OFFICER1", "D0OFFICER1")
    # Early in the morning the digest is due before that.
    desk.travels_until("Half of its time has gone")
    expect(desk.said("Half of its time has gone")).to_contain_text("You own it")


def _goes_up_the_line(desk: Desk) -> None:
    desk.travels("12h")
    desk.travels("12h")
    desk.be("U0SERGEANT1", "D0SERGEANT1")
    escalation = desk.said("It is due and has not been done")
    desk.presses("have", escalation)
    # What is new goes out first, one message a second: after a day there is much of it.
    expect(escalation).to_contain_text("Sergeant, North", timeout=30_000)
    desk.be("U0OFFICER1", "C0NORTH")


def _acts_and_closes(desk: Desk) -> None:
    desk.be("U0OFFICER1", "C0NORTH")
    card = desk.page.get_by_test_id("message").first
    desk.presses("enforce", card)
    desk.chooses(action="Warrant executed")
    desk.saves()
    expect(card).to_contain_text("Enforcement action · done")
    desk.presses("todo", card)
    authority = {"recipient": "The county where the child lives", "text": "Told by telephone."}
    desk.records("Refer to children’s services", "Referred", their_reference="MASH 17", **authority)
    desk.records("Authority’s decision", "Assessment, no strategy discussion", **authority)
    desk.page.keyboard.press("Escape")
    desk.be("U0SERGEANT1", "C0NORTH")
    card = desk.page.get_by_test_id("message").first
    desk.presses("close", card)
    desk.chooses(outcome="Suspect charged")
    desk.writes(explanation="Charged after the warrant.")
    desk.saves()
    expect(card).to_contain_text("Closed")
