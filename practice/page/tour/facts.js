// What the tour can see: the messages of a person's conversations, the card of a case, the buttons on a message.

import * as api from "../core/api.js";
import { get } from "../core/store.js";

const REFERENCE = /\b[A-Z]{2}-\d{2}-\d{5}\b/;

/** Every conversation of a person with its messages. */
export async function seenBy(as) {
  const view = as === get().as && get().view ? get().view : await api.view(as);
  if (!view.conversations) return [];
  return Promise.all(view.conversations.map(async (one) => ({ ...one, messages: (await api.messages(as, one.id)).messages ?? [] })));
}

/** Every button of a message: its words. */
export function buttonsOf(message) {
  const found = [];
  const walk = (value) => {
    if (value === null || typeof value !== "object") return;
    if (value.type === "button" && value.text) found.push(value.text.text);
    Object.values(value).forEach(walk);
  };
  walk(message.blocks ?? []);
  return found;
}

/** All words of a message, its blocks included. */
export function wordsOf(message) {
  const found = [message.text ?? ""];
  const walk = (value, key) => {
    if (typeof value === "string" && key === "text") found.push(value);
    else if (value !== null && typeof value === "object") for (const [name, inner] of Object.entries(value)) walk(inner, name);
  };
  walk(message.blocks ?? [], "");
  return found.join("\n");
}

export const referenceIn = (message) => REFERENCE.exec(wordsOf(message))?.[0] ?? null;
export const speaksOf = (message, reference) => reference !== null && wordsOf(message).includes(reference);

const inChannel = (place) => place.kind === "channel" || place.kind === "private";
const isCard = (message) => message.is_app && !message.ephemeral && referenceIn(message) !== null && buttonsOf(message).includes("Why then?");

/** {place, message} of the newest card, or of the one with that reference; null if there is none. */
export function cardIn(places, reference, since = 0) {
  const cards = places.filter(inChannel).flatMap((place) => place.messages.filter((message) => isCard(message) && Number(message.ts) >= since).map((message) => ({ place, message })));
  const ours = reference === null ? cards : cards.filter(({ message }) => speaksOf(message, reference));
  return ours.sort((a, b) => Number(a.message.ts) - Number(b.message.ts)).at(-1) ?? null;
}

/** {place, message} of the newest thing that the app wrote to the person directly since then, about that case. */
export function directIn(places, reference, since) {
  const found = places.filter((place) => place.kind === "app" || place.kind === "dm").flatMap((place) => place.messages.filter((message) => message.is_app && Number(message.ts) >= since && speaksOf(message, reference)).map((message) => ({ place, message })));
  return found.at(-1) ?? null;
}
