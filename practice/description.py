"""The description of a workspace (TOML): its app, its people and its channels."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from practice.channels import Channel
from practice.payload import Json
from practice.people import Person, UserGroup

DEFAULT = Path(__file__).with_name("workspace.toml")


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command of the app."""

    name: str
    description: str
    usage_hint: str = ""


@dataclass(frozen=True, slots=True)
class Shortcut:
    """A shortcut of the app; `type` is global or message."""

    callback_id: str
    name: str
    type: str = "global"


@dataclass(slots=True)
class App:
    """The one app of the workspace, as its manifest describes it. `revoked` is its bot token's end."""

    id: str
    name: str
    bot_id: str
    bot_user: str
    bot_token: str
    app_token: str
    team_id: str
    team_name: str
    team_domain: str
    scopes: list[str]
    events: list[str]
    commands: list[Command] = field(default_factory=list)
    shortcuts: list[Shortcut] = field(default_factory=list)
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Description:
    """All that a workspace starts from."""

    app: App
    people: list[Person]
    channels: list[Channel]
    user_groups: list[UserGroup]


def read(path: Path = DEFAULT) -> Description:
    """Read a description; a name that it does not know is a TypeError that says which."""
    written: Json = tomllib.loads(path.read_text(encoding="utf-8"))
    app = dict(written["app"])
    app["commands"] = [Command(**each) for each in app.get("commands", ())]
    app["shortcuts"] = [Shortcut(**each) for each in app.get("shortcuts", ())]
    return Description(
        app=App(**app),
        people=[Person(**each) for each in written["person"]],
        channels=[Channel(**each) for each in written.get("channel", ())],
        user_groups=[UserGroup(**each) for each in written.get("user_group", ())],
    )
