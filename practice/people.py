"""The people of a workspace, the app's bot among them, as users.info shows them."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from practice.payload import Json


@dataclass(slots=True)
class Person:
    """One account. `role` is what the page calls him; Slack does not know it.

    From `dnd_starts` until `dnd_ends` ("22:00", "07:00"; by his own clock) notifications are off every day.
    """

    id: str
    name: str
    title: str = ""
    role: str = "officer"
    tz: str = "Europe/London"
    team_id: str = "T0PRACTICE"
    deleted: bool = False
    is_admin: bool = False
    is_bot: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_stranger: bool = False
    dnd_starts: str = ""
    dnd_ends: str = ""

    @property
    def handle(self) -> str:
        """The short name of old: lower case, no spaces."""
        return "".join(letter if letter.isalnum() else "." for letter in self.name.lower()).strip(".")

    def offset(self, now: datetime) -> int:
        """Seconds that his zone is ahead of UTC at `now`."""
        ahead = now.astimezone(ZoneInfo(self.tz)).utcoffset()
        return int(ahead.total_seconds()) if ahead else 0

    def do_not_disturb(self, now: datetime) -> tuple[datetime, datetime] | None:
        """The present or next span of time in which notifications are off; None where they never are."""
        if not self.dnd_starts:
            return None
        zone = ZoneInfo(self.tz)
        starts, ends = time.fromisoformat(self.dnd_starts), time.fromisoformat(self.dnd_ends)
        yesterday = now.astimezone(zone).date() - timedelta(days=1)
        days = [yesterday + timedelta(days=number) for number in range(3)]
        spans = [
            (
                datetime.combine(day, starts, zone),
                datetime.combine(day if starts < ends else day + timedelta(days=1), ends, zone),
            )
            for day in days
        ]
        return next(span for span in spans if span[1] > now)

    def as_user(self, now: datetime) -> Json:
        """Slack's user object; a deactivated account keeps only what Slack keeps."""
        user: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.handle,
            "deleted": self.deleted,
            "profile": {
                "real_name": self.name,
                "real_name_normalized": self.name,
                "display_name": self.name,
                "display_name_normalized": self.name,
                "title": self.title,
                "team": self.team_id,
            },
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": 0,
        }
        if self.is_stranger:
            user["is_stranger"] = True
        if self.deleted:
            return user
        return user | {
            "real_name": self.name,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": self.offset(now),
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": self.is_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
        }


@dataclass(slots=True)
class UserGroup:
    """A handle that stands for several people."""

    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)
