// A button with a menu below it: arrow keys, Home, End, first letters, Esc; one open at a time.

import { h, uid } from "../core/dom.js";

const FRAMES = ".scroller, .modal-body"; // what scrolls cuts off what stands out of it
let open = null; // {trigger, close}

/** `items()` gives [{label, hint?, pick, testid?, disabled?}] when the menu opens. */
export function menuButton({ label, testid, key, face, look, items }) {
  const id = uid("menu");
  const trigger = h("button", {
    type: "button", class: look, "data-testid": testid, "data-key": key, "aria-label": label, title: label, "aria-haspopup": "menu", "aria-expanded": "false",
    onClick: () => (open?.trigger === trigger ? open.close() : show(trigger, id, items())),
    onKeydown: (event) => { if (event.key === "ArrowDown" && open?.trigger !== trigger) { event.preventDefault(); show(trigger, id, items()); } },
  }, face);
  return h("span", { class: "menu-anchor" }, trigger);
}

function show(trigger, id, items) {
  open?.close();
  const menu = h("div", { id, class: "menu", role: "menu", "aria-label": trigger.getAttribute("aria-label") },
    items.length === 0 ? h("p", { class: "menu-empty" }, "Nothing to choose here.") : items.map((item) => entry(item, () => close(true))));
  const outside = (event) => { if (!menu.contains(event.target) && !trigger.contains(event.target)) close(false); };
  function close(refocus) {
    menu.remove();
    trigger.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    open = null;
    if (refocus && trigger.isConnected) trigger.focus();
  }
  menu.addEventListener("keydown", (event) => steer(event, menu, close));
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget) && event.relatedTarget !== trigger) close(false); });
  trigger.after(menu);
  trigger.setAttribute("aria-expanded", "true");
  document.addEventListener("pointerdown", outside);
  open = { trigger, close: () => close(true) };
  place(menu, trigger);
  menu.querySelector("[role=menuitem]")?.focus();
}

function entry(item, close) {
  return h("button", { type: "button", role: "menuitem", class: "menu-item", tabindex: "-1", "data-testid": item.testid, disabled: item.disabled, onClick: () => { close(); item.pick(); } },
    h("span", null, item.label), item.hint && h("span", { class: "menu-hint" }, item.hint));
}

/** Opens upwards or to the left where there is no room. */
function place(menu, trigger) {
  const frame = trigger.closest(FRAMES)?.getBoundingClientRect() ?? { top: 0, right: window.innerWidth, bottom: window.innerHeight };
  const box = menu.getBoundingClientRect();
  menu.classList.toggle("menu-left", box.right > frame.right - 8);
  menu.classList.toggle("menu-up", box.bottom > frame.bottom - 8 && trigger.getBoundingClientRect().top - box.height > frame.top);
}

function steer(event, menu, close) {
  const items = [...menu.querySelectorAll("[role=menuitem]:not([disabled])")];
  const at = items.indexOf(document.activeElement);
  const go = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
  if (go !== undefined) items.at(go % items.length)?.focus();
  else if (event.key === "Escape") close(true);
  else if (event.key.length === 1) items.find((item) => item.textContent.trim().toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
  else return;
  if (event.key.length === 1 && event.key !== " ") return;
  if (event.key === " ") return;
  event.preventDefault();
  event.stopPropagation();
}
