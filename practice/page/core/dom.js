// Builds DOM nodes from plain values; data only ever becomes text or attributes, never markup.

const PROPERTIES = new Set(["value", "checked", "disabled", "selected", "multiple", "hidden", "open", "indeterminate"]);
const SVG = "http://www.w3.org/2000/svg";

function apply(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2).toLowerCase(), value);
  else if (PROPERTIES.has(name)) node[name] = value;
  else node.setAttribute(name, value === true ? "" : String(value));
}

function fill(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : String(child));
  }
  return node;
}

/** An HTML element: `on…` props become listeners, a few become properties, the rest attributes. */
export function h(tag, props, ...children) {
  const node = document.createElement(tag);
  fill(node, children);
  // `value` of a select only takes once its options are there, hence after the children.
  for (const [name, value] of Object.entries(props ?? {})) apply(node, name, value);
  return node;
}

/** The same for SVG. */
export function svg(tag, props, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(props ?? {})) apply(node, name, value);
  return fill(node, children);
}

/** A 20 × 20 line icon from one path. */
export function icon(path) {
  return svg("svg", { viewBox: "0 0 20 20", class: "icon", "aria-hidden": "true" }, svg("path", { d: path }));
}

export const ICONS = {
  menu: "M3 5h14M3 10h14M3 15h14",
  close: "M5 5l10 10M15 5L5 15",
  more: "M3.4 10a.6.6 0 101.2 0 .6.6 0 10-1.2 0M9.4 10a.6.6 0 101.2 0 .6.6 0 10-1.2 0M15.4 10a.6.6 0 101.2 0 .6.6 0 10-1.2 0",
  bolt: "M11 2L4 11h5l-1 7 7-9h-5z",
  send: "M3 10l14-6-5 14-3-6z",
  down: "M10 4v12M5 11l5 5 5-5",
  chevron: "M5 8l5 5 5-5",
  flag: "M5 18V3h10l-2 4 2 4H5",
  lock: "M5 9h10v8H5zM7 9V6a3 3 0 016 0v3",
};

/** Makes `parent` hold exactly `nodes`, leaving those that are in place untouched so that focus and scroll survive. */
export function reconcile(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, at) => {
    if (parent.childNodes[at] !== node) parent.insertBefore(node, parent.childNodes[at] ?? null);
  });
}

/**
 * Remembers nodes by key: `keep(key, sign, build)` gives the node of the last drawing while what it shows is the same, so that
 * a press that is under way, an open list or the focus is not lost; `done()` ends a drawing.
 */
export function keeper() {
  let before = new Map();
  let current = new Map();
  return {
    keep(key, sign, build) {
      const print = JSON.stringify(sign);
      const known = before.get(key);
      const entry = known?.print === print ? known : { print, node: build() };
      current.set(key, entry);
      return entry.node;
    },
    done() {
      before = current;
      current = new Map();
    },
  };
}

let counter = 0;
/** An id that is unique in this page. */
export function uid(prefix) {
  counter += 1;
  return `${prefix}-${counter}`;
}
