"""What Slack's answers mean: who is told instead, what waits, and what is an error of ours."""

from datetime import timedelta

import pytest
from slack_sdk.errors import SlackApiError

from bot.reminders.outcomes import Doubtful, Outcome, Paused, Undrawable, Unreachable, Waiting, backoff, read


def of(code: str) -> Outcome:
    return read(SlackApiError("", {"ok": False, "error": code}))  # type: ignore[no-untyped-call]  # it has no types


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("channel_not_found", Unreachable),
        ("is_archived", Unreachable),
        ("user_disabled", Unreachable),
        ("what_nobody_foresaw", Unreachable),
        ("ratelimited", Paused),
        ("rate_limited", Paused),
        ("message_limit_exceeded", Paused),
        ("token_revoked", Waiting),
        ("access_denied", Waiting),
        ("ekm_access_denied", Waiting),
        ("enterprise_is_restricted", Waiting),
        ("no_permission", Waiting),
        ("not_allowed_token_type", Waiting),
        ("team_access_not_granted", Waiting),
        ("team_added_to_org", Waiting),
        ("two_factor_setup_required", Waiting),
        ("internal_error", Doubtful),
        ("invalid_blocks", Undrawable),
        ("msg_too_long", Undrawable),
        ("msg_blocks_too_long", Undrawable),
    ],
)
def test_a_refusal_is_the_recipient_s_only_where_slack_says_so(code: str, kind: type[Outcome]) -> None:
    assert isinstance(of(code), kind)


def test_beyond_slack_it_is_tried_ever_more_seldom() -> None:
    minutes = [backoff(attempts, is_beyond=True) / timedelta(minutes=1) for attempts in range(6)]
    assert minutes == [1, 4, 16, 60, 60, 60]
    seconds = [backoff(attempts).total_seconds() for attempts in range(6)]
    assert seconds == [3, 6, 12, 24, 48, 60]
