import asyncio
import os
import signal
import sys
from pathlib import Path

from slack_sdk.web.async_client import AsyncWebClient

HERE = Path(__file__).parents[2]


async def test_the_workspace_starts_alone_and_says_where_it_is() -> None:
    started = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "practice", "0", cwd=HERE, stdout=asyncio.subprocess.PIPE
    )
    assert started.stdout is not None
    try:
        async with asyncio.timeout(20):
            page = (await started.stdout.readline()).decode()
            variables = (await started.stdout.readline()).decode()
        address = page.split()[-1]
        assert f"SLACK_API_URL={address}/api/" in variables
        client = AsyncWebClient(token="xoxb-practice", base_url=f"{address}/api/")
        assert (await client.auth_test())["team"] == "Practice"
    finally:
        os.kill(started.pid, signal.SIGINT)
        await started.communicate()
    assert started.returncode == 0
