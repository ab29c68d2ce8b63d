// The frame of a chart: a scale with round steps, grid lines, category names and axis titles.

import { svg } from "../core/dom.js";

export const SIZE = { width: 560, height: 260, left: 52, right: 12, top: 14, bottom: 46 };
const STEPS = [1, 2, 5, 10];

/** Maps values and category numbers to places; the values' axis always holds nought. */
export function scaleOf(values, count) {
  const top = Math.max(0, ...values);
  const bottom = Math.min(0, ...values);
  const rough = roundStep((top - bottom || 1) / 5);
  const tick = values.every(Number.isInteger) ? Math.max(rough, 1) : rough;
  const low = Math.floor(bottom / tick) * tick;
  const high = Math.max(Math.ceil(top / tick) * tick, low + tick);
  const step = (SIZE.width - SIZE.left - SIZE.right) / Math.max(count, 1);
  const tall = SIZE.height - SIZE.top - SIZE.bottom;
  return { low, high, tick, step, y: (value) => SIZE.top + tall * (1 - (value - low) / (high - low)), middle: (at) => SIZE.left + step * (at + 0.5) };
}

function roundStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * STEPS.find((step) => step * power >= rough);
}

export function drawAxes(scale, names, { x_label, y_label }) {
  const ticks = Array.from({ length: Math.round((scale.high - scale.low) / scale.tick) + 1 }, (_, at) => scale.low + at * scale.tick);
  const every = Math.ceil(names.length / 10);
  const foot = SIZE.height - SIZE.bottom;
  return svg("g", { class: "chart-axes" },
    ticks.map((value) => [
      svg("line", { x1: SIZE.left, x2: SIZE.width - SIZE.right, y1: scale.y(value), y2: scale.y(value), class: value === 0 ? "chart-zero" : "chart-grid" }),
      svg("text", { x: SIZE.left - 8, y: scale.y(value) + 4, "text-anchor": "end" }, value.toLocaleString("en-GB")),
    ]),
    names.map((name, at) => at % every === 0 && svg("text", { x: scale.middle(at), y: foot + 16, "text-anchor": "middle" }, name)),
    x_label && svg("text", { x: (SIZE.left + SIZE.width) / 2, y: SIZE.height - 8, "text-anchor": "middle", class: "chart-title" }, x_label),
    y_label && svg("text", { transform: `translate(12 ${(SIZE.top + foot) / 2}) rotate(-90)`, "text-anchor": "middle", class: "chart-title" }, y_label));
}
