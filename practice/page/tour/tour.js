// The guided tour: where one is in it, noticing that a step is done, and keeping that over a reload.

import { get, me, now, on, set } from "../core/store.js";
import { announce } from "../parts/toast.js";
import { cardIn, referenceIn, seenBy } from "./facts.js";
import { drawPanel, drawTourButton } from "./panel.js";
import { pointAt } from "./spotlight.js";
import { STEPS } from "./steps.js";

const PLACE = "caseclock-tour";
const FRESH = { status: "offered", step: 0, began: 0, stepBegan: 0, reference: null, acts: [], folded: false, hint: null };
const NARROW = window.matchMedia("(max-width: 64rem)");
const MOST_ACTS = 60;
const REST = 250; // milliseconds without news before the tour looks again

// Whoever plays two people plays them in two tabs: what is done in the other counts here.
const tabs = new BroadcastChannel("caseclock-acts");
let progress = read();
let timer = null;
let redraw = () => {};

function read() {
  try {
    return { ...FRESH, ...JSON.parse(sessionStorage.getItem(PLACE) ?? "{}") };
  } catch {
    return { ...FRESH }; // storage switched off or spoilt: begin afresh
  }
}

function change(patch) {
  progress = { ...progress, ...patch };
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(progress));
  } catch {
    // without storage the tour lasts as long as the page
  }
  const running = progress.status === "running";
  set({ tourNote: running ? `Tour, step ${progress.step + 1}: ${STEPS[progress.step].todo}` : null });
  redraw();
  if (running) soon();
}

const doings = {
  start: () => change({ ...FRESH, status: "running", began: Math.floor(now()), stepBegan: Math.floor(now()) }),
  decline: () => change({ status: "stopped" }),
  stop: () => change({ status: "stopped" }),
  resume: () => change({ status: "running" }),
  skip: () => next(),
  fold: () => change({ folded: !progress.folded }),
  where: async () => {
    const place = STEPS[progress.step].where(await facts());
    // On a narrow screen the panel lies above what it points at, so it makes room.
    change({ hint: place.words, folded: progress.folded || NARROW.matches });
    pointAt(place);
  },
};

export const resumable = () => progress.status === "stopped" && progress.began > 0;

function next() {
  const step = progress.step + 1;
  if (step >= STEPS.length) {
    announce("The tour is complete.");
    return change({ status: "done" });
  }
  announce(`Step ${step + 1} of ${STEPS.length}: ${STEPS[step].title}. ${STEPS[step].todo}`);
  return change({ step, stepBegan: Math.floor(now()), hint: null, folded: false });
}

async function facts() {
  const above = STEPS[progress.step].title === "Nobody acts" ? get().people.filter((person) => person.role === "supervisor") : [];
  return {
    me: { ...me(), role: get().people.find((person) => person.id === get().as)?.role },
    open: get().in, tab: get().tab, places: await seenBy(get().as), reference: progress.reference,
    above: await Promise.all(above.map(async (person) => ({ person, places: await seenBy(person.id) }))),
    began: progress.began, stepBegan: progress.stepBegan, acts: progress.acts,
  };
}

/** Remembers that a button was pressed with success. */
function note(label) {
  if (progress.status === "running") change({ acts: [...progress.acts, label].slice(-MOST_ACTS) });
}

function soon() {
  clearTimeout(timer);
  timer = setTimeout(look, REST);
}

async function look() {
  if (progress.status !== "running" || get().view === null) return;
  const { step } = progress;
  const seen = await facts();
  if (progress.step !== step || progress.status !== "running" || !STEPS[step].done(seen)) return;
  if (progress.reference === null) {
    const card = cardIn(seen.places, null, progress.began);
    if (card) progress.reference = referenceIn(card.message);
  }
  next();
}

/** The tour's panel. */
export function tour() {
  const panel = drawPanel(doings);
  redraw = () => panel.draw(progress);
  redraw();
  if (progress.status === "running") change({});
  on(["lastAct"], ({ lastAct }) => { if (lastAct?.label) { tabs.postMessage(lastAct.label); note(lastAct.label); } });
  tabs.onmessage = ({ data }) => note(data);
  on(["view", "messages", "in", "as", "tab"], () => { if (progress.status === "running") soon(); });
  return panel.node;
}

/** The button in the head that starts, resumes or unfolds the tour. */
export const tourButton = () => drawTourButton(() => {
  if (progress.status === "running") doings.fold();
  else if (resumable()) doings.resume();
  else doings.start();
});
