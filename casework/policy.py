"""policy.toml → Policy: every rule as a frozen row, found by its name."""

from collections.abc import Iterator
from datetime import date
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError

from casework import policy_checks as checks
from casework import policy_links as links
from casework.case import Grade
from casework.policy_errors import Mistake, PolicyError, in_plain_words
from casework.policy_file import read
from casework.policy_identifiers import IdentifierRule
from casework.policy_items import (
    AllocationRule,
    ClosingRule,
    EventTime,
    FactRule,
    Guard,
    Opening,
    RemindMe,
    ResultRule,
)
from casework.policy_overlay import laid_over
from casework.policy_people import CoverageRule, DeliveryRule, FallbackRule
from casework.policy_quiet import BundleRule, QuietHours, check_bundles
from casework.policy_rows import (
    Advice,
    Choice,
    ClockRule,
    GradeRule,
    Kind,
    MoveRule,
    Outcome,
    Row,
    RungRule,
    Text,
    Tool,
    Words,
    WorkingDay,
)
from casework.policy_talk import AdviceFor, ResetTalk
from casework.policy_wording import Identifying, SentFiles
from casework.workdays import Calendar

__all__ = [
    "Advice",
    "AdviceFor",
    "Choice",
    "ClockRule",
    "GradeRule",
    "MoveRule",
    "Outcome",
    "Policy",
    "PolicyError",
    "ResetTalk",
    "RungRule",
    "Words",
    "WorkingDay",
    "load",
]


class Policy(Row):
    """All the rules of a force, as `load` reads them.

    Rows are found in dictionaries that are made once, so a policy is never altered: load another file instead.
    """

    version: Text
    working_day: WorkingDay
    grade: tuple[GradeRule, ...]
    clock: tuple[ClockRule, ...] = Field(min_length=1)
    rung: tuple[RungRule, ...] = Field(min_length=1)
    move: tuple[MoveRule, ...]
    # Slack offers at most a hundred values in a list.
    source: tuple[Choice, ...] = Field(min_length=1, max_length=100)
    kind: tuple[Kind, ...] = Field(min_length=1, max_length=100)
    tool: tuple[Tool, ...] = Field(min_length=1, max_length=100)
    action: tuple[Choice, ...] = Field(min_length=1, max_length=100)
    outcome: tuple[Outcome, ...] = Field(min_length=1, max_length=100)
    reason: tuple[Choice, ...] = Field(min_length=1, max_length=100)
    fact: tuple[FactRule, ...] = Field(min_length=1, max_length=100)
    opening: tuple[Opening, ...]
    result: tuple[ResultRule, ...]
    guard: tuple[Guard, ...]
    holder: tuple[Choice, ...] = Field(min_length=1, max_length=100)
    identifier: tuple[IdentifierRule, ...] = Field(min_length=1, max_length=100)
    platform: tuple[Choice, ...] = Field(min_length=1, max_length=100)
    closing: ClosingRule
    event_time: EventTime
    allocation: AllocationRule
    coverage: CoverageRule
    delivery: DeliveryRule
    fallback: FallbackRule
    not_a_reason: tuple[Words, ...]
    advice: Advice
    # Two menus of the window of `/preserve`, of at most a hundred values each.
    advice_for: tuple[AdviceFor, ...] = Field(min_length=1, max_length=100)
    reset_talk: tuple[ResetTalk, ...] = ()
    identifying: tuple[Identifying, ...]
    sent_files: SentFiles
    remind_me: RemindMe
    quiet_hours: QuietHours
    bundle: tuple[BundleRule, ...]

    def treated_as(self, grade: Grade) -> Grade:
        """Return the grade whose periods apply to `grade`."""
        return self.grade_rule(grade).treated_as or grade

    def grade_rule(self, grade: Grade) -> GradeRule:
        """Return the row of `grade`."""
        return self._grades[grade]

    def bundle_rule(self, grade: Grade) -> BundleRule:
        """Return when people are told of cases of `grade`."""
        return self._bundles[grade]

    def clock_rule(self, name: str) -> ClockRule:
        """Return the row of the clock `name`, or of the item "CCTV #3"; `KeyError` when the policy no longer has it."""
        return self._clocks[name.partition(" #")[0]]

    def move_rule(self, name: str) -> MoveRule:
        """Return the row of the move `name`; `KeyError` when there is none."""
        return self._moves[name]

    def outcome_rule(self, name: str) -> Outcome:
        """Return the row of the outcome `name`; `KeyError` when there is none."""
        return self._outcomes[name]

    def kind_rule(self, name: str) -> Kind | None:
        """Return the row of a kind of case, or `None` when the policy no longer has it."""
        return self._kinds.get(name)

    def tool_rule(self, name: str) -> Tool | None:
        """Return the row of a tool of grading, or `None` when the policy no longer has it."""
        return self._tools.get(name)

    def results(self, clock: str) -> tuple[ResultRule, ...]:
        """Return the ways in which an item of `clock` may end, in the order in which they are written."""
        return self._results.get(clock, ())

    def opened_by(self, event: str) -> set[str]:
        """Return the clocks of the items that `event` may open."""
        return {name for row in self.opening if event in row.on for name in row.opens}

    def rung_rule(self, ladder: str, name: str) -> RungRule | None:
        """Return the rung `name` of `ladder`, or `None` when there is none."""
        return self._rungs.get((ladder, name))

    def rungs(self, ladder: str) -> tuple[RungRule, ...]:
        """Return the rungs of `ladder`, in the order in which they are written."""
        return self._ladders[ladder]

    def calendar(self, zone: ZoneInfo) -> Calendar:
        """Return the working days of a team in `zone`."""
        day = self.working_day
        return Calendar(zone, day.country, day.subdivision, day.starts)

    @cached_property
    def _grades(self) -> dict[Grade, GradeRule]:
        return {row.name: row for row in self.grade}

    @cached_property
    def _bundles(self) -> dict[Grade, BundleRule]:
        return {row.name: row for row in self.bundle}

    @cached_property
    def _clocks(self) -> dict[str, ClockRule]:
        return {row.name: row for row in self.clock}

    @cached_property
    def _moves(self) -> dict[str, MoveRule]:
        return {row.name: row for row in self.move}

    @cached_property
    def _outcomes(self) -> dict[str, Outcome]:
        return {row.name: row for row in self.outcome}

    @cached_property
    def _kinds(self) -> dict[str, Kind]:
        return {row.name: row for row in self.kind}

    @cached_property
    def _tools(self) -> dict[str, Tool]:
        return {row.name: row for row in self.tool}

    @cached_property
    def _results(self) -> dict[str, tuple[ResultRule, ...]]:
        names = {name for row in self.result for name in row.of}
        return {name: tuple(row for row in self.result if name in row.of) for name in names}

    @cached_property
    def _rungs(self) -> dict[tuple[str, str], RungRule]:
        return {(row.ladder, row.name): row for row in self.rung}

    @cached_property
    def _ladders(self) -> dict[str, tuple[RungRule, ...]]:
        return {row.ladder: tuple(rung for rung in self.rung if rung.ladder == row.ladder) for row in self.rung}


