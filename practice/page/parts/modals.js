// The stack of modals, kept equal to the server's: each view is a <dialog>, the top one takes part.

import { drawBlocks } from "../blocks/blocks.js";
import { reconcile } from "../core/dom.js";
import { byKey, keepFocus } from "../core/focus.js";
import { get, on } from "../core/store.js";
import { act, askOptions } from "../core/sync.js";
import { adopt, makeSurface } from "../elements/surface.js";
import { modalFrame } from "./modalframe.js";

const stack = new Map(); // view id → {frame, surface, print}
let cameFrom = null; // data-key and node that had focus before the first modal

export function modals() {
  on(["view"], draw);
}

function draw() {
  const views = get().view?.modals ?? [];
  const wanted = new Set(views.map((view) => view.id));
  for (const [id, entry] of [...stack]) if (!wanted.has(id)) drop(id, entry);
  views.forEach(put);
  views.forEach((view, at) => stack.get(view.id).frame.setTop(at === views.length - 1));
  if (views.length === 0 && cameFrom !== null) giveFocusBack();
}

function drop(id, { frame }) {
  frame.remove();
  stack.delete(id);
}

function put(view) {
  const known = stack.get(view.id);
  const print = JSON.stringify([view, get().view.names]);
  if (known?.print === print) return;
  if (known) redraw(known, view, print);
  else open(view, print);
}

function open(view, print) {
  if (stack.size === 0) cameFrom = { node: document.activeElement, key: document.activeElement?.getAttribute("data-key") };
  const surface = makeSurface({ name: `v${view.id}`, where: { view_id: view.id }, send: act, options: askOptions });
  const frame = modalFrame(view, surface);
  stack.set(view.id, { frame, surface, print, title: view.title.text });
  fill(frame, surface, view);
  frame.show(focusAtStart(view));
}

function redraw(entry, view, print) {
  entry.print = print;
  entry.frame.retitle(view);
  keepFocus(entry.frame.node, () => fill(entry.frame, entry.surface, view));
  // Another title is another window: it is read from its beginning.
  if (entry.title !== view.title.text) entry.frame.body.scrollTop = 0;
  entry.title = view.title.text;
}

function fill(frame, surface, view) {
  adopt(surface, view.blocks);
  const blocks = new Set(view.blocks.map((block) => block.block_id));
  surface.errors = Object.fromEntries(Object.entries(surface.errors).filter(([id]) => blocks.has(id)));
  reconcile(frame.body, drawBlocks(view.blocks, surface));
}

/** The key of the element that asks for focus, else of the first input. */
function focusAtStart(view) {
  const inputs = view.blocks.filter((block) => block.type === "input");
  const first = inputs.find((block) => block.element.focus_on_load) ?? inputs[0];
  return first ? `${first.block_id}/${first.element.action_id}` : null;
}

function giveFocusBack() {
  const { node, key } = cameFrom;
  cameFrom = null;
  const successor = node?.isConnected && node !== document.body ? node : key && byKey(document.body, key);
  (successor || document.getElementById("composer"))?.focus({ preventScroll: true });
}
