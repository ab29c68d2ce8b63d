"""Where the record lies: tables, transactions and narrow functions that never commit; no Slack."""
