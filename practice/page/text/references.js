// What the pointed brackets of a message stand for: people, conversations, groups, dates and links.

import { h } from "../core/dom.js";
import { get, nameOf, now, zone } from "../core/store.js";
import { dateTemplate, full } from "../core/zoned.js";

const SAFE = /^(https?:|mailto:|tel:)/i;

export function link(address, label) {
  if (!SAFE.test(address)) return h("span", { class: "dead-link" }, label ?? address);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label ?? address);
}

export function person(id, label) {
  const mine = id === get().as;
  return h("span", { class: mine ? "mention mention-me" : "mention" }, `@${label || nameOf(id)}`);
}

export function channel(id, label) {
  const name = label || nameOf(id);
  return h("span", { class: "mention" }, name.startsWith("#") ? name : `#${name}`);
}

export const broadcast = (range) => h("span", { class: "mention mention-me" }, `@${range}`);
export const group = (id, label) => h("span", { class: "mention" }, label || `@${nameOf(id)}`);

export function date(epoch, template, fallback, address) {
  if (!Number.isFinite(epoch)) return fallback;
  const words = dateTemplate(template, epoch, zone(), now());
  const time = h("time", { datetime: new Date(epoch * 1000).toISOString(), title: full(epoch, zone()) }, words);
  return address ? link(address, time) : time;
}

/** The node for what stands between `<` and `>` in mrkdwn. */
export function reference(inside) {
  const [target, label] = cut(inside, "|");
  if (target.startsWith("@")) return person(target.slice(1), label);
  if (target.startsWith("#")) return channel(target.slice(1), label);
  if (target.startsWith("!")) return special(target.slice(1), label);
  return link(target, label);
}

function special(target, label) {
  const [kind, ...rest] = target.split("^");
  if (kind === "date") return date(Number(rest[0]), rest[1] ?? "", label ?? "", rest[2]);
  if (kind === "subteam") return group(rest[0], label);
  if (["here", "channel", "everyone"].includes(kind)) return broadcast(kind);
  return label ?? `<!${target}>`;
}

function cut(text, mark) {
  const at = text.indexOf(mark);
  return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
}
