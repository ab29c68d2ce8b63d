"""Every method that the workspace knows: what runs it, what it may be sent, the scope and tier that Slack gives it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from practice.methods import chat, conversations, files, marks, people, views
from practice.methods.call import Call
from practice.payload import Json

UNCOUNTED = 0
"""For methods whose rate is counted otherwise (chat.postMessage: by channel) or not at all."""


@dataclass(frozen=True, slots=True)
class Method:
    """One method. `required` and `optional` are names of arguments; an empty scope means none is needed."""

    run: Callable[[Call], Json]
    tier: int
    scope: str = ""
    required: str = ""
    optional: str = ""
    caller: str = "bot"


MESSAGE = "text blocks attachments metadata thread_ts unfurl_links unfurl_media parse link_names mrkdwn"
IDENTITY = "as_user icon_emoji icon_url username reply_broadcast"
PAGE = "cursor limit"
SPAN = "oldest latest inclusive include_all_metadata"
READ = "channels:read|groups:read|im:read"
HISTORY = "channels:history|groups:history|im:history"
MANAGE = "channels:manage|groups:write|im:write"

METHODS: Mapping[str, Method] = {
    "api.test": Method(people.api_test, 4, optional="*", caller="anybody"),
    "auth.test": Method(people.auth_test, UNCOUNTED),
    # Slack says tier 1, yet lets ten connections be opened at once.
    "apps.connections.open": Method(people.open_socket, 2, caller="app"),
    "bots.info": Method(people.bot_info, 3, "users:read", optional="bot"),
    "team.info": Method(people.team_info, 3, "team:read", optional="team domain"),
    "chat.postMessage": Method(chat.post_message, UNCOUNTED, "chat:write", "channel", f"{MESSAGE} {IDENTITY}"),
    "chat.postEphemeral": Method(chat.post_ephemeral, 4, "chat:write", "channel user", f"{MESSAGE} {IDENTITY}"),
    "chat.update": Method(chat.update, 3, "chat:write", "channel ts", f"{MESSAGE} as_user reply_broadcast file_ids"),
    "chat.delete": Method(chat.delete, 3, "chat:write", "channel ts", "as_user"),
    "chat.getPermalink": Method(chat.get_permalink, UNCOUNTED, "", "channel message_ts"),
    "chat.scheduleMessage": Method(
        chat.schedule_message, 3, "chat:write", "channel post_at", f"{MESSAGE} as_user reply_broadcast"
    ),
    "chat.scheduledMessages.list": Method(chat.list_scheduled, 3, "", optional=f"channel oldest latest {PAGE}"),
    "chat.deleteScheduledMessage": Method(
        chat.delete_scheduled, 3, "chat:write", "channel scheduled_message_id", "as_user"
    ),
    "conversations.info": Method(conversations.info, 3, READ, "channel", "include_locale include_num_members"),
    "conversations.list": Method(conversations.list_all, 2, READ, optional=f"types exclude_archived {PAGE}"),
    "conversations.members": Method(conversations.members, 4, READ, "channel", PAGE),
    "conversations.open": Method(
        conversations.open_dm, 3, "im:write", optional="users channel return_im prevent_creation"
    ),
    "conversations.history": Method(conversations.history, 3, HISTORY, "channel", f"{SPAN} {PAGE}"),
    "conversations.replies": Method(conversations.replies, 3, HISTORY, "channel ts", f"{SPAN} {PAGE}"),
    "conversations.create": Method(conversations.create, 2, MANAGE, "name", "is_private"),
    "conversations.join": Method(conversations.join, 3, "channels:join|channels:manage", "channel"),
    "conversations.leave": Method(conversations.leave, 3, MANAGE, "channel"),
    "conversations.invite": Method(conversations.invite, 3, MANAGE, "channel users", "force"),
    "users.info": Method(people.user_info, 4, "users:read", "user", "include_locale"),
    "users.list": Method(people.list_users, 2, "users:read", optional=f"include_locale {PAGE}"),
    "users.conversations": Method(
        people.conversations_of_user, 3, READ, optional=f"user types exclude_archived {PAGE}"
    ),
    "dnd.info": Method(people.do_not_disturb, 3, "dnd:read", optional="user"),
    "usergroups.list": Method(
        people.list_groups, 2, "usergroups:read", optional="include_count include_disabled include_users"
    ),
    "usergroups.users.list": Method(people.list_group_users, 2, "usergroups:read", "usergroup", "include_disabled"),
    "views.open": Method(views.open_view, 4, "", "trigger_id view"),
    "views.push": Method(views.push, 4, "", "trigger_id view"),
    "views.update": Method(views.update, 4, "", "view", "view_id external_id hash"),
    "views.publish": Method(views.publish, 4, "", "user_id view", "hash"),
    "files.getUploadURLExternal": Method(
        files.get_upload_url, 4, "files:write", "filename length", "alt_txt snippet_type"
    ),
    "files.completeUploadExternal": Method(
        files.complete_upload, 4, "files:write", "files", "channel_id channels initial_comment thread_ts blocks"
    ),
    "files.info": Method(files.file_info, 4, "files:read", "file", f"count page {PAGE}"),
    "reactions.add": Method(marks.add_reaction, 3, "reactions:write", "channel name timestamp"),
    "reactions.remove": Method(marks.remove_reaction, 2, "reactions:write", "name", "channel timestamp"),
    "pins.add": Method(marks.add_pin, 2, "pins:write", "channel timestamp"),
    "pins.remove": Method(marks.remove_pin, 2, "pins:write", "channel timestamp"),
}
