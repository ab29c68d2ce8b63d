"""Builders of Block Kit in sizes: so many characters, options, rows."""

from practice import blocks
from practice.blocks import Surface
from practice.payload import Json
from tests.practice.hands import marked, option, plain


def said(block: Json, surface: Surface = "message") -> list[str]:
    return [str(problem) for problem in blocks.check([block], surface)]


def words(count: int) -> str:
    return "x" * count


def options(count: int) -> list[Json]:
    return [option(f"o{index}") for index in range(count)]


def element(kind: str, **more: object) -> Json:
    return {"type": kind, "action_id": "a", **more}


def confirm(**more: object) -> Json:
    return {"title": plain("Sure?"), "text": marked("Really?"), "confirm": plain("Yes"), "deny": plain("No"), **more}


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def header(length: int) -> Json:
    return {"type": "header", "text": plain(words(length))}


def image(alt: int) -> Json:
    return {"type": "image", "image_url": "https://example.invalid/a.png", "alt_text": words(alt)}


def table(rows: int, columns: int) -> Json:
    return {"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}


def chart(title: int = 10, series: int = 1, points: int = 1, label: int = 5) -> Json:
    plot = {"name": "Cases", "data": [{"label": words(label), "value": 1}] * points}
    axes = {"categories": [words(label)] * points}
    return {
        "type": "data_visualization",
        "title": words(title),
        "chart": {"type": "line", "series": [plot] * series, "axis_config": axes},
    }


GROUPS = [{"label": plain("Group"), "options": options(1)}]
TOO_LONG = "must be less than {} characters"
