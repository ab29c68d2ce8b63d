"""What a row of each table of the policy holds, and what is allowed in it."""

from datetime import date, time, timedelta
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainValidator, StringConstraints, model_validator

from casework.case import FACTS, Grade, Status
from casework.workdays import Period, bank_holidays


def _fact(name: str) -> str:
    if name not in FACTS:
        raise ValueError(f"{name!r} is not a fact of a case; allowed: {', '.join(FACTS)}")
    return name


def _start(name: str) -> str:
    if name not in {*FACTS, ITEM}:
        raise ValueError(f"{name!r} is not a fact of a case; allowed: {', '.join(FACTS)}, {ITEM}")
    return name


def _place_on_ladder(at: str) -> str:
    if at in {"due", "answer", *CALLED, *SHARES}:
        return at
    length, side = _beside(at)
    if not side:
        raise ValueError(
            f"{at!r} is no place on a ladder; write a share such as '50 %', '60 days after start', "
            "'14 days before due', 'due', 'answer', 'held' or 'asked'"
        )
    if Period.parse(length).elapsed == timedelta():
        raise ValueError(f"{at!r} must count in minutes, hours or days")
    return at


def _beside(at: str) -> tuple[str, str]:
    """Split "14 days before due" into "14 days" and " before due"; the second is empty for any other place."""
    side = next((end for end in (AFTER, BEFORE) if at.endswith(end)), "")
    return at.removesuffix(side), side


def _period(given: object) -> Period:
    return Period.parse(given if isinstance(given, str) else repr(given))


def _period_by_grade(given: object) -> Period | dict[Grade, Period]:
    if not isinstance(given, dict):
        return _period(given)
    for name in given:
        if name not in set(Grade):
            raise ValueError(f"{name!r} is not a grade; allowed: {', '.join(Grade)}")
    return {Grade(name): _period(period) for name, period in given.items()}


ITEM = "item"
"""What starts and stops the clock of an item: its being opened, and its being done."""
AFTER, BEFORE = " after start", " before due"
HELD, ASKED = "held", "asked"
CALLED = (HELD, ASKED)
"""Where rungs stand that time alone never reaches: an “I have this” expires, a reminder that was asked for is due."""
SHARES = {f"{number} %": number / 100 for number in range(1, 100)}

# A mistake such as a time in quotes or a number for "yes" is refused, not guessed at.
Day = Annotated[date, Field(strict=True)]
Hour = Annotated[time, Field(strict=True)]
YesOrNo = Annotated[bool, Field(strict=True)]
# Slack shows 75 letters on a button or in a list, and 3,000 in a section: ten texts go into one.
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=75)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=280)]
Texts = Annotated[tuple[Text, ...], Field(min_length=1, max_length=10)]
Fact = Annotated[str, AfterValidator(_fact)]
Start = Annotated[str, AfterValidator(_start)]
Duration = Annotated[Period, PlainValidator(_period)]
DurationByGrade = Annotated[Period | dict[Grade, Period], PlainValidator(_period_by_grade)]
Teller = Literal["owner", "cover", "supervisor", "inspector", "duty channel"]
Doer = Literal["team", "owner", "supervisor"]
Area = Literal["case", "task", "safeguarding", "evidence", "custody", "victim"]


