"""What blocks and elements are made of: text, confirmation, options, and their limits."""

from datetime import date, time

from practice.blocks.rules import (
    Problem,
    Problems,
    Rule,
    anything,
    boolean,
    by_type,
    exactly_one,
    listing,
    matching,
    one_of,
    shape,
    string,
)

LONGEST_ID = 255
LONGEST_URL = 3000

identifier = string(LONGEST_ID)
url = string(LONGEST_URL)
a_date = matching(date.fromisoformat, "a date as YYYY-MM-DD")
a_time = matching(time.fromisoformat, "a time as HH:MM")


def plain(most: int, least: int = 1) -> Rule:
    """A plain_text object."""
    return by_type({"plain_text": _plain_shape(most, least)})


def text(most: int) -> Rule:
    """A plain_text or a mrkdwn object; Slack first says that no schema matched, then why."""
    either = by_type(
        {
            "plain_text": _plain_shape(most),
            "mrkdwn": shape({"text": string(most)}, {"type": anything, "verbatim": boolean}),
        }
    )

    def check(value: object, at: str) -> Problems:
        found = tuple(either(value, at))
        if found:
            yield Problem("failed to match all allowed schemas", at)
            yield from found

    return check


def _plain_shape(most: int, least: int = 1) -> Rule:
    return shape({"text": string(most, least)}, {"type": anything, "emoji": boolean})


CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
PLACEHOLDER = plain(150)
DISPATCH = shape({}, {"trigger_actions_on": listing(one_of("on_enter_pressed", "on_character_entered"), 2)})
SLACK_FILE = shape({}, {"id": identifier, "url": url}, exactly_one("id", "url"))
FILTER = shape(
    {},
    {
        "include": listing(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)


def option(words: Rule) -> Rule:
    """One choice; radio buttons and checkboxes may use mrkdwn, menus plain text only."""
    return shape({"text": words, "value": string(150)}, {"description": words, "url": url})


MENU_OPTION = option(plain(75))
MARKED_OPTION = option(text(75))
OPTION_GROUP = shape({"label": plain(75), "options": listing(MENU_OPTION, 100)}, {})
