import socket

import pytest
from aiohttp.test_utils import TestClient, TestServer

from bot import health
from bot.slack import StartError


async def one_aside() -> dict[str, int | bool | str | None]:
    return {"put_aside": 1, "not_reached": 2}


@pytest.mark.parametrize(("is_ready", "status"), [(True, 200), (False, 503)])
async def test_whoever_watches_is_told_whether_the_bot_is_ready(is_ready: bool, status: int) -> None:
    async def ready() -> bool:
        return is_ready

    async with TestClient(TestServer(health.application(ready, one_aside), host="127.0.0.1")) as client:
        alive, answer = await client.get("/health"), await client.get("/ready")
        assert (alive.status, await alive.json()) == (200, {"status": "ok", "put_aside": 1, "not_reached": 2})
        assert (answer.status, await answer.json()) == (status, {"ready": is_ready})


async def test_a_port_that_is_taken_is_said_in_a_sentence() -> None:
    async def ready() -> bool:
        return True

    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))  # noqa: S104 - the bot listens on every address too
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(StartError, match=f"CASECLOCK_PORT: port {port} is in use by another program"):
            async with health.serve(ready, one_aside, port):
                pass
