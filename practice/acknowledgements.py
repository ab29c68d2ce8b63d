"""What follows from an acknowledgement: a command answered, a submitted modal settled, a menu given its options."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from practice import blocks as block_kit
from practice import posting
from practice.blocks.objects import MENU_OPTION, OPTION_GROUP
from practice.blocks.rules import listing
from practice.channels import Channel
from practice.errors import AnswerRefused, SlackError
from practice.payload import Json
from practice.views import View

if TYPE_CHECKING:
    from practice.workspace import Workspace

MOST_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a submitted modal: `errors` are sentences by block_id; without an action it closed."""

    response_action: str = ""
    errors: dict[str, str] = field(default_factory=dict)


def answer_command(workspace: "Workspace", channel: Channel, user: str, answer: Json) -> None:
    """Show what the app said in its acknowledgement of a slash command, to the person alone or to all."""
    if not answer.get("text") and not answer.get("blocks"):
        return
    only_for = None if answer.get("response_type") == "in_channel" else user
    try:
        message = posting.say(workspace, channel, posting.draft(answer), only_for)
    except SlackError as refusal:
        raise AnswerRefused(f"The app's answer could not be shown ({refusal.code}).") from refusal
    posting.record(workspace, "ack", message, answer)


def settle(workspace: "Workspace", view: View, answer: Json) -> Outcome:
    """Do with a submitted modal what the app answered; AnswerRefused when Slack cannot."""
    action = answer.get("response_action") or ""
    steps = {"": _close, "errors": _complain, "update": _update, "push": _push, "clear": _clear}
    if action not in steps:
        raise AnswerRefused(f"The app answered with an unknown response_action ({action}).")
    try:
        outcome = steps[action](workspace, view, answer)
    except SlackError as refusal:
        raise AnswerRefused(f"The app's next view could not be shown ({refusal.code}).") from refusal
    workspace.feed.tell({"type": "modal"}, view.user)
    return outcome


def options(answer: Json) -> Json:
    """The options that the app offers, or groups of them; AnswerRefused when Slack could not show them."""
    table = {"options": listing(MENU_OPTION, MOST_OPTIONS, 0), "option_groups": listing(OPTION_GROUP, MOST_OPTIONS, 0)}
    found = [problem for name, rule in table.items() if name in answer for problem in rule(answer[name], f"/{name}")]
    if found or not set(answer) & set(table):
        raise AnswerRefused(f"The app's options could not be shown: {'; '.join(map(str, found)) or 'none were given'}.")
    return {name: answer.get(name, []) for name in table}


def _close(workspace: "Workspace", view: View, answer: Json) -> Outcome:
    del answer
    workspace.views.close(view)
    return Outcome()


def _complain(workspace: "Workspace", view: View, answer: Json) -> Outcome:
    del workspace
    errors = answer.get("errors")
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or not set(errors) <= inputs:
        raise AnswerRefused(
            f"The app complained of fields that are not there: {errors!r}; there are: {sorted(inputs)}."
        )
    return Outcome("errors", {block_id: str(sentence) for block_id, sentence in errors.items()})


def _update(workspace: "Workspace", view: View, answer: Json) -> Outcome:
    workspace.views.update(view, _next_view(answer))
    return Outcome("update")


def _push(workspace: "Workspace", view: View, answer: Json) -> Outcome:
    workspace.views.push(view.user, _next_view(answer))
    return Outcome("push")


def _clear(workspace: "Workspace", view: View, answer: Json) -> Outcome:
    del answer
    workspace.views.clear(view.user)
    return Outcome("clear")


def _next_view(answer: Json) -> Json:
    view: Json = answer.get("view") or {}
    problems = block_kit.check_view(view)
    if problems or view.get("type") != "modal":
        raise AnswerRefused(
            f"The app's next view could not be shown: {'; '.join(map(str, problems)) or 'not a modal'}."
        )
    return view
