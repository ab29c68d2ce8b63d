"""One call of the Web API: its arguments as the app sent them, read the way Slack reads them."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from practice.channels import Channel
from practice.errors import SlackError
from practice.payload import Json
from practice.people import Person

if TYPE_CHECKING:
    from practice.workspace import Workspace

MOST_ON_A_PAGE = 1000
TRUE = (True, "true", "True", "1", 1)


@dataclass(frozen=True, slots=True)
class Call:
    """A method, the workspace that it is called on, and what was sent: JSON values or the strings of a form."""

    workspace: "Workspace"
    method: str
    arguments: Json

    def text(self, name: str) -> str:
        """A string; empty when it is not there."""
        value = self.arguments.get(name)
        return "" if value is None else str(value)

    def says(self, name: str) -> bool:
        """A yes or no; no when it is not there."""
        return self.arguments.get(name) in TRUE

    def number(self, name: str, otherwise: int) -> int:
        """A whole number."""
        value = self.arguments.get(name)
        if value in (None, ""):
            return otherwise
        try:
            return int(str(value))
        except ValueError:
            raise SlackError("invalid_arguments", [f"must provide a number [json-pointer:/{name}]"]) from None

    def structure(self, name: str, refusal: SlackError) -> Any:  # noqa: ANN401 - the app's own structure, checked later
        """A list or an object, which a form carries as a string of JSON; `refusal` when it is none."""
        value = self.arguments.get(name)
        if not isinstance(value, str) or not value:
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise refusal from None

    def message(self) -> Json:
        """The arguments of a message with blocks and metadata unfolded."""
        unfolded = {
            "blocks": self.structure("blocks", SlackError("invalid_blocks_format")),
            "metadata": self.structure("metadata", SlackError("invalid_metadata_format")),
        }
        return {**self.arguments, **{name: value for name, value in unfolded.items() if value is not None}}

    def channel(self, name: str = "channel") -> Channel:
        """The conversation with this id, the bot in it; channel_not_found, not_in_channel, is_archived."""
        channel = self.workspace.conversation(self.text(name))
        if self.workspace.app.bot_user not in channel.members:
            raise SlackError("not_in_channel")
        if channel.is_archived:
            raise SlackError("is_archived")
        return channel

    def destination(self) -> Channel:
        """Where a message goes: a conversation, by id or by #name, or a person, whose DM this opens."""
        wanted = self.text("channel")
        if wanted in self.workspace.people:
            dm = self.workspace.dm(wanted)
            if dm is None or self.workspace.people[wanted].deleted:
                raise SlackError("channel_not_found" if dm else "cannot_dm_bot")
            return dm
        for channel in self.workspace.channels.values():
            if channel.kind != "im" and wanted.removeprefix("#") == channel.name:
                return Call(self.workspace, self.method, {"channel": channel.id}).channel()
        return self.channel()

    def person(self, name: str = "user") -> Person:
        """The person with this id; user_not_found."""
        person = self.workspace.people.get(self.text(name))
        if person is None:
            raise SlackError("user_not_found")
        return person

    def page(self, items: list[Any], otherwise: int) -> tuple[list[Any], str]:
        """One page of a list and the cursor of the next; invalid_cursor, invalid_limit."""
        limit = self.number("limit", otherwise)
        if not 0 < limit <= MOST_ON_A_PAGE:
            raise SlackError("invalid_limit")
        cursor = self.text("cursor") or "at:0"
        if not cursor.startswith("at:") or not cursor[3:].isdigit():
            raise SlackError("invalid_cursor")
        start = int(cursor[3:])
        more = f"at:{start + limit}" if len(items) > start + limit else ""
        return items[start : start + limit], more
