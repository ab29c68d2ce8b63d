"""The advice by whom and what it is about: who there is, what for, and what is never said."""

import re

import pytest

from casework.policy import load
from casework.policy_talk import AdviceFor

ROWS = load().advice_for
DEVICES = ["Phone or tablet, switched on", "Phone or tablet, switched off", "iPhone, locked", "Computer or console"]
ACCOUNT, PROVIDER, CCTV = "Messaging or social-media account", "Provider", "CCTV or doorbell camera"
NETWORK = "Network log, such as a home router’s"


@pytest.mark.parametrize(
    ("who", "kinds"),
    [
        ("Child", [*DEVICES, ACCOUNT]),
        ("Parent or carer", [*DEVICES, ACCOUNT, CCTV, NETWORK]),
        ("School", [*DEVICES, ACCOUNT, CCTV, NETWORK]),
        ("Officer", [*DEVICES, ACCOUNT, PROVIDER, CCTV, NETWORK]),
    ],
)
def test_everybody_has_advice_about_what_they_may_hold(who: str, kinds: list[str]) -> None:
    assert [row.kind for row in ROWS if row.who == who] == kinds


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_nobody_is_told_flatly_not_to_block_nor_to_send_or_copy_anything(row: AdviceFor) -> None:
    for sentence in (*row.say, *row.mind):
        words = sentence.casefold()
        assert not re.search(r"(do not|don’t|never) block", words)
        if re.search(r"\b(copy|forward|screenshot|photograph|send)\b", words):
            assert re.search(r"\b(do not|never)\b", words)


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.kind in DEVICES and row.who != "Officer"], ids=lambda row: row.name
)
def test_whoever_holds_a_device_is_asked_not_to_reset_it(row: AdviceFor) -> None:
    assert re.search(
        r"(do not|should not|nobody should|do not let anybody).*reset|no reset", " ".join(row.say).casefold()
    )


@pytest.mark.parametrize("row", [row for row in ROWS if row.kind == "iPhone, locked"], ids=lambda row: row.name)
def test_about_a_locked_iphone_the_72_hours_are_named(row: AdviceFor) -> None:
    assert "72 hours" in " ".join((*row.say, *row.mind))
