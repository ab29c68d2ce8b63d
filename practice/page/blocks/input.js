// An input block: label, control, hint, and the place of its mistake.

import { h } from "../core/dom.js";
import { drawElement } from "../elements/elements.js";
import { fieldAt } from "../elements/surface.js";
import { textObject } from "../text/mrkdwn.js";

const GROUPS = new Set(["checkboxes", "radio_buttons"]);

export function inputBlock(block, surface) {
  const { id } = fieldAt(surface, block, block.element, false);
  const labelFor = GROUPS.has(block.element.type) ? null : id;
  const node = h("div", { class: "block-input" },
    h("label", { id: `${id}-label`, class: "field-label", for: labelFor }, textObject(block.label), block.optional && h("span", { class: "field-optional" }, " (optional)")),
    drawElement(block.element, block, surface, block.dispatch_action === true),
    h("div", { id: `${id}-hint`, class: "field-hint" }, block.hint && textObject(block.hint)),
    h("div", { id: `${id}-error`, class: "field-error", "data-testid": `error-${block.block_id}` }));
  showError(node, surface.errors[block.block_id] ?? null);
  return node;
}

/** Puts a sentence at a field, or takes it away. */
export function showError(node, sentence) {
  const place = node.querySelector(".field-error");
  place.textContent = sentence ?? "";
  place.hidden = sentence === null;
  node.classList.toggle("has-error", sentence !== null);
  const control = node.querySelector("[data-testid^='field-']");
  if (sentence === null) control?.removeAttribute("aria-invalid");
  else control?.setAttribute("aria-invalid", "true");
}

/** The node that takes focus when a field's mistake is pointed out. */
export function focusable(node) {
  return node.querySelector("input:not([disabled]), select, textarea, button");
}
