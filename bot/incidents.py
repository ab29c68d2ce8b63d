"""What may be logged of an error: its kind and place, never its words or what was being handled."""

from __future__ import annotations

from pathlib import PurePath


def origin(error: BaseException) -> str:
    """Where an error arose, as file and line: nothing of what was being handled."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "nowhere"
