// The `rich_text` block: sections, lists, quotes and preformatted text with their inline elements.

import { h } from "../core/dom.js";
import { emojiOf } from "./emoji.js";
import { broadcast, channel, date, group, link, person } from "./references.js";

const INLINE = {
  text: (element) => lines(element.text),
  link: (element) => [link(element.url, element.text ?? element.url)],
  user: (element) => [person(element.user_id)],
  usergroup: (element) => [group(element.usergroup_id)],
  channel: (element) => [channel(element.channel_id)],
  broadcast: (element) => [broadcast(element.range)],
  emoji: (element) => [emojiOf(element.name) ?? fromUnicode(element.unicode) ?? `:${element.name}:`],
  date: (element) => [date(element.timestamp, element.format ?? "{date}", element.fallback ?? "", element.url)],
  color: (element) => [swatch(element.value), element.value],
  team: (element) => [h("span", { class: "mention" }, element.team_id)],
};
const STYLES = { bold: "strong", italic: "em", strike: "s", underline: "u", code: "code" };

const PARTS = {
  rich_text_section: (part) => h("div", { class: "lines" }, part.elements.flatMap(inlineElement)),
  rich_text_quote: (part) => h("blockquote", null, part.elements.flatMap(inlineElement)),
  rich_text_preformatted: (part) => h("pre", null, h("code", null, part.elements.flatMap(inlineElement))),
  rich_text_list: list,
};

/** Nodes for a rich_text block or value. */
export function richText(block) {
  return (block.elements ?? []).map((part) => (PARTS[part.type] ?? unknownPart)(part));
}

function inlineElement(element) {
  const draw = INLINE[element.type];
  if (!draw) return [h("span", { class: "unknown-inline" }, `[${element.type}]`)];
  return Object.entries(STYLES).reduce((nodes, [style, tag]) => (element.style?.[style] ? [h(tag, null, nodes)] : nodes), draw(element));
}

function list(part) {
  const tag = part.style === "ordered" ? "ol" : "ul";
  const node = h(tag, { class: part.border ? "bordered" : null, start: part.offset ? part.offset + 1 : null },
    part.elements.map((item) => h("li", null, item.elements.flatMap(inlineElement))));
  node.style.marginInlineStart = `${(part.indent ?? 0) * 1.5}rem`;
  node.setAttribute("data-indent", part.indent ?? 0);
  return node;
}

const lines = (text) => text.split("\n").flatMap((line, at) => (at === 0 ? [line] : [h("br"), line]));
const unknownPart = (part) => h("div", { class: "unknown-block" }, `This page does not know “${part.type}”.`);
const fromUnicode = (hex) => (hex ? String.fromCodePoint(...hex.split("-").map((part) => Number.parseInt(part, 16))) : null);

function swatch(value) {
  const node = h("span", { class: "swatch", "aria-hidden": "true" });
  if (/^#[0-9a-f]{3,8}$/i.test(value)) node.style.backgroundColor = value;
  return node;
}
