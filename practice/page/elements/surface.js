// A message, modal or Home as something that holds values and can act: what every element is drawn into.

import { confirmed } from "./confirm.js";
import { initialValue } from "./values.js";

/** `where` is {channel, ts} or {view_id}; `send(body)` posts an act and `options(body)` asks for a list of options. */
export function makeSurface({ name, where, send, options }) {
  return { name, where, send, options, values: {}, touched: new Set(), errors: {} };
}

function elementsOf(block) {
  if (block.type === "input") return [block.element];
  if (block.type === "section") return block.accessory ? [block.accessory] : [];
  return block.type === "actions" ? block.elements : [];
}

/** Takes over the blocks of a new version: what was typed stays where block_id and action_id stay, all else starts afresh. */
export function adopt(surface, blocks) {
  const next = {};
  const touched = new Set();
  for (const block of blocks) {
    for (const element of elementsOf(block)) {
      const value = initialValue(element);
      if (value === null) continue;
      const before = surface.values[block.block_id]?.[element.action_id];
      const kept = before?.type === element.type && surface.touched.has(keyOf(block.block_id, element.action_id));
      (next[block.block_id] ??= {})[element.action_id] = kept ? before : value;
      if (kept) touched.add(keyOf(block.block_id, element.action_id));
    }
  }
  Object.assign(surface, { values: next, touched });
}

export const keyOf = (block, action) => `${block}/${action}`;

/** One element's place on a surface. `dispatches`: whether a change is told to the bot at once. */
export function fieldAt(surface, block, element, dispatches) {
  const key = keyOf(block.block_id, element.action_id);
  return {
    surface, block, element, dispatches, key,
    id: `${surface.name}-${key}`.replace(/[^\w-]/g, "_"),
    testid: block.type === "input" ? `field-${block.block_id}` : `action-${element.action_id}`,
    value: () => surface.values[block.block_id]?.[element.action_id] ?? initialValue(element),
    put(patch) {
      const held = surface.values[block.block_id]?.[element.action_id] ?? initialValue(element);
      (surface.values[block.block_id] ??= {})[element.action_id] = { ...held, ...patch };
      surface.touched.add(key);
      surface.onInput?.(block.block_id);
    },
    act(action) {
      return surface.send({
        type: "click", ...surface.where, block_id: block.block_id, action_id: element.action_id,
        action: { type: element.type, block_id: block.block_id, action_id: element.action_id, ...action }, state: surface.values,
      }, action.text?.text ?? null);
    },
    options: (value) => surface.options({ type: "options", ...surface.where, block_id: block.block_id, action_id: element.action_id, value }),
  };
}

/** The words beside which an element of a section stands, without their marks. */
const beside = (block) => block.text?.text.replace(/[*_]/g, "");

/** Attributes that every control of a field carries: hook, key for keeping focus, and what describes it. */
export function controlProps(field) {
  const named = field.block.type === "input";
  return {
    id: field.id,
    "data-testid": field.testid,
    "data-key": field.key,
    "aria-labelledby": named ? `${field.id}-label` : null,
    "aria-describedby": named ? `${field.id}-hint ${field.id}-error` : null,
    "aria-label": named ? null : field.element.placeholder?.text ?? beside(field.block) ?? field.element.action_id,
    "aria-required": named && !field.block.optional ? "true" : null,
    "aria-invalid": field.surface.errors[field.block.block_id] ? "true" : null,
  };
}

/** Stores a changed value and, where the element dispatches, tells the bot after the person has confirmed. */
export async function changed(field, patch) {
  if (field.dispatches && !(await confirmed(field.element.confirm))) return false;
  field.put(patch);
  if (field.dispatches) field.act(field.value());
  return true;
}
