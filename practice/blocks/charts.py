"""The data_visualization block: four kinds of chart (Slack, June 2026)."""

from practice.blocks.objects import identifier
from practice.blocks.rules import Problem, Problems, anything, by_type, listing, number, shape, string

LABEL = string(20)
POINT = shape({"label": LABEL, "value": number()}, {})
SERIES = shape({"name": LABEL, "data": listing(POINT, 20)}, {})
AXES = shape({"categories": listing(LABEL, 20)}, {"x_label": string(50), "y_label": string(50)})


def _slices_are_above_zero(value: object, at: str) -> Problems:
    if isinstance(value, dict) and isinstance(value.get("value"), int | float) and value["value"] <= 0:
        yield Problem("must be greater than 0", f"{at}/value")


SLICE = shape({"label": LABEL, "value": number()}, {}, _slices_are_above_zero)
PLOT = shape({"series": listing(SERIES, 6), "axis_config": AXES}, {"type": anything})
CHART = by_type(
    {
        "pie": shape({"segments": listing(SLICE, 6)}, {"type": anything}),
        "bar": PLOT,
        "area": PLOT,
        "line": PLOT,
    }
)
DATA_VISUALIZATION = shape({"title": string(50), "chart": CHART}, {"type": anything, "block_id": identifier})
MOST_CHARTS = 2
