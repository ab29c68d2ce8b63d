"""What tests of the ways in share: a referral, what is shown as words, a command and its answer."""

from typing import Any

from practice import Message, Workspace

REFERRAL = {
    "source": "CEOP",
    "kind": "Grooming",
    "child_at_risk": "yes",
    "child_in_contact": "not known",
    "suspect_identified": "yes",
    "evidence": "in hand",
    "summary": "A child was asked for pictures by an adult.",
}


def title(window: dict[str, Any]) -> str:
    return str(window["title"]["text"])


def titles(workspace: Workspace, slack: str = "U0OFFICER1") -> list[str]:
    return [title(window) for window in workspace.member(slack).modals]


def words(shown: Any) -> str:  # noqa: ANN401 - a window, a message or any part of one
    """Give all that can be read in something shown, a line for each text."""
    if isinstance(shown, dict):
        own = [shown["text"]] if isinstance(shown.get("text"), str) else []
        return "\n".join([*own, *(words(part) for part in shown.values() if isinstance(part, dict | list))])
    return "\n".join(words(part) for part in shown) if isinstance(shown, list) else ""


def buttons(message: Message) -> set[str]:
    return {part.get("action_id", "") for block in message.blocks for part in block.get("elements", [])}


async def typed(workspace: Workspace, command: str, slack: str = "U0OFFICER1") -> str:
    """Type a command in the team's channel; give what the person alone was answered."""
    member = workspace.member(slack)
    before = len(member.messages("C0NORTH"))
    await member.command(command, channel="C0NORTH")
    return "\n".join(words(message.blocks) for message in member.messages("C0NORTH")[before:] if message.only_for)


async def logged(workspace: Workspace, **other: str) -> Message:
    """Log a referral and give its card."""
    officer = workspace.member("U0OFFICER1")
    await officer.command("/refer", channel="C0NORTH")
    await officer.submit(REFERRAL | other)
    await officer.close_all()
    await workspace.until(lambda: officer.messages("C0NORTH"))
    return officer.messages("C0NORTH")[0]


async def offered(workspace: Workspace, button: str) -> Message:
    """Wait until the card has a button, and give the card."""
    officer = workspace.member("U0OFFICER1")
    await workspace.until(lambda: button in buttons(officer.messages("C0NORTH")[0]))
    return officer.messages("C0NORTH")[0]
