"""Rows of the policy about facts, items, grades and owners: what is asked, what follows, who must agree or own."""

from datetime import timedelta
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from casework.case import Answer, Grade
from casework.policy_rows import Doer, Duration, Label, Row, Sourced, Text, YesOrNo
from casework.workdays import Period


def _each_once(order: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(order)) < len(order):
        raise ValueError("a rank stands twice; each counts once")
    return order


def _elapsed(period: Period) -> Period:
    if period.elapsed == timedelta():
        raise ValueError(f"{period.text!r} must count in minutes, hours or days")
    return period


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"{name!r} is no time zone; write for example 'America/New_York'") from None
    return name


Asked = Literal["recipient", "reference", "reference if known", "until", "reason", "child at the address"]
Answers = Annotated[tuple[Label, ...], Field(min_length=2, max_length=10)]


Rank = Literal["skill", "presence", "caseload", "exposure"]
Elapsed = Annotated[Duration, AfterValidator(_elapsed)]
Exposure = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]


class FactRule(Sourced):
    """A question about a case, and the answers that may be given.

    By `child_there` a child is where the suspect goes: whoever lets him go is a supervisor, and says what protects it.
    """

    name: Label
    question: Text
    answers: Answers = (Answer.YES.value, Answer.NO.value, Answer.UNKNOWN.value)
    child_there: tuple[Label, ...] = ()

    @model_validator(mode="after")
    def _is_an_answer(self) -> Self:
        if not set(self.child_there) <= set(self.answers):
            raise ValueError(f"child_there must be among the answers: {', '.join(self.answers)}")
        return self


class Opening(Sourced):
    """What an event opens: one item of each clock named, unless one of it is open or it opens one for `each` event.

    An event is "logged", "closed", "reopened", "graded", "action Arrest", "fact child at risk: yes" or
    "release decision: Bailed" (an item that ended, and how). `kinds` limits it to kinds of case, `when` and `unless` to
    cases of which a fact ("victim is an adult: yes") is or is not known, `after_grading` to what becomes known later
    than the grade.
    """

    on: tuple[Text, ...] = Field(min_length=1)
    opens: tuple[Label, ...] = Field(min_length=1)
    kinds: tuple[Label, ...] = ()
    when: tuple[Text, ...] = ()
    unless: tuple[Text, ...] = ()
    after_grading: YesOrNo = False
    each: YesOrNo = False


class ResultRule(Row):
    """A way in which an item ends: what must be said with it, who may say it, and what it opens.

    What it opens counts from when the item ended, or with `counts_from` "start" from where the item counted from.
    `by` "doer" leaves it to whom the item was given alone; with `makes_owner` whoever says it becomes the case's owner.
    `before_due` refuses it once the item is overdue. `discloses` makes it a disclosure, journalled with its recipient.
    """

    of: tuple[Label, ...] = Field(min_length=1)
    name: Label
    asks: tuple[Asked, ...] = ()
    by: Doer | Literal["doer"] = "team"
    makes_owner: YesOrNo = False
    opens: tuple[Label, ...] = ()
    counts_from: Literal["done", "start"] = "done"
    before_due: YesOrNo = False
    discloses: YesOrNo = False


class Guard(Sourced):
    """When a grade needs a second person: for whom it was judged untrained, or against which facts it stands."""

    grades: tuple[Grade, ...] = Field(min_length=1)
    untrained: YesOrNo = False
    facts: tuple[Text, ...] = ()
    says: Text


class ClosingRule(Sourced):
    """Which grades a supervisor closes who is not the owner."""

    grades: tuple[Grade, ...] = ()


class EventTime(Row):
    """The time zones in which an officer may write when something happened, beside the team's own."""

    zones: Annotated[tuple[Annotated[str, AfterValidator(_zone)], ...], Field(max_length=100)]


class AllocationRule(Sourced):
    """How those who may own a case are ranked: what counts first, how near an absence counts, how far back one looks.

    `exposure` says in a suggestion what cases of the kinds with `exposes` bring with them: "with images".
    """

    order: Annotated[tuple[Rank, ...], Field(min_length=1), AfterValidator(_each_once)]
    soon: Elapsed
    exposed_within: Elapsed
    exposure: Exposure


class RemindMe(Sourced):
    """After which times one may ask to be reminded; the morning of the next day is always on offer too."""

    choices: Annotated[tuple[Elapsed, ...], Field(min_length=1, max_length=6)]
