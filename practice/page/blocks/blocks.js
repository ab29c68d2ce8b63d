// Block Kit blocks by type: data in, nodes out. What this page does not know is shown as such, never dropped.

import { h } from "../core/dom.js";
import { drawElement } from "../elements/elements.js";
import { picture } from "../elements/picture.js";
import { markdown } from "../text/markdown.js";
import { textObject } from "../text/mrkdwn.js";
import { richText } from "../text/richtext.js";
import { chart } from "./chart.js";
import { inputBlock } from "./input.js";
import { table } from "./table.js";

const LEVELS = { info: "Note", warning: "Warning", error: "Error", success: "Done", default: "Note" };

const BLOCKS = {
  section, context, input: inputBlock, table, data_visualization: chart,
  header: (block) => h("h2", { class: "block-header" }, textObject(block.text)),
  divider: () => h("hr", { class: "block-divider" }),
  actions: (block, surface) => h("div", { class: "block-actions" }, block.elements.map((element) => drawElement(element, block, surface, true))),
  image: (block) => h("figure", { class: "block-image" }, block.title && h("figcaption", null, textObject(block.title)), picture(block)),
  rich_text: (block) => h("div", { class: "prose" }, richText(block)),
  markdown: (block) => h("div", { class: "prose block-markdown" }, markdown(block.text)),
  alert: (block) => h("div", { class: `block-alert alert-${block.level ?? "default"}`, role: "note" },
    h("strong", { class: "alert-word" }, LEVELS[block.level ?? "default"] ?? "Note"), h("div", { class: "prose" }, textObject(block.text))),
};

/** Nodes for a list of blocks on a surface. */
export function drawBlocks(blocks, surface) {
  return blocks.map((block) => {
    const draw = BLOCKS[block.type] ?? unknown;
    const node = draw(block, surface);
    node.setAttribute("data-block", block.block_id ?? "");
    return node;
  });
}

function section(block, surface) {
  return h("div", { class: "block-section" },
    h("div", { class: "section-words" },
      block.text && h("div", { class: "prose" }, textObject(block.text)),
      block.fields && h("div", { class: "section-fields" }, block.fields.map((field) => h("div", { class: "prose" }, textObject(field))))),
    block.accessory && h("div", { class: "section-accessory" }, drawElement(block.accessory, block, surface, true)));
}

function context(block) {
  return h("div", { class: "block-context" }, block.elements.map((element) => (element.type === "image" ? picture(element) : h("span", null, textObject(element)))));
}

function unknown(block) {
  return h("div", { class: "unknown-block", "data-testid": "unknown-block" },
    h("strong", null, `This page does not know the block “${block.type}”.`), h("details", null, h("summary", null, "What was sent"), h("pre", null, JSON.stringify(block, null, 2))));
}
