// Checkboxes and radio buttons.

import { h } from "../core/dom.js";
import { textObject } from "../text/mrkdwn.js";
import { changed, controlProps } from "./surface.js";

function group(element, field, { role, type, isOn, pick }) {
  const { "data-key": _key, ...props } = controlProps(field);
  return h("div", { ...props, role, class: "choices" }, element.options.map((option, at) => {
    const box = h("input", { type, name: field.id, value: option.value, checked: isOn(option), "data-key": `${field.key}/${at}`, onChange: () => pick(option, box) });
    return h("label", { class: "choice" }, box, h("span", { class: "choice-text" }, h("span", null, textObject(option.text)),
      option.description && h("span", { class: "choice-more" }, textObject(option.description))));
  }));
}

export function checkboxes(element, field) {
  const chosen = () => field.value().selected_options ?? [];
  return group(element, field, {
    role: "group", type: "checkbox", isOn: (option) => chosen().some((one) => one.value === option.value),
    pick: async (option, box) => {
      const others = chosen().filter((one) => one.value !== option.value);
      const on = element.options.filter((one) => (one.value === option.value ? box.checked : others.some((other) => other.value === one.value)));
      if (!(await changed(field, { selected_options: on }))) box.checked = !box.checked;
    },
  });
}

export function radioButtons(element, field) {
  const chosen = () => field.value().selected_option?.value;
  return group(element, field, {
    role: "radiogroup", type: "radio", isOn: (option) => chosen() === option.value,
    pick: async (option, box) => {
      if (await changed(field, { selected_option: option })) return;
      box.checked = false;
      for (const other of document.getElementsByName(field.id)) other.checked = other.value === chosen();
    },
  });
}
