"""Saying something as the app: the checks that every way of posting shares."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from practice import blocks as block_kit
from practice import markup
from practice.blocks.identity import named
from practice.channels import Channel
from practice.errors import SlackError
from practice.ledger import Entry
from practice.messages import Message
from practice.payload import Json

if TYPE_CHECKING:
    from practice.workspace import Workspace

LONGEST_TEXT = 40_000
"""Characters; Slack cuts a new message off there."""
LONGEST_CHANGED_TEXT = 4_000
"""Characters; chat.update refuses more."""
LARGEST_METADATA = 8_000
"""Bytes as JSON; Slack does not document its own figure."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the app wants to say: checked, not yet said."""

    text: str = ""
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    metadata: Json | None = None
    broadcast: bool = False


def draft(payload: Json) -> Draft:
    """The draft in a payload; SlackError no_text, invalid_blocks, msg_blocks_too_long, invalid_metadata_format."""
    text, blocks, metadata = payload.get("text") or "", payload.get("blocks") or [], payload.get("metadata")
    if not isinstance(text, str):
        raise SlackError("invalid_arguments", ["must provide a string [json-pointer:/text]"])
    if not text and not blocks and not payload.get("attachments"):
        raise SlackError("no_text")
    check_blocks(blocks)
    check_metadata(metadata)
    return Draft(
        text=markup.stored(text)[:LONGEST_TEXT],
        blocks=tuple(blocks),
        thread_ts=payload.get("thread_ts") or None,
        metadata=metadata,
        broadcast=bool(payload.get("reply_broadcast")),
    )


def check_blocks(blocks: object) -> None:
    """SlackError in the words of chat.postMessage."""
    problems = block_kit.check_message({"blocks": blocks})
    if any(problem.sentence == "msg_blocks_too_long" for problem in problems):
        raise SlackError("msg_blocks_too_long")
    if problems:
        raise SlackError("invalid_blocks", problems, errors=[str(problem) for problem in problems])


def check_files(workspace: "Workspace", blocks: Sequence[Json]) -> None:
    """SlackError when blocks show a file that is not there or not ready."""
    problems = list(workspace.uploads.unready(list(blocks), "/blocks"))
    if problems:
        raise SlackError("invalid_blocks", problems, errors=[str(problem) for problem in problems])


def check_metadata(metadata: object) -> None:
    """SlackError when metadata is not an event_type with an event_payload of moderate size."""
    if metadata is None:
        return
    sound = isinstance(metadata, dict) and set(metadata) <= {"event_type", "event_payload", "entities"}
    if not sound or not isinstance(metadata, dict) or not isinstance(metadata.get("event_type"), str):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_format")
    if block_kit.size(metadata) > LARGEST_METADATA:
        raise SlackError("metadata_too_large")


def say(workspace: "Workspace", channel: Channel, what: Draft, only_for: str | None = None) -> Message:
    """Put the draft into a conversation as the app's message."""
    check_files(workspace, what.blocks)
    if what.thread_ts and workspace.timeline.find(channel.id, what.thread_ts) is None:
        raise SlackError("thread_not_found" if only_for is None else "message_not_found")
    return workspace.put(
        Message(
            ts=workspace.timeline.next_ts(),
            channel=channel.id,
            user=workspace.app.bot_user,
            text=what.text,
            blocks=named(list(what.blocks), workspace.next_id),
            thread_ts=what.thread_ts,
            metadata=what.metadata,
            only_for=only_for,
            from_app=True,
            broadcast=what.broadcast,
        )
    )


def change(workspace: "Workspace", message: Message, payload: Json) -> None:
    """Put another content into a message; what the payload leaves out is gone, metadata excepted."""
    if len(payload.get("text") or "") > LONGEST_CHANGED_TEXT:
        raise SlackError("msg_too_long")
    new = draft(payload)
    check_files(workspace, new.blocks)
    message.text, message.blocks = new.text, named(list(new.blocks), workspace.next_id)
    message.metadata = new.metadata if payload.get("metadata") is not None else message.metadata
    message.edited = {"user": message.user, "ts": workspace.timeline.next_ts()}
    workspace.changed(message)


def record(workspace: "Workspace", method: str, message: Message, arguments: Json) -> None:
    """Write into the ledger what the app did to a message."""
    workspace.ledger.entries.append(
        Entry(
            method=method,
            channel=message.channel,
            ts=message.ts,
            at=workspace.timeline.next_ts(),
            user=message.only_for or workspace.channels[message.channel].with_user,
            text=message.text,
            blocks=message.blocks,
            metadata=message.metadata,
            arguments=arguments,
        )
    )
