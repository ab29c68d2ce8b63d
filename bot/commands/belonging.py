"""Whether a channel or member that an administrator chose belongs where cases are told: Slack is asked at saving."""

from __future__ import annotations

from typing import Any

from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.commands.directory import Directory
from bot.commands.visit import Visit
from bot.views.mistakes import Mistakes
from casework.errors import CannotCheck, NoOutsiders
from storage.roster import Person, Team

_OUTSIDER = "Only full members of this workspace can be on the roster: no guests, partner organisations or bots."
_NOT_IN_IT = "Caseclock is not in this channel. Invite it there with /invite, then save again."


async def check_channels(client: AsyncWebClient, team: Team) -> None:
    """Find channels in which cases must not be told; `Mistakes` on the field of each."""
    chosen = [("channel", team.channel), *(("digest_channels", channel) for channel in team.digest_channels)]
    chosen += [("duty_channel", team.duty_channel)] if team.duty_channel else []
    found = [(field, await _wrong(client, channel)) for field, channel in chosen]
    if wrong := {field: sentence for field, sentence in found if sentence}:
        raise Mistakes(wrong)


async def _wrong(client: AsyncWebClient, channel: str) -> str:
    """Return what is wrong with a channel, or nothing."""
    try:
        answer = await client.conversations_info(channel=channel)
    except SlackApiError as error:
        if error.response.get("error") == "channel_not_found":
            return _NOT_IN_IT
        raise CannotCheck from error
    except SlackClientError as error:
        raise CannotCheck from error
    return _unfit(answer["channel"])


def _unfit(channel: dict[str, Any]) -> str:
    if channel.get("is_archived"):
        return "This channel is archived. Choose one that is in use."
    if channel.get("is_ext_shared") or channel.get("is_pending_ext_shared"):
        return "This channel is shared with another organisation. Choose one that only your force can see."
    if not channel.get("is_private"):
        return "This channel is public. Cases are told in private channels only: choose one, or make a new one."
    return "" if channel.get("is_member") else _NOT_IN_IT


async def check_people(visit: Visit, person: Person) -> None:
    """Find people who are no full members of the workspace; `Mistakes` on the field of each."""
    directory = Directory(visit.client, visit.house.clock)
    wrong = {}
    for field, slack in (("slack", person.slack), ("supervisor", person.supervisor)):
        try:
            if slack:
                await directory.member(slack)
        except NoOutsiders:
            wrong[field] = _OUTSIDER
    if wrong:
        raise Mistakes(wrong)
