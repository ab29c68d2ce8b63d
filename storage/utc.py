"""A column type for moments: aware UTC datetimes in and out, whatever the database."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, String
from sqlalchemy.types import TypeDecorator

NEVER = datetime(9000, 1, 1, tzinfo=UTC)
"""As what an audit reads a moment that cannot be read; no row ever has it."""

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect


def aware(moment: datetime) -> datetime:
    """Return `moment` in UTC; `ValueError` when it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"a moment needs a time zone: {moment!r}")
    return moment.astimezone(UTC)


class Moment(TypeDecorator[datetime]):
    """A point in time: `timestamptz` on PostgreSQL, UTC text on SQLite. A datetime without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - given
        """Return `value` in UTC."""
        return None if value is None else aware(value)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - given
        """Return the stored moment as an aware UTC datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class AsFound(TypeDecorator[datetime]):
    """A `Moment` cast to text, which may have been altered: one that cannot be read is `NEVER`, and no error."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - given
        """Return the stored moment as an aware UTC datetime, or `NEVER`."""
        if value is None:
            return None
        try:
            moment = datetime.fromisoformat(value)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        except (ValueError, OverflowError):
            return NEVER
