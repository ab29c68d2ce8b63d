// One modal's frame: title, body, foot; closing with care, submitting, and pointing out mistakes.

import { focusable, showError } from "../blocks/input.js";
import { ICONS, h, icon, uid } from "../core/dom.js";
import { byKey } from "../core/focus.js";
import { get, on } from "../core/store.js";
import { act } from "../core/sync.js";
import { busily } from "../elements/button.js";
import { question } from "../elements/confirm.js";
import { textObject } from "../text/mrkdwn.js";
import { toastRegion } from "./toast.js";

/** The dialog of a view; its body is filled by the caller. */
export function modalFrame(view, surface) {
  const id = uid("modal");
  const frame = { view, surface, body: h("div", { class: "modal-body" }), title: h("h2", { id, class: "modal-title", tabindex: "-1" }), foot: h("footer", { class: "modal-foot" }), note: h("p", { class: "modal-note", hidden: true }) };
  frame.node = h("dialog", { class: "modal", "aria-labelledby": id, onCancel: (event) => { event.preventDefault(); leave(frame); }, onKeydown: (event) => pressed(event, frame) },
    h("header", { class: "modal-head" }, frame.title, h("button", { type: "button", class: "button-bare", "aria-label": "Close", "data-testid": "close", onClick: () => leave(frame) }, icon(ICONS.close))),
    frame.note, frame.body, toastRegion(null), frame.foot);
  frame.retitle = (next) => retitle(frame, next);
  frame.show = (key) => show(frame, key);
  frame.restart = () => restart(frame);
  // Not by close(): Chromium's gives focus back without the text cursor, and nobody can type where focus is.
  frame.remove = () => frame.node.remove();
  frame.setTop = (top) => setTop(frame, top);
  surface.onInput = (blockId) => clearError(frame, blockId);
  retitle(frame, view);
  return frame;
}

on(["tourNote"], (state) => { for (const note of document.querySelectorAll(".modal-note")) drawNote(note, state.tourNote); });

function drawNote(node, words) {
  node.hidden = !words;
  node.textContent = words ?? "";
}

function retitle(frame, view) {
  frame.view = view;
  frame.node.setAttribute("data-callback", view.callback_id ?? "");
  frame.title.replaceChildren(...textObject(view.title));
  frame.foot.replaceChildren(
    h("button", { type: "button", class: "button", "data-testid": "cancel", "data-key": "cancel", onClick: () => leave(frame) }, textObject(view.close ?? { text: view.submit ? "Cancel" : "Close" })),
    ...(view.submit ? [h("button", { type: "button", class: "button button-primary", "data-testid": "submit", "data-key": "submit", title: "Ctrl + Enter", onClick: (event) => submit(frame, event.currentTarget) }, textObject(view.submit))] : []));
}

function show(frame, key) {
  drawNote(frame.note, get().tourNote);
  document.body.append(frame.node);
  frame.node.showModal();
  const first = key === null ? null : byKey(frame.node, key) ?? focusable(frame.body);
  // What stands above the first field is to be read first: only a field that is in sight takes focus.
  const inSight = first && first.getBoundingClientRect().bottom <= frame.body.getBoundingClientRect().bottom;
  (inSight ? first : frame.title).focus();
}

/** Back to the beginning, unless somebody is at another window by now. */
function restart(frame) {
  frame.body.scrollTop = 0;
  if (!frame.node.classList.contains("is-below")) frame.title.focus({ preventScroll: true });
}

function setTop(frame, top) {
  frame.node.classList.toggle("is-below", !top);
  if (top) frame.node.setAttribute("data-testid", "modal");
  else frame.node.removeAttribute("data-testid");
}

function pressed(event, frame) {
  if (event.key === "Escape" && event.target.closest("dialog") === frame.node) {
    event.preventDefault(); // else the browser closes the dialog on a second Esc, asked or not
    leave(frame);
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    const button = frame.foot.querySelector("[data-testid=submit]");
    if (button) submit(frame, button);
  }
}

async function leave(frame) {
  if (frame.surface.touched.size > 0 && !(await question("Leave this form?", "What you have filled in will be lost.", "Leave", "Stay"))) return;
  await act({ type: "close", view_id: frame.view.id });
}

async function submit(frame, button) {
  if (button.getAttribute("aria-busy") === "true") return;
  const answer = await busily(button, () => act({ type: "submit", view_id: frame.view.id, state: frame.surface.values }, button.textContent));
  if (!answer.ok || !answer.errors) return;
  frame.surface.errors = answer.errors;
  point(frame);
}

/** Shows each mistake at its field and takes focus to the first. */
function point(frame) {
  let first = null;
  for (const block of frame.view.blocks) {
    const node = frame.body.querySelector(`[data-block="${CSS.escape(block.block_id ?? "")}"].block-input`);
    if (node === null) continue;
    showError(node, frame.surface.errors[block.block_id] ?? null);
    if (frame.surface.errors[block.block_id]) first ??= node;
  }
  if (first === null) return;
  first.scrollIntoView({ block: "center" });
  focusable(first)?.focus({ preventScroll: true });
}

function clearError(frame, blockId) {
  if (!frame.surface.errors[blockId]) return;
  delete frame.surface.errors[blockId];
  const node = frame.body.querySelector(`[data-block="${CSS.escape(blockId)}"].block-input`);
  if (node) showError(node, null);
}
