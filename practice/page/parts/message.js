// One message: who, when, its blocks, its marks, its menu and the thread below it.

import { drawBlocks } from "../blocks/blocks.js";
import { ICONS, h, icon } from "../core/dom.js";
import { get, nameOf, set, zone } from "../core/store.js";
import { act, askOptions } from "../core/sync.js";
import { clock, full } from "../core/zoned.js";
import { adopt, makeSurface } from "../elements/surface.js";
import { mrkdwn } from "../text/mrkdwn.js";
import { menuButton } from "./menu.js";
import { avatar } from "./people.js";
import { replyBox } from "./thread.js";

const surfaces = new Map();

/** The surface of a message, kept while the page is open so that what was picked in it survives a redraw. */
function surfaceOf(message) {
  const { as, in: channel } = get();
  const key = `${as}/${channel}/${message.ts}`;
  if (!surfaces.has(key)) surfaces.set(key, makeSurface({ name: `m${message.ts}`, where: { channel, ts: message.ts }, send: act, options: askOptions }));
  const surface = surfaces.get(key);
  adopt(surface, message.blocks ?? []);
  return surface;
}

/** A list item for a message; `replies` are those of its thread. */
export function drawMessage(message, replies) {
  const name = message.name ?? nameOf(message.user);
  const blocks = message.blocks?.length ? drawBlocks(message.blocks, surfaceOf(message)) : [h("div", { class: "prose" }, mrkdwn(message.text ?? ""))];
  return h("li", { class: `message${message.ephemeral ? " is-ephemeral" : ""}`, "data-testid": "message", "data-ts": message.ts, tabindex: "-1" },
    avatar(message.user, name, message.is_app),
    h("article", { class: "message-main", "aria-label": `${name}, ${clock(Number(message.ts), zone())}` },
      header(message, name),
      h("div", { class: "message-body" }, blocks),
      message.files?.length > 0 && h("ul", { class: "attached" }, message.files.map((file) => h("li", null, file.title || file.name))),
      message.edited && h("span", { class: "edited" }, "(edited)"),
      replies.length > 0 && thread(message, replies),
      replies.length === 0 && get().openThreads.has(message.ts) && replyBox(message.ts)),
    menu(message, Boolean(message.thread_ts) && message.thread_ts !== message.ts));
}

function header(message, name) {
  const at = Number(message.ts);
  return h("div", { class: "message-head" },
    h("span", { class: "message-name" }, name), message.is_app && h("span", { class: "app-badge" }, "APP"),
    h("time", { class: "message-time", datetime: new Date(at * 1000).toISOString(), title: full(at, zone()) }, clock(at, zone())),
    message.late && h("span", { class: "late" }, message.late),
    message.ephemeral && h("span", { class: "only-you" }, "Only you can see this"));
}

function menu(message, isReply) {
  const shortcuts = (get().view?.shortcuts ?? []).filter((shortcut) => shortcut.type === "message");
  if (message.ephemeral || (isReply && shortcuts.length === 0)) return null;
  const reply = { label: "Reply in thread", testid: "menu-reply", pick: () => unfold(message.ts, true) };
  return h("div", { class: "message-menu" }, menuButton({
    label: "Message actions", testid: "message-menu", key: `menu/${message.ts}`, face: icon(ICONS.more), look: "button-bare",
    items: () => [...(isReply ? [] : [reply]), ...shortcuts.map((shortcut) => ({
      label: shortcut.name, testid: `shortcut-${shortcut.callback_id}`, pick: () => act({ type: "message_shortcut", callback_id: shortcut.callback_id, channel: get().in, ts: message.ts }, shortcut.name),
    }))],
  }));
}

export function unfold(ts, open) {
  const next = new Set(get().openThreads);
  if (open) next.add(ts);
  else next.delete(ts);
  set({ openThreads: next });
  if (open) document.querySelector(`[data-key="reply/${ts}"]`)?.focus();
}

function thread(message, replies) {
  const open = get().openThreads.has(message.ts);
  return h("div", { class: "thread" },
    h("button", { type: "button", class: "thread-toggle", "aria-expanded": String(open), "data-key": `thread/${message.ts}`, "data-testid": "thread-toggle", onClick: () => unfold(message.ts, !open) },
      icon(ICONS.chevron), `${replies.length} ${replies.length === 1 ? "reply" : "replies"}`),
    open && h("ol", { class: "replies", "aria-label": "Replies" }, replies.map((reply) => drawMessage(reply, []))),
    open && replyBox(message.ts));
}
