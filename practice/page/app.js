// Puts the page together and starts it.

import * as api from "./core/api.js";
import { h } from "./core/dom.js";
import { conversation, get, on, set } from "./core/store.js";
import { address, become, markRead, openConversation } from "./core/sync.js";
import { timeBar } from "./parts/clock.js";
import { composer } from "./parts/composer.js";
import { conversationHead, offlineLine } from "./parts/conversation.js";
import { homeTab } from "./parts/home.js";
import { messageList } from "./parts/messages.js";
import { modals } from "./parts/modals.js";
import { beChooser, mark } from "./parts/people.js";
import { drawerButton, sidebar } from "./parts/sidebar.js";
import { say, toastRegion } from "./parts/toast.js";
import { tour, tourButton } from "./tour/tour.js";

function layOut() {
  const list = messageList();
  on(["in", "tab"], () => { list.hidden = get().tab === "home"; });
  document.getElementById("app").replaceChildren(
    h("header", { class: "top" }, drawerButton(), h("div", { class: "brand" }, mark(), h("span", null, "Caseclock", h("small", null, "practice workspace"))), beChooser(), timeBar(), tourButton()),
    sidebar(), h("div", { class: "veil", onClick: () => set({ drawer: false }) }),
    h("main", { class: "main", id: "main" }, offlineLine(), conversationHead(), homeTab(), list, toastRegion("toasts"), composer()),
    tour());
  document.body.append(h("div", { id: "announcer", class: "sr-only", role: "log", "aria-live": "polite", "aria-label": "New messages" }));
  modals();
}

function title() {
  const unread = (get().view?.conversations ?? []).reduce((sum, one) => sum + one.unread, 0);
  document.title = `${unread > 0 ? `(${unread}) ` : ""}${conversation()?.name ?? "Practice workspace"} · Caseclock`;
}

function follow() {
  const { as, in: channel, tab } = address();
  if (as && as !== get().as && get().people.some((person) => person.id === as)) become(as, channel);
  else if (channel && (channel !== get().in || (tab ?? "messages") !== get().tab)) openConversation(channel, tab);
}

async function start() {
  layOut();
  on(["view", "in"], title);
  on(["drawer"], (state) => document.body.classList.toggle("has-drawer", state.drawer));
  const answer = await api.people();
  if (!answer.ok) return say(answer.sentence ?? "The practice workspace does not answer.", "problem");
  const { as, in: channel, tab } = address();
  set({ people: answer.people, tab: tab === "home" ? "home" : "messages" });
  const known = answer.people.find((person) => person.id === as) ?? answer.people.find((person) => person.role === "officer") ?? answer.people[0];
  await become(known.id, channel);
  window.addEventListener("hashchange", follow);
  window.addEventListener("popstate", follow);
  document.addEventListener("visibilitychange", markRead);
  return undefined;
}

start();
