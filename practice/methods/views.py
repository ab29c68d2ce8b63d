"""views.*: modals by trigger, updates by id and hash, the Home tab."""

from practice import blocks as block_kit
from practice.errors import SlackError
from practice.events import dressed
from practice.ledger import Entry
from practice.methods.call import Call
from practice.payload import Json
from practice.views import View


def open_view(call: Call) -> Json:
    """From inside a modal this stacks like views.push; from anywhere else it replaces what was open."""
    trigger = call.workspace.triggers.look(call.text("trigger_id"))
    definition = _definition(call, "modal")
    views = call.workspace.views
    inside = trigger.view_id is not None and any(view.id == trigger.view_id for view in views.stack(trigger.user))
    view = views.push(trigger.user, definition) if inside else views.open(trigger.user, definition)
    trigger.used = True
    return _shown(call, view, "modal")


def push(call: Call) -> Json:
    trigger = call.workspace.triggers.look(call.text("trigger_id"))
    definition = _definition(call, "modal")
    if trigger.view_id is None:
        raise SlackError(
            "invalid_trigger_id", ["views.push needs a trigger from inside a modal [json-pointer:/trigger_id]"]
        )
    view = call.workspace.views.push(trigger.user, definition)
    trigger.used = True
    return _shown(call, view, "modal")


def update(call: Call) -> Json:
    views = call.workspace.views
    if not call.text("view_id") and not call.text("external_id"):
        raise SlackError("invalid_arguments", ["must provide one of: view_id, external_id [json-pointer:/view_id]"])
    view = views.find(call.text("view_id")) if call.text("view_id") else views.find_external(call.text("external_id"))
    definition = _definition(call, view.definition["type"])
    _same(call, view)
    return _shown(call, views.update(view, definition), view.definition["type"])


def publish(call: Call) -> Json:
    person = call.person("user_id")
    if person.deleted or person.is_bot:
        raise SlackError("not_enabled" if person.is_bot else "user_not_found")
    definition = _definition(call, "home")
    before = call.workspace.views.homes.get(person.id)
    if before is not None:
        _same(call, before)
    return _shown(call, call.workspace.views.publish(person.id, definition), "home")


def _definition(call: Call, kind: str) -> Json:
    refusal = SlackError("invalid_arguments", ["must provide an object [json-pointer:/view]"])
    view = call.structure("view", refusal)
    problems = block_kit.check_view(view) or list(call.workspace.uploads.unready(view["blocks"], "/view/blocks"))
    if any(problem.sentence == "view_too_large" for problem in problems):
        raise SlackError("view_too_large")
    if problems:
        raise SlackError("invalid_arguments", problems)
    if view["type"] != kind:
        raise SlackError("invalid_arguments", [f"unsupported type: {view['type']} [json-pointer:/view/type]"])
    definition: Json = view
    return definition


def _same(call: Call, view: View) -> None:
    if call.text("hash") and call.text("hash") != view.hash:
        raise SlackError("hash_conflict")


def _shown(call: Call, view: View, surface: str) -> Json:
    workspace = call.workspace
    workspace.feed.tell({"type": surface}, view.user)
    workspace.ledger.entries.append(
        Entry(
            method=call.method,
            at=workspace.timeline.next_ts(),
            user=view.user,
            blocks=view.blocks,
            arguments=call.arguments,
        )
    )
    return {"view": dressed(workspace, view)}
