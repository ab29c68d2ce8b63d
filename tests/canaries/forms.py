"""The way to every form that the bot opens, and what has to be chosen in it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from tests.canaries.identifiers import typed_as
from tests.canaries.roster import away, rehearse, setup_person, setup_team
from tests.stories import words

if TYPE_CHECKING:
    from tests.canaries.play import Answers, Play
    from tests.stories.people import Person

Route = Callable[["Play"], Awaitable[None]]
_NO_REASON = "No resources this month."
_REFERRAL = {
    "source": "CEOP",
    "kind": "Grooming",
    "child_at_risk": "no",
    "child_in_contact": "not known",
    "suspect_identified": "no",
    "evidence": "at risk",
    "grade": "low",
    "grade_tool": "KIRAT",
}
_ITEMS = {
    "IP resolution": {"port": "40961"},
    "safeguarding referral": {},
    "US preservation request": {},
}
"""Of the items that are opened by hand, those whose forms differ."""
_HOLD_UP = ("\nEvidence", "\nSafeguarding")
"""What stands beside what has to be ended before a case is closed."""


async def presses(play: Play, person: Person, label: str) -> None:
    """Press a button of the case's card, or of “Add or change…” below it."""
    await person.closes_windows()
    await person.finds(play.reference, label)
    assert person.window, f"{label} opened nothing"


async def presses_to_do(play: Play, person: Person, label: str) -> None:
    """Press a button of the window of what is to be done."""
    await presses(play, person, "To do")
    await person.presses_in_window(label)


async def refer(play: Play) -> None:
    officer = play.story.second_officer
    await officer.opens("/refer")
    await play.fills(officer, _REFERRAL, {"received_date": play.tomorrow})
    play.reference = play.story.logged_in(officer.window)


async def confirm(play: Play) -> None:
    officer = play.story.officer
    await presses(play, officer, "Second person…")
    await play.fills(officer, {"agrees": "yes"}, {"note": f"{_NO_REASON} {play.words('confirm.note', 200)}"})


async def evidence(play: Play) -> None:
    await presses(play, play.story.officer, "Advice not to reset was given…")
    await play.fills(play.story.officer, {"evidence": "at risk", "confirmed": ["yes"]})


async def preserve(play: Play) -> None:
    await play.story.officer.closes_windows()
    await play.story.officer.opens(f"/preserve {play.reference}")
    await play.fills(play.story.officer, {})


async def allocate(play: Play) -> None:
    await presses(play, play.story.sergeant, "Allocate…")
    await play.fills(play.story.sergeant, {"owner": "U0OFFICER1"})


async def handover(play: Play) -> None:
    await presses(play, play.story.officer, "Hand over…")
    await play.fills(play.story.officer, {"owner": "U0OFFICER2"})


async def fact(play: Play) -> None:
    await presses_to_do(play, play.story.officer, "Add a fact")
    await play.fills(play.story.officer, {"fact": "child at risk = yes"}, {"since_date": play.tomorrow})


async def item(play: Play) -> None:
    for kind, answers in _ITEMS.items():
        await presses_to_do(play, play.story.officer, "Add evidence, referral, custody, task…")
        # The port is typed wherever there is room for it; a wrong one is refused where none is asked for, too.
        given = {"kind": kind, "port": "40961", **answers}
        await play.fills(play.story.officer, given, {"starts_date": play.tomorrow})


async def identify(play: Play) -> None:
    officer = play.story.officer
    await presses(play, officer, "Compare a user name, number or e-mail…")
    for kind in [option["value"] for option in _field(officer, "identifier_kind")["options"]]:
        await officer.chooses("identifier_kind", kind)
        text, written, beside = typed_as(kind, play.secret, play.installation.travel.now())
        play.secret.note(written, f"identify, {kind}")
        too_many = "\n".join(play.words("identify.identifiers", 100) for _ in range(26))
        await play.fills(officer, {"identifiers": text, "identifier_kind": kind, **beside}, {"identifiers": too_many})
        assert "1 kept" in officer.window, officer.window
        await play.saves(officer, {})
    await officer.closes_windows()


async def update(play: Play) -> None:
    await presses_to_do(play, play.story.officer, "Record progress")
    await play.fills(play.story.officer, {})


async def grade(play: Play) -> None:
    sergeant = play.story.sergeant
    await presses(play, play.story.officer, "Re-grade")
    await play.fills(play.story.officer, {"grade": "high", "grade_tool": "KIRAT"})
    lower = {"grade": "medium", "grade_tool": "KIRAT", "reason": "First grade rested on an error"}
    await presses(play, sergeant, "Re-grade")
    await play.fills(sergeant, lower, {"explanation": f"{_NO_REASON} {play.words('grade.explanation', 200)}"})


