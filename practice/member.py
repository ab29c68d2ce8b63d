"""What a person does and sees in the workspace: the one place behind the page and behind the tests."""

import contextlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from practice import acknowledgements, events, forms, interactions, markup
from practice.acknowledgements import Outcome
from practice.blocks.identity import place
from practice.blocks.states import FIELDS, merged, values
from practice.channels import Channel
from practice.errors import NotPossible, SlackError, Told, UnknownCommand
from practice.messages import Message
from practice.payload import Json
from practice.people import Person
from practice.uploads import Upload
from practice.views import View

if TYPE_CHECKING:
    from practice.workspace import Workspace

DEFAULT_MIN_QUERY = 3
"""Characters before Slack asks the app for options."""


class Member:
    """One person at the screen. What comes to nothing raises Told, with the sentence that he would see."""

    def __init__(self, workspace: "Workspace", person: Person) -> None:
        self._workspace = workspace
        self.person = person

    @property
    def id(self) -> str:
        return self.person.id

    @property
    def modals(self) -> list[Json]:
        """The modals before him, bottom to top."""
        return [events.dressed(self._workspace, view) for view in self._workspace.views.stack(self.id)]

    @property
    def home(self) -> Json | None:
        """The app's Home tab, as far as the app has published one."""
        view = self._workspace.views.homes.get(self.id)
        return events.dressed(self._workspace, view) if view else None

    @property
    def channels(self) -> list[Channel]:
        """The conversations that he is in, the DM with the app included."""
        return self._workspace.visible_to(self.id)

    def messages(self, channel: str) -> list[Message]:
        """What he sees in a conversation, oldest first: threads and what is ephemeral for him included."""
        self._workspace.catch_up()
        self._channel(channel)
        return [each for each in self._workspace.timeline.of(channel) if each.only_for in (None, self.id)]

    def dm(self) -> list[Message]:
        """The messages in his DM with the app."""
        dm = self._workspace.dm(self.id)
        return self.messages(dm.id) if dm else []

    def read(self, channel: str) -> None:
        """He has seen all that is there."""
        self._workspace.screens.read_until[self.id, channel] = self._workspace.timeline.next_ts()

    async def say(self, channel: str, text: str, thread_ts: str | None = None, files: Iterable[Upload] = ()) -> Message:
        """Write a message, with files or without; "@Name" becomes a mention."""
        there = self._channel(channel)
        handles = {person.name: person.id for person in self._workspace.people.values()}
        ts = self._workspace.timeline.next_ts()
        shown = [file.as_file(self._workspace.url) for file in files]
        words = markup.typed(text, handles)
        return self._workspace.put(Message(ts, there.id, self.id, words, thread_ts=thread_ts, files=shown))

    async def command(self, words: str, channel: str | None = None) -> None:
        """Type a slash command, in a channel or in the DM with the app."""
        workspace = self._workspace
        name = words.split(" ", 1)[0]
        if all(command.name != name for command in workspace.app.commands):
            raise UnknownCommand(f"{name} is not a valid command.")
        dm = workspace.dm(self.id)
        there = self._channel(channel or (dm.id if dm else ""))
        answer = await self._ask("slash_commands", interactions.command(workspace, self.person, there, words))
        acknowledgements.answer_command(workspace, there, self.id, answer)

    async def shortcut(self, callback_id: str) -> None:
        """Choose a global shortcut."""
        self._known_shortcut(callback_id, "global")
        await self._ask("interactive", interactions.shortcut(self._workspace, self.person, callback_id))

    async def message_shortcut(self, callback_id: str, message: Message) -> None:
        """Choose a shortcut on a message."""
        self._known_shortcut(callback_id, "message")
        there = self._message(message.channel, message.ts)
        await self._ask("interactive", interactions.message_action(self._workspace, self.person, there, callback_id))

    async def open_home(self) -> Json | None:
        """Open the app's Home tab; gives what it shows now."""
        self._awake()
        events.home_opened(self._workspace, self.id, self._workspace.views.homes.get(self.id))
        return self.home

    def enter(self, where: Message | Json, state: Json) -> None:
        """Set fields of a message or a view to states of Slack's own shape, as the page knows them."""
        self._enter(self._find(where), state)

    def fill(self, answers: Mapping[str, object]) -> None:
        """Type into the fields of the modal on top, by block_id, without sending it off."""
        forms.fill(self._top(), answers)

    async def submit(self, answers: Mapping[str, object] | None = None) -> Outcome:
        """Fill in the modal on top and send it off; the client's own complaints come back without troubling the app."""
        view = self._top()
        forms.fill(view, answers or {})
        if not view.definition.get("submit"):
            raise NotPossible("This view has no button to send it off.")
        complaints = forms.complaints(view)
        if complaints:
            return Outcome("errors", complaints)
        answer = await self._ask("interactive", interactions.view_submission(self._workspace, self.person, view))
        return acknowledgements.settle(self._workspace, view, answer)

    async def close(self) -> None:
        """Close the modal on top; all of them if it says so."""
        view = self._top()
        if view.definition.get("clear_on_close"):
            await self.close_all()
            return
        shown = events.dressed(self._workspace, view)
        self._workspace.views.close(view)
        await self._closed([shown], everything=False)

    async def close_all(self) -> None:
        """Close every modal."""
        shown = [events.dressed(self._workspace, view) for view in self._workspace.views.clear(self.id)]
        await self._closed(shown, everything=True)

    async def click(
        self, where: Message | Json, action_id: str, choice: object = None, block_id: str | None = None
    ) -> None:
        """Press a button in a message or a view, or choose something: `choice` is an option, a date, a person."""
        there = self._find(where)
        block, element = self._element(there, action_id, block_id)
        action = self._action(block, element, choice)
        state: Json = {block["block_id"]: {action_id: _state(action)}} if element["type"] in FIELDS else {}
        known = self._enter(there, state)
        if block["type"] == "input" and not block.get("dispatch_action"):
            return
        payload = interactions.block_actions(self._workspace, self.person, there, action, known)
        await self._ask("interactive", payload)

    async def options(self, where: Message | Json, action_id: str, query: str) -> Json:
        """Type into a menu whose options come from the app; gives {"options": …, "option_groups": …}."""
        there = self._find(where)
        block, element = self._element(there, action_id)
        if len(query) < element.get("min_query_length", DEFAULT_MIN_QUERY):
            return {"options": [], "option_groups": []}
        asked = {"action_id": action_id, "block_id": block["block_id"], "value": query}
        payload = interactions.block_suggestion(self._workspace, self.person, there, asked)
        return acknowledgements.options(await self._ask("interactive", payload))

    async def _ask(self, kind: str, payload: Json) -> Json:
        self._awake()
        return await self._workspace.hub.ask(kind, payload)

    async def _closed(self, shown: list[Json], *, everything: object) -> None:
        self._workspace.feed.tell({"type": "modal"}, self.id)
        for view in shown:
            if view["notify_on_close"]:
                with contextlib.suppress(Told):
                    payload = interactions.view_closed(self._workspace, self.person, view, everything)
                    await self._ask("interactive", payload)

    def _awake(self) -> None:
        if self.person.deleted:
            raise NotPossible("This account has been deactivated.")

    def _top(self) -> View:
        stack = self._workspace.views.stack(self.id)
        if not stack:
            raise NotPossible("No modal is open.")
        return stack[-1]

    def _channel(self, channel: str) -> Channel:
        there = self._workspace.channels.get(channel)
        if there is None or self.id not in there.members:
            raise NotPossible(f"{self.person.name} is not in {channel or 'any conversation with the app'}.")
        return there

    def _message(self, channel: str, ts: str) -> Message:
        for message in self.messages(channel):
            if message.ts == ts:
                return message
        raise NotPossible("This message is no longer there.")

    def _find(self, where: Message | Json) -> Message | View:
        if isinstance(where, Message):
            return self._message(where.channel, where.ts)
        try:
            view = self._workspace.views.find(where["id"])
        except SlackError:
            raise NotPossible("This view is no longer open.") from None
        if view.user != self.id:
            raise NotPossible("This view is somebody else's.")
        return view

    def _element(self, there: Message | View, action_id: str, block_id: str | None = None) -> tuple[Json, Json]:
        try:
            return place(there.blocks, action_id, block_id)
        except LookupError:
            raise NotPossible(f"There is no {action_id} here.") from None

    def _action(self, block: Json, element: Json, choice: object) -> Json:
        action = {
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "type": element["type"],
            "action_ts": self._workspace.timeline.next_ts(),
        }
        if element["type"] == "overflow":
            return action | {
                "selected_option": forms.entered(element | {"type": "static_select"}, choice)["selected_option"]
            }
        if element["type"] == "button":
            return action | {name: element[name] for name in ("text", "value") if name in element}
        return action | forms.entered(element, choice)

    def _enter(self, there: Message | View, state: Json) -> Json:
        if isinstance(there, View):
            there.typed = values(there.blocks, merged(there.typed, state))
            return there.typed
        key = (self.id, there.channel, there.ts)
        entered = values(there.blocks, merged(self._workspace.screens.entered.get(key, {}), state))
        self._workspace.screens.entered[key] = entered
        return entered

    def _known_shortcut(self, callback_id: str, kind: str) -> None:
        if all((each.callback_id, each.type) != (callback_id, kind) for each in self._workspace.app.shortcuts):
            raise NotPossible(f"No shortcut is called {callback_id}.")


def _state(action: Json) -> Json:
    return {name: value for name, value in action.items() if name in ("type", FIELDS[action["type"]].value)}
