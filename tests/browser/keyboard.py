"""Somebody at the keyboard: what has focus, on to the next, and an answer by the kind of field that has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from playwright.sync_api import Page, expect

Answers = Mapping[str, str | None]
LEFT = None
"""The answer of a field that is left as it is."""
WORDS = "Told by the school, nothing else is known."
DAYS = {"yesterday": -1, "tomorrow": 1, "the day after": 2}
"""Days that a form may be answered with, counted from today."""
_DAY = "(days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)"
_FARTHEST = 120
"""Stops between any two places of the page."""
_SPOT = """() => {
  const at = document.activeElement, testid = at.dataset.testid ?? "", block = at.closest(".block-input");
  const named = { combobox: at.closest(".combo-one") ? "combobox" : "several" }[at.getAttribute("role")];
  const typed = ["radio", "checkbox", "date", "time"].includes(at.type) ? at.type : at.tagName.toLowerCase();
  return {
    kind: named ?? typed,
    field: block?.dataset.block ?? (testid.startsWith("action-") ? testid.slice("action-".length) : ""),
    testid,
    words: (at.closest("label") ?? at).textContent.trim(),
    section: at.closest("[data-block]")?.textContent ?? "",
    value: at.tagName === "SELECT" ? at.selectedOptions[0]?.label ?? "" : at.value ?? "",
  };
}"""
_CHOICES = "() => [...document.activeElement.options].map((option) => option.label)"


@dataclass(frozen=True, slots=True)
class Spot:
    """What has focus: its kind, the field that it belongs to, its hook, its words, and where it stands."""

    kind: str
    field: str
    testid: str
    words: str
    section: str
    value: str


@dataclass(frozen=True, slots=True)
class Keyboard:
    """The keys of a page: nothing here points, clicks or fills in by any other way."""

    page: Page

    @property
    def spot(self) -> Spot:
        """What has focus now."""
        return Spot(**self.page.evaluate(_SPOT))

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def reach(self, testid: str, *, about: str = "", by: str = "Tab") -> Spot:
        """Go on, or back by Shift+Tab, until what bears the hook `testid` has focus, in a block about `about`."""
        seen: list[str] = []
        for _ in range(_FARTHEST):
            spot = self.spot
            if spot.testid == testid and about in spot.section:
                return spot
            seen.append(spot.testid or spot.words[:20])
            self.press(by)
        raise AssertionError(f"no key reaches {testid} {about}; the keys reached {', '.join(dict.fromkeys(seen))}")

    def fill(self, answers: Answers) -> list[str]:
        """Go through the form on top from where focus is to its Submit; answer each field. Return the fields."""
        met: list[str] = []
        for _ in range(_FARTHEST):
            spot = self.spot
            if spot.testid == "submit":
                return met
            if spot.field and spot.field not in met and spot.kind in _KINDS:
                met.append(spot.field)
                self.answer(spot, answers)
            self.press("Tab")
        raise AssertionError(f"no key reaches Submit; the keys reached {', '.join(met)}")

    def answer(self, spot: Spot, answers: Answers) -> None:
        """Answer the field that has focus; what `answers` does not name is answered by its kind."""
        if spot.field in answers and answers[spot.field] is LEFT:
            return
        _KINDS[spot.kind](self, spot, answers.get(spot.field) or "")

    def choose(self, spot: Spot, label: str) -> None:
        """Choose in a menu by the arrow keys: what it holds stays where nothing is asked for, else the first."""
        choices = self.page.evaluate(_CHOICES)
        held = choices[1] if spot.value == choices[0] else spot.value
        wanted = label or held
        assert wanted in choices, f"{spot.field} offers no “{wanted}”, but {choices}"
        steps = choices.index(wanted) - choices.index(spot.value)
        self.press(*["ArrowDown" if steps > 0 else "ArrowUp"] * abs(steps))
        assert self.spot.value == wanted

    def look_up(self, spot: Spot, label: str) -> None:
        """Type into a list to choose from, and take what it finds; what it holds already stays."""
        if label:
            self._look_up(label)
            expect(self.page.get_by_test_id(spot.testid).last).to_have_value(label)
        assert label or spot.value, f"{spot.field} is to be answered by name"

    def add(self, spot: Spot, label: str) -> None:
        """Do the same where several may be chosen: what is taken stands before the box."""
        assert label, f"{spot.field} is to be answered by name"
        self._look_up(label)
        expect(self.page.locator(".chip", has_text=label)).to_be_visible()

    def _look_up(self, label: str) -> None:
        self.press("Control+a")
        self.page.keyboard.type(label)
        found = self.page.locator(".combo-option:visible > span:first-child")
        expect(found.filter(has_text=label).first).to_be_visible()
        self.press(*["ArrowDown"] * (found.all_inner_texts().index(label) + 1), "Enter")

    def pick(self, spot: Spot, label: str) -> None:
        """Pick one of a group: the one in focus by Space, another by the arrow keys."""
        self.press("Space")
        for _ in range(10):
            if not label or self.spot.words == label:
                break
            self.press("ArrowDown")
        assert not label or self.spot.words == label, f"{spot.field} has no “{label}”"

    def tick(self, _spot: Spot, _label: str) -> None:
        """Tick the box in focus."""
        self.press("Space")

    def write(self, spot: Spot, words: str) -> None:
        """Write over what a field holds."""
        self.press("Control+a")
        self.page.keyboard.type(words or spot.value or WORDS)
        assert self.spot.value == (words or spot.value or WORDS)

    def date(self, spot: Spot, day: str) -> None:
        """Type a day, YYYY-MM-DD or a name of `DAYS`, as this browser wants it: month or day of the month first."""
        named = self.page.evaluate(_DAY, DAYS[day]) if day in DAYS else day
        assert named or spot.value, f"{spot.field} is to be answered by a day"
        at = date.fromisoformat(named or spot.value)
        self._spell(f"{at:%Y-%m-%d}", [f"{at:%m%d%Y}", f"{at:%d%m%Y}"])

    def time(self, spot: Spot, hour: str) -> None:
        """Type a time of day, written HH:MM, as this browser wants it: of 24 hours, or of 12."""
        assert hour or spot.value, f"{spot.field} is to be answered by an hour"
        at = time.fromisoformat(hour or spot.value)
        self._spell(f"{at:%H:%M}", [f"{at:%H%M}", f"{at:%I%M%p}"])

    def _spell(self, wanted: str, spellings: list[str]) -> None:
        for spelling in spellings:
            self.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
            self.page.keyboard.type(spelling)
            if self.spot.value == wanted:
                return
        raise AssertionError(f"typed {spellings}, and it holds {self.spot.value}, not {wanted}")


_KINDS = {
    "select": Keyboard.choose,
    "combobox": Keyboard.look_up,
    "several": Keyboard.add,
    "radio": Keyboard.pick,
    "checkbox": Keyboard.tick,
    "date": Keyboard.date,
    "time": Keyboard.time,
    "input": Keyboard.write,
    "textarea": Keyboard.write,
}
