from datetime import datetime, timedelta

import pytest

from bot.reminders import dispatcher
from bot.reminders import mishaps as failing
from casework import policy
from storage import cases, mishaps, timers
from storage.database import Transaction
from storage.mishaps import Mishap
from tests.storage.build import HOUR, NOW, a_case, a_clock, a_plan

LATE = NOW + 30 * HOUR
RULES = policy.load()


def a_mishap(subject: str, reference: str | None = None, until: datetime = NOW + HOUR) -> Mishap:
    return Mishap(subject, reference, 1, NOW, until, "KeyError, policy.py:1")


def some_cases(writing: Transaction, *names: str) -> list[str]:
    """Log a case for each name of a clock, which is the only one that runs in it."""
    references = [f"CC-26-{number:05d}" for number in range(1, len(names) + 1)]
    for reference, name in zip(references, names, strict=True):
        cases.add(writing, a_case(reference), {})
        timers.keep(writing, reference, a_plan(a_clock(name)), NOW)
    return references


def due(writing: Transaction) -> set[str]:
    return {timer.reference for timer in timers.due(writing, LATE, 100)}


def test_a_case_that_is_put_aside_is_not_among_the_others_until_it_works_again(writing: Transaction) -> None:
    one, two = some_cases(writing, "enforcement", "enforcement")
    mishaps.note(writing, a_mishap(one, one))
    assert due(writing) == {two}
    assert [timer.rung.name for timer in timers.due_of(writing, one, LATE, 10)] == ["half", "due"]
    assert [timer.rung.name for timer in timers.due_of(writing, one, LATE, 1)] == ["half"]
    mishaps.note(writing, a_mishap(two, two))
    assert timers.next_due(writing) is None
    assert mishaps.clear(writing, one)
    assert not mishaps.clear(writing, one)
    assert due(writing) == {one}
    assert timers.next_due(writing) == NOW + 12 * HOUR


def test_it_is_tried_again_when_its_pause_is_over_and_something_of_it_is_due(writing: Transaction) -> None:
    one, two, three = some_cases(writing, "enforcement", "enforcement", "enforcement")
    assert mishaps.next_try(writing) is None
    mishaps.note(writing, a_mishap(one, one))
    mishaps.note(writing, a_mishap(two, two, NOW + 20 * HOUR))
    mishaps.note(writing, a_mishap(three, three, NOW + 13 * HOUR))
    mishaps.note(writing, a_mishap("a message", one))
    assert mishaps.next_try(writing) == NOW + 12 * HOUR
    assert mishaps.to_try(writing, NOW + 12 * HOUR - timedelta(seconds=1)) == []
    assert mishaps.to_try(writing, NOW + 12 * HOUR) == [one]
    assert mishaps.to_try(writing, NOW + 20 * HOUR) == [one, three, two]
    timers.keep(writing, one, [], NOW)
    assert mishaps.to_try(writing, NOW + 20 * HOUR) == [three, two]


def test_what_failed_is_counted_and_found_by_its_case(writing: Transaction) -> None:
    (one,) = some_cases(writing, "enforcement")
    assert mishaps.count(writing) == (0, 0, None)
    assert mishaps.find(writing, one) is None
    assert mishaps.about(writing, one) == []
    mishaps.note(writing, a_mishap("a message", one))
    mishaps.note(writing, a_mishap("a digest"))
    again = Mishap(one, one, 2, NOW - HOUR, NOW + HOUR, "ValueError, items.py:7")
    for mishap in (a_mishap(one, one), again):
        mishaps.note(writing, mishap)
    assert mishaps.find(writing, one) == again
    assert mishaps.about(writing, one) == [again, a_mishap("a message", one)]
    assert mishaps.count(writing) == (1, 2, NOW - HOUR)
    assert mishaps.team(writing, one) == "North"
    assert mishaps.team(writing, "CC-26-99999") == ""


def test_among_many_just_the_cases_that_fail_are_put_aside(writing: Transaction) -> None:
    names = ["enforcement"] * 40
    names[7] = names[8] = names[39] = "no such clock"
    references = some_cases(writing, *names)
    assert failing.part(writing, RULES, LATE) == 3
    bad = {references[7], references[8], references[39]}
    assert due(writing) == set(references) - bad
    assert mishaps.count(writing)[0] == 3
    # Nothing of the trials stays: what is due of the others is handled once, by the next batch.
    assert dispatcher.dispatch(writing, RULES, LATE) == 74
    assert failing.part(writing, RULES, LATE) == 0


def test_a_case_that_works_again_is_handled_and_among_the_others(writing: Transaction) -> None:
    (one,) = some_cases(writing, "enforcement")
    failing.put_aside(writing, one, one, KeyError("enforcement"), NOW)
    failing.put_aside(writing, one, one, KeyError("enforcement"), NOW + HOUR)
    found = mishaps.find(writing, one)
    assert found is not None
    assert (found.failures, found.since, found.until) == (2, NOW, NOW + HOUR + timedelta(minutes=1))
    failing.again(writing, one, RULES, LATE)
    assert mishaps.find(writing, one) is None
    assert timers.due_of(writing, one, LATE, 10) == []


@pytest.mark.parametrize(("failures", "seconds"), [(1, 30), (2, 60), (3, 120), (5, 480), (6, 600), (1_000, 600)])
def test_pauses_grow_and_end_at_ten_minutes(failures: int, seconds: int) -> None:
    assert failing.pause(failures) == timedelta(seconds=seconds)
