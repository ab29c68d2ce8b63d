// The table block: the first row is its head; columns are aligned and wrapped as the block says.

import { h } from "../core/dom.js";
import { withEmoji } from "../text/emoji.js";
import { richText } from "../text/richtext.js";

const CELLS = {
  raw_text: (cell) => withEmoji(cell.text),
  raw_number: (cell) => cell.text ?? String(cell.value),
  rich_text: richText,
};

export function table(block) {
  const [head, ...body] = block.rows;
  const cell = (tag, props) => (content, at) => h(tag, { ...props, class: look(block.column_settings?.[at]) }, (CELLS[content.type] ?? unknown)(content));
  return h("div", { class: "table-scroll", tabindex: "0", role: "group", "aria-label": "Table" }, h("table", null,
    h("thead", null, h("tr", null, head.map(cell("th", { scope: "col" })))),
    h("tbody", null, body.map((row) => h("tr", null, row.map(cell("td", {})))))));
}

function look(setting) {
  return `align-${setting?.align ?? "left"}${setting?.is_wrapped ? " is-wrapped" : ""}`;
}

const unknown = (cell) => `[${cell.type}]`;
