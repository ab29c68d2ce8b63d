"""Rich text: sections, lists, quotes and what may stand in them."""

from practice.blocks.objects import identifier, url
from practice.blocks.rules import Rule, Table, anything, boolean, by_type, listing, number, one_of, shape, string

STYLE = shape(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    ),
)


def _inline(required: Table, optional: Table) -> Rule:
    return shape(required, {"type": anything, "style": STYLE, **optional})


INLINE: Table = {
    "text": _inline({"text": string(12_000)}, {}),
    "link": _inline({"url": url}, {"text": string(12_000, 0), "unsafe": boolean}),
    "emoji": _inline({"name": string(255)}, {"unicode": string(255), "skin_tone": number(1, 6)}),
    "user": _inline({"user_id": identifier}, {}),
    "usergroup": _inline({"usergroup_id": identifier}, {}),
    "channel": _inline({"channel_id": identifier}, {}),
    "broadcast": _inline({"range": one_of("here", "channel", "everyone")}, {}),
    "date": _inline({"timestamp": number(0), "format": string(255)}, {"url": url, "fallback": string(255)}),
    "color": _inline({"value": string(16)}, {}),
}
RUNS = listing(by_type(INLINE), 1000, 0)
SECTION = shape({"elements": RUNS}, {"type": anything})
BORDERED = shape({"elements": RUNS}, {"type": anything, "border": number(0, 1), "language": string(100)})
LIST = shape(
    {"elements": listing(by_type({"rich_text_section": SECTION}), 1000), "style": one_of("bullet", "ordered")},
    {"type": anything, "indent": number(0, 8), "offset": number(0), "border": number(0, 1)},
)
PARTS: Table = {
    "rich_text_section": SECTION,
    "rich_text_list": LIST,
    "rich_text_preformatted": BORDERED,
    "rich_text_quote": BORDERED,
}

RICH_TEXT = shape({"elements": listing(by_type(PARTS), 1000)}, {"type": one_of("rich_text"), "block_id": identifier})
