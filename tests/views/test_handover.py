from dataclasses import replace
from datetime import timedelta

import pytest

from bot.views import card, handover, more, moves
from bot.views.mistakes import Mistakes
from casework.allocation import Candidate, Presence
from casework.case import Case, Grade, Item
from casework.grading import Training
from casework.policy import Policy
from casework.policy_items import ResultRule
from practice.blocks import check_message, check_view
from tests.views.builders import NOW, RULES, a_case, a_sheet, buttons, field, owned, said

COLLEAGUE = Candidate("U0OFFICER2", "Officer 2, North", Training.VALID, Presence.ON_DUTY, 4, 2)
OFFER = Item(1, "hand-over", NOW, NOW, doer="U0SERGEANT1")


def with_items(*items: Item) -> Case:
    """A case of Officer 1 with these items."""
    return owned(Grade.HIGH, items=items)


def test_the_form_offers_colleagues_with_the_reasons_for_each() -> None:
    view = handover.form(a_sheet(owned()), [COLLEAGUE])
    [group] = field(view, "owner")["element"]["option_groups"]
    [option] = group["options"]
    assert option["text"]["text"] == "Officer 2, North · 4 open"
    assert option["description"]["text"] == "has the skill · on duty · 4 open · 2 with images in 90 days"


def test_the_sheet_says_what_is_open_due_promised_and_whose_it_is() -> None:
    cctv = Item(1, "CCTV", NOW, NOW, doer="U0SERGEANT1")
    agreed = Item(2, "safeguarding referral", NOW, NOW, due_at=NOW + timedelta(hours=1))
    lines = said({"blocks": handover.promised(a_sheet(with_items(cctv, agreed)))}).splitlines()
    assert lines[0] == "*What is open, due and promised: 3*"
    assert lines[1] == "*Refer to children’s services* · due Tue 3 Nov 10:12 · as agreed"
    assert lines[2].startswith("*Enforcement action* · due Tue 10 Nov 09:00")
    assert lines[3] == "*CCTV* · due Tue 1 Dec 09:12 · for Sergeant, North"


def test_of_a_very_long_sheet_the_rest_is_counted() -> None:
    case = with_items(*(Item(at, "CCTV", NOW, NOW) for at in range(1, 101)))
    view = handover.form(a_sheet(case), [COLLEAGUE])
    assert "… and 61 others due later: see “To do”." in said(view)
    assert check_view(view) == []


def test_without_a_colleague_on_duty_the_window_says_whom_to_ask() -> None:
    view = handover.form(a_sheet(owned()), [])
    assert "Ask a supervisor" in said(view)
    assert "submit" not in view


def test_whom_it_is_offered_to_is_read_or_asked_for() -> None:
    assert handover.read({"owner": "U1"}) == "U1"
    with pytest.raises(Mistakes) as caught:
        handover.read({})
    assert caught.value.fields == {"owner": "Choose to whom you offer it."}


@pytest.mark.parametrize(
    ("item", "words", "answers"),
    [
        (OFFER, "This case is offered to you. Accept or refuse it", True),
        (replace(OFFER, done_at=NOW, result="Withdrawn"), "This case was offered to you. Withdrawn.", False),
        (replace(OFFER, done_at=NOW), "This case was offered to you. The offer has ended.", False),
    ],
)
def test_the_message_asks_for_an_answer_until_there_is_one(item: Item, words: str, answers: bool) -> None:
    sheet = a_sheet(with_items(item))
    drawn = handover.offer(card.card(sheet, handover.lead(item)), item, sheet)
    assert words in said(drawn)
    assert ("done" in buttons(drawn)) is answers
    assert check_message(drawn) == []


@pytest.mark.parametrize(
    ("case", "results", "offered"),
    [(owned(), RULES.result, True), (a_case(), RULES.result, False), (owned(), (), False)],
)
def test_hand_over_is_among_what_can_be_done_to_a_case_that_somebody_owns(
    case: Case, results: tuple[ResultRule, ...], offered: bool
) -> None:
    rules = Policy.model_construct(**{**dict(RULES), "result": results})
    assert ("handover" in buttons(more.more(a_sheet(case, rules=rules), {}))) is offered


def test_an_offer_is_answered_in_what_there_is_to_do() -> None:
    sheet = a_sheet(with_items(OFFER))
    [clock] = [clock for clock in sheet.clocks if clock.name == "hand-over #1"]
    assert moves.answering(clock, sheet) == ("todo",)
