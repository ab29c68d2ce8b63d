"""Data in, blocks out: no client, no session, no clock."""
