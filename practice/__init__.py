"""A strict emulated Slack: a workspace for tests and for practice, on loopback."""

from practice import faults
from practice.acknowledgements import Outcome
from practice.errors import AnswerRefused, AppNotConnected, NotPossible, Told, Unanswered, UnknownCommand
from practice.member import Member
from practice.messages import Message
from practice.page_api import TimeControl
from practice.server import Server, serve
from practice.workspace import Workspace

__all__ = [
    "AnswerRefused",
    "AppNotConnected",
    "Member",
    "Message",
    "NotPossible",
    "Outcome",
    "Server",
    "TimeControl",
    "Told",
    "Unanswered",
    "UnknownCommand",
    "Workspace",
    "faults",
    "serve",
]
