"""What can come of sending a message, and how Slack's answers and silences are read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from storage.outbox import Notice

TROUBLE = (SlackClientError, aiohttp.ClientError, OSError, TimeoutError, ValueError)
"""What a call to Slack raises where it comes to nothing."""
_LONGEST_PAUSE = timedelta(minutes=10)
_USUAL_PAUSE = timedelta(seconds=5)
_PASSING = {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "accesslimited"}
_TOO_MUCH = {"ratelimited", "rate_limited", "message_limit_exceeded"}
_OURS = {
    "access_denied",
    "account_inactive",
    "ekm_access_denied",
    "enterprise_is_restricted",
    "invalid_auth",
    "missing_scope",
    "no_permission",
    "not_allowed_token_type",
    "not_authed",
    "org_login_required",
    "team_access_not_granted",
    "team_added_to_org",
    "token_expired",
    "token_revoked",
    "two_factor_setup_required",
}
"""What has to do with the app or the workspace, and with no recipient."""
_UNREADABLE = {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long", "no_text"}
"""Errors of ours: what we wrote is no message for anybody."""


@dataclass(frozen=True, slots=True)
class Posted:
    """Slack shows it; `looks` is a hash of what it shows, `None` where that is not known."""

    channel: str
    ts: str
    looks: str | None = None


@dataclass(frozen=True, slots=True)
class Paused:
    """Slack took nothing and asks for a pause."""

    length: timedelta


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Slack took nothing, and this recipient will not get it."""

    problem: str


@dataclass(frozen=True, slots=True)
class Gone(Unreachable):
    """Slack took nothing, since the account that it was for is gone."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Slack took nothing, for a reason that has nothing to do with the recipient."""

    problem: str


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Whether Slack has it is not known."""

    problem: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Slack was asked, and does not have it."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """When its turn came there was nothing left to say."""


@dataclass(frozen=True, slots=True)
class HeldUp:
    """This process was held up for so long that another may have taken over: it sent nothing."""


@dataclass(frozen=True, slots=True)
class Undrawable:
    """An error of ours: nothing was posted. `apart` are those of its notices because of which it could not be drawn."""

    error: Exception
    apart: tuple[Notice, ...] = ()


Outcome = Posted | Paused | Unreachable | Waiting | Doubtful | Absent | Withdrawn | HeldUp | Undrawable


def not_posted(outcome: Outcome) -> Outcome:
    """Return the outcome of a call that came before the post: whatever became of it, nothing was posted."""
    return Waiting(outcome.problem) if isinstance(outcome, Doubtful) else outcome


def read(error: Exception) -> Outcome:
    """Return what an error of a call to Slack means: only Slack's own clear refusal proves that it took nothing."""
    if not isinstance(error, SlackApiError):
        return Doubtful(type(error).__name__)
    status, code = getattr(error.response, "status_code", 0), _code(error.response)
    if status == 429 or code in _TOO_MUCH:  # noqa: PLR2004 - HTTP's number for too many requests
        return Paused(pause(_header(error.response, "retry-after")))
    if code is None or status >= 500 or code in _PASSING:  # noqa: PLR2004 - HTTP's errors of the server
        return Doubtful(code or f"HTTP {status}")
    if code in _UNREADABLE:
        return Undrawable(error)
    return Waiting(code) if code in _OURS else Unreachable(code)


def _code(response: Any) -> str | None:  # noqa: ANN401 - the SDK gives its own response, a dict or aiohttp's
    body = getattr(response, "data", response)
    code = body.get("error") if isinstance(body, dict) else None
    return code if isinstance(code, str) else None


def _header(response: Any, name: str) -> str | None:  # noqa: ANN401 - the same
    headers = getattr(response, "headers", {})
    return next((str(value) for header, value in headers.items() if header.lower() == name), None)


def pause(retry_after: str | None) -> timedelta:
    """Read a Retry-After header, in seconds: between one second and ten minutes, five where it says nothing usable."""
    try:
        seconds = float(retry_after or "")
    except ValueError:
        return _USUAL_PAUSE
    if not 0 < seconds < float("inf"):
        return _USUAL_PAUSE
    return min(max(timedelta(seconds=1), timedelta(seconds=min(seconds, 3600))), _LONGEST_PAUSE)


def backoff(attempts: int, *, is_beyond: bool = False) -> timedelta:
    """Return the pause after so many attempts: three seconds at first, a minute at most, and never an end.

    Beyond Slack nothing can be looked up, and each attempt may be one more message: a minute at first, an hour at most.
    """
    if is_beyond:
        return timedelta(minutes=min(60, 4 ** min(attempts, 3)))
    return timedelta(seconds=min(60, 3 * 2 ** min(attempts, 5)))
