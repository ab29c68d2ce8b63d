"""The team's rules: pure values and functions; no Slack, no SQL, no clock."""
