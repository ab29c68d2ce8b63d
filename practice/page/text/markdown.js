// The `markdown` block: headings, lists, quotes, code, rules, tables and paragraphs of ordinary Markdown.

import { h } from "../core/dom.js";
import { MARKDOWN, inline } from "./inline.js";

const run = (text) => inline(text, MARKDOWN);
const SPLIT_CELLS = /(?<!\\)\|/;

/** Each kind: how its lines look, and what they become. */
const KINDS = [
  { name: "heading", test: /^#{1,6} /, draw: (lines) => lines.map(heading) },
  { name: "rule", test: /^(-{3,}|\*{3,}|_{3,})\s*$/, draw: () => [h("hr")] },
  { name: "quote", test: /^> ?/, draw: (lines) => [h("blockquote", null, broken(lines.map((line) => line.replace(/^> ?/, ""))))] },
  { name: "bullets", test: /^\s*[-*+] /, draw: (lines) => [h("ul", null, lines.map((line) => item(line.replace(/^\s*[-*+] /, ""))))] },
  { name: "numbers", test: /^\s*\d+[.)] /, draw: (lines) => [h("ol", { start: Number.parseInt(lines[0], 10) }, lines.map((line) => item(line.replace(/^\s*\d+[.)] /, ""))))] },
  { name: "table", test: /^\s*\|.*\|\s*$/, draw: (lines) => [table(lines)] },
  { name: "blank", test: /^\s*$/, draw: () => [] },
  { name: "paragraph", test: /./, draw: (lines) => [h("p", null, broken(lines))] },
];

/** Nodes for a Markdown string. */
export function markdown(text) {
  return text.split(/^```[^\n]*$/m).flatMap((part, at) => (at % 2 === 1 ? [h("pre", null, h("code", null, part.replace(/^\n|\n$/g, "")))] : groups(part)));
}

function groups(text) {
  const runs = [];
  for (const line of text.split("\n")) {
    const kind = KINDS.find(({ test }) => test.test(line)) ?? KINDS.at(-1);
    if (runs.at(-1)?.kind === kind) runs.at(-1).lines.push(line);
    else runs.push({ kind, lines: [line] });
  }
  return runs.flatMap(({ kind, lines }) => kind.draw(lines));
}

function heading(line) {
  const level = line.indexOf(" ");
  // A message lies below the page's own headings, so its first level is a second.
  return h(`h${Math.min(level + 1, 6)}`, { class: `md-h${level}` }, run(line.slice(level + 1)));
}

function item(text) {
  const task = /^\[([ xX])\] (.*)/.exec(text);
  return h("li", null, task ? [task[1] === " " ? "☐ " : "☑ ", run(task[2])] : run(text));
}

function broken(lines) {
  return lines.flatMap((line, at) => (at === 0 ? run(line) : [h("br"), ...run(line)]));
}

function cells(line) {
  return line.trim().replace(/^\||\|$/g, "").split(SPLIT_CELLS).map((cell) => cell.trim());
}

function table([head, ...rest]) {
  const body = rest.filter((line) => !/^[\s|:-]+$/.test(line));
  return h("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "Table" }, h("table", null,
    h("thead", null, h("tr", null, cells(head).map((cell) => h("th", { scope: "col" }, run(cell))))),
    h("tbody", null, body.map((line) => h("tr", null, cells(line).map((cell) => h("td", null, run(cell))))))));
}
