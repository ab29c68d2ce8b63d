// Selects: the browser's own where one of a known list is chosen, a combobox where one types, chooses several, or a choice
// has a line of its own below it, which the browser's own cannot show; and where the bot hears of the choice at once: in
// the browser's own each arrow key is a choice already, and nobody gets to the third.

import { h } from "../core/dom.js";
import { combobox } from "./combobox.js";
import { grouped, sourceOf } from "./sources.js";
import { changed, controlProps } from "./surface.js";

export function select(element, field) {
  const source = sourceOf(element);
  const types = source.multiple || source.external || field.dispatches || isDescribed(source);
  return types ? searched(element, field, source) : native(element, field, source);
}

const isDescribed = (source) => source.list().some((group) => group.options.some((option) => option.raw?.description));

function native(element, field, source) {
  const held = source.chosen(field.value())[0];
  const groups = source.list();
  const all = groups.flatMap((group) => group.options);
  const draw = (option) => h("option", { value: option.value, selected: option.value === held?.value }, option.label);
  const node = h("select", {
    ...controlProps(field), class: "control control-select",
    onChange: async () => {
      const picked = all.filter((option) => option.value === node.value);
      if (!(await changed(field, source.patch(picked)))) node.value = source.chosen(field.value())[0]?.value ?? "";
    },
  },
  h("option", { value: "" }, element.placeholder?.text ?? "Choose…"),
  groups.map((group) => (group.label === null ? group.options.map(draw) : h("optgroup", { label: group.label }, group.options.map(draw)))));
  node.value = held?.value ?? "";
  return node;
}

function searched(element, field, source) {
  return combobox({
    props: controlProps(field),
    placeholder: element.placeholder?.text ?? (source.external ? "Type to search…" : "Choose…"),
    multiple: source.multiple,
    limit: element.max_selected_items ?? 100,
    shortest: source.external ? element.min_query_length ?? 3 : 0,
    chosen: source.chosen(field.value()),
    load: source.external ? (typedText) => ask(field, typedText) : async (typedText) => matching(source.list(), typedText),
    change: (options) => changed(field, source.patch(options)),
  });
}

async function ask(field, typedText) {
  const answer = await field.options(typedText);
  return answer.ok ? grouped(answer) : null;
}

function matching(groups, typedText) {
  const words = typedText.trim().toLowerCase();
  return groups.map((group) => ({ ...group, options: group.options.filter((option) => option.label.toLowerCase().includes(words)) }));
}
