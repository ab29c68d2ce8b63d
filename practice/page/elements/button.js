// Buttons and overflow menus: things that act when pressed.

import { ICONS, h, icon } from "../core/dom.js";
import { textObject } from "../text/mrkdwn.js";
import { menuButton } from "../parts/menu.js";
import { confirmed } from "./confirm.js";
import { keyOf } from "./surface.js";

const SAFE = /^https?:/i;
const CLASSES = { primary: "button button-primary", danger: "button button-danger" };

/** A Block Kit button; while its act is under way it is busy and cannot be pressed again. */
export function button(element, field) {
  const node = h("button", {
    type: "button", class: CLASSES[element.style] ?? "button", "data-testid": `button-${element.action_id}`,
    "data-key": keyOf(field.block.block_id, element.action_id), "data-deed": keyOf(element.action_id, element.value ?? ""), "aria-label": element.accessibility_label, onClick: () => press(node, element, field),
  }, textObject(element.text));
  return node;
}

async function press(node, element, field) {
  if (node.getAttribute("aria-busy") === "true" || !(await confirmed(element.confirm))) return;
  if (element.url && SAFE.test(element.url)) window.open(element.url, "_blank", "noopener,noreferrer");
  await busily(node, () => field.act({ text: element.text, ...(element.value === undefined ? {} : { value: element.value }) }));
}

/** Marks a control as busy while `work` runs. */
export async function busily(node, work) {
  node.setAttribute("aria-busy", "true");
  try {
    return await work();
  } finally {
    node.removeAttribute("aria-busy");
  }
}

/** An overflow menu; an option with a url opens it as well. */
export function overflow(element, field) {
  const pick = async (option) => {
    if (!(await confirmed(element.confirm))) return;
    if (option.url && SAFE.test(option.url)) window.open(option.url, "_blank", "noopener,noreferrer");
    field.act({ selected_option: option });
  };
  return menuButton({
    label: "More actions", testid: `button-${element.action_id}`, key: field.key, face: icon(ICONS.more), look: "button button-icon",
    items: () => element.options.map((option) => ({ label: textObject(option.text), hint: option.description && textObject(option.description), pick: () => pick(option) })),
  });
}
