"""What Slack last said of people's accounts: when it was asked, and whose is gone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, insert, or_, select

from storage.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from storage.database import Transaction

_ROWS, _PEOPLE = TABLES["accounts"], TABLES["people"]
_GONE = select(_ROWS).where(_ROWS.c.gone_at.is_not(None))
_ASKED_ABOUT_GONE = select(func.min(_ROWS.c.checked_at)).where(
    _ROWS.c.gone_at.is_not(None), _ROWS.c.slack.in_(select(_PEOPLE.c.slack))
)
_TO_ASK = (
    select(_PEOPLE.c.slack)
    .outerjoin(_ROWS, _ROWS.c.slack == _PEOPLE.c.slack)
    .where(
        or_(
            _ROWS.c.checked_at.is_(None),
            _ROWS.c.checked_at < bindparam("all"),
            _ROWS.c.gone_at.is_not(None) & (_ROWS.c.checked_at <= bindparam("gone")),
        )
    )
    .order_by(_ROWS.c.checked_at.is_not(None), _ROWS.c.checked_at, _PEOPLE.c.slack)
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class Gone:
    """Somebody whom Slack does not reach: since when, and why ("deactivated", or Slack's own word)."""

    slack: str
    since: datetime
    problem: str


@dataclass(frozen=True, slots=True)
class Rounds:
    """Whoever was asked about before `all` is asked about again; of those who are gone, whoever was by `gone`."""

    all: datetime
    gone: datetime


def gone(transaction: Transaction) -> dict[str, Gone]:
    """Return whom Slack does not reach, by Slack id; of people who are on no roster any more too."""
    return {row.slack: Gone(row.slack, row.gone_at, row.problem) for row in transaction.execute(_GONE)}


def note(transaction: Transaction, slack: str, problem: str | None, now: datetime) -> bool:
    """Note what Slack says of an account at `now`: what is the `problem` with it, or `None`; return whether it is news.

    That somebody of whom nothing was known can be reached is none.
    """
    known = transaction.execute(select(_ROWS).where(_ROWS.c.slack == slack)).one_or_none()
    before = known.problem if known else None
    since = known.gone_at if known and problem == before else (now if problem else None)
    transaction.execute(delete(_ROWS).where(_ROWS.c.slack == slack))
    transaction.execute(insert(_ROWS).values(slack=slack, checked_at=now, gone_at=since, problem=problem))
    return problem != before


def to_ask(transaction: Transaction, rounds: Rounds, most: int) -> Sequence[str]:
    """Return up to `most` people of the roster about whom Slack has to be asked, those never asked about first."""
    wanted = {"all": rounds.all, "gone": rounds.gone, "most": most}
    return transaction.execute(_TO_ASK, wanted).scalars().all()


def asked_about_gone(transaction: Transaction) -> datetime | None:
    """Return when Slack was asked about somebody on the roster who is gone, the longest ago of all; or `None`."""
    moment: datetime | None = transaction.execute(_ASKED_ABOUT_GONE).scalar_one()
    return moment
