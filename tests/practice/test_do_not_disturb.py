from datetime import datetime

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from practice import Workspace, serve
from tests.practice.hands import error_of, refused


async def span(client: AsyncWebClient, user: str) -> tuple[object, ...]:
    answer = await client.dnd_info(user=user)
    return answer["dnd_enabled"], answer["next_dnd_start_ts"], answer["next_dnd_end_ts"]


async def test_who_never_set_it_can_be_disturbed(client: AsyncWebClient) -> None:
    assert await span(client, "U0OFFICER1") == (False, 1, 1)


@pytest.mark.parametrize(
    ("now", "starts", "ends", "wanted"),
    [
        ("2026-11-03 09:12", "22:00", "07:00", ("2026-11-03 22:00", "2026-11-04 07:00")),
        ("2026-11-03 23:00", "22:00", "07:00", ("2026-11-03 22:00", "2026-11-04 07:00")),
        ("2026-11-04 06:59", "22:00", "07:00", ("2026-11-03 22:00", "2026-11-04 07:00")),
        ("2026-11-04 07:00", "22:00", "07:00", ("2026-11-04 22:00", "2026-11-05 07:00")),
        ("2026-11-03 09:12", "09:00", "12:00", ("2026-11-03 09:00", "2026-11-03 12:00")),
        ("2026-11-03 12:00", "09:00", "12:00", ("2026-11-04 09:00", "2026-11-04 12:00")),
        # Daylight saving began: half past ten in the evening is an hour earlier in UTC.
        ("2026-06-03 22:30", "23:00", "07:00", ("2026-06-03 22:00", "2026-06-04 06:00")),
    ],
)
async def test_do_not_disturb_is_the_present_or_the_next_span(
    now: str, starts: str, ends: str, wanted: tuple[str, str]
) -> None:
    at = datetime.fromisoformat(f"{now}:00+00:00")
    workspace = Workspace.from_toml(clock=lambda: at)
    workspace.do_not_disturb("U0OFFICER1", starts, ends)
    async with serve(workspace) as server:
        client = AsyncWebClient(token="xoxb-practice", base_url=server.api_url)
        moments = tuple(int(datetime.fromisoformat(f"{moment}:00+00:00").timestamp()) for moment in wanted)
        assert await span(client, "U0OFFICER1") == (True, *moments)


async def test_whether_it_is_snoozed_is_shown_to_nobody_else(client: AsyncWebClient) -> None:
    assert "snooze_enabled" not in (await client.dnd_info(user="U0OFFICER1")).data
    assert (await client.dnd_info())["snooze_enabled"] is False


async def test_do_not_disturb_of_nobody_and_without_the_scope(client: AsyncWebClient, workspace: Workspace) -> None:
    assert await error_of(client.dnd_info(user="U0NOBODY")) == "user_not_found"
    workspace.app.scopes.remove("dnd:read")
    answer = await refused(client.dnd_info(user="U0OFFICER1"))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "dnd:read")


async def test_do_not_disturb_is_of_tier_3(client: AsyncWebClient) -> None:
    for _ in range(50):
        await client.dnd_info(user="U0OFFICER1")
    assert await error_of(client.dnd_info(user="U0OFFICER1")) == "ratelimited"
