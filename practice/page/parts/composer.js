// Where one writes: messages, slash commands with completion, and the global shortcuts. A draft is kept until it was sent.

import { ICONS, h, icon } from "../core/dom.js";
import { conversation, get, on } from "../core/store.js";
import { act } from "../core/sync.js";
import { busily } from "../elements/button.js";
import { completion } from "./completion.js";
import { menuButton } from "./menu.js";

const drafts = new Map();
const place = () => `${get().as}/${get().in}`;
const TALLEST = 180; // pixels

export function composer() {
  const box = h("textarea", {
    id: "composer", class: "composer-text", rows: 1, "data-testid": "composer", "aria-label": "Message", autocomplete: "off", "aria-autocomplete": "list", "aria-controls": "commands",
    onInput: () => { drafts.set(place(), box.value); fit(box); complete.look(); }, onKeydown: (event) => pressed(event, box, complete), onBlur: () => complete.hide(),
  });
  const complete = completion(box, () => { drafts.set(place(), box.value); fit(box); });
  const sendButton = h("button", { type: "button", class: "button button-primary button-send", "data-testid": "send", "aria-label": "Send", title: "Send (Enter)", onClick: () => send(box) }, icon(ICONS.send), h("span", null, "Send"));
  const node = h("div", { class: "composer" }, complete.node, h("div", { class: "composer-frame" }, shortcutMenu(), box, sendButton),
    h("p", { class: "composer-tip" }, h("kbd", null, "/"), " for commands · ", h("kbd", null, "Enter"), " sends · ", h("kbd", null, "Shift"), " + ", h("kbd", null, "Enter"), " new line"));
  on(["in", "as", "tab", "view"], () => {
    node.hidden = !get().in || get().tab === "home";
    const open = conversation();
    box.placeholder = `Message ${open && ["channel", "private"].includes(open.kind) ? "#" : ""}${(open?.name ?? "").replace(/^#/, "")}`;
  });
  on(["in", "as"], () => { box.value = drafts.get(place()) ?? ""; fit(box); complete.hide(); });
  return node;
}

function fit(box) {
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, TALLEST)}px`;
}

function pressed(event, box, complete) {
  if (complete.steer(event)) return;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  send(box);
}

async function send(box) {
  const text = box.value.trim();
  if (text === "" || box.getAttribute("aria-busy") === "true") return;
  const from = place();
  const type = text.startsWith("/") ? "command" : "message";
  const answer = await busily(box, () => act({ type, channel: get().in, text }, text.split(/\s/)[0]));
  if (!answer.ok) return;
  if (drafts.get(from)?.trim() === text) drafts.delete(from);
  if (from !== place() || box.value.trim() !== text) return;
  box.value = "";
  fit(box);
}

function shortcutMenu() {
  const all = () => (get().view?.shortcuts ?? []).filter((shortcut) => shortcut.type === "global");
  return menuButton({
    label: "Shortcuts", testid: "shortcuts", key: "shortcuts", face: icon(ICONS.bolt), look: "button-bare",
    items: () => all().map((shortcut) => ({ label: shortcut.name, testid: `shortcut-${shortcut.callback_id}`, pick: () => act({ type: "shortcut", callback_id: shortcut.callback_id }, shortcut.name) })),
  });
}
