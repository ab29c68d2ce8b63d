// The data_visualization block: line, bar, area and pie as inline SVG, each with its figures as a table below.

import { h, svg } from "../core/dom.js";
import { drawPie } from "./pie.js";
import { SIZE, drawAxes, scaleOf } from "./axes.js";

const MARKS = { line: lines, area: areas, bar: bars };

export function chart(block) {
  const { chart: data } = block;
  const drawn = data.type === "pie" ? drawPie(data.segments) : drawPlot(data);
  if (drawn === null) return h("div", { class: "unknown-block" }, `This page does not know the chart “${data.type}”.`);
  return h("figure", { class: "block-chart" }, h("figcaption", null, block.title), drawn, legend(data), figures(block.title, data));
}

function drawPlot(data) {
  const draw = MARKS[data.type];
  if (!draw) return null;
  const names = data.axis_config?.categories ?? data.series[0].data.map((point) => point.label);
  const scale = scaleOf(data.series.flatMap((series) => valuesOf(series, names)), names.length);
  return svg("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}`, class: "chart", "aria-hidden": "true" },
    drawAxes(scale, names, data.axis_config ?? {}), data.series.map((series, at) => draw(valuesOf(series, names), scale, at, data.series.length)));
}

/** A series' values in the order of the categories. */
function valuesOf(series, names) {
  const byLabel = new Map(series.data.map((point) => [point.label, point.value]));
  return names.map((name) => byLabel.get(name) ?? 0);
}

const points = (values, scale) => values.map((value, at) => `${scale.middle(at)},${scale.y(value)}`);

function lines(values, scale, at) {
  return svg("g", { class: `series-${at}` }, svg("polyline", { points: points(values, scale).join(" "), class: "chart-line" }),
    values.map((value, index) => svg("circle", { cx: scale.middle(index), cy: scale.y(value), r: 3, class: "chart-dot" })));
}

function areas(values, scale, at) {
  const foot = scale.y(0);
  const outline = [`${scale.middle(0)},${foot}`, ...points(values, scale), `${scale.middle(values.length - 1)},${foot}`];
  return svg("g", { class: `series-${at}` }, svg("polygon", { points: outline.join(" "), class: "chart-area" }), svg("polyline", { points: points(values, scale).join(" "), class: "chart-line" }));
}

function bars(values, scale, at, count) {
  const width = (scale.step * 0.7) / count;
  return svg("g", { class: `series-${at}` }, values.map((value, index) => {
    const top = scale.y(Math.max(value, 0));
    return svg("rect", { x: scale.middle(index) - scale.step * 0.35 + at * width, y: top, width: Math.max(width - 1.5, 1), height: Math.abs(scale.y(0) - scale.y(value)), rx: 1.5, class: "chart-bar" });
  }));
}

const labels = (data) => (data.type === "pie" ? data.segments.map((segment) => segment.label) : data.series.map((series) => series.name));

function legend(data) {
  return h("ul", { class: "chart-legend", "aria-hidden": "true" }, labels(data).map((label, at) => h("li", { class: `series-${at}` }, h("span", { class: "legend-key" }), label)));
}

function figures(title, data) {
  const row = (cells, tag) => h("tr", null, cells.map((cell, at) => h(at === 0 ? "th" : tag, { scope: at === 0 ? "row" : null }, cell)));
  const rows = data.type === "pie" ? data.segments.map((segment) => [segment.label, segment.value])
    : (data.axis_config?.categories ?? []).map((name, at) => [name, ...data.series.map((series) => valuesOf(series, data.axis_config.categories)[at])]);
  const head = data.type === "pie" ? ["", "Value"] : ["", ...labels(data)];
  return h("details", { class: "chart-figures" }, h("summary", null, `Figures of “${title}”`), h("div", { class: "table-scroll" }, h("table", null, row(head, "th"), rows.map((cells) => row(cells, "td")))));
}
