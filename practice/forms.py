"""Filling in a form as a person does, and what Slack's client says before it lets go of it."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time

from practice.blocks.states import FIELDS, fields, value_of, values
from practice.errors import NotPossible
from practice.payload import Json
from practice.views import View

MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
ADDRESS = re.compile(r"https?://\S+")
LONGEST_ENTRY = 3000


def fill(view: View, answers: Mapping[str, object]) -> None:
    """Put answers, by block_id or action_id, into the fields of a view; NotPossible when there is no such field."""
    state = values(view.blocks, view.typed)
    unknown = set(answers)
    for block, element in fields(view.blocks):
        for name in {block["block_id"], element["action_id"]} & unknown:
            state[block["block_id"]][element["action_id"]] = entered(element, answers[name])
            unknown.discard(name)
    if unknown:
        there = ", ".join(block["block_id"] for block, _ in fields(view.blocks))
        raise NotPossible(f"No field is called {', '.join(sorted(unknown))}; there are: {there}.")
    view.typed = state


def entered(element: Json, answer: object) -> Json:
    """The state of an element into which a person put `answer`: text, a date, an option's value or words, several."""
    kind = element["type"]
    if isinstance(answer, dict) and answer.get("type") == kind:
        return answer
    return {"type": kind, FIELDS[kind].value: _ENTRIES.get(kind, _as_it_is)(element, answer)}


def complaints(view: View) -> dict[str, str]:
    """What Slack's own client finds wrong with the inputs of a view, by block_id; nothing goes to the app then."""
    found = {}
    state = values(view.blocks, view.typed)
    for block, element in fields(view.blocks):
        if block["type"] != "input":
            continue
        value = value_of(state[block["block_id"]][element["action_id"]])
        sentence = next(_wrong(block, element, value), None)
        if sentence:
            found[block["block_id"]] = sentence
    return found


def offered(element: Json) -> list[Json]:
    """All options of a menu, those in groups included."""
    groups = element.get("option_groups") or ()
    return [*(element.get("options") or ()), *(option for group in groups for option in group["options"])]


def _wrong(block: Json, element: Json, value: object) -> Iterator[str]:
    if value in (None, "", [], {}):
        if not block.get("optional"):
            yield "Please complete this required field."
        return
    check = _CHECKS.get(element["type"])
    if check:
        yield from check(element, value)


def _length(element: Json, value: object) -> Iterator[str]:
    least, most = element.get("min_length") or 0, element.get("max_length") or LONGEST_ENTRY
    if len(str(value)) < least:
        yield f"Please enter at least {least} characters."
    if len(str(value)) > most:
        yield f"Please enter no more than {most} characters."


def _number(element: Json, value: object) -> Iterator[str]:
    try:
        number = float(str(value))
    except ValueError:
        yield "Please enter a number."
        return
    if not element.get("is_decimal_allowed") and number != int(number):
        yield "Please enter a whole number."
    if element.get("min_value") is not None and number < float(element["min_value"]):
        yield f"Please enter a number of at least {element['min_value']}."
    if element.get("max_value") is not None and number > float(element["max_value"]):
        yield f"Please enter a number of at most {element['max_value']}."


def _parsed(parse: Callable[[str], object], sentence: str) -> Callable[[Json, object], Iterator[str]]:
    def check(element: Json, value: object) -> Iterator[str]:
        del element
        try:
            fits = parse(str(value))
        except ValueError:
            fits = None
        if fits is None:
            yield sentence

    return check


def _choice(element: Json, value: object) -> Iterator[str]:
    if value not in offered(element):
        yield "Please choose one of the options."


def _choices(element: Json, value: object) -> Iterator[str]:
    chosen = value if isinstance(value, list) else []
    if any(each not in offered(element) for each in chosen):
        yield "Please choose from the options."
    if len(chosen) > (element.get("max_selected_items") or len(chosen)):
        yield f"Please choose no more than {element['max_selected_items']}."


_CHECKS: Mapping[str, Callable[[Json, object], Iterator[str]]] = {
    "plain_text_input": _length,
    "number_input": _number,
    "email_text_input": _parsed(MAIL.fullmatch, "Please enter an e-mail address."),
    "url_text_input": _parsed(ADDRESS.fullmatch, "Please enter an address that starts with http."),
    "datepicker": _parsed(date.fromisoformat, "Please enter a date."),
    "timepicker": _parsed(time.fromisoformat, "Please enter a time."),
    "static_select": _choice,
    "radio_buttons": _choice,
    "multi_static_select": _choices,
    "checkboxes": _choices,
}


def _as_it_is(element: Json, answer: object) -> object:
    del element
    return answer


def _written(element: Json, answer: object) -> str | None:
    del element
    return None if answer is None else str(answer)


def _moment(element: Json, answer: object) -> object:
    del element
    return int(answer.timestamp()) if isinstance(answer, datetime) else answer


def _option(element: Json, answer: object) -> object:
    if answer is None or isinstance(answer, dict):
        return answer
    options = offered(element)
    for option in options:
        if answer in (option["value"], option["text"]["text"]):
            return option
    if element["type"].endswith("external_select"):
        return {"text": {"type": "plain_text", "text": str(answer)}, "value": str(answer)}
    there = ", ".join(option["value"] for option in options)
    raise NotPossible(f"There is no option {answer!r} in {element['action_id']}; there are: {there}.")


def _options(element: Json, answer: object) -> list[object]:
    answers = answer if isinstance(answer, list | tuple | set) else [answer]
    return [_option(element, each) for each in answers if each is not None]


def _list(element: Json, answer: object) -> list[object]:
    del element
    return list(answer) if isinstance(answer, list | tuple | set) else [answer]


_ENTRIES: Mapping[str, Callable[[Json, object], object]] = {
    **dict.fromkeys(
        ("plain_text_input", "email_text_input", "url_text_input", "number_input", "datepicker", "timepicker"), _written
    ),
    "datetimepicker": _moment,
    **dict.fromkeys(("static_select", "external_select", "radio_buttons"), _option),
    **dict.fromkeys(("multi_static_select", "multi_external_select", "checkboxes"), _options),
    **dict.fromkeys(("multi_users_select", "multi_conversations_select", "multi_channels_select", "file_input"), _list),
}
