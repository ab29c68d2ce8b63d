"""Whatever is recorded, Slack takes what is drawn of it."""

from datetime import date, timedelta
from itertools import cycle, islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.views import (
    allocate,
    card,
    close,
    digest,
    enforce,
    evidence,
    grade,
    help,  # noqa: A004 - named as an officer types it
    home,
    notice,
    queue,
    refer,
    reminder,
    resettalk,
    setup,
    why,
)
from bot.views import case as casefile
from bot.views.sheet import Sheet
from casework.allocation import Candidate, Presence
from casework.case import Case, Evidence, Grade, Status
from casework.grading import Training
from practice.blocks import check_message, check_view
from storage.roster import Person, Roster, Team
from tests.views.builders import (
    LONDON,
    NOW,
    a_case,
    a_line,
    a_sheet,
    a_wordy_policy,
    graded,
    owned,
    with_evidence,
    words,
)

FILLERS = st.sampled_from(["W", "&", "<", "é", "人", "😀", "*", "a b\n"])
LATER = st.sampled_from([timedelta(), timedelta(hours=3), timedelta(days=400), timedelta(days=9000)])
few = settings(max_examples=25)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    drawn = draw(st.sampled_from([a_case(), *(graded(each) for each in Grade), *(owned(each) for each in Grade)]))
    if draw(st.booleans()):
        drawn = with_evidence(drawn)
    changes: dict[str, Any] = draw(
        st.sampled_from(
            [
                {},
                {"evidence_confirmed_at": NOW + timedelta(hours=9), "evidence_confirmed_by": "U0OFFICER1"},
                {"action": "W" * 75, "action_at": NOW + timedelta(days=70)},
                {"status": Status.CLOSED, "closed_at": NOW + timedelta(days=70), "outcome": "&" * 75},
                {"status": Status.ALLOCATED, "owner": "U0OFFICER1", "evidence": Evidence.ACCOUNT},
            ]
        )
    )
    return a_case(**{name: getattr(drawn, name) for name in drawn.__dataclass_fields__} | changes)


@st.composite
def sheets(draw: st.DrawFn) -> Sheet:
    filler = draw(FILLERS)
    rules = a_wordy_policy(filler, draw(st.sampled_from([1, 4, 13, 60])), draw(st.sampled_from([1, 100])))
    return a_sheet(
        draw(cases()), NOW + draw(LATER), rules, {"U0OFFICER1": words(filler, draw(st.sampled_from([3, 75])))}
    )


@given(sheets())
def test_slack_takes_every_message_about_a_case(sheet: Sheet) -> None:
    for payload in (
        card.card(sheet),
        card.card(sheet, "This case was allocated to you."),
        notice.marked(card.card(sheet), "W" * 200),
        resettalk.answer(sheet.policy.advice, sheet.case.reference),
        resettalk.answer(sheet.policy.advice, None),
    ):
        assert check_message(payload) == []
        assert 0 < len(payload["text"]) <= 3000


@given(sheets())
def test_slack_takes_every_window_about_a_case(sheet: Sheet) -> None:
    for form in (grade.form, evidence.form, evidence.logged, enforce.form, close.form, why.why):
        assert check_view(form(sheet)) == []


@few
@given(sheets(), FILLERS, st.sampled_from([0, 1, 61, 5000]))
def test_slack_takes_a_case_in_full(sheet: Sheet, filler: str, events: int) -> None:
    details = casefile.Details(words(filler, 100), words(filler, 1000))
    history = [casefile.Line(NOW, words(filler, 75), words(filler, 2000), words(filler, 3000))] * events
    assert check_view(casefile.case(sheet, details, history)) == []
    assert check_view(casefile.case(sheet, casefile.Details("", ""), history)) == []


@given(FILLERS, st.sampled_from([1, 100]), LATER)
def test_slack_takes_the_form_of_a_referral(filler: str, choices: int, later: timedelta) -> None:
    rules = a_wordy_policy(filler, 4, choices)
    typed = {"source": words(filler, 75, 0), "summary": words(filler, 1000), "graded_by": "U0OFFICER1"}
    assert check_view(refer.form(rules, NOW + later, LONDON)) == []
    assert check_view(refer.form(rules, NOW + later, LONDON, typed)) == []


@few
@given(sheets(), FILLERS, st.sampled_from([0, 1, 100, 101, 400, 1500]))
def test_slack_takes_any_number_of_candidates(sheet: Sheet, filler: str, number: int) -> None:
    candidates = [
        Candidate(f"U{at:010}", words(filler, 75, at), Training.EXPIRED, Presence.SOON_AWAY, at % 300, at)
        for at in range(number)
    ]
    assert check_view(allocate.form(sheet, candidates)) == []


@few
@given(
    st.lists(st.tuples(sheets(), st.sampled_from(["owner", "supervisor", "inspector"])), min_size=1, max_size=14),
    st.sampled_from([None, "Late: " + "&" * 300]),
    st.sampled_from([None, "&" * 75]),
    st.sampled_from([None, "its due time has changed since"]),
)
def test_slack_takes_every_reminder(
    parts: list[tuple[Sheet, str]], late: str | None, answered_by: str | None, settled: str | None
) -> None:
    parts = list(islice(cycle(parts), max(len(parts), 12)))
    for number in (1, len(parts)):
        told = [_told(sheet, role, answered_by, settled) for sheet, role in parts[:number]]
        payload = notice.marked(reminder.reminder(told, "U0OFFICER1", late, NOW, LONDON), "This may be a repeat.")
        assert check_message(payload) == []
        assert 0 < len(payload["text"]) <= 600


