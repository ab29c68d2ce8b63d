// A pie chart: slices from twelve o'clock, clockwise, with shares.

import { svg } from "../core/dom.js";

const RADIUS = 100;

export function drawPie(segments) {
  const total = segments.reduce((sum, segment) => sum + segment.value, 0);
  let from = 0;
  const slices = segments.map((segment, at) => {
    const share = segment.value / total;
    const slice = drawSlice(from, share, at);
    from += share;
    return slice;
  });
  return svg("svg", { viewBox: "-110 -110 220 220", class: "chart chart-pie", "aria-hidden": "true" }, slices);
}

const at = (share, radius) => `${Math.sin(share * 2 * Math.PI) * radius} ${-Math.cos(share * 2 * Math.PI) * radius}`;

function drawSlice(from, share, index) {
  const shape = share > 0.9999
    ? svg("circle", { r: RADIUS, class: "chart-slice" })
    : svg("path", { d: `M0 0L${at(from, RADIUS)}A${RADIUS} ${RADIUS} 0 ${share > 0.5 ? 1 : 0} 1 ${at(from + share, RADIUS)}Z`, class: "chart-slice" });
  const [x, y] = at(from + share / 2, RADIUS * 0.68).split(" ");
  return svg("g", { class: `series-${index}` }, shape, share >= 0.06 && svg("text", { x, y, dy: "0.35em", "text-anchor": "middle", class: "slice-share" }, `${Math.round(share * 100)} %`));
}
