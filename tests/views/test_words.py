import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.views import answers, blocks, case, help, notice, standing, why  # noqa: A004 - named as an officer types it
from casework.case import Grade
from tests.views.builders import LONDON, NOW, RULES, a_case, a_sheet, graded, owned, said


@pytest.mark.parametrize(
    ("at", "dated", "spoken"),
    [
        (NOW, "Tue 3 Nov 09:12", "today 09:12, Tue 3 Nov"),
        (NOW + timedelta(days=1), "Wed 4 Nov 09:12", "tomorrow 09:12, Wed 4 Nov"),
        (NOW - timedelta(days=1), "Mon 2 Nov 09:12", "yesterday 09:12, Mon 2 Nov"),
        (NOW + timedelta(days=7), "Tue 10 Nov 09:12", "Tue 10 Nov 09:12"),
        (NOW + timedelta(days=60), "Sat 2 Jan 2027 09:12", "Sat 2 Jan 2027 09:12"),
        (datetime(2026, 7, 1, 8, 0, tzinfo=UTC), "Wed 1 Jul 09:00", "Wed 1 Jul 09:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Sun 25 Oct 01:30 BST", "Sun 25 Oct 01:30 BST"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Sun 25 Oct 01:30 GMT", "Sun 25 Oct 01:30 GMT"),
    ],
)
def test_a_moment_is_said_by_date_and_in_words(at: datetime, dated: str, spoken: str) -> None:
    assert standing.dated(at, NOW, LONDON) == dated
    assert standing.spoken(at, NOW, LONDON) == spoken


@pytest.mark.parametrize(
    ("text", "most", "escaped"),
    [
        ("Officer 1, North", 75, "Officer 1, North"),
        ("<!channel> & <@U1>", 75, "&lt;!channel&gt; &amp; &lt;@U1&gt;"),
        ("two\nlines  and\ttabs", 75, "two lines and tabs"),
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("ab&cd", 6, "ab…"),
        ("&&", 9, "&amp;…"),
        ("", 9, ""),
    ],
)
def test_nothing_is_live_in_what_was_escaped(text: str, most: int, escaped: str) -> None:
    assert blocks.escape(text, most) == escaped


@given(st.text(), st.integers(1, 40))
def test_what_was_escaped_is_never_too_long_and_never_live(text: str, most: int) -> None:
    escaped = blocks.escape(text, most)
    assert len(escaped) <= most
    assert not set("<>\n") & set(escaped)
    assert escaped.count("&") == sum(escaped.count(entity) for entity in ("&amp;", "&lt;", "&gt;"))


@given(st.lists(st.text("abc", min_size=1, max_size=20)), st.integers(20, 60))
def test_packed_lines_are_all_there_in_order(lines: list[str], most: int) -> None:
    texts = list(blocks.packed(lines, most))
    assert [line for text in texts for line in text.split("\n")] == lines
    assert all(len(text) <= most for text in texts)


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"type": "plain_text_input", "value": " typed \n"}, "typed"),
        ({"type": "plain_text_input", "value": "  "}, None),
        ({"type": "plain_text_input", "value": None}, None),
        ({"type": "static_select", "selected_option": {"value": "CEOP"}}, "CEOP"),
        ({"type": "static_select", "selected_option": None}, None),
        ({"type": "radio_buttons", "selected_option": {"value": "yes"}}, "yes"),
        ({"type": "checkboxes", "selected_options": [{"value": "yes"}]}, ["yes"]),
        ({"type": "checkboxes", "selected_options": []}, []),
        ({"type": "datepicker", "selected_date": "2026-11-03"}, "2026-11-03"),
        ({"type": "timepicker", "selected_time": None}, None),
        ({"type": "users_select", "selected_user": "U1"}, "U1"),
        ({"type": "conversations_select", "selected_conversation": "C1"}, "C1"),
        ({"type": "multi_conversations_select", "selected_conversations": ["C1", "C2"]}, ["C1", "C2"]),
        ({"type": "button", "value": "CC-26-00042"}, "CC-26-00042"),
    ],
)
def test_every_element_gives_its_value(element: dict[str, Any], value: object) -> None:
    assert answers.value(element) == value


def test_the_answers_of_a_window_lie_on_top_of_what_it_is_about() -> None:
    view = {
        "private_metadata": json.dumps({"reference": "CC-26-00042", "owner": "U1"}),
        "state": {"values": {"owner": {"owner": {"type": "users_select", "selected_user": "U2"}}}},
    }
    assert answers.answers(view) == {"reference": "CC-26-00042", "owner": "U2"}
    assert answers.subject({"private_metadata": ""}) == {}


