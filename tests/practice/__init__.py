"""The emulated Slack, held against what Slack documents and what others measured."""
