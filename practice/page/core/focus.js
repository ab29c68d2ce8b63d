// Keeps keyboard focus and the text cursor in place while a part of the page is drawn anew.

/** Runs `draw`; if focus was on a node with data-key inside `root`, puts it on the node that has that key afterwards. */
export function keepFocus(root, draw) {
  const held = document.activeElement;
  const key = root.contains(held) ? held.getAttribute("data-key") : null;
  const cursor = key === null ? null : cursorOf(held);
  const within = root.contains(held);
  draw();
  if (!within || root.contains(document.activeElement)) return;
  const successor = key === null ? null : byKey(root, key);
  if (successor === null) return;
  successor.focus({ preventScroll: true });
  if (cursor !== null && "setSelectionRange" in successor) successor.setSelectionRange(...cursor);
}

function cursorOf(node) {
  try {
    return node.selectionStart === null || node.selectionStart === undefined ? null : [node.selectionStart, node.selectionEnd];
  } catch {
    return null; // number and date inputs have no text cursor
  }
}

/** The node with that data-key below `root`, or null. */
export function byKey(root, key) {
  return root.querySelector(`[data-key="${CSS.escape(key)}"]`);
}
