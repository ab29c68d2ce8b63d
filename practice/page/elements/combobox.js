// A text box with a list below it (the ARIA combobox pattern): choose one or several, by typing or with the arrow keys.

import { h, reconcile, uid } from "../core/dom.js";

/** `load(text)` gives [{label, options: [{value, label, raw}]}] or null when the list cannot be had. */
export function combobox({ props, placeholder, multiple, limit, shortest, chosen, load, change }) {
  const box = { chosen, groups: [], at: -1, asked: 0, props, placeholder, multiple, limit, shortest, load, change };
  const id = uid("list");
  box.list = h("div", { id, class: "combo-list", role: "listbox", hidden: true, "aria-label": placeholder, "aria-multiselectable": multiple ? "true" : null });
  box.input = h("input", {
    ...props, type: "text", class: "combo-input", autocomplete: "off", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id, placeholder,
    onInput: () => search(box), onFocus: () => { if (multiple) search(box); }, onClick: () => search(box), onKeydown: (event) => steer(event, box), onBlur: () => rest(box),
  });
  box.chips = h("span", { class: "combo-chips" });
  drawChosen(box);
  return h("div", { class: "combo" }, h("div", { class: multiple ? "control combo-box" : "control combo-box combo-one", onClick: () => box.input.focus() }, box.chips, box.input), box.list);
}

function drawChosen(box) {
  if (box.multiple) reconcile(box.chips, box.chosen.map((option) => chip(box, option)));
  else box.input.value = box.chosen[0]?.label ?? "";
}

function chip(box, option) {
  return h("span", { class: "chip" }, option.label,
    h("button", { type: "button", class: "chip-x", "aria-label": `Remove ${option.label}`, onClick: (event) => { event.stopPropagation(); choose(box, option); box.input.focus(); } }, "×"));
}

async function search(box) {
  const words = box.input.value === box.chosen[0]?.label && !box.multiple ? "" : box.input.value;
  const turn = ++box.asked;
  if (words.length < box.shortest) return show(box, [], `Type ${box.shortest} or more letters to search.`);
  const groups = await box.load(words);
  if (turn !== box.asked || document.activeElement !== box.input) return undefined;
  return show(box, groups ?? [], groups === null ? "The list could not be fetched. Type on to try again." : "Nothing found.");
}

function show(box, groups, emptyLine) {
  box.groups = groups.filter((group) => group.options.length > 0);
  box.at = -1;
  const options = flat(box);
  reconcile(box.list, options.length === 0 ? [h("p", { class: "menu-empty", role: "status" }, emptyLine)] : box.groups.map((group) => drawGroup(box, group)));
  box.list.hidden = false;
  box.input.setAttribute("aria-expanded", "true");
  box.input.removeAttribute("aria-activedescendant");
  box.list.scrollIntoView({ block: "nearest" });
}

const flat = (box) => box.groups.flatMap((group) => group.options);
const isChosen = (box, option) => box.chosen.some((one) => one.value === option.value);

function drawGroup(box, group) {
  return h("div", { role: "group", "aria-label": group.label }, group.label && h("div", { class: "combo-group" }, group.label),
    group.options.map((option) => h("div", {
      id: uid("option"), role: "option", class: "combo-option", "aria-selected": isChosen(box, option) ? "true" : "false", "data-value": option.value,
      onPointerdown: (event) => { event.preventDefault(); choose(box, option); },
    }, h("span", null, option.label), option.raw?.description && h("span", { class: "choice-more" }, option.raw.description.text))));
}

async function choose(box, option) {
  const before = box.chosen;
  if (!box.multiple) box.chosen = [option];
  else if (isChosen(box, option)) box.chosen = before.filter((one) => one.value !== option.value);
  else if (before.length < box.limit) box.chosen = [...before, option];
  if (!(await box.change(box.chosen))) box.chosen = before;
  if (box.multiple) box.input.value = "";
  drawChosen(box);
  if (box.multiple && document.activeElement === box.input) search(box);
  else hide(box);
}

function hide(box) {
  box.asked += 1;
  box.list.hidden = true;
  box.input.setAttribute("aria-expanded", "false");
}

/** Leaving the field: a single choice that was cleared is unset, half-typed words are put back. */
function rest(box) {
  hide(box);
  if (!box.multiple && box.input.value === "" && box.chosen.length > 0) {
    box.chosen = [];
    box.change([]);
  }
  drawChosen(box);
  if (box.multiple) box.input.value = "";
}

function mark(box, at) {
  const nodes = [...box.list.querySelectorAll("[role=option]")];
  if (nodes.length === 0) return;
  box.at = (at + nodes.length) % nodes.length;
  nodes.forEach((node, index) => node.classList.toggle("is-active", index === box.at));
  nodes[box.at].scrollIntoView({ block: "nearest" });
  box.input.setAttribute("aria-activedescendant", nodes[box.at].id);
}

function steer(event, box) {
  const open = !box.list.hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    if (!open) search(box);
    else mark(box, event.key === "ArrowDown" ? box.at + 1 : box.at < 0 ? -1 : box.at - 1);
  } else if (event.key === "Enter" && open && !event.ctrlKey && flat(box).length > 0) choose(box, flat(box)[Math.max(box.at, 0)]);
  else if (event.key === "Escape" && open) hide(box);
  else if (event.key === "Backspace" && box.multiple && box.input.value === "" && box.chosen.length > 0) choose(box, box.chosen.at(-1));
  else return;
  event.preventDefault();
  event.stopPropagation();
}
