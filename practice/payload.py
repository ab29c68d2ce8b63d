"""What travels between Slack and an app: plain JSON."""

from typing import Any

Json = dict[str, Any]
