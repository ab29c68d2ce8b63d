// How the tour looks: an offer, the step one is at, or the end of it. It lies beside the page and never over it.

import { ICONS, h, icon, reconcile } from "../core/dom.js";
import { keepFocus } from "../core/focus.js";
import { STEPS } from "./steps.js";

const press = (label, key, look, work, testid) => h("button", { type: "button", class: look, "data-key": `tour/${key}`, "data-testid": testid ?? `tour-${key}`, onClick: work }, label);

const FACES = {
  offered: (progress, doings) => [
    h("h2", null, "New here?"),
    h("p", null, "Six short steps show the main job: a referral is logged, its clock runs, and people are told until somebody acts. About five minutes."),
    h("div", { class: "tour-buttons" }, press("Start the tour", "start", "button button-primary", doings.start), press("Not now", "decline", "button", doings.decline)),
  ],
  running,
  done: (progress, doings) => [
    h("div", { "data-testid": "tour-done" }, h("h2", null, "That is the main job"),
      h("p", null, "You logged a referral, graded it, saw it reminded and escalated, answered for it, read the digest and closed it. Each of these is in the case's record with its time and its person.")),
    h("div", { class: "tour-buttons" }, press("Take it again", "start", "button", doings.start), press("Close", "decline", "button", doings.decline)),
  ],
  stopped: () => [],
};

function running(progress, doings) {
  const step = STEPS[progress.step];
  const head = h("div", { class: "tour-head" }, h("p", { class: "tour-count" }, `Step ${progress.step + 1} of ${STEPS.length}`),
    h("button", { type: "button", class: "button-bare", "data-key": "tour/fold", "data-testid": "tour-fold", "aria-expanded": String(!progress.folded), "aria-label": progress.folded ? "Unfold the tour" : "Fold the tour", onClick: doings.fold }, icon(ICONS.chevron)));
  const where = press("Show me where", "where", "button button-primary", doings.where);
  return [h("div", { class: `tour-step${progress.folded ? " is-folded" : ""}`, "data-testid": "tour-step", "data-step": String(progress.step + 1) },
    head, dots(progress), h("h2", null, step.title), !progress.folded && [h("p", { class: "tour-why" }, step.why), h("p", { class: "tour-todo" }, step.todo)],
    progress.hint && h("p", { class: "tour-hint" }, progress.hint),
    h("div", { class: "tour-buttons" }, where, !progress.folded && [press("Skip this step", "skip", "button", doings.skip), press("Stop", "stop", "button", doings.stop)]))];
}

function dots(progress) {
  return h("ol", { class: "tour-dots", "aria-hidden": "true" }, STEPS.map((_step, at) => h("li", { class: at < progress.step ? "is-done" : at === progress.step ? "is-now" : "" })));
}

/** {node, draw(progress)} */
export function drawPanel(doings) {
  const node = h("aside", { class: "tour", "data-testid": "tour", "aria-label": "Guided tour" });
  const draw = (progress) => {
    node.hidden = progress.status === "stopped";
    document.body.classList.toggle("has-tour", !node.hidden);
    keepFocus(node, () => reconcile(node, FACES[progress.status](progress, doings)));
  };
  return { node, draw };
}

export function drawTourButton(work) {
  return h("button", { type: "button", class: "button button-onink tour-button", "data-testid": "tour-button", "aria-label": "Guided tour", title: "Guided tour: start, resume or fold", onClick: work }, icon(ICONS.flag), h("span", null, "Guided tour"));
}
