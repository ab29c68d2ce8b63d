"""Whether the rows of a policy hold together: what one row alone cannot tell."""

from collections.abc import Iterator
from datetime import date

from casework.case import CHILD_AT_RISK, CHILD_IN_CONTACT, SUSPECT_IDENTIFIED, Grade
from casework.policy_errors import Mistake
from casework.policy_items import FactRule
from casework.policy_rows import HELD, ClockRule, GradeRule, MoveRule, Row, RungRule, Sourced

MOVES = (
    *("grade", "lower", "take", "allocate", "evidence", "enforce", "close"),
    *("fact", "confirm", "item", "done", "update", "reopen", "identify", "handover"),
)
"""What the code does to a case, each by the move of this name."""


def check_names(rows: tuple[Row, ...], table: str) -> Iterator[Mistake]:
    """Find rows of the same name; a rung's name is its own within its ladder, a result's among those of an item."""
    seen: set[tuple[str, str]] = set()
    for number, row in enumerate(rows):
        within = [getattr(row, "ladder", "")] if not hasattr(row, "of") else list(row.of)
        names = {(place, row.name) for place in within} if hasattr(row, "name") else set()
        if names & seen:
            yield Mistake((table, number), " stands twice; each name is used once")
        seen |= names


def check_grades(rows: tuple[GradeRule, ...]) -> Iterator[Mistake]:
    """Find grades without a row, and grades treated as one that is itself treated as another."""
    treated = {row.name: row.treated_as for row in rows}
    for grade in Grade:
        if grade not in treated:
            yield Mistake(("grade",), f" has no row “{grade}”; needed: {', '.join(Grade)}")
    for number, row in enumerate(rows):
        if row.treated_as and treated.get(row.treated_as):
            yield Mistake(
                ("grade", number, "treated_as"),
                f": {row.treated_as.value!r} is itself treated as another; name a grade that has its own periods",
            )


def check_clocks(rows: tuple[ClockRule, ...], grades: tuple[GradeRule, ...]) -> Iterator[Mistake]:
    """Find periods by grade that lack a grade, or name one that is never asked for because it is treated as another."""
    needed = {row.treated_as or row.name: None for row in grades}
    for number, row in enumerate(rows):
        given = row.period if isinstance(row.period, dict) else needed
        place = ("clock", number, "period")
        for grade in (grade for grade in needed if grade not in given):
            yield Mistake(place, f" has none for “{grade}”; needed: {', '.join(needed)}")
        for grade in (grade for grade in given if grade not in needed):
            yield Mistake(place, f": “{grade}” is treated as another grade, so this is never used; remove it")


def check_ladders(rows: tuple[ClockRule, ...], rungs: tuple[RungRule, ...]) -> Iterator[Mistake]:
    """Find clocks whose ladder has no rung."""
    ladders = dict.fromkeys(rung.ladder for rung in rungs)
    for number, row in enumerate(rows):
        if row.ladder not in ladders:
            yield Mistake(("clock", number, "ladder"), f": {row.ladder!r} has no rung; allowed: {', '.join(ladders)}")


def check_answers(rungs: tuple[RungRule, ...]) -> Iterator[Mistake]:
    """Find ladders that ask for an answer and say nothing when it expires: who has it would have it for good."""
    expiring = {rung.ladder for rung in rungs if rung.at == HELD}
    for number, rung in enumerate(rungs):
        if rung.asks_for_answer and rung.ladder not in expiring:
            expiring.add(rung.ladder)
            yield Mistake(
                ("rung", number),
                f" asks for an answer, and answers expire: give the ladder {rung.ladder!r} a rung with at = {HELD!r}",
            )


def check_tellers(rungs: tuple[RungRule, ...]) -> Iterator[Mistake]:
    """Find rungs that tell a cover alone: while nobody is away they would tell nobody."""
    for number, rung in enumerate(rungs):
        if set(rung.tell) == {"cover"}:
            yield Mistake(("rung", number, "tell"), ": a cover is there only while somebody is away; name another too")


def check_moves(rows: tuple[MoveRule, ...]) -> Iterator[Mistake]:
    """Find moves that the code makes and the table lacks."""
    for name in MOVES:
        if name not in {row.name for row in rows}:
            yield Mistake(("move",), f" has no row “{name}”; needed: {', '.join(MOVES)}")


def check_facts(rows: tuple[FactRule, ...]) -> Iterator[Mistake]:
    """Find questions that the form of a referral asks and the table lacks."""
    for name in (CHILD_AT_RISK, CHILD_IN_CONTACT, SUSPECT_IDENTIFIED):
        if name not in {row.name for row in rows}:
            yield Mistake(("fact",), f" has no row “{name}”; every referral is asked it")


def check_dates(rows: object, table: str, today: date) -> Iterator[Mistake]:
    """Find the rows of a table, or the one row that it is, that do not hold yet."""
    placed = {(table, number): row for number, row in enumerate(rows)} if isinstance(rows, tuple) else {(table,): rows}
    for place, row in placed.items():
        if isinstance(row, Sourced) and row.effective > today:
            yield Mistake(
                (*place, "effective"),
                f": {row.effective} is still to come; keep the row that holds until then",
            )
