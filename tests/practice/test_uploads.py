import re

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from practice import Workspace
from practice.payload import Json
from tests.practice.hands import error_of, home, modal, refused


async def uploaded(client: AsyncWebClient, channel: str | None = None, initial_comment: str | None = None) -> str:
    answer = await client.files_upload_v2(
        filename="digest.png", content=b"not really a picture", channel=channel, initial_comment=initial_comment
    )
    return str(answer["file"]["id"])


def picture(**file: str) -> Json:
    return {"type": "image", "alt_text": "Cases by grade", "slack_file": file}


async def test_a_file_is_uploaded_in_three_steps(client: AsyncWebClient, workspace: Workspace) -> None:
    file = await uploaded(client, channel="C0DIGEST", initial_comment="The week")
    (message,) = workspace.member("U0INSPECTOR1").messages("C0DIGEST")
    assert (message.text, message.files[0]["id"], message.files[0]["size"]) == ("The week", file, 20)
    assert workspace.ledger.posts("C0DIGEST")[0].ts == message.ts


@pytest.mark.parametrize(("channel", "kinds"), [("D0OFFICER1", {"message"}), ("C0NORTH", {"message", "app_mention"})])
async def test_the_app_hears_of_a_file_that_a_person_sends(
    app: AsyncApp, workspace: Workspace, channel: str, kinds: set[str]
) -> None:
    heard: dict[str, Json] = {}

    @app.event(re.compile(".*"))
    async def hear(event: Json) -> None:
        heard[event["type"]] = event

    await workspace.member("U0OFFICER1").say(channel, "@Caseclock look", files=[workspace.uploads.add("a.png", b"x")])
    await workspace.until(lambda: set(heard) == kinds)
    assert all(event["files"][0]["name"] == "a.png" for event in heard.values())
    assert {kind: event.get("subtype") for kind, event in heard.items()} == dict.fromkeys(kinds) | {
        "message": "file_share"
    }


async def test_a_file_shows_in_blocks_only_once_it_is_ready(client: AsyncWebClient) -> None:
    file = await uploaded(client)
    early = await refused(client.chat_postMessage(channel="C0SOUTH", text="x", blocks=[picture(id=file)]))
    assert early["error"] == "invalid_blocks"
    assert early["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
    kinds = [(await client.files_info(file=file))["file"]["mimetype"] for _ in range(2)]
    assert kinds == ["", "image/png"]
    posted = await client.chat_postMessage(channel="C0NORTH", text="x", blocks=[picture(id=file)])
    change = client.chat_update(channel="C0NORTH", ts=posted["ts"], text="x", blocks=[picture(id="F0")])
    assert await error_of(change) == "invalid_blocks"


async def test_a_view_shows_a_file_only_once_it_is_ready(client: AsyncWebClient, workspace: Workspace) -> None:
    address = f"{workspace.url}/files/{await uploaded(client)}"
    early = await refused(client.views_publish(user_id="U0OFFICER1", view=home(picture(url=address))))
    assert early["response_metadata"]["messages"] == [
        "[ERROR] invalid slack file [json-pointer:/view/blocks/0/slack_file]"
    ]
    trigger = workspace.triggers.give("U0OFFICER1")
    assert (await client.views_open(trigger_id=trigger, view=modal()))["ok"]


async def test_a_file_that_never_arrived_cannot_be_completed(client: AsyncWebClient) -> None:
    begun = await client.files_getUploadURLExternal(filename="a.png", length=3)
    assert await error_of(client.files_completeUploadExternal(files=[{"id": begun["file_id"]}])) == "file_not_found"
    assert await error_of(client.files_info(file="F0")) == "file_not_found"


@pytest.mark.parametrize(("length", "status"), [(5, 200), (6, 400)])
async def test_the_bytes_are_as_many_as_announced(
    client: AsyncWebClient, page: aiohttp.ClientSession, length: int, status: int
) -> None:
    begun = await client.files_getUploadURLExternal(filename="a.png", length=length)
    async with page.post(f"/files/{begun['file_id']}", data=b"bytes") as response:
        assert response.status == status


@pytest.mark.parametrize("files", ["[", "[]", "7"])
async def test_a_completion_names_its_files(client: AsyncWebClient, files: str) -> None:
    assert (
        await error_of(client.api_call("files.completeUploadExternal", params={"files": files})) == "invalid_arguments"
    )


async def test_an_upload_has_a_length(client: AsyncWebClient) -> None:
    begun = client.files_getUploadURLExternal(filename="a.png", length=0)
    assert await error_of(begun) == "invalid_arguments"
