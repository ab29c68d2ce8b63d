// What the page says aloud and shows for a while: sentences of the server, and new messages for screen readers.

import { ICONS, h, icon } from "../core/dom.js";

const LASTS = { note: 8000, problem: 15000 }; // milliseconds
const DIALOGS = "dialog[open]";
let timer = null;

/** The live region of the topmost dialog, or the page's: what lies outside an open dialog is not heard. */
function region() {
  const dialog = [...document.querySelectorAll(DIALOGS)].at(-1);
  return dialog?.querySelector(".toasts") ?? document.getElementById("toasts");
}

/** An empty live region; each dialog carries one from the start, since only changes in it are read out. */
export const toastRegion = (id) => h("div", { id, class: "toasts", role: "status", "aria-live": "polite", "aria-atomic": "true" });

/** Takes away what was said last. */
export function hush() {
  clearTimeout(timer);
  for (const old of document.querySelectorAll("[data-testid=toast]")) old.remove();
}

/** Shows a sentence; `kind` is note or problem. */
export function say(sentence, kind = "note") {
  hush();
  const node = h("div", { class: `toast toast-${kind}`, "data-testid": "toast" }, h("p", null, sentence),
    h("button", { type: "button", class: "button-bare", "aria-label": "Dismiss", onClick: () => node.remove() }, icon(ICONS.close)));
  region().append(node);
  timer = setTimeout(() => node.remove(), LASTS[kind]);
}

/** Has a screen reader say a line that is visible elsewhere. */
export function announce(line) {
  const place = document.getElementById("announcer");
  place.append(h("p", null, line));
  while (place.childElementCount > 3) place.firstElementChild.remove();
}
