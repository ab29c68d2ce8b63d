"""The windows below a reminder: Slack takes them whatever the force's words are, and they say until when."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.views import handover, remind
from bot.views.mistakes import Mistakes
from bot.views.remind import Offer
from casework.allocation import Candidate, Presence
from casework.case import Grade, Item
from casework.grading import Training
from casework.reminding import choices, latest
from practice.blocks import check_message, check_view
from tests.views.builders import LONDON, NOW, RECEIVED, RULES, a_sheet, a_wordy_policy, owned, said, words

FILLERS = st.sampled_from(["W", "&", "<", "é", "人", "😀", "*", "a b\n"])
PLACE = ("D0123456789", "1793000000.000100")


def offer(grade: Grade = Grade.HIGH) -> Offer:
    """What the owner of a case may choose from at 09:12 on Tuesday 3 November."""
    sheet = a_sheet(owned(grade))
    clock = next(each for each in sheet.clocks if each.name == "enforcement")
    terms = (clock, grade, RULES, RULES.calendar(LONDON), NOW)
    return Offer(sheet, clock, choices(*terms), latest(*terms))


@settings(max_examples=25)
@given(FILLERS, st.sampled_from(Grade))
def test_slack_takes_the_window_whatever_the_force_calls_its_clocks(filler: str, grade: Grade) -> None:
    rules = a_wordy_policy(filler, 13, 1)
    sheet = a_sheet(owned(grade), NOW, rules, {"U0OFFICER1": words(filler, 75)})
    known = offer(grade)
    assert check_view(remind.form(Offer(sheet, sheet.clocks[0], known.choices, known.latest), PLACE)) == []


@pytest.mark.parametrize("number", [0, 1, 101, 600])
def test_slack_takes_the_window_in_which_a_task_is_given_on(number: int) -> None:
    sheet = a_sheet(owned(items=(Item(1, "CCTV", RECEIVED, NOW, doer="U0SERGEANT1"),)))
    found = [
        Candidate(f"U{at:010}", words("W", 75, at), Training.EXPIRED, Presence.SOON_AWAY, at, at)
        for at in range(number)
    ]
    assert check_view(handover.passing(sheet, sheet.case.items[0], found)) == []


@pytest.mark.parametrize(
    ("item", "to", "shown"),
    [
        (Item(1, "CCTV", RECEIVED, NOW, doer="U1"), "U1", True),
        (Item(1, "CCTV", RECEIVED, NOW, doer="U1"), "U2", False),
        (Item(1, "CCTV", RECEIVED, NOW, doer="U1", done_at=NOW, result="Secured"), "U1", False),
    ],
)
def test_what_was_given_has_its_button_while_it_is_theirs_to_do(item: Item, to: str, shown: bool) -> None:
    card = [{"type": "divider"}, {"type": "divider"}]
    payload = handover.given({"text": "T", "blocks": card}, item, a_sheet(), to)
    assert ([block["type"] for block in payload["blocks"]] == ["divider", "divider", "actions"]) is shown
    assert check_message({"text": "T", "blocks": [*payload["blocks"], {"type": "divider"}]}) == []


def test_the_window_says_what_is_on_offer_and_the_latest() -> None:
    shown = said(remind.form(offer(), PLACE))
    assert "in 4 hours, today 13:12" in shown
    assert "Europe/London time. The latest is today 17:12, Tue 3 Nov" in shown
    assert "tomorrow 08:00" not in shown


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({}, "when"),
        ({"when": "9 hours"}, "when"),
        ({"when": "2026-11-04T08:00"}, "when"),
        ({"when": "1 hour", "at_time": "10:00"}, "when"),
        ({"when": "own"}, "at_date"),
        ({"when": "own", "at_date": "2026-11-03"}, "at_time"),
        ({"when": "own", "at_date": "2026-11-03", "at_time": "09:12"}, "at_time"),
        ({"when": "own", "at_date": "2026-11-03", "at_time": "17:13"}, "at_time"),
        ({"when": "own", "at_date": "2026-11-04", "at_time": "08:00"}, "at_date"),
    ],
)
def test_what_is_not_allowed_is_said_on_its_field(answers: dict[str, str], field: str) -> None:
    with pytest.raises(Mistakes) as refused:
        remind.read(answers, offer())
    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize(
    ("answers", "after"),
    [
        ({"when": "15 minutes", "at_date": "2026-11-03"}, timedelta(minutes=15)),
        ({"when": "4 hours"}, timedelta(hours=4)),
        ({"when": "own", "at_date": "2026-11-03", "at_time": "17:12"}, timedelta(hours=8)),
    ],
)
def test_what_was_chosen_counts_from_now(answers: dict[str, str], after: timedelta) -> None:
    assert remind.read(answers, offer()) == NOW + after
