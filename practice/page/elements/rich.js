// A simple rich text input: a text box whose marks (*bold*, _italic_, ~struck~, `code`, "- " lists, "> " quotes) become rich_text.

import { h } from "../core/dom.js";
import { controlProps } from "./surface.js";

const MARKS = { "*": "bold", _: "italic", "~": "strike", "`": "code" };
const RUN = /(\*[^*\n]+\*|_[^_\n]+_|~[^~\n]+~|`[^`\n]+`|https?:\/\/[^\s<>]+)/;
const LINES = [
  { test: /^[-•] /, type: "rich_text_list" },
  { test: /^> /, type: "rich_text_quote" },
  { test: /^/, type: "rich_text_section" },
];

export function richInput(element, field) {
  const node = h("textarea", {
    ...controlProps(field), class: "control", rows: 5, placeholder: element.placeholder?.text, value: typedForm(field.value().rich_text_value),
    onInput: () => field.put({ rich_text_value: node.value.trim() === "" ? null : richForm(node.value) }),
  });
  return h("div", null, node, h("p", { class: "field-tip" }, "*bold*  _italic_  ~struck~  `code`, a line with “- ” is a list, with “> ” a quotation"));
}

/** The rich_text block for what was typed. */
export function richForm(text) {
  const parts = [];
  for (const line of text.split("\n")) {
    const { test, type } = LINES.find((kind) => kind.test.test(line));
    const elements = runs(line.replace(test, ""));
    const last = parts.at(-1);
    if (type === "rich_text_list") {
      const item = { type: "rich_text_section", elements };
      if (last?.type === type) last.elements.push(item);
      else parts.push({ type, style: "bullet", indent: 0, elements: [item] });
    } else if (last?.type === type) last.elements.push({ type: "text", text: "\n" }, ...elements);
    else parts.push({ type, elements });
  }
  return { type: "rich_text", elements: parts };
}

function runs(line) {
  return line.split(RUN).filter((part) => part !== "").map((part) => {
    const style = part.length > 2 && part.at(0) === part.at(-1) ? MARKS[part[0]] : undefined;
    if (style) return { type: "text", text: part.slice(1, -1), style: { [style]: true } };
    return part.startsWith("http") ? { type: "link", url: part } : { type: "text", text: part };
  });
}

/** The typed text for a rich_text block, so that a kept value can be edited on. */
export function typedForm(value) {
  return (value?.elements ?? []).map((part) => {
    if (part.type === "rich_text_list") return part.elements.map((item) => `- ${inlineForm(item.elements)}`).join("\n");
    return (part.type === "rich_text_quote" ? "> " : "") + inlineForm(part.elements);
  }).join("\n");
}

function inlineForm(elements) {
  return elements.map((element) => {
    const mark = Object.keys(MARKS).find((one) => element.style?.[MARKS[one]]) ?? "";
    return mark + (element.text ?? element.url ?? "") + mark;
  }).join("");
}
