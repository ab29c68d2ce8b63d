"""What a person does in the practice page, in a person's words."""

from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

WORDS = "A school reports messages to a pupil from an account that asks for pictures."
_MOMENTS = 4
"""How many due moments may come before the one that is waited for."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The page, at the address of a workspace."""

    page: Page
    address: str

    def be(self, person: str, conversation: str) -> None:
        """Sit down as somebody, before a conversation."""
        tab = "&tab=messages" if conversation.startswith("D") else ""
        self.page.goto(f"{self.address}/#as={person}&in={conversation}{tab}")
        expect(self.page.get_by_test_id("be")).to_have_value(person)
        expect(self.page.get_by_test_id("composer")).to_be_visible()

    def types(self, command: str) -> None:
        """Type a command and send it: the first Enter takes the completion, where one is on offer."""
        composer = self.page.get_by_test_id("composer")
        composer.fill(command)
        composer.press("Escape")
        composer.press("Enter")

    def chooses(self, **fields: str) -> None:
        """Choose from the menus of the form."""
        for field, label in fields.items():
            menu = self.page.get_by_test_id(f"field-{field}")
            if menu.get_attribute("role") == "combobox":
                menu.fill(label)
                self.page.locator(".combo-option:visible").get_by_text(label, exact=True).click()
            else:
                menu.select_option(label=label)

    def ticks(self, **fields: str) -> None:
        """Tick a radio button or check box of the form."""
        for field, label in fields.items():
            self.page.get_by_test_id(f"field-{field}").get_by_label(label, exact=True).check()

    def writes(self, **fields: str) -> None:
        """Write into the form."""
        for field, text in fields.items():
            self.page.get_by_test_id(f"field-{field}").fill(text)

    def saves(self) -> None:
        """Send the form; it closes."""
        self.page.get_by_test_id("submit").click()
        expect(self.page.get_by_test_id("modal")).to_have_count(0)

    def presses(self, button: str, where: Locator) -> None:
        """Press a button of a message."""
        where.get_by_test_id(f"button-{button}").first.click()

    def records(self, item: str, result: str, **fields: str) -> None:
        """Record what became of something in the To do window, which stays open."""
        window = self.page.get_by_test_id("modal").last
        window.locator(".block-section", has_text=item).get_by_test_id("button-done").first.click()
        expect(self.page.get_by_test_id("field-result")).to_be_visible()
        self.chooses(result=result)
        self.writes(**fields)
        self.page.get_by_test_id("submit").click()
        expect(self.page.get_by_test_id("field-result")).to_have_count(0)

    def said(self, words: str) -> Locator:
        """The last message here that holds these words."""
        found = self.page.get_by_test_id("message").filter(has_text=words).last
        expect(found).to_be_visible()
        return found

    def travels(self, how: str) -> None:
        """Let time go by, until the page says that it has."""
        before = self.page.get_by_test_id("time-now").inner_text()
        self.page.get_by_test_id(f"travel-{how}").click()
        expect(self.page.get_by_test_id("time-now")).not_to_have_text(before, timeout=60_000)
        expect(self.page.get_by_test_id("travel-1h")).to_be_enabled(timeout=60_000)

    def travels_until(self, words: str) -> None:
        """Go from one due moment to the next until a message here holds these words."""
        found = self.page.get_by_test_id("message").filter(has_text=words)
        for _ in range(_MOMENTS):
            self.travels("next")
            with suppress(AssertionError):
                expect(found.last).to_be_visible()
                return
        raise AssertionError(f"nobody said here: {words}")
