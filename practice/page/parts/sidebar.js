// The side bar: the app, channels and direct messages of the chosen person, with what is unread.

import { ICONS, h, icon, keeper, reconcile } from "../core/dom.js";
import { keepFocus } from "../core/focus.js";
import { get, on, set } from "../core/store.js";
import { openConversation } from "../core/sync.js";
import { avatar } from "./people.js";

const GROUPS = [
  { title: "App", kinds: ["app"] },
  { title: "Channels", kinds: ["channel", "private"] },
  { title: "Direct messages", kinds: ["dm"] },
];

export function sidebar() {
  const body = h("div", { class: "side-body" });
  const kept = keeper();
  const node = h("nav", { id: "side", class: "side", "aria-label": "Conversations" }, body);
  on(["view", "in"], () => keepFocus(body, () => reconcile(body, draw(kept))));
  on(["drawer"], (state) => node.classList.toggle("is-open", state.drawer));
  node.addEventListener("keydown", (event) => { if (event.key === "Escape" && get().drawer) closeDrawer(); });
  return node;
}

function closeDrawer() {
  set({ drawer: false });
  document.getElementById("drawer").focus();
}

/** The button that unfolds the side bar on a narrow screen. */
export function drawerButton() {
  const node = h("button", { id: "drawer", type: "button", class: "button-bare drawer-button", "aria-controls": "side", "aria-expanded": "false", "aria-label": "Conversations",
    onClick: () => { set({ drawer: !get().drawer }); if (get().drawer) document.querySelector(".side [aria-current], .side button")?.focus(); } }, icon(ICONS.menu), h("span", { class: "drawer-dot", hidden: true }));
  on(["drawer", "view"], (state) => {
    node.setAttribute("aria-expanded", String(state.drawer));
    node.querySelector(".drawer-dot").hidden = !state.view?.conversations.some((one) => one.unread > 0);
  });
  return node;
}

function draw(kept) {
  const conversations = get().view?.conversations ?? [];
  const nodes = [
    get().view?.connected === false && kept.keep("notice", [], () => h("p", { class: "side-notice", role: "status" }, "No bot is connected. Commands and buttons will not be answered until one is.")),
    ...GROUPS.map(({ title, kinds }) => {
      const members = conversations.filter((one) => kinds.includes(one.kind));
      if (members.length === 0) return null;
      const group = kept.keep(title, [], () => h("section", { class: "side-group" }, h("h2", null, title), h("ul", null)));
      reconcile(group.lastElementChild, members.map((one) => kept.keep(one.id, [one, one.id === get().in, get().as, get().tab], () => entry(one))));
      return group;
    }),
  ].filter(Boolean);
  kept.done();
  return nodes;
}

function entry(one) {
  const current = one.id === get().in;
  const unread = one.unread > 0;
  return h("li", null, h("button", {
    type: "button", class: `side-entry${unread ? " is-unread" : ""}`, "aria-current": current ? "page" : null, "data-testid": `conversation-${one.id}`, "data-key": one.id,
    onClick: () => openConversation(one.id, one.kind === "app" ? get().tab : "messages"),
  }, sign(one), h("span", { class: "side-name" }, one.name.replace(/^#/, "")),
  unread && h("span", { class: one.mention ? "badge badge-mention" : "badge" }, String(one.unread), h("span", { class: "sr-only" }, " unread"))));
}

function sign(one) {
  if (one.kind === "app") return avatar(one.id, one.name, true);
  if (one.kind === "dm") return avatar(one.members?.find((id) => id !== get().as) ?? one.id, one.name, false);
  return h("span", { class: "side-sign", "aria-hidden": "true" }, one.kind === "private" ? icon(ICONS.lock) : "#");
}
