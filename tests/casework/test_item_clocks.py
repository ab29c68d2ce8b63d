"""The clock of an item: what it counts from, what stops it, its ladder, and how it is explained."""

from typing import Any

import pytest

from casework.case import Answer, Case, Evidence, Fact, Grade, Item
from casework.clocks import Clock, clocks, item_of
from casework.ladder import rungs
from casework.policy import load
from casework.wording import because, why
from tests.casework.build import ENGLAND, LONDON, a_case, utc

POLICY = load()


def an_item(kind: str, **known: Any) -> Item:  # noqa: ANN401 - a field of an item, whatever its type
    """Return item 3, of Monday 2 November 2026 at 09:00, which was recorded an hour later."""
    moments = {"starts_at": utc("2026-11-02 09:00"), "recorded_at": utc("2026-11-02 10:00")}
    return Item(**{"number": 3, "kind": kind, **moments, **known})


def having(*items: Item, **known: Any) -> Case:  # noqa: ANN401 - a field of a case, whatever its type
    return a_case(items=items, **known)


def clock_of(case: Case, name: str) -> Clock:
    return next(clock for clock in clocks(case, POLICY, ENGLAND) if clock.name == name)


@pytest.mark.parametrize(
    ("kind", "grade", "due", "period", "bears"),
    [
        ("CCTV", "low", "2026-11-30 09:00", "28 days", None),
        ("other task", "low", "2026-11-04 09:00", "2 working days", None),
        ("safeguarding referral", "very high", "2026-11-02 13:00", "4 hours", "very high"),
        ("safeguarding referral", "ungraded", "2026-11-02 13:00", "4 hours", "ungraded"),
        ("safeguarding referral", "low", "2026-11-03 09:00", "1 working day", "low"),
    ],
)
def test_an_item_has_its_time_from_its_event(kind: str, grade: str, due: str, period: str, bears: str | None) -> None:
    clock = clock_of(having(an_item(kind), grade=Grade(grade)), f"{kind} #3")
    assert (clock.started_at, clock.due_at) == (utc("2026-11-02 09:00"), utc(due))
    assert (clock.period, clock.grade) == (period, bears)


@pytest.mark.parametrize(
    ("kind", "recorded", "graded", "known"),
    [
        ("CCTV", "2026-11-05 09:00", None, "2026-11-05 09:00"),
        ("CCTV", "2026-11-05 09:00", "2026-11-06 09:00", "2026-11-05 09:00"),
        ("CCTV", "2026-11-01 09:00", None, "2026-11-02 09:00"),  # its event is still to come
        ("safeguarding referral", "2026-11-05 09:00", None, "2026-11-05 09:00"),
        ("safeguarding referral", "2026-11-05 09:00", "2026-11-06 09:00", "2026-11-06 09:00"),
        ("safeguarding referral", "2026-11-05 09:00", "2026-11-02 11:00", "2026-11-05 09:00"),
    ],
)
def test_an_item_is_due_from_when_it_is_on_record(kind: str, recorded: str, graded: str | None, known: str) -> None:
    case = having(an_item(kind, recorded_at=utc(recorded)), graded_at=utc(graded) if graded else None)
    assert clock_of(case, f"{kind} #3").known_at == utc(known)


def test_what_was_agreed_stands_for_the_policys_time_and_no_grade_moves_it() -> None:
    item = an_item("safeguarding referral", due_at=utc("2026-11-06 12:00"))
    clock = clock_of(having(item, grade=Grade.HIGH, graded_at=utc("2026-11-05 09:00")), "safeguarding referral #3")
    assert (clock.due_at, clock.period, clock.grade) == (utc("2026-11-06 12:00"), "as agreed", None)
    assert clock.known_at == utc("2026-11-02 10:00")


@pytest.mark.parametrize(
    ("kind", "done", "closed", "stopped"),
    [
        ("other task", None, None, None),
        ("other task", "2026-11-03 09:00", None, "2026-11-03 09:00"),
        ("other task", None, "2026-11-05 09:00", "2026-11-05 09:00"),
        ("other task", "2026-11-03 09:00", "2026-11-05 09:00", "2026-11-03 09:00"),
        ("CCTV", None, "2026-11-05 09:00", None),  # the footage goes on the same day whether the case is closed or not
        ("CCTV", "2026-11-06 09:00", "2026-11-05 09:00", "2026-11-06 09:00"),
    ],
)
def test_an_item_runs_until_it_is_done_or_its_case_is_closed_evidence_until_it_is_secured(
    kind: str, done: str | None, closed: str | None, stopped: str | None
) -> None:
    item = an_item(kind, done_at=utc(done) if done else None)
    clock = clock_of(having(item, closed_at=utc(closed) if closed else None), f"{kind} #3")
    assert clock.stopped_at == (utc(stopped) if stopped else None)


def test_each_item_has_a_clock_of_its_own_and_each_clock_its_item() -> None:
    first, second, task = an_item("CCTV", number=1), an_item("CCTV", number=12), an_item("other task", number=2)
    case = having(first, second, task)
    found = {clock.name: item_of(clock, case) for clock in clocks(case, POLICY, ENGLAND)}
    of_case = {"grade": None, "allocate": None, "enforcement": None}
    of_items = {"CCTV #1": first, "CCTV #12": second, "other task #2": task}
    assert {name: found[name] for name in (*of_case, *of_items)} == of_case | of_items
    assert (case.item(12), case.item(4)) == (second, None)