async def changed_meanwhile(play: Play) -> None:
    """Two grade at once: who comes second is shown the form again, with what was typed."""
    officer, sergeant = play.story.officer, play.story.sergeant
    await presses(play, sergeant, "Re-grade")
    await presses(play, officer, "Re-grade")
    await play.saves(officer, {"grade": "high", "grade_tool": "KIRAT"})
    again = {"grade": "medium", "grade_tool": "KIRAT", "reason": "First grade rested on an error"}
    assert not await play.tries(sergeant, again)
    assert "has changed since you opened this window" in sergeant.window
    await play.saves(sergeant, again)


async def enforce(play: Play) -> None:
    await presses(play, play.story.officer, "Record enforcement action")
    answers = {"action": "Arrest", "children": "2"}
    await play.fills(play.story.officer, answers, {"action_date": play.tomorrow})


async def done(play: Play) -> None:
    """Record what became of what holds up the closing, and of one more entry for each set of fields that is asked."""
    met: set[tuple[str, ...]] = set()
    opened: set[str] = set()
    sergeant = play.story.sergeant
    while left := [each for each in (await _to_do(play, sergeant)).items() if each[0] not in opened]:
        entry, says = left[0]
        opened.add(entry)
        await sergeant.presses_in_window("Record…", entry)
        results = tuple(option["value"] for option in _field(sergeant, "result")["options"])
        asked = tuple(block["block_id"] for block in sergeant.member.modals[-1]["blocks"] if block["type"] == "input")
        answers = {"child": "no", "until_date": play.tomorrow, "until_time": "12:00"}
        if asked not in met:
            await play.fails(sergeant, {**answers, "result": results[-1]}, {"at_date": play.tomorrow})
        if asked not in met or any(area in says for area in _HOLD_UP):
            # The last result ends most; met again, it would go on for ever.
            await _records(play, sergeant, answers, results if results in met else results[::-1])
        met |= {asked, results}


async def _records(play: Play, person: Person, answers: Answers, results: Sequence[str]) -> None:
    """Record the first of `results` that is taken."""
    for result in results:
        if not await play.tries(person, {**answers, "result": result}):
            return
    raise AssertionError(f"none was taken of {results}")


def _field(person: Person, name: str) -> dict[str, Any]:
    """Return a field of the window on top."""
    blocks = person.member.modals[-1]["blocks"]
    element: dict[str, Any] = next(block["element"] for block in blocks if block.get("block_id") == name)
    return element


async def _to_do(play: Play, person: Person) -> dict[str, str]:
    """Open what is to be done on the case, and return what stands beside its buttons, by what they stand for."""
    await presses(play, person, "To do")
    buttons = words.buttons(person.member.modals[-1]["blocks"])
    return {element["value"]: block["text"]["text"] for label, block, element in buttons if label == "Record…"}


async def close(play: Play) -> None:
    mistake = {"explanation": f"{_NO_REASON} {play.words('close.explanation', 200)}"}
    await presses(play, play.story.sergeant, "Close the case…")
    await play.fills(play.story.sergeant, {"outcome": "Suspect charged"}, mistake)


async def reopen(play: Play) -> None:
    mistake = {"text": f"{_NO_REASON} {play.words('reopen.text', 200)}"}
    await presses(play, play.story.sergeant, "Open it again")
    await play.fills(play.story.sergeant, {}, mistake)


async def remind(play: Play) -> None:
    """Give somebody a task, let most of its time go by, and answer the reminder: later, and not mine."""
    story, doer = play.story, play.story.second_officer
    await presses_to_do(play, story.officer, "Add evidence, referral, custody, task…")
    task = {"kind": "other task", "doer": doer.slack, "due_date": play.tomorrow, "due_time": "12:00"}
    await play.saves(story.officer, {**task, "port": ""})
    await story.officer.closes_windows()
    await play.hours_go_by(20)
    told = next((each for each in reversed(story.unread(doer.dm)) if "Another task" in story.says(each)), None)
    assert told, story.transcript()
    await doer.presses(told, "Remind me…", "other task")
    await play.submits(doer, {"when": _field(doer, "when")["options"][0]["value"]})
    await doer.presses(told, "Not mine…", "other task")
    await play.submits(doer, {"owner": "U0OFFICER1"})


ROUTES: dict[str, Route] = {
    "refer": refer,
    "confirm": confirm,
    "evidence": evidence,
    "preserve": preserve,
    "allocate": allocate,
    "fact": fact,
    "item": item,
    "identify": identify,
    "update": update,
    "grade": grade,
    "changed meanwhile": changed_meanwhile,
    "enforce": enforce,
    "remind": remind,
    "handover": handover,
    "setup_team": setup_team,
    "setup_person": setup_person,
    "away": away,
    "rehearse": rehearse,
    "done": done,
    "close": close,
    "reopen": reopen,
}
"""In an order in which each is possible; between some of them days go by."""
