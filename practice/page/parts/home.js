// The Home tab of the app: a view drawn like a message surface.

import { drawBlocks } from "../blocks/blocks.js";
import { h, reconcile } from "../core/dom.js";
import { keepFocus } from "../core/focus.js";
import { conversation, get, on } from "../core/store.js";
import { act, askOptions } from "../core/sync.js";
import { adopt, makeSurface } from "../elements/surface.js";

export function homeTab() {
  const body = h("div", { class: "column home" });
  const node = h("div", { class: "scroller", role: "region", "aria-label": "Home", tabindex: "0", "data-testid": "home" }, body);
  const memory = { print: null, id: null, surface: null };
  on(["view", "in", "tab"], () => {
    node.hidden = get().tab !== "home" || conversation()?.kind !== "app";
    if (!node.hidden) draw(body, memory);
  });
  return node;
}

function draw(body, memory) {
  const home = get().view?.home ?? null;
  const print = JSON.stringify([home, get().as, get().view?.names]);
  if (print === memory.print) return;
  memory.print = print;
  if (home === null) {
    reconcile(body, [h("p", { class: "nothing" }, "The app has not put anything on this person's Home yet.")]);
    return;
  }
  if (memory.id !== home.id) memory.surface = makeSurface({ name: `h${home.id}`, where: { view_id: home.id }, send: act, options: askOptions });
  memory.id = home.id;
  adopt(memory.surface, home.blocks);
  keepFocus(body, () => reconcile(body, drawBlocks(home.blocks, memory.surface)));
}
