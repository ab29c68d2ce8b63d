"""What follows from what: events open items and end them, and an item ends once."""

import pytest

from casework.case import Case, Fact, Item, Status
from casework.clocks import clocks, item_of
from casework.errors import EndedMeanwhile, NoSuchItem
from casework.items import Ending, Event, add, end, ended, find, follow, open_items, result_rule
from casework.policy import load
from tests.casework.build import ENGLAND, a_case, utc

POLICY = load()
NOW = utc("2026-11-05 10:00")
LATER = utc("2026-11-05 12:00")
ADULT = "victim is an adult"


def knowing(*facts: str, **known: object) -> Case:
    """Return a case of which the given facts ("grooming: yes") are known since it was logged."""
    case = a_case(**known)
    for fact in facts:
        name, answer = fact.split(": ")
        case = case.knows(Fact(name, answer, case.received_at, case.logged_at, "U0OFFICER1"))
    return case


def after(case: Case, *events: str) -> Case:
    return follow(case, [Event(event, NOW) for event in events], POLICY, LATER)


def opened(case: Case) -> list[str]:
    return [item.kind for item in open_items(case)]


def finish(case: Case, number: int, result: str, until: str | None = None) -> Case:
    """Return `case` with an item ended two hours later, and what follows."""
    ending = Ending(result, LATER, "U0OFFICER1", utc(until) if until else None)
    item = find(case, number)
    return follow(end(case, number, ending, POLICY, ENGLAND), [ended(item, ending)], POLICY, LATER)


@pytest.mark.parametrize(
    ("kind", "items"),
    [
        ("Indecent images", ["identify account holder", "approaching children", "other victims", "deconfliction"]),
        ("Grooming", ["identify account holder", "approaching children", "other victims", "deconfliction"]),
        ("Sextortion", ["identify account holder", "approaching children", "other victims", "deconfliction"]),
        ("Live streaming", ["identify account holder", "approaching children", "other victims", "deconfliction"]),
        ("Contact abuse with an online element", ["approaching children", "other victims", "deconfliction"]),
        ("Other online abuse", ["approaching children", "other victims", "deconfliction"]),
        ("A kind that was taken out of the policy", []),
    ],
)
def test_a_new_case_has_the_lines_of_enquiry_of_its_kind(kind: str, items: list[str]) -> None:
    assert opened(after(a_case(kind=kind), "logged")) == items


def test_what_follows_counts_from_the_event_and_remembers_it() -> None:
    case = after(a_case(), "action Voluntary interview")
    assert case.items[0] == Item(1, "welfare at release", NOW, LATER, detail="action Voluntary interview")
    assert [item.number for item in case.items] == [1, 2, 3]


def test_what_is_still_to_come_is_known_from_when_it_comes() -> None:
    (item, *_) = follow(a_case(), [Event("reopened", LATER)], POLICY, NOW).items
    assert (item.starts_at, item.recorded_at) == (LATER, LATER)


@pytest.mark.parametrize(
    ("event", "items"),
    [
        ("action Warrant executed", ["examine devices"]),
        ("action Arrest", ["examine devices", "release decision", "welfare before interview", "victim update, child"]),
        ("action Voluntary interview", ["welfare at release", "welfare 48 hours", "victim update, child"]),
        ("action Visit and safeguarding", []),
        ("action Passed to another force with its acceptance", []),
        ("grade proposed", ["confirm grade"]),
        ("owner unskilled", ["unskilled owner"]),
        ("reopened", ["reopened review"]),
        ("fact child at risk: yes", ["safeguarding referral"]),
        ("fact child at risk: no", []),
        ("graded", []),
        ("closed", []),
    ],
)
def test_each_event_opens_its_items(event: str, items: list[str]) -> None:
    assert opened(after(a_case(), event)) == items


@pytest.mark.parametrize("event", ["action Warrant executed", "owner unskilled", "fact child at risk: yes"])
def test_what_is_open_already_is_not_opened_again(event: str) -> None:
    once = after(a_case(), event)
    assert after(once, event) == once
    ended_at_last = finish(once, 1, "Done") if event == "action Warrant executed" else None
    if ended_at_last:
        assert opened(after(ended_at_last, event)) == ["examine devices"]


@pytest.mark.parametrize(
    ("facts", "update"),
    [
        ([], "victim update, child"),
        (["victim is an adult: not known"], "victim update, child"),
        (["victim is an adult: no"], "victim update, child"),
        (["victim is an adult: yes"], "victim update"),
        (["child at risk: yes", "victim is an adult: yes"], "victim update"),
    ],
)
def test_a_victim_who_is_not_known_to_be_an_adult_is_told_as_a_child(facts: list[str], update: str) -> None:
    case = after(knowing(*facts), "action Voluntary interview")
    assert [kind for kind in opened(case) if kind.startswith("victim")] == [update]


