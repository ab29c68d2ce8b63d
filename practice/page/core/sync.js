// Keeps the state in step with the server: who one is, what is open, what has happened since.

import { announce, hush, say } from "../parts/toast.js";
import { mrkdwn } from "../text/mrkdwn.js";
import * as api from "./api.js";
import { h } from "./dom.js";
import { get, nameOf, set, setNow } from "./store.js";

let stopEvents = () => {};

/** One run at a time; calls during a run lead to exactly one more, and wait for that: the first may have begun too early. */
function coalesced(work) {
  let running = null;
  let next = null;
  return function run() {
    if (running === null) {
      running = work().finally(() => { running = null; });
      return running;
    }
    next ??= running.then(() => {
      next = null;
      return run();
    });
    return next;
  };
}

export const refreshView = coalesced(async () => {
  const { as } = get();
  const answer = await api.view(as);
  if (!answer.ok || get().as !== as) return;
  setNow(answer.now);
  set({ view: answer });
});

export const refreshMessages = coalesced(async () => {
  const { as, in: channel } = get();
  if (!channel) return;
  const answer = await api.messages(as, channel);
  if (!answer.ok || get().as !== as || get().in !== channel) return;
  const place = `${as}/${channel}`;
  if (get().messagesOf === place) announceNew(get().messages, answer.messages);
  set({ messages: answer.messages, messagesOf: place });
  markRead();
});

function announceNew(before, after) {
  const known = new Set(before.map((message) => message.ts));
  const fresh = after.filter((message) => !known.has(message.ts) && message.user !== get().as);
  for (const message of fresh.slice(-3)) announce(`${message.name ?? nameOf(message.user)}: ${h("p", null, mrkdwn(message.text ?? "")).textContent}`);
}

/** Tells the server that the open conversation was seen, if it is being looked at. */
export function markRead() {
  const open = get().view?.conversations.find((one) => one.id === get().in);
  if (!open?.unread || document.hidden || (open.kind === "app" && get().tab === "home")) return;
  api.act(get().as, { type: "read", channel: open.id }).then(refreshView);
}

/** Posts an act of the chosen person and shows the server's sentence; `label` is what was pressed. Resolves with the answer. */
export async function act(body, label = null) {
  const { as } = get();
  if (body.type !== "home") hush();
  const answer = await api.act(as, body);
  if (answer.sentence) say(answer.sentence, answer.ok ? "note" : "problem");
  else if (!answer.ok) say("That did not work. Try again in a moment.", "problem");
  if (answer.ok && !answer.errors) set({ lastAct: { type: body.type, label } });
  refreshMessages();
  await refreshView();
  return answer;
}

/** Asks for the options of an external select. */
export const askOptions = (body) => api.act(get().as, body);

/** Becomes another person: their conversations, modals and stream take the place of the last one's. */
export async function become(id, channel = null) {
  stopEvents();
  set({ as: id, view: null, messages: [], messagesOf: null, openThreads: new Set() });
  stopEvents = api.events(id, hear, connection);
  await refreshView();
  await openConversation(firstOf(channel, get().in), get().tab);
}

/** The first of these that the person is in, else the team's own channel, else any. */
function firstOf(...wanted) {
  const all = get().view?.conversations ?? [];
  const found = wanted.find((id) => all.some((one) => one.id === id));
  return found ?? (all.find((one) => one.kind === "private") ?? all[0])?.id ?? null;
}

/** Opens a conversation, the app's with one of its tabs. */
export async function openConversation(id, tab = "messages") {
  const kind = get().view?.conversations.find((one) => one.id === id)?.kind;
  const shown = kind === "app" ? tab : "messages";
  set({ in: id, tab: shown, drawer: false });
  const hash = `#as=${get().as}${id ? `&in=${id}` : ""}${shown === "home" ? "&tab=home" : ""}`;
  if (location.hash !== hash) history.pushState(null, "", hash);
  if (shown === "home") act({ type: "home" });
  await refreshMessages();
}

/** What the address says: {as, in, tab}. */
export const address = () => Object.fromEntries(new URLSearchParams(location.hash.slice(1)));

function connection(found) {
  const before = get().online;
  set({ online: found });
  if (found && !before) {
    refreshView();
    refreshMessages();
  }
}

const HEARD = {
  message: touched,
  changed: touched,
  deleted: touched,
  modal: refreshView,
  home: refreshView,
  connected: refreshView,
  time: (event) => setNow(event.now),
  people: () => api.people().then((answer) => answer.ok && set({ people: answer.people })).then(refreshView),
};

function hear(event) {
  HEARD[event.type]?.(event);
}

function touched(event) {
  if (event.channel === get().in) refreshMessages();
  refreshView();
}
