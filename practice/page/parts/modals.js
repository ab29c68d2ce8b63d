// The stack of modals, kept equal to the server's: each view is a <dialog>, the top one takes part.

import { drawBlocks } from "../blocks/blocks.js";
import { reconcile } from "../core/dom.js";
import { findAgain, keepFocus, placeIn } from "../core/focus.js";
import { get, on } from "../core/store.js";
import { act, askOptions } from "../core/sync.js";
import { adopt, makeSurface } from "../elements/surface.js";
import { modalFrame } from "./modalframe.js";

const stack = new Map(); // view id → {frame, surface, print, left}; `left` is where focus was when another opened above
let cameFrom = null; // where focus was before the first modal

export function modals() {
  on(["view"], draw);
}

function draw() {
  const views = get().view?.modals ?? [];
  const wanted = new Set(views.map((view) => view.id));
  for (const [id, entry] of [...stack]) if (!wanted.has(id)) drop(id, entry);
  views.forEach(put);
  views.forEach((view, at) => stack.get(view.id).frame.setTop(at === views.length - 1));
  if (views.length > 0) comeBack(stack.get(views.at(-1).id));
  else if (cameFrom !== null) giveFocusBack();
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
  const below = [...stack.values()].at(-1);
  if (below) below.left = placeIn(below.frame.node);
  else cameFrom = placeIn(document.body) ?? {};
  const surface = makeSurface({ name: `v${view.id}`, where: { view_id: view.id }, send: act, options: askOptions });
  const frame = modalFrame(view, surface);
  stack.set(view.id, { frame, surface, print });
  fill(frame, surface, view);
  frame.show(focusAtStart(view));
}

function redraw(entry, view, print) {
  const before = entry.frame.view;
  entry.print = print;
  keepFocus(entry.frame.node, () => {
    entry.frame.retitle(view);
    fill(entry.frame, entry.surface, view);
  });
  const isAnotherForm = before.callback_id !== view.callback_id;
  // What was filled in before has been saved: nothing is lost by leaving this one.
  if (isAnotherForm) entry.surface.touched.clear();
  // Another window is read from its beginning, and the keys go on from there.
  if (isAnotherForm || before.title.text !== view.title.text) entry.frame.restart();
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

/** What is below may have been drawn anew while another stood above it. */
function comeBack({ frame, left }) {
  if (frame.node.contains(document.activeElement)) return;
  ((left && findAgain(frame.node, left)) ?? frame.title).focus();
}

function giveFocusBack() {
  const place = cameFrom;
  cameFrom = null;
  ((place.node && findAgain(document.body, place)) ?? document.getElementById("composer"))?.focus({ preventScroll: true });
}
