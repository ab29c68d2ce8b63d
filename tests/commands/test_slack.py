"""Slack at the start: which token is wrong, or that nothing answers."""

from collections.abc import AsyncIterator

import pytest

import practice
from bot import main, slack
from bot.slack import StartError
from practice import Workspace, faults


@pytest.fixture
async def workspace() -> AsyncIterator[tuple[Workspace, str]]:
    """Give a workspace without a bot, and the address of its API."""
    workspace = Workspace.from_toml(clock=main.clock)
    async with practice.serve(workspace, port=0) as server:
        yield workspace, server.api_url


async def test_tokens_that_are_good_give_the_address_of_a_socket(workspace: tuple[Workspace, str]) -> None:
    client = main.web_client("xoxb-practice", workspace[1])
    assert (await slack.check(client, "xapp-practice")).startswith("ws://127.0.0.1:")


@pytest.mark.parametrize(
    ("bot", "app", "sentence"),
    [
        ("xoxb-canary", "xapp-practice", "Slack refuses SLACK_BOT_TOKEN: Slack does not know it."),
        ("xoxb-practice", "xapp-canary", "Slack refuses SLACK_APP_TOKEN: Slack does not know it."),
    ],
)
async def test_a_wrong_token_is_named_and_not_repeated(
    workspace: tuple[Workspace, str], bot: str, app: str, sentence: str
) -> None:
    with pytest.raises(StartError) as refused:
        await slack.check(main.web_client(bot, workspace[1]), app)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("code", "says"),
    [("token_revoked", "it was revoked"), ("ratelimited", "wait a minute"), ("something_new", "something_new")],
)
async def test_what_slack_answers_is_said_in_words(workspace: tuple[Workspace, str], code: str, says: str) -> None:
    workspace[0].faults.next("auth.test", faults.error(code))
    with pytest.raises(StartError, match=f"^Slack refuses SLACK_BOT_TOKEN: .*{says}"):
        await slack.check(main.web_client("xoxb-practice", workspace[1]), "xapp-practice")


@pytest.mark.parametrize("fault", [faults.html(), faults.cut_json(), faults.status(503), faults.dropped()])
async def test_an_answer_that_is_none_is_said_to_be_none(workspace: tuple[Workspace, str], fault: faults.Fault) -> None:
    workspace[0].faults.next("auth.test", fault)
    with pytest.raises(StartError, match=r"check the network and SLACK_API_URL\.$"):
        await slack.check(main.web_client("xoxb-practice", workspace[1]), "xapp-practice")


async def test_nothing_that_answers_is_said_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slack, "PATIENCE", 0.1)
    with pytest.raises(StartError, match=r"Slack cannot be reached at http://127\.0\.0\.1:1/api/"):
        await slack.check(main.web_client("xoxb-practice", "http://127.0.0.1:1/api/"), "xapp-practice")


async def test_slack_that_takes_too_long_is_not_waited_for(
    workspace: tuple[Workspace, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(slack, "PATIENCE", 0.1)
    workspace[0].faults.next("auth.test", faults.delayed(30))
    with pytest.raises(StartError, match="Slack cannot be reached"):
        await slack.check(main.web_client("xoxb-practice", workspace[1]), "xapp-practice")
