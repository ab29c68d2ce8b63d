"""The conversations of a workspace: channels, private channels and the DMs with the bot."""

from dataclasses import dataclass, field
from typing import Literal

from practice.payload import Json

Kind = Literal["channel", "private", "im"]


@dataclass(slots=True)
class Channel:
    """One conversation; for a DM `with_user` is the person at the other end."""

    id: str
    name: str
    kind: Kind = "channel"
    topic: str = ""
    members: list[str] = field(default_factory=list)
    is_archived: bool = False
    is_ext_shared: bool = False
    creator: str = ""
    created: int = 0
    with_user: str = ""
    pins: list[str] = field(default_factory=list)

    @property
    def event_type(self) -> str:
        """How a message event calls this sort of conversation."""
        return {"channel": "channel", "private": "group", "im": "im"}[self.kind]

    def as_conversation(self, viewer: str) -> Json:
        """Slack's conversation object, as the member `viewer` gets it."""
        common: Json = {"id": self.id, "created": self.created, "is_archived": self.is_archived, "is_org_shared": False}
        if self.kind == "im":
            return common | {"is_im": True, "user": self.with_user, "is_open": True}
        return common | {
            "name": self.name,
            "name_normalized": self.name,
            "creator": self.creator,
            "is_channel": self.kind == "channel",
            "is_group": False,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.kind == "private",
            "is_general": self.name == "general",
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_member": viewer in self.members,
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "num_members": len(self.members),
        }