@pytest.mark.parametrize(
    ("fact", "update", "due"),
    [
        ("victim is an adult: no", "victim update, child #4", "2026-11-06 10:00"),
        ("victim is an adult: yes", "victim update #4", "2026-11-12 10:00"),
    ],
)
def test_a_victim_is_told_of_each_event_in_its_own_time(fact: str, update: str, due: str) -> None:
    case = after(knowing(fact), "action Voluntary interview", "action Voluntary interview", "action Arrest")
    assert len([kind for kind in opened(case) if kind.startswith("victim")]) == 3
    first = [clock for clock in clocks(case, POLICY, ENGLAND) if clock.name.startswith("victim")]
    assert {clock.due_at for clock in first} == {utc(due)}
    assert update in {clock.name for clock in first}


GRAVE = [
    *("child at risk", "child in contact", "lives with a child", "access to a child", "position of trust"),
    *("previous convictions", "previous allegations", "grooming", "production", "contact offence"),
]


@pytest.mark.parametrize("name", GRAVE)
def test_a_grave_fact_has_the_risk_graded_again_once_it_was_graded(name: str) -> None:
    event = f"fact {name}: yes"
    assert "reassess" not in opened(after(a_case(), event))
    graded = after(a_case(graded_at=utc("2026-11-03 09:00")), event)
    assert opened(graded)[0] == "reassess"
    for answer in ("no", "not known"):
        assert opened(after(a_case(graded_at=utc("2026-11-03 09:00")), f"fact {name}: {answer}")) == []


@pytest.mark.parametrize(
    "event",
    [
        *("fact suspect identified: yes", "fact address known: yes", "fact devices known: yes"),
        *("fact children known: 3", "fact youngest child: under 5", "fact victim is an adult: no"),
    ],
)
def test_no_other_fact_has_the_risk_graded_again(event: str) -> None:
    assert opened(after(a_case(graded_at=utc("2026-11-03 09:00")), event)) == []


@pytest.mark.parametrize(
    ("opening", "kind", "ending", "ends"),
    [
        ("fact grooming: yes", "reassess", "graded", True),
        ("fact grooming: yes", "reassess", "grade proposed", False),
        ("fact grooming: yes", "reassess", "grade not agreed", False),
        ("grade proposed", "confirm grade", "graded", True),
        ("grade proposed", "confirm grade", "grade not agreed", True),
        ("grade proposed", "confirm grade", "closed", False),
        ("owner unskilled", "unskilled owner", "owner skilled", True),
        ("owner unskilled", "unskilled owner", "graded", False),
    ],
)
def test_what_an_event_ends_is_ended_by_it_and_by_nobody(opening: str, kind: str, ending: str, ends: bool) -> None:
    case = after(a_case(graded_at=utc("2026-11-03 09:00")), opening)
    assert opened(case) == [kind]
    item = after(case, ending).items[0]
    assert (item.done_at, item.done_by, item.result) == ((NOW, None, ending) if ends else (None, None, None))


def test_an_item_that_ended_is_not_ended_again_and_says_how_it_ended() -> None:
    case = finish(after(a_case(), "owner unskilled", "action Warrant executed"), 2, "Done")
    item = case.items[1]
    assert (item.done_at, item.done_by, item.result) == (LATER, "U0OFFICER1", "Done")
    with pytest.raises(EndedMeanwhile, match="“Devices of the suspect” of CC-26-00042 has ended already: Done"):
        finish(case, 2, "Not needed")


def test_an_item_that_there_is_not_is_refused() -> None:
    with pytest.raises(NoSuchItem, match="CC-26-00042 has no entry number 1"):
        find(a_case(status=Status.IN_PROGRESS), 1)


def test_a_result_that_its_item_cannot_have_is_a_mistake_in_the_code() -> None:
    item = Item(1, "CCTV", NOW, NOW)
    assert result_rule(item, "Lost", POLICY).asks == ("reason",)
    with pytest.raises(KeyError):
        result_rule(item, "Renewed", POLICY)
    assert POLICY.results("a clock of no items") == ()


def test_a_clock_belongs_to_its_item_or_to_the_case() -> None:
    case = add(add(a_case(), Item(0, "CCTV", NOW, NOW)), Item(0, "Snapchat, unopened", NOW, NOW))
    found = {clock.name: item_of(clock, case) for clock in clocks(case, POLICY, ENGLAND)}
    assert found["CCTV #1"] == case.items[0]
    assert found["Snapchat, unopened #2"] == case.items[1]
    assert found["enforcement"] is None