def test_why_then_says_what_each_due_time_rests_on_and_where_the_rule_comes_from() -> None:
    shown = said(why.why(a_sheet(graded(Grade.HIGH)))).splitlines()
    assert shown[1:5] == [
        "*Allocate it* · due Wed 4 Nov 09:00",
        "Received 3 Nov 09:00; graded high; 1 working day: due Wed 4 Nov 09:00.",
        "What stops it: an owner.",
        "Force policy; the inspectors found cases that nobody owned (force policy, holds from 5 April 2023)",
    ]


def test_a_case_without_action_says_so_and_one_with_says_when() -> None:
    acted = owned(action="Arrest", action_at=NOW)
    assert "*Enforcement action*\nnone recorded" in said(case.case(a_sheet(a_case()), case.Details("", ""), []))
    assert "*Enforcement action*\nArrest, Tue 3 Nov 09:12" in said(case.case(a_sheet(acted), case.Details("", ""), []))


def test_help_names_every_command_and_the_one_thing_never_to_write() -> None:
    shown = said(help.help())
    for command in ("/refer", "/case", "/queue", "/caseclock help", "/caseclock status", "/caseclock setup"):
        assert f"`{command}" in shown
    assert "Never write the name of a child" in shown


def test_a_slip_of_the_thumb_is_answered_with_what_was_meant() -> None:
    assert "Did you mean `/caseclock status`?" in said(help.unknown("/caseclock", "Statsu"))


def test_what_is_not_known_is_answered_with_what_is() -> None:
    drawn = help.unknown("/queue", "<!channel>")
    assert "Did you mean" not in said(drawn)
    assert said(drawn).startswith("Caseclock does not know what stands behind `/queue`.")
    assert "`/refer`" in said(drawn)
    assert "channel" not in f"{drawn}"


STATUS = help.Status(
    version="0.1.0",
    running_since=NOW - timedelta(days=1),
    is_connected=True,
    open_cases=3,
    next_reminder=NOW + timedelta(hours=1),
    waiting=1,
    waiting_since=NOW - timedelta(minutes=2),
    undelivered=0,
    aside=(0, 0),
    aside_since=None,
    policy_version="2026-11",
    policy_from="built in",
    roster_from="set through Slack",
)


ASIDE = "*Put aside because of an error:* 1 case and 2 messages, since today 08:12. Administrators were told which."


def test_status_says_how_caseclock_itself_stands() -> None:
    assert said(help.status(STATUS, NOW, LONDON)).splitlines() == [
        "*Caseclock 0.1.0* runs since yesterday 09:12.",
        "Slack is connected.",
        "3 open cases.",
        "Next reminder: today 10:12.",
        "Waiting to be sent: 1 message, the oldest since today 09:10.",
        "Could not be delivered in the last day: 0 messages.",
        "The auditor has not looked yet.",
        "Policy: 2026-11, built in.",
        "Roster: set through Slack.",
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"is_connected": False}, "Slack is not connected just now: it connects again by itself."),
        ({"next_reminder": None}, "No reminder is planned."),
        ({"aside": (1, 2), "aside_since": NOW - timedelta(hours=1)}, ASIDE),
        (
            {"audited": (NOW - timedelta(minutes=1), True)},
            "The auditor last looked today 09:11: all was as it should be.",
        ),
        (
            {"audited": (NOW - timedelta(minutes=1), False)},
            "The auditor last looked today 09:11: *not all was as it should be*, and the duty channel was told.",
        ),
        ({"waiting": 0, "waiting_since": None}, "Waiting to be sent: 0 messages."),
    ],
)
def test_status_says_what_is_not_as_it_should_be(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in said(help.status(replace(STATUS, **changes), NOW, LONDON)).splitlines()


def test_the_policy_is_shown_with_periods_sources_and_dates() -> None:
    shown = said(help.policy(RULES))
    assert "*Enforcement action* · very high 24 hours, high 7 days, medium 14 days, low 30 days" in shown
    assert "from “received” to “enforcement action”" in shown
    assert "for each of its kind, until a grade made after the new fact" in shown
    assert "“item”" not in shown
    assert "(recommended, holds from 5 April 2023)" in shown
    assert "■■■■ ungraded (treated as very high): every 2 hours; a supervisor has 30 minutes to answer" in shown


def test_a_sentence_is_answered_as_it_is_and_cannot_be_a_mention() -> None:
    assert said(notice.reply("No <!channel>.")) == "No <!channel>."
    assert notice.reply("No <!channel>.")["text"] == "No &lt;!channel&gt;."
    assert notice.notice("Caseclock", "No.")["title"]["text"] == "Caseclock"


def test_whoever_has_no_lists_is_told_why_at_home() -> None:
    drawn = notice.home("You are not on the Caseclock roster.")
    assert (drawn["type"], said(drawn)) == ("home", "You are not on the Caseclock roster.")


def test_a_sentence_on_top_leaves_the_message_as_it_is() -> None:
    payload = notice.reply("No.")
    assert said(notice.marked(payload, "This may be a repeat.")) == "This may be a repeat.\nNo."
    assert said(payload) == "No."
