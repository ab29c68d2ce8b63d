// Block Kit elements by type.

import { h } from "../core/dom.js";
import { button, overflow } from "./button.js";
import { checkboxes, radioButtons } from "./choice.js";
import { fileInput } from "./files.js";
import { picture } from "./picture.js";
import { datepicker, datetimepicker, timepicker } from "./pickers.js";
import { richInput } from "./rich.js";
import { select } from "./select.js";
import { fieldAt } from "./surface.js";
import { typed } from "./typed.js";

const ELEMENTS = {
  button, workflow_button: button, overflow, checkboxes, radio_buttons: radioButtons,
  datepicker, timepicker, datetimepicker,
  plain_text_input: typed, number_input: typed, email_text_input: typed, url_text_input: typed,
  rich_text_input: richInput, file_input: fileInput,
  static_select: select, external_select: select, users_select: select, conversations_select: select, channels_select: select,
  multi_static_select: select, multi_external_select: select, multi_users_select: select, multi_conversations_select: select, multi_channels_select: select,
  image: picture,
};

/** Draws an element of a block; `dispatches` says whether a change is told to the bot at once. */
export function drawElement(element, block, surface, dispatches) {
  const draw = ELEMENTS[element.type];
  if (!draw) return h("span", { class: "unknown-block" }, `This page does not know the element “${element.type}”.`);
  return draw(element, fieldAt(surface, block, element, dispatches));
}
