// Keeps keyboard focus and the text cursor in place while a part of the page is drawn anew.

const STOPS = "a[href], button, input, select, textarea, [tabindex='0']";

/** Runs `draw`; if focus was inside `root`, it is there afterwards too. */
export function keepFocus(root, draw) {
  const place = placeIn(root);
  draw();
  if (place === null || root.contains(document.activeElement)) return;
  const successor = findAgain(root, place);
  if (successor === null) return;
  successor.focus({ preventScroll: true });
  if (successor.getAttribute("data-key") === place.key && place.cursor !== null && "setSelectionRange" in successor) successor.setSelectionRange(...place.cursor);
}

/** Where focus is inside `root`, in such words that it can be found again after a drawing; null where it is elsewhere. */
export function placeIn(root) {
  const node = document.activeElement;
  if (!root.contains(node) || node === document.body) return null;
  return {
    node, key: node.getAttribute("data-key"), deed: node.getAttribute("data-deed"), at: stops(root).indexOf(node), cursor: cursorOf(node),
    message: node.closest("[data-ts]")?.getAttribute("data-ts") ?? null,
  };
}

/** The node itself, else what has its key, else what does the same; else its message, or in a window what stands in its place. */
export function findAgain(root, { node, key, deed, at, message }) {
  if (root.contains(node)) return node;
  const same = (key && byKey(root, key)) || (deed && by(root, "data-deed", deed));
  if (same) return same;
  return message === null ? stops(root)[Math.min(at, stops(root).length - 1)] ?? null : by(root, "data-ts", message);
}

const stops = (root) => [...root.querySelectorAll(STOPS)].filter((node) => !node.disabled && node.tabIndex >= 0);

function cursorOf(node) {
  try {
    return node.selectionStart === null || node.selectionStart === undefined ? null : [node.selectionStart, node.selectionEnd];
  } catch {
    return null; // number and date inputs have no text cursor
  }
}

const by = (root, attribute, value) => root.querySelector(`[${attribute}="${CSS.escape(value)}"]`);

/** The node with that data-key below `root`, or null. */
export const byKey = (root, key) => by(root, "data-key", key);
