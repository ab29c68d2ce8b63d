"""The window of `/preserve` and the answer to talk of a reset, as a person reads them."""

from typing import Any

import pytest

from bot.views import preserve, resettalk
from casework.policy import AdviceFor
from practice.blocks import check_view
from tests.views.builders import NOW, RULES, a_case, a_sheet, a_wordy_policy, buttons, owned, said, with_evidence


def row(who: str, kind: str) -> AdviceFor:
    return preserve.chosen(RULES, {"who": who, "kind": kind})


def menus(view: dict[str, Any]) -> dict[str, tuple[list[str], str]]:
    """Each menu by its action: what it offers, and what is chosen."""
    found = [block["accessory"] for block in view["blocks"] if "accessory" in block]
    return {
        menu["action_id"]: ([each["value"] for each in menu["options"]], menu["initial_option"]["value"])
        for menu in found
    }


def test_one_chooses_from_whom_the_policy_knows_and_what_it_has_for_them() -> None:
    shown = menus(preserve.window(RULES, row("School", "Computer or console")))
    assert shown["preserve_who"] == (["Child", "Parent or carer", "School", "Officer"], "School")
    kinds, chosen = shown["preserve_kind"]
    assert chosen == "Computer or console"
    assert "Provider" not in kinds
    assert "Provider" in menus(preserve.window(RULES, row("Officer", "Provider")))["preserve_kind"][0]


@pytest.mark.parametrize(
    ("who", "kind", "expected"),
    [
        ("School", "iPhone, locked", ("School", "iPhone, locked")),
        ("Child", "Provider", ("Child", "Phone or tablet, switched on")),
        ("Neighbour", "iPhone, locked", ("Child", "Phone or tablet, switched on")),
        ("", "", ("Child", "Phone or tablet, switched on")),
    ],
)
def test_what_there_is_no_advice_for_gives_the_nearest(who: str, kind: str, expected: tuple[str, str]) -> None:
    found = row(who, kind)
    assert (found.who, found.kind) == expected


def test_the_words_to_read_aloud_stand_before_those_for_the_officer() -> None:
    shown = said(preserve.window(RULES, row("Child", "iPhone, locked")))
    parts = ("*Read aloud*", "*For you*", "*Write down first*", "*Never*", "Call the digital forensics unit before")
    places = [shown.index(part) for part in parts]
    assert places == sorted(places)
    assert "after about three days without that it restarts by itself" in shown
    assert "_iOS 18 restarts 72 hours after the last unlock" in shown


def test_advice_without_anything_for_the_officer_has_no_such_heading() -> None:
    assert "*For you*" not in said(preserve.window(RULES, row("Officer", "Computer or console")))


def test_about_a_case_it_says_whether_it_was_confirmed_and_can_be_sent_off() -> None:
    form = preserve.form(a_sheet(with_evidence(owned())), row("School", "Computer or console"))
    assert said(form).startswith("*CC-26-00042 · ■■■□ high* · Nobody has confirmed yet that this advice was given.")
    assert form["submit"]["text"] == "I have said this"
    assert "submit" not in preserve.window(RULES, row("School", "Computer or console"))
    assert "No device or account is on record." in said(preserve.form(a_sheet(a_case()), row("", "")))


def test_what_was_recorded_is_said_with_how_the_case_stands() -> None:
    confirmed = with_evidence(owned(evidence_confirmed_at=NOW, evidence_confirmed_by="U0OFFICER1"))
    shown = said(preserve.recorded(a_sheet(confirmed), row("School", "Provider")))
    assert "School · Phone or tablet, switched on" in shown
    assert "Advice confirmed by Officer 1, North, Tue 3 Nov 09:12." in shown


@pytest.mark.parametrize(("reference", "opens"), [("CC-26-00042", "case"), (None, "refer")])
def test_the_answer_to_reset_talk_is_short_and_opens_a_case(reference: str | None, opens: str) -> None:
    answer = resettalk.answer(RULES.advice, reference)
    assert answer["text"] == "Protect the evidence now: No factory reset. Nothing wiped, sold or handed on."
    assert said(answer).count("•") == 3
    assert "Call the digital forensics unit" in said(answer)
    assert "Never" not in said(answer)
    assert buttons(answer) == [opens, "preserve"]
    assert [each["value"] for each in answer["blocks"][-1]["elements"]] == [reference or "read"] * 2


@pytest.mark.parametrize("filler", ["W", "&", "é", "*", "a b\n"])
@pytest.mark.parametrize("rows", [1, 100])
def test_slack_takes_the_advice_however_much_the_policy_says(filler: str, rows: int) -> None:
    rules = a_wordy_policy(filler, 1, rows)
    sheet = a_sheet(with_evidence(owned()), rules=rules, names={})
    for each in (rules.advice_for[0], rules.advice_for[-1]):
        for view in (preserve.window(rules, each), preserve.form(sheet, each), preserve.recorded(sheet, each)):
            assert check_view(view) == []