def _told(sheet: Sheet, role: str, answered_by: str | None, settled: str | None) -> reminder.Said:
    rule = sheet.policy.rung[-1]
    missed = tuple(row.name for row in sheet.policy.rung[:-1])
    in_hand = reminder.InHand(answered_by, NOW) if answered_by else None
    return reminder.Said(sheet, sheet.clocks[0], rule, role, missed, settled, in_hand, in_hand)


@few
@given(FILLERS, st.sampled_from([0, 1, 20, 21, 5000]), st.sampled_from([0, 1, 249, 9999]))
def test_slack_takes_every_page_of_a_queue(filler: str, number: int, page: int) -> None:
    lines = _lines(filler, number)
    assert check_view(queue.queue(queue.Page("team", words(filler, 80), page), lines, NOW, LONDON)) == []


@few
@given(FILLERS, st.lists(st.sampled_from([0, 1, 90, 5000]), max_size=12))
def test_slack_takes_every_home_tab(filler: str, lengths: list[int]) -> None:
    lists = [(words(filler, 80), _lines(filler, length)) for length in lengths]
    assert check_view(home.home(lists, NOW, LONDON)) == []


@settings(max_examples=10)
@given(FILLERS, st.lists(st.sampled_from([0, 1, 100, 5000]), min_size=5, max_size=5), st.sampled_from([None, "Late."]))
def test_slack_takes_every_page_of_a_digest(filler: str, lengths: list[int], late: str | None) -> None:
    lists = [_lines(filler, length) for length in lengths]
    counts = dict.fromkeys(Grade, 99_999)
    overdue, today, unallocated, ungraded, unconfirmed = lists
    told = digest.Digest(
        words(filler, 75), date(2026, 11, 3), late, overdue, today, unallocated, ungraded, unconfirmed, counts, 99_999
    )
    for payload in digest.pages(told, NOW, LONDON):
        assert check_message(notice.marked(payload, "This may be a repeat.")) == []
        assert 0 < len(payload["text"]) <= 1000


def _lines(filler: str, number: int) -> list[queue.QueueLine]:
    changes = {"owner_name": words(filler, 75), "clock_label": words(filler, 75), "grade": Grade.VERY_HIGH}
    return [a_line(f"CC-26-{at:05}", **changes) for at in range(number)]


@given(FILLERS, st.sampled_from([0, 1, 7, 400]), st.sampled_from([0, 1, 30, 150]))
def test_slack_takes_every_window_of_the_roster(filler: str, people: int, teams: int) -> None:
    known = Roster(
        {
            (name := words(filler, 75, at)): Team(name, f"C{at}", NOW.time(), "Europe/London", ("C0DIGEST",) * 30)
            for at in range(teams)
        },
        {
            f"U{at:010}": Person(
                f"U{at:010}", words(filler, 75, at), words(filler, 75, at % max(teams, 1)), "supervisor"
            )
            for at in range(people)
        },
    )
    skilled = Person(
        "U1", words(filler, 75), words(filler, 75), "officer", "U2", ((words(filler, 75), date(2027, 3, 31)),) * 30
    )
    team = Team(words(filler, 75), "C0NORTH", NOW.time(), "Europe/London", ("C0DIGEST",))
    for view in (setup.roster(known), setup.team_form(None), setup.team_form(team), setup.person_form(None, known)):
        assert check_view(view) == []
    assert check_view(setup.person_form(skilled, known)) == []


@given(FILLERS, st.sampled_from([1, 4, 60]), st.sampled_from([1, 5000]))
def test_slack_takes_every_answer_about_itself(filler: str, clocks: int, length: int) -> None:
    rules = a_wordy_policy(filler, clocks, 1)
    status = help.Status(
        version="99.99.99",
        running_since=NOW,
        is_connected=False,
        open_cases=99_999,
        next_reminder=NOW,
        waiting=99_999,
        waiting_since=NOW,
        undelivered=99_999,
        unreached=tuple(words(filler, 150) for _ in range(100)),
        aside=(99_999, 99_999),
        aside_since=NOW,
        policy_version=rules.version,
        policy_from=words(filler, length),
        roster_from=words(filler, length),
    )
    for payload in (
        help.help(),
        help.status(status, NOW, LONDON),
        help.unknown("/queue", words(filler, length)),
        notice.reply(words(filler, length)),
    ):
        assert check_message(payload) == []
    assert check_view(help.policy(rules)) == []
    assert check_view(notice.notice("Caseclock", words(filler, length))) == []
    assert check_view(notice.home(words(filler, length))) == []


def test_a_payload_that_is_too_large_would_be_seen() -> None:
    payload = card.card(a_sheet())
    assert check_message({**payload, "blocks": payload["blocks"] * 20})


@pytest.mark.parametrize("filler", ["W", "&"])
def test_the_wordy_policy_is_as_wordy_as_the_rules_allow(filler: str) -> None:
    rules = a_wordy_policy(filler, 60, 100)
    assert {len(rule.label) for rule in rules.clock} == {75}
    assert len(rules.clock) == 60
    assert len(rules.source) == 100
