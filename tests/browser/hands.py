"""What a person does in the practice page without a mouse: commands, buttons and forms, by keys alone."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import Desk
from tests.browser.keyboard import Answers, Keyboard


@dataclass(frozen=True, slots=True)
class Hands:
    """Two hands at a keyboard, and which forms they have saved."""

    desk: Desk
    saved: list[str] = field(default_factory=list)

    @property
    def page(self) -> Page:
        """The page before them."""
        return self.desk.page

    @property
    def keys(self) -> Keyboard:
        """The keys below them."""
        return Keyboard(self.page)

    @property
    def window(self) -> Locator:
        """The window on top."""
        return self.page.get_by_test_id("modal")

    def be(self, person: str, conversation: str) -> None:
        """Sit down as somebody, before a conversation, at the box into which one writes."""
        self.desk.be(person, conversation)
        self.keys.reach("composer")

    def types(self, command: str, window: str) -> None:
        """Type a command into the box and send it; it opens a window of this title."""
        self.page.keyboard.type(command)
        self.keys.press("Enter")
        self.sees(window)

    def presses(self, button: str, window: str = "", about: str = "") -> None:
        """Press a button of the newest card, or of the window on top; it opens a window, where that has a title."""
        expect(self.page.get_by_test_id(f"button-{button}").last).to_be_visible()
        in_window = self.window.count() > 0
        self.keys.reach(f"button-{button}", about=about, by="Tab" if in_window else "Shift+Tab")
        self.keys.press("Enter")
        if window:
            self.sees(window)

    def sees(self, window: str) -> None:
        """Have a window of this title on top, when all that was pressed is done; none, where there is no title."""
        expect(self.page.locator("[aria-busy=true]")).to_have_count(0)
        if window:
            expect(self.window.locator(".modal-title")).to_have_text(window)
        else:
            expect(self.window).to_have_count(0)
        expect(self.page.locator("body:focus"), "focus was lost").to_have_count(0)

    def saves(self, form: str, answers: Answers, then: str = "") -> None:
        """Fill in every field of the form on top and send it off; `then` is the title of the window that follows."""
        expect(self.window).to_have_attribute("data-callback", form)
        met = self.keys.fill(answers)
        there = self.window.locator(".block-input").evaluate_all(
            "(blocks) => blocks.map((block) => block.dataset.block)"
        )
        assert [name for name in met if name in there] == there, f"fields of {form}: {there}, by the keyboard {met}"
        unknown = set(answers) - set(met)
        assert not unknown, f"{form} has no {unknown}"
        self.keys.press("Enter")
        try:
            self.sees(then)
        except AssertionError as error:
            wrong = self.window.locator(".field-error:visible, .toast").all_inner_texts()
            raise AssertionError(f"{form} was not saved: {wrong}") from error
        self.saved.append(form)

    def chooses(self, field: str, label: str, then: str) -> None:
        """Choose in a menu of the window on top that Caseclock hears of at once: the window then says `then`."""
        spot = self.keys.reach(field)
        self.keys.look_up(spot, label)
        expect(self.window).to_contain_text(then)
        assert self.keys.spot.testid == field, "focus was lost when the window was drawn anew"

    def reads(self, words: str) -> None:
        """Wait until the newest card says so."""
        expect(self.page.get_by_test_id("message").filter(has_text="CC-").last).to_contain_text(words)

    def confirms(self) -> None:
        """Say yes to the question on top."""
        self.keys.reach("confirm-yes")
        self.keys.press("Enter")
        expect(self.page.get_by_test_id("confirm")).to_have_count(0)

    def leaves(self, then: str = "") -> None:
        """Close the window on top by Escape."""
        self.keys.press("Escape")
        self.sees(then)
