"""Slack's way in: one file a command or surface, each with register(door)."""
