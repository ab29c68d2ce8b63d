from datetime import date

import pytest

from bot.views import coverage, undelivered
from practice.blocks import check_message
from tests.views.builders import said, words


@pytest.mark.parametrize(
    ("problem", "says", "remedy"),
    [
        ("is_archived", "the channel is archived", "Open it again"),
        ("not_in_channel", "Caseclock is not in it", "Invite Caseclock to it"),
        ("cannot_dm_bot", "Slack says “cannot_dm_bot”", "See to it in Slack"),
    ],
)
def test_it_says_who_is_not_reached_why_and_what_to_do(problem: str, says: str, remedy: str) -> None:
    payload = undelivered.task(problem, undelivered.named("C0NORTH", ""), 3, "Tue 3 Nov 21:12")
    assert f"Messages to <#C0NORTH> cannot be delivered: {says}." in said(payload)
    assert "3 messages since Tue 3 Nov 21:12, told to somebody else instead." in said(payload)
    assert remedy in said(payload)


@pytest.mark.parametrize(
    ("problem", "says"),
    [(undelivered.REFUSED, "its gateway does not take them"), (undelivered.SILENT, "its gateway does not answer")],
)
def test_of_a_gateway_it_says_that_each_message_is_tried_on(problem: str, says: str) -> None:
    payload = undelivered.task(problem, undelivered.named("a place", "Sergeant, North by e-mail"), 2, "Tue 3 Nov 21:12")
    assert f"Messages to Sergeant, North by e-mail cannot be delivered: {says}." in said(payload)
    assert "2 messages since Tue 3 Nov 21:12, each tried again until it is taken." in said(payload)
    assert "See to the address in the roster file, or to its gateway, and this message says when" in said(payload)


@pytest.mark.parametrize("filler", ["W", "&", "😀"])
def test_slack_takes_what_is_said_of_days_off_and_of_what_is_not_delivered(filler: str) -> None:
    days = [(date(2026, 11, day), [words(filler, 75)] * 300) for day in range(1, 10)]
    assert check_message(coverage.uncovered(words(filler, 75), days)) == []
    named = undelivered.named("U1", words(filler, 75))
    assert check_message(undelivered.task(words(filler, 75), named, 99_999, "Tue 3 Nov 21:12")) == []
    assert check_message(undelivered.mended(named)) == []


def test_of_many_officers_some_are_named_and_the_others_counted() -> None:
    payload = coverage.uncovered("North", [(date(2026, 11, 7), [f"Officer {number}" for number in range(40)])])
    assert "On *Sat 7 Nov* nobody above Officer 0, Officer 1," in said(payload)
    assert "Officer 11 and 28 more is on duty." in said(payload)
