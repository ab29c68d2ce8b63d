"""Whether a grade may take effect: the assessor's training on the day, and the facts against which a low one stands."""

from datetime import date

import pytest

from casework.case import Fact, Grade
from casework.grading import Judgement, Training, guards, opposed, skill, training
from casework.policy import load
from tests.casework.build import a_case, utc

POLICY = load()
DAY = date(2026, 11, 3)
UNTRAINED = "whoever graded has no valid training for the tool on record"
OPPOSED = "what is recorded of the case speaks against it"
NOW = utc("2026-11-03 09:12")


@pytest.mark.parametrize(
    ("until", "stands"),
    [
        (None, "valid"),
        (date(2026, 11, 3), "valid"),
        (date(2026, 11, 4), "valid"),
        (date(2026, 11, 2), "expired"),
        (date(2025, 11, 3), "expired"),
    ],
)
def test_a_skill_holds_until_the_end_of_its_last_day(until: date | None, stands: str) -> None:
    assert skill([("driving", None), ("KIRAT assessor", until)], "KIRAT assessor", DAY) == stands


def test_who_has_no_such_skill_is_not_trained() -> None:
    assert skill([], "KIRAT assessor", DAY) is Training.MISSING
    assert skill([("OCSAE investigator", None)], "KIRAT assessor", DAY) is Training.MISSING


def test_of_two_records_of_one_skill_the_valid_one_counts() -> None:
    held = [("KIRAT assessor", date(2025, 1, 1)), ("KIRAT assessor", date(2027, 1, 1))]
    assert skill(held, "KIRAT assessor", DAY) is Training.VALID


@pytest.mark.parametrize(
    ("tool", "needed"),
    [
        ("KIRAT", "KIRAT assessor"),
        ("Supervisor’s judgement", "OCSAE investigator"),
        ("Other tool", "OCSAE investigator"),
    ],
)
def test_each_tool_needs_its_skill(tool: str, needed: str) -> None:
    assert training([(needed, None)], tool, DAY, POLICY) is Training.VALID
    assert training([("another skill", None)], tool, DAY, POLICY) is Training.MISSING
    assert training([(needed, date(2026, 1, 1))], tool, DAY, POLICY) is Training.EXPIRED


def test_a_tool_that_needs_no_skill_finds_everybody_trained() -> None:
    assert training([], "a tool that the policy has dropped", DAY, POLICY) is Training.VALID


@pytest.mark.parametrize("stands", [Training.EXPIRED, Training.MISSING])
@pytest.mark.parametrize(("grade", "said"), [("low", [UNTRAINED]), ("medium", []), ("high", []), ("very high", [])])
def test_only_a_low_grade_by_somebody_untrained_needs_a_second_person(
    grade: str, said: list[str], stands: Training
) -> None:
    judged = Judgement(Grade(grade), "KIRAT", stands)
    assert [guard.says for guard in guards(a_case(), judged, POLICY)] == said


@pytest.mark.parametrize(
    ("fact", "answer", "said"),
    [
        ("child in contact", "yes", [OPPOSED]),
        ("lives with a child", "yes", [OPPOSED]),
        ("access to a child", "yes", [OPPOSED]),
        ("position of trust", "yes", [OPPOSED]),
        ("previous convictions", "yes", [OPPOSED]),
        ("previous allegations", "yes", [OPPOSED]),
        ("grooming", "yes", [OPPOSED]),
        ("production", "yes", [OPPOSED]),
        ("contact offence", "yes", [OPPOSED]),
        ("contact offence", "no", []),
        ("contact offence", "not known", []),
        ("suspect identified", "yes", []),
        ("address known", "yes", []),
    ],
)
def test_a_low_grade_stands_against_these_facts(fact: str, answer: str, said: list[str]) -> None:
    case = a_case(facts=(Fact(fact, answer, NOW, NOW, "U0OFFICER1"),))
    hits = guards(case, Judgement(Grade.LOW, "KIRAT", Training.VALID), POLICY)
    assert [guard.says for guard in hits] == said
    assert [opposed(case, guard) for guard in hits] == [(f"{fact}: {answer}",) for _ in said]
    assert guards(case, Judgement(Grade.MEDIUM, "KIRAT", Training.VALID), POLICY) == ()


def test_both_reasons_are_told() -> None:
    case = a_case(facts=(Fact("grooming", "yes", NOW, NOW, "U0OFFICER1"),))
    hits = guards(case, Judgement(Grade.LOW, "KIRAT", Training.MISSING), POLICY)
    assert [guard.says for guard in hits] == [UNTRAINED, OPPOSED]
    assert opposed(case, hits[0]) == ()
