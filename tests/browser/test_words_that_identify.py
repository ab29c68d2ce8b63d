import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import Desk

pytestmark = [pytest.mark.browser]


def test_what_identifies_is_pointed_out_and_kept_by_a_tick(page: Page, address: str) -> None:
    desk = Desk(page, address)
    desk.be("U0OFFICER1", "C0NORTH")
    desk.types("/refer")
    desk.chooses(source="CEOP", kind="Grooming")
    desk.ticks(child_at_risk="Yes", child_in_contact="Yes", suspect_identified="No", evidence="None known")
    desk.writes(summary="The device is in SW1A 1AA, which everybody knows.")
    window = page.get_by_test_id("modal")
    page.get_by_test_id("submit").click()
    expect(window.get_by_role("heading", name="Not saved yet")).to_be_in_viewport()
    expect(window).to_contain_text("What is known: “SW1A 1AA” looks like a postcode. Say “address known” instead.")
    expect(page.get_by_test_id("field-summary")).to_have_value("The device is in SW1A 1AA, which everybody knows.")
    page.get_by_test_id("field-as_it_is").get_by_role("checkbox").check()
    page.get_by_test_id("submit").click()
    expect(window).to_contain_text("Logged as CC-26-")
