"""users.*, dnd.info, usergroups.*, team.info, bots.info, auth.test, api.test: who is who."""

from practice.errors import SlackError
from practice.methods.call import Call
from practice.payload import Json


def user_info(call: Call) -> Json:
    return {"user": call.person().as_user(call.workspace.clock())}


def do_not_disturb(call: Call) -> Json:
    """dnd.info of somebody, or of the app itself; snooze_* are for whoever asks about themselves alone."""
    asks, bot = bool(call.text("user")), call.workspace.app.bot_user
    person = call.person() if asks else call.workspace.people[bot]
    span = person.do_not_disturb(call.workspace.clock())
    # Slack says 1 where there is no such time.
    starts, ends = (int(moment.timestamp()) for moment in span) if span else (1, 1)
    answer: Json = {"dnd_enabled": span is not None, "next_dnd_start_ts": starts, "next_dnd_end_ts": ends}
    return answer if person.id != bot else answer | {"snooze_enabled": False}


def list_users(call: Call) -> Json:
    now = call.workspace.clock()
    page, cursor = call.page([person.as_user(now) for person in call.workspace.people.values()], 1000)
    return {"members": page, "cache_ts": int(call.workspace.now), "response_metadata": {"next_cursor": cursor}}


def conversations_of_user(call: Call) -> Json:
    bot = call.workspace.app.bot_user
    user = call.text("user") or bot
    found = [
        channel.as_conversation(bot)
        for channel in call.workspace.visible_to(user)
        if channel.kind != "im" and (channel.kind == "channel" or bot in channel.members)
    ]
    page, cursor = call.page(found, 100)
    return {"channels": page, "response_metadata": {"next_cursor": cursor}}


def list_groups(call: Call) -> Json:
    groups = [
        {
            "id": group.id,
            "team_id": call.workspace.app.team_id,
            "handle": group.handle,
            "name": group.name,
            "is_usergroup": True,
            "date_delete": 0,
            "user_count": len(group.users),
            **({"users": group.users} if call.says("include_users") else {}),
        }
        for group in call.workspace.user_groups.values()
    ]
    return {"usergroups": groups}


def list_group_users(call: Call) -> Json:
    group = call.workspace.user_groups.get(call.text("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": [user for user in group.users if not call.workspace.people[user].deleted]}


def auth_test(call: Call) -> Json:
    app = call.workspace.app
    return {
        "url": f"{call.workspace.url}/",
        "team": app.team_name,
        "user": call.workspace.people[app.bot_user].handle,
        "team_id": app.team_id,
        "user_id": app.bot_user,
        "bot_id": app.bot_id,
        "is_enterprise_install": False,
    }


def team_info(call: Call) -> Json:
    app = call.workspace.app
    return {"team": {"id": app.team_id, "name": app.team_name, "domain": app.team_domain, "email_domain": ""}}


def bot_info(call: Call) -> Json:
    app = call.workspace.app
    if call.text("bot") not in ("", app.bot_id):
        raise SlackError("bot_not_found")
    return {"bot": {"id": app.bot_id, "deleted": False, "name": app.name, "app_id": app.id, "user_id": app.bot_user}}


def api_test(call: Call) -> Json:
    if call.text("error"):
        raise SlackError(call.text("error"))
    return {"args": {name: str(value) for name, value in call.arguments.items()}}


def open_socket(call: Call) -> Json:
    """apps.connections.open: an address for one WebSocket."""
    address = call.workspace.url.replace("http", "ws", 1)
    return {"url": f"{address}/socket?ticket={call.workspace.hub.ticket()}&app_id={call.workspace.app.id}"}
