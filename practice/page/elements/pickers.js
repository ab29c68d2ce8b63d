// Date, time and both: the browser's own pickers, read in the chosen person's zone.

import { h } from "../core/dom.js";
import { now, zone } from "../core/store.js";
import { toEpoch, toLocal, zoneMark } from "../core/zoned.js";
import { changed, controlProps } from "./surface.js";

const picker = (type, name) => (element, field) => {
  const node = h("input", {
    ...controlProps(field), type, class: "control control-short", value: field.value()[name] ?? "",
    onChange: async () => { if (!(await changed(field, { [name]: node.value || null }))) node.value = field.value()[name] ?? ""; },
  });
  return node;
};

export const datepicker = picker("date", "selected_date");
export const timepicker = picker("time", "selected_time");

/** An instant: typed as local time of the person's zone, held as epoch seconds. */
export function datetimepicker(element, field) {
  const held = field.value().selected_date_time;
  const node = h("input", {
    ...controlProps(field), type: "datetime-local", class: "control control-short", value: held ? toLocal(held, zone()) : "",
    onChange: () => changed(field, { selected_date_time: node.value ? toEpoch(node.value, zone()) : null }),
  });
  return h("div", { class: "with-mark" }, node, h("span", { class: "field-mark" }, zoneMark(held ?? now(), zone())));
}
