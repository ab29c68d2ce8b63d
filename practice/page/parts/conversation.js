// The head of the open conversation: name, topic, the app's tabs; and the line that says when the page is cut off.

import { h, keeper, reconcile } from "../core/dom.js";
import { keepFocus } from "../core/focus.js";
import { conversation, get, on } from "../core/store.js";
import { openConversation } from "../core/sync.js";
import { mark } from "./people.js";

const TABS = [{ id: "home", label: "Home" }, { id: "messages", label: "Messages" }];

export function conversationHead() {
  const node = h("header", { class: "conversation-head" });
  const kept = keeper();
  on(["view", "in", "tab"], () => {
    const one = conversation();
    const inner = kept.keep("head", [one?.id, one?.name, one?.topic, one?.members, get().tab, get().view === null], () => h("div", { class: "conversation-words" }, draw(one)));
    kept.done();
    keepFocus(node, () => reconcile(node, [inner]));
  });
  return node;
}

function draw(one) {
  if (one === null) return [h("h1", null, get().view ? "No conversation" : "")];
  return [
    h("h1", null, one.kind === "app" && mark(), ["channel", "private"].includes(one.kind) && !one.name.startsWith("#") ? `#${one.name}` : one.name),
    one.topic && h("p", { class: "topic" }, one.topic),
    one.kind === "app" ? tabs() : one.members?.length > 0 && h("p", { class: "members" }, one.members.length === 1 ? "1 member" : `${one.members.length} members`),
  ].filter(Boolean);
}

function tabs() {
  const steer = (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    openConversation(get().in, get().tab === "home" ? "messages" : "home");
    document.querySelector(".tabs [aria-selected=true]")?.focus();
  };
  return h("div", { class: "tabs", role: "tablist", "aria-label": "The app", onKeydown: steer }, TABS.map(({ id, label }) => h("button", {
    type: "button", role: "tab", "aria-selected": String(get().tab === id), tabindex: get().tab === id ? "0" : "-1", "data-key": `tab/${id}`, "data-testid": `tab-${id}`, onClick: () => openConversation(get().in, id),
  }, label)));
}

export function offlineLine() {
  const node = h("p", { class: "offline", role: "status", hidden: true }, "The connection to the practice workspace is lost. Trying again…");
  on(["online"], (state) => { node.hidden = state.online; });
  return node;
}