def load(path: Path | None = None, today: date = date.max) -> Policy:
    """Read the built-in policy with the force's file at `path` laid over it, table by table.

    `PolicyError` has a line for each mistake, with the line of the file and what is allowed. A row whose `effective`
    date lies after `today` is one: it must not apply yet, and since a table replaces the one of its name, leaving the
    row out would leave the rule out. Without `today` no row is asked for its date.
    """
    with as_file(files("casework").joinpath("policy.toml")) as place:
        built_in = read(place)
    own = read(path) if path else built_in
    tables = laid_over(built_in.tables, own.tables if path else {})
    try:
        policy = Policy.model_validate(tables)
    except ValidationError as error:
        raise own.refusal(in_plain_words(error, Policy), tables) from None
    if mistakes := [*_mistakes(policy, today)]:
        raise own.refusal(mistakes, tables)
    return policy


def _mistakes(policy: Policy, today: date) -> Iterator[Mistake]:
    yield from [*checks.check_grades(policy.grade)] or checks.check_clocks(policy.clock, policy.grade)
    yield from checks.check_ladders(policy.clock, policy.rung)
    yield from checks.check_answers(policy.rung)
    yield from checks.check_tellers(policy.rung)
    yield from check_bundles(policy.bundle)
    yield from checks.check_moves(policy.move)
    yield from checks.check_facts(policy.fact)
    yield from links.check_links(policy)
    for table, rows in policy:
        if isinstance(rows, tuple):
            yield from checks.check_names(rows, table)
        yield from checks.check_dates(rows, table, today)
