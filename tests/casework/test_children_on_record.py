"""By which recorded facts a child is where a suspect goes, and what the policy may say of it."""

import pytest
from pydantic import ValidationError

from casework.case import Fact
from casework.items import children_on_record
from casework.policy import load
from casework.policy_items import FactRule
from tests.casework.build import a_case, utc

POLICY = load()
SINCE = utc("2026-11-02 09:00")


def known(*facts: tuple[str, str]) -> tuple[str, ...]:
    case = a_case(facts=tuple(Fact(name, answer, SINCE, SINCE, "U0OFFICER1") for name, answer in facts))
    return children_on_record(case, POLICY)


@pytest.mark.parametrize("name", ["child in contact", "lives with a child", "access to a child"])
@pytest.mark.parametrize(("answer", "counts"), [("yes", True), ("no", False), ("not known", False)])
def test_only_a_yes_to_one_of_three_questions_puts_a_child_there(name: str, answer: str, *, counts: bool) -> None:
    assert known((name, answer)) == ((f"{name}: {answer}",) if counts else ())


def test_all_that_is_recorded_is_named_and_nothing_else() -> None:
    facts = (("child at risk", "yes"), ("lives with a child", "yes"), ("youngest child", "5 to 10"))
    assert known(*facts, ("access to a child", "yes")) == ("lives with a child: yes", "access to a child: yes")
    assert known() == ()


def test_what_puts_a_child_there_is_one_of_the_answers() -> None:
    with pytest.raises(ValidationError, match="child_there must be among the answers: under 5, 5 to 10"):
        FactRule(
            name="youngest child",
            question="How old?",
            answers=("under 5", "5 to 10"),
            child_there=("3",),
            source="Force policy",
            mark="force policy",
            effective=SINCE.date(),
        )
