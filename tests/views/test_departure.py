from dataclasses import replace
from datetime import timedelta

import pytest

from bot.views.departure import Departure, departed
from casework.case import Grade
from practice.blocks import check_message
from tests.views.builders import LONDON, NOW, a_line, buttons, said, words

OWNED = (a_line("CC-26-00001", grade=Grade.LOW), a_line("CC-26-00002", grade=Grade.VERY_HIGH))
LEFT = Departure("Officer 3, South", "deactivated", True, ("CC-26-00001", "CC-26-00002"), OWNED, True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "The account of Officer 3, South is deactivated; 2 cases need an owner."),
        ({"problem": "user_not_found"}, "is not known to Slack any more; 2 cases need an owner."),
        ({"owned": OWNED[:1]}, "deactivated; 1 case needs an owner, and 1 case has something that was theirs to do."),
        ({"owned": ()}, "deactivated; 2 cases have something that was theirs to do."),
        ({"owned": (), "left": ()}, "deactivated; none of their cases needs an owner."),
        ({"problem": None}, "The account of Officer 3, South can be reached again. Nothing more is to be done."),
        ({"on_roster": False}, "Somebody whose account was gone has been taken off the roster."),
    ],
)
def test_it_says_whose_account_is_gone_and_what_they_leave(changes: dict[str, object], sentence: str) -> None:
    payload = departed(replace(LEFT, **changes), NOW, LONDON)  # type: ignore[arg-type]  # any fields
    assert sentence in payload["text"]
    assert sentence in said(payload)


def test_whoever_leads_the_team_has_a_button_for_each_case_the_most_severe_first() -> None:
    payload = departed(replace(LEFT, left=(*LEFT.left, "CC-26-00003")), NOW, LONDON)
    assert buttons(payload) == ["allocate", "allocate", "todo"]
    values = [block["accessory"]["value"] for block in payload["blocks"] if "accessory" in block]
    assert values == ["CC-26-00002", "CC-26-00001", "CC-26-00003"]
    assert "an administrator then takes them off the roster" in said(payload)


def test_an_administrator_reads_how_many_cases_and_not_which() -> None:
    payload = departed(replace(LEFT, may_allocate=False), NOW, LONDON)
    assert buttons(payload) == []
    assert "CC-26" not in said(payload)
    assert "Whoever supervises has been asked to allocate; then take them off" in said(payload)


@pytest.mark.parametrize("filler", ["W", "&", "😀"])
def test_slack_takes_it_however_many_cases_there_are_and_however_long_a_name(filler: str) -> None:
    lines = tuple(
        a_line(f"CC-26-{number:05}", due_at=NOW + timedelta(days=number), clock_label=words(filler, 75))
        for number in range(300)
    )
    left = tuple(line.reference for line in lines) + tuple(f"CC-25-{number:05}" for number in range(300))
    payload = departed(Departure(words(filler, 75), "deactivated", True, left, lines, True), NOW, LONDON)
    assert check_message(payload) == []
    assert "CC-26-00020, CC-26-00021" in said(payload)
    assert "and 180 more" in said(payload)
