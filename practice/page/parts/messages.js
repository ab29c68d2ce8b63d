// The reading column: the messages of the open conversation with day lines, drawn anew only where they changed.

import { ICONS, h, icon, keeper, reconcile } from "../core/dom.js";
import { keepFocus } from "../core/focus.js";
import { conversation, get, me, now, on, zone } from "../core/store.js";
import { dayKey, longDay, relativeDay } from "../core/zoned.js";
import { drawMessage } from "./message.js";

const NEAR = 80; // pixels from the foot that still count as reading the newest

export function messageList() {
  const list = h("ol", { class: "message-list", "data-testid": "messages", "aria-label": "Messages" });
  const toNewest = h("button", { type: "button", class: "to-newest", hidden: true, onClick: () => foot(scroller) }, icon(ICONS.down), "Newest");
  const scroller = h("div", { id: "messages", class: "scroller", tabindex: "0", role: "region", "aria-label": "Messages" }, h("div", { class: "column" }, list));
  const memory = { kept: keeper(), place: null, atFoot: true };
  scroller.addEventListener("scroll", () => {
    memory.atFoot = atFoot(scroller);
    toNewest.hidden = memory.atFoot;
  });
  // The column changes its height when a line is shown below it or the box grows: who reads the newest goes on reading it.
  new ResizeObserver(() => { if (memory.atFoot) foot(scroller); }).observe(scroller);
  on(["messages", "openThreads", "view", "in"], () => draw(list, scroller, memory));
  return h("div", { class: "messages" }, scroller, toNewest);
}

const atFoot = (node) => node.scrollHeight - node.scrollTop - node.clientHeight < NEAR;

function foot(node) {
  node.scrollTop = node.scrollHeight;
}

function draw(list, scroller, memory) {
  const { as, in: channel, messages, messagesOf } = get();
  if (messagesOf !== `${as}/${channel}`) {
    reconcile(list, []);
    memory.place = null;
    return;
  }
  const stay = memory.place === messagesOf && !memory.atFoot;
  memory.place = messagesOf;
  keepFocus(list, () => reconcile(list, rows(messages, memory)));
  if (!stay) foot(scroller);
}

/** List items in order: the ones whose message did not change are the very same nodes as before. */
function rows(messages, memory) {
  const replies = new Map();
  const parents = new Set(messages.filter((one) => !isReply(one)).map((one) => one.ts));
  for (const one of messages) if (isReply(one) && parents.has(one.thread_ts)) replies.set(one.thread_ts, [...(replies.get(one.thread_ts) ?? []), one]);
  const result = [];
  let day = null;
  for (const one of messages.filter((message) => !isReply(message) || !parents.has(message.thread_ts))) {
    const key = dayKey(Number(one.ts), zone());
    if (key !== day) result.push(memory.kept.keep(`day/${key}`, [key, dayKey(now(), zone())], () => dayLine(Number(one.ts))));
    day = key;
    const own = replies.get(one.ts) ?? [];
    const sign = [one, own, get().openThreads.has(one.ts), me()?.id, zone(), get().in, get().view?.names, get().view?.shortcuts];
    result.push(memory.kept.keep(one.ts, sign, () => drawMessage(one, own)));
  }
  memory.kept.done();
  return result.length > 0 ? result : [h("li", { class: "nothing" }, emptyLine())];
}

const isReply = (message) => Boolean(message.thread_ts) && message.thread_ts !== message.ts;

function dayLine(at) {
  const word = relativeDay(at, now(), zone());
  const day = longDay(at, zone());
  return h("li", { class: "day" }, h("span", null, word ? `${word[0].toUpperCase()}${word.slice(1)} · ${day}` : day));
}

function emptyLine() {
  return conversation()?.kind === "app" ? "No messages yet. Reminders will arrive here." : "Nothing has been said here yet.";
}
