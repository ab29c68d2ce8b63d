"""The workspace alone, without a bot: `python -m practice [port]`."""

import asyncio
import contextlib
import sys
from datetime import UTC, datetime

from practice.server import serve
from practice.workspace import Workspace

PORT = 8765


def clock() -> datetime:
    """The real time."""
    return datetime.now(UTC)  # noqa: TID251 - without a bot this is the one reader of the clock


async def run(port: int) -> None:
    """Serve until interrupted."""
    workspace = Workspace.from_toml(clock=clock)
    async with serve(workspace, port) as server:
        sys.stdout.write(
            f"The practice workspace: {server.url}\n"
            f"SLACK_API_URL={server.api_url} SLACK_BOT_TOKEN={workspace.app.bot_token} "
            f"SLACK_APP_TOKEN={workspace.app.app_token}\n"
        )
        sys.stdout.flush()
        await asyncio.Event().wait()


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else PORT))
