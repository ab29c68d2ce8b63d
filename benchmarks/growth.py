"""Draws how time and memory grow with the number of timers."""

from __future__ import annotations

import io
from collections.abc import Mapping

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

Curves = Mapping[str, Mapping[int, float]]
"""By the name of the curve: a figure for each number of timers."""


def drawn(milliseconds: Curves, megabytes: Curves) -> str:
    """Return an SVG with two diagrams side by side; both axes of the first are logarithmic."""
    # The same figures give the same file: neither a date nor names drawn at random.
    with mpl.rc_context({"svg.hashsalt": "caseclock", "svg.fonttype": "none"}):
        figure = Figure(figsize=(10, 4.6), layout="constrained")
        time, memory = figure.subplots(1, 2)
        _draw(time, milliseconds, "milliseconds")
        time.set_yscale("log")
        _draw(memory, megabytes, "megabytes more")
        memory.set_ylim(bottom=0)
        written = io.StringIO()
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    return "\n".join(line.rstrip() for line in written.getvalue().splitlines()) + "\n"


def _draw(axes: Axes, curves: Curves, unit: str) -> None:
    for name, points in curves.items():
        axes.plot(list(points), list(points.values()), marker="o", label=name)
    axes.set_xscale("log")
    axes.set_xlabel("timers pending")
    axes.set_ylabel(unit)
    axes.grid(visible=True, alpha=0.3)
    # Above, where it hides no curve.
    axes.legend(fontsize="small", frameon=False, ncols=2, loc="lower center", bbox_to_anchor=(0.5, 1))
