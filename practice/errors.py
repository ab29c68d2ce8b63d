"""What Slack answers to an app, and what it tells a person, when something cannot be done."""

from collections.abc import Iterable

from practice.payload import Json


class SlackError(Exception):
    """An answer with ok=false: Slack's own error name, and what it says besides."""

    def __init__(self, code: str, messages: Iterable[object] = (), **more: object) -> None:
        super().__init__(code)
        self.code = code
        self.messages = tuple(str(message) for message in messages)
        self.more = more

    def answer(self) -> Json:
        """The body that the app receives."""
        body: Json = {"ok": False, "error": self.code, **self.more}
        if self.messages:
            body["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return body


class RateLimited(SlackError):
    """HTTP 429 with the seconds to wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__("ratelimited")
        self.seconds = seconds


class Told(Exception):
    """What Slack tells a person when an action of his comes to nothing."""

    code = "not_possible"

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotPossible(Told):
    """The person cannot do this: the button, the view or the channel is not there for him."""


class UnknownCommand(Told):
    """No app has this slash command."""

    code = "unknown_command"


class AppNotConnected(Told):
    """The app has no Socket Mode connection."""

    code = "app_not_connected"


class Unanswered(Told):
    """The app did not acknowledge within three seconds (Slack's operation_timeout)."""

    code = "app_did_not_respond"


class AnswerRefused(Told):
    """The app acknowledged with something that Slack cannot use."""

    code = "app_answer_refused"
