// Inputs that are typed into: text, number, e-mail and web address.

import { h } from "../core/dom.js";
import { changed, controlProps } from "./surface.js";

const KINDS = { plain_text_input: "text", number_input: "text", email_text_input: "email", url_text_input: "url" };

/** A typed input. A long text has a counter; dispatching follows `dispatch_action_config`. */
export function typed(element, field) {
  const props = {
    ...controlProps(field), class: "control", placeholder: element.placeholder?.text, value: field.value().value ?? "",
    maxlength: element.max_length, autocomplete: "off", onInput: () => heard(node, element, field), onKeydown: (event) => entered(event, node, element, field),
  };
  const node = element.multiline ? h("textarea", { ...props, rows: 4 }) : h("input", { ...props, type: KINDS[element.type], inputmode: numeric(element) });
  if (!element.max_length) return node;
  const counter = h("span", { class: "counter", "aria-hidden": "true" });
  const count = () => { counter.textContent = `${node.value.length} of ${element.max_length}`; };
  node.addEventListener("input", count);
  count();
  return h("div", { class: "counted" }, node, counter);
}

function numeric(element) {
  if (element.type !== "number_input") return null;
  return element.is_decimal_allowed ? "decimal" : "numeric";
}

const triggers = (element) => element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];

function heard(node, element, field) {
  field.put({ value: node.value === "" ? null : node.value });
  if (field.dispatches && triggers(element).includes("on_character_entered")) later(field, () => changed(field, {}));
}

function entered(event, node, element, field) {
  if (event.key !== "Enter" || event.ctrlKey || event.metaKey || element.multiline) return;
  if (!field.dispatches || !triggers(element).includes("on_enter_pressed")) return;
  event.preventDefault();
  changed(field, { value: node.value === "" ? null : node.value });
}

const waiting = new Map();
/** Runs `work` once typing has rested for a moment. */
function later(field, work) {
  clearTimeout(waiting.get(field.id));
  waiting.set(field.id, setTimeout(work, 350));
}
