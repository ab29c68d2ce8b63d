// Slack's mrkdwn and plain text objects: paragraphs, quotes, lists and code blocks around inline runs.

import { h } from "../core/dom.js";
import { withEmoji } from "./emoji.js";
import { MRKDWN, decode, inline } from "./inline.js";

const QUOTE = /^(?:&gt;|>) ?/;
const BULLET = /^ *[•◦-] +/;
const NUMBER = /^ *\d+[.)] +/;

/** Nodes for a mrkdwn string. */
export function mrkdwn(text) {
  return text.split(/```/).flatMap((part, at) => (at % 2 === 1 ? [h("pre", null, h("code", null, decode(part.replace(/^\n/, ""))))] : groups(part)));
}

/** Nodes for a text object: {type: "mrkdwn" | "plain_text", text}. */
export function textObject(object) {
  if (!object) return [];
  if (object.type === "mrkdwn") return mrkdwn(object.text);
  return [withEmoji(object.text)];
}

function kindOf(line) {
  if (QUOTE.test(line)) return "quote";
  if (BULLET.test(line)) return "bullets";
  return NUMBER.test(line) ? "numbers" : "lines";
}

function groups(text) {
  if (text.trim() === "") return [];
  const runs = [];
  for (const line of text.replace(/^\n|\n$/g, "").split("\n")) {
    const kind = kindOf(line);
    if (runs.at(-1)?.kind === kind) runs.at(-1).lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return runs.map(({ kind, lines }) => DRAW[kind](lines));
}

const items = (lines, mark) => lines.map((line) => h("li", null, inline(line.replace(mark, ""), MRKDWN)));

const DRAW = {
  quote: (lines) => h("blockquote", null, broken(lines.map((line) => line.replace(QUOTE, "")))),
  bullets: (lines) => h("ul", null, items(lines, BULLET)),
  numbers: (lines) => h("ol", { start: Number.parseInt(lines[0], 10) }, items(lines, NUMBER)),
  lines: (lines) => h("div", { class: "lines" }, broken(lines)),
};

function broken(lines) {
  return lines.flatMap((line, at) => (at === 0 ? inline(line, MRKDWN) : [h("br"), ...inline(line, MRKDWN)]));
}
