// "Show me where": brings a control into view, outlines it for a while and puts focus on it.

import { set } from "../core/store.js";
import { announce, say } from "../parts/toast.js";

const FRAMED = ".be-select, .composer-text"; // drawn without an edge of their own
const LASTS = 6000; // milliseconds

function find({ selector, label }) {
  const node = document.querySelector(selector);
  if (node === null || !label) return node;
  return [...node.querySelectorAll("button")].find((button) => button.textContent.trim() === label) ?? node;
}

/** `place` is {selector, label?, words}; where the control is not to be found its words are shown. */
export function pointAt(place) {
  const node = find(place);
  if (node === null) return say(place.words, "note");
  if (node.closest(".side")) set({ drawer: window.matchMedia("(max-width: 64rem)").matches });
  for (const old of document.querySelectorAll(".is-spotlit")) old.classList.remove("is-spotlit");
  const target = node.matches(FRAMED) ? node.parentElement : node;
  target.classList.add("is-spotlit");
  setTimeout(() => target.classList.remove("is-spotlit"), LASTS);
  target.scrollIntoView({ block: "center", behavior: window.matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  node.focus({ preventScroll: true });
  announce(place.words);
  return undefined;
}