class Row(BaseModel):
    """A row of the policy; unknown keys are refused, so that a misspelt rule is never silently ignored."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Sourced(Row):
    """A rule, with where it comes from and the date from which it holds."""

    source: Text
    mark: Literal["recommended", "statute", "force policy"]
    effective: Day


class WorkingDay(Sourced):
    """When a working day starts, and whose bank holidays count."""

    starts: Hour
    country: str
    subdivision: str

    @model_validator(mode="after")
    def _is_a_known_place(self) -> Self:
        bank_holidays(self.country, self.subdivision, self.effective.year)
        return self


class GradeRule(Sourced):
    """How a grade is treated: its periods, how often it is raised again, how long an answer may take and holds.

    `remind_within` is how far one may put off one's own reminders. Where a force's own row leaves out the last two, the
    shortest time that is built in counts.
    """

    name: Grade
    treated_as: Grade | None = None
    repeat: Duration
    answer_within: Duration
    answer_holds: Duration = Period.parse("2 hours")
    remind_within: Duration = Period.parse("1 hour")


class ClockRule(Sourced):
    """One clock: the fact that starts it, the fact that stops it, and its time, by grade where that matters.

    A clock that an "item" starts and stops runs once for each item of its name. `ends_on` are the events that end such
    an item by themselves. `outlives_case` lets it run on when the case is closed; `holds_case` keeps a case open.
    `manual` is how an officer may open one: the words of the menu; `needs_port` asks for the port of an IP address, and
    with `may_be_agreed` another due moment may be set by hand.
    """

    name: Label
    label: Label
    ask: Text
    area: Area = "case"
    starts: Start
    stops: Start
    period: DurationByGrade
    met_by: Text
    ladder: Label
    ends_on: tuple[Text, ...] = ()
    outlives_case: YesOrNo = False
    holds_case: YesOrNo = False
    manual: Label | None = None
    hint: Text | None = None
    needs_port: YesOrNo = False
    may_be_agreed: YesOrNo = False

    @model_validator(mode="after")
    def _is_of_one_sort(self) -> Self:
        if (self.starts == ITEM) is not (self.stops == ITEM):
            raise ValueError("a clock that an item starts is stopped by the item, and no other is")
        if " #" in self.name:
            raise ValueError("a clock’s name cannot hold ' #': that is how its items are numbered")
        return self

    @property
    def is_of_items(self) -> bool:
        """Whether it runs once for each item of its name."""
        return self.starts == ITEM


class RungRule(Sourced):
    """One rung of a ladder: when, who is told, and what is said."""

    ladder: Label
    name: Label
    at: Annotated[str, AfterValidator(_place_on_ladder)]
    tell: tuple[Teller, ...] = Field(min_length=1)
    says: Text
    repeats: YesOrNo = False
    asks_for_answer: YesOrNo = False
    unless_answered: YesOrNo = False

    @model_validator(mode="after")
    def _repeats_only_after_due(self) -> Self:
        if self.repeats and self.at not in {"due", "answer"}:
            raise ValueError("a rung that repeats starts at 'due' or 'answer', not before")
        return self

    @cached_property
    def beside(self) -> tuple[timedelta, str]:
        """How far from the start (`AFTER`) or the due moment (`BEFORE`) it lies; the side is empty for other places."""
        length, side = _beside(self.at)
        return (Period.parse(length).elapsed if side else timedelta()), side

    @cached_property
    def share(self) -> float | None:
        """The share of the clock's time, between 0 and 1, or `None` for a rung that counts from the due moment."""
        return SHARES.get(self.at)


class MoveRule(Sourced):
    """One thing that may be done to a case: from which states, by whom, and where it leads."""

    name: Label
    label: Label
    from_: tuple[Status, ...] = Field(alias="from", min_length=1)
    to: Status | None = None
    by: tuple[Doer, ...] = Field(min_length=1)
    instead: Text = "`/case` shows what can be done now."


class Choice(Row):
    """A value that an officer may choose."""

    name: Label


class Tool(Choice):
    """A tool of grading, the version that the force uses, and the skill that whoever uses it needs."""

    version: Label | None = None
    skill: Label | None = None


class Kind(Choice):
    """A kind of case, the skill that its owner needs, and whether its owner has to look at images of abuse."""

    skill: Label | None = None
    exposes: YesOrNo = False


class Outcome(Choice):
    """An outcome with which a case may be closed, and what it needs."""

    needs: tuple[Fact, ...] = ()
    by: Literal["owner", "supervisor"] = "owner"


class Words(Sourced):
    """Words that are never a reason, and why not."""

    name: Label
    because: Text
    words: Annotated[tuple[Text, ...], Field(min_length=1)]


class Advice(Sourced):
    """What to say and do so that evidence is kept."""

    heading: Label
    rule: Text
    say: Texts
    write_down: Texts
    never: Texts
    call: Text
