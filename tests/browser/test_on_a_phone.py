import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.browser.desk import Desk
from tests.browser.forms import OF_A_CASE
from tests.browser.fullest import cards
from tests.browser.hands import Hands

pytestmark = [pytest.mark.browser]
PHONE: ViewportSize = {"width": 390, "height": 844}
TWO_SCREENS = 2 * PHONE["height"]


def test_the_fullest_card_is_at_most_two_screens_and_every_window_can_be_sent_off(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    desk = Desk(page, address)
    desk.be("U0OFFICER1", "C0NORTH")
    heights = _heights(desk)
    assert {name: height for name, height in heights.items() if height > TWO_SCREENS} == {}
    _reaches_the_end_of_windows(Hands(desk))


def _heights(desk: Desk) -> dict[str, float]:
    """Show one card after the other in the same message, as Slack shows what a bot posts, and measure each."""
    found: dict[str, float] = {}
    same: dict[str, str] = {}
    for name, (reference, payload) in cards().items():
        answer = desk.page.request.post(
            f"{desk.address}/api/{'chat.update' if same else 'chat.postMessage'}",
            headers={"Authorization": "Bearer xoxb-practice"},
            data={"channel": "C0NORTH", **same, **payload},
        ).json()
        assert answer["ok"], answer
        same = {"ts": answer["ts"]}
        shown = desk.page.locator(f"[data-ts='{answer['ts']}']").filter(has_text=reference)
        expect(shown).to_be_attached()
        found[name] = shown.evaluate("(node) => node.getBoundingClientRect().height")
        assert shown.evaluate("(node) => node.scrollWidth <= node.clientWidth"), f"{name} is wider than the phone"
    return found


def _reaches_the_end_of_windows(hands: Hands) -> None:
    hands.keys.reach("composer")
    hands.types("/refer", "Log a referral")
    _can_be_sent_off(hands, "field-external_reference")
    hands.saves("refer", OF_A_CASE["refer"], "Referral logged")
    _can_be_sent_off(hands, "field-evidence")
    hands.leaves()
    hands.presses("todo", "To do")
    last = hands.window.get_by_test_id("button-done").last
    last.scroll_into_view_if_needed()
    _is_to_be_pressed(last)
    hands.presses("item", "Add to the case")
    _can_be_sent_off(hands, "field-text")


def _can_be_sent_off(hands: Hands, last: str) -> None:
    _is_to_be_pressed(hands.window.get_by_test_id("submit"))
    hands.window.get_by_test_id(last).scroll_into_view_if_needed()
    _is_to_be_pressed(hands.window.get_by_test_id(last))
    _is_to_be_pressed(hands.window.get_by_test_id("submit"))


def _is_to_be_pressed(what: Locator) -> None:
    """See that it is on the screen, and that nothing lies over its middle."""
    expect(what).to_be_in_viewport(ratio=0.9)
    assert what.evaluate(
        "(node) => { const box = node.getBoundingClientRect();"
        " return node.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2)); }"
    )
