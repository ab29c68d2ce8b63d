// Completion of slash commands above the composer: arrow keys, Enter, Tab, Esc.

import { h, reconcile } from "../core/dom.js";
import { get } from "../core/store.js";
import { announce } from "./toast.js";

/** `node` is the list; `look` after typing; `steer(event)` says whether it took the key; `hide` puts it away. */
export function completion(box, filled) {
  const list = { box, filled, found: [], at: 0, node: h("div", { id: "commands", class: "commands", role: "listbox", "aria-label": "Commands", hidden: true }) };
  return { node: list.node, look: () => look(list), steer: (event) => steer(list, event), hide: () => hide(list) };
}

function look(list) {
  const typed = /^\/(\S*)$/.exec(list.box.value);
  list.found = typed ? (get().view?.commands ?? []).filter((command) => command.name.startsWith(list.box.value.toLowerCase())) : [];
  if (list.found.length === 0) return hide(list);
  reconcile(list.node, list.found.map((command, at) => option(list, command, at)));
  if (list.node.hidden) announce(`${list.found.length} commands. Arrow keys choose, Enter takes one.`);
  list.node.hidden = false;
  return mark(list, 0);
}

function option(list, command, at) {
  return h("div", { id: `command-${at}`, role: "option", class: "command", "data-testid": "command-option", "aria-selected": "false", onPointerdown: (event) => { event.preventDefault(); take(list, at); } },
    h("div", { class: "command-line" }, h("strong", null, command.name), command.usage_hint && h("span", { class: "command-usage" }, command.usage_hint)),
    h("div", { class: "command-what" }, command.description));
}

function mark(list, at) {
  list.at = (at + list.found.length) % list.found.length;
  [...list.node.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === list.at)));
  list.node.children[list.at].scrollIntoView({ block: "nearest" });
  list.box.setAttribute("aria-activedescendant", `command-${list.at}`);
}

function hide(list) {
  list.node.hidden = true;
  list.box.removeAttribute("aria-activedescendant");
}

function take(list, at) {
  const command = list.found[at];
  list.box.value = command.usage_hint ? `${command.name} ` : command.name;
  list.box.focus();
  hide(list);
  list.filled();
}

function steer(list, event) {
  if (list.node.hidden || event.isComposing) return false;
  // A command that stands complete is sent by Enter, not completed once more.
  if (event.key === "Enter" && list.found[list.at].name === list.box.value) {
    hide(list);
    return false;
  }
  const go = { ArrowDown: () => mark(list, list.at + 1), ArrowUp: () => mark(list, list.at - 1), Enter: () => take(list, list.at), Tab: () => take(list, list.at), Escape: () => hide(list) }[event.key];
  if (!go || (event.key === "Enter" && event.shiftKey)) return false;
  event.preventDefault();
  event.stopPropagation();
  go();
  return true;
}