@pytest.mark.parametrize(
    ("recorded", "moments"),
    [
        (
            "2026-11-02 10:00",
            # 90 days from 2 November end on 31 January.
            {"day 60": "2027-01-01 09:00", "15 days left": "2027-01-16 09:00", "5 days left": "2027-01-26 09:00"},
        ),
        (
            "2027-01-20 10:00",
            {"day 60": "2027-01-20 10:00", "15 days left": "2027-01-20 10:00", "5 days left": "2027-01-26 09:00"},
        ),
        (
            "2027-02-20 10:00",
            {"day 60": "2027-02-20 10:00", "15 days left": "2027-02-20 10:00", "5 days left": "2027-02-20 10:00"},
        ),
    ],
)
def test_a_preservation_is_spoken_of_on_its_days_and_never_before_it_is_on_record(
    recorded: str, moments: dict[str, str]
) -> None:
    case = having(an_item("US preservation request", recorded_at=utc(recorded)))
    clock = clock_of(case, "US preservation request #3")
    found = {rung.name: rung.at for rung in rungs(clock, case.grade, POLICY, ENGLAND)}
    assert {name: found[name] for name in moments} == {name: utc(at) for name, at in moments.items()}


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (an_item("CCTV"), "counted from 2 Nov 09:00; 28 days"),
        (an_item("safeguarding referral"), "counted from 2 Nov 09:00; graded high; 4 hours"),
        (an_item("CCTV", starts_at=utc("2025-11-02 09:00")), "counted from 2 Nov 2025 09:00; 28 days"),
        (an_item("CCTV", due_at=utc("2026-11-06 12:00")), "as agreed on 2 Nov 09:00"),
        (
            an_item("CCTV", starts_at=utc("2025-07-02 09:00"), due_at=utc("2026-11-06 12:00")),
            "as agreed on 2 Jul 2025 10:00",
        ),
    ],
)
def test_the_due_moment_of_an_item_is_explained(item: Item, reason: str) -> None:
    case = having(item, grade=Grade.HIGH)
    clock = clock_of(case, f"{item.kind} #3")
    assert because(clock, case, POLICY, LONDON) == reason
    assert why(clock, case, POLICY, LONDON).startswith(f"{reason[0].upper()}{reason[1:]}: due ")


def known(name: str, answer: str, at: str = "2026-11-02 09:00") -> Fact:
    return Fact(name, answer, utc(at), utc("2026-11-05 09:00"), "U0OFFICER1")


def test_a_later_answer_takes_the_place_of_the_former_and_of_no_other() -> None:
    case = a_case().knows(known("grooming", "yes")).knows(known("child at risk", "no")).knows(known("grooming", "no"))
    assert [(fact.name, fact.answer) for fact in case.facts] == [("child at risk", "no"), ("grooming", "no")]
    assert case.fact("grooming") == known("grooming", "no")
    assert case.fact("devices") is None
    assert [case.answer(name) for name in ("child at risk", "grooming", "devices")] == ["no", "no", "not known"]


@pytest.mark.parametrize(
    ("answer", "identified"), [("yes", "2026-11-03 12:00"), ("no", None), ("not known", None), (None, None)]
)
def test_a_suspect_is_identified_since_it_is_known(answer: str | None, identified: str | None) -> None:
    case = a_case()
    if answer:
        case = case.knows(known("suspect identified", answer, "2026-11-03 12:00"))
    assert case.identified_at == (utc(identified) if identified else None)


@pytest.mark.parametrize(
    ("first", "last", "judged"),
    [
        (None, None, None),
        (None, "2026-11-03 12:00", "2026-11-03 12:00"),
        ("2026-11-02 12:00", "2026-11-03 12:00", "2026-11-02 12:00"),
    ],
)
def test_a_case_was_judged_when_it_was_first_graded(first: str | None, last: str | None, judged: str | None) -> None:
    moments = {"first_graded_at": utc(first) if first else None, "graded_at": utc(last) if last else None}
    assert a_case(**moments).judged_at == (utc(judged) if judged else None)


def test_what_nobody_has_recorded_is_nothing_and_not_an_empty_word() -> None:
    case = a_case()
    filled = {"reference", "team", "source", "kind", "received_at", "logged_at", "evidence", "grade", "status"}
    rest = {field: getattr(case, field) for field in case.__slots__ if field not in filled}
    assert {value for value in rest.values() if value is not None} == {0, 1, ()}
    assert (rest.pop("children_safeguarded"), rest.pop("version"), rest.pop("facts"), rest.pop("items")) == (
        0,
        1,
        (),
        (),
    )
    assert set(rest.values()) == {None}
    assert (case.evidence, Answer.UNKNOWN) == (Evidence.NONE, "not known")
    assert an_item("CCTV").is_open
    assert [
        getattr(an_item("CCTV"), field) for field in ("due_at", "doer", "detail", "done_at", "done_by", "result")
    ] == [None] * 6
