// The time bar: what time it is in the chosen person's zone, and how to travel forward.

import * as api from "../core/api.js";
import { h } from "../core/dom.js";
import { get, now, on, set, setNow, zone } from "../core/store.js";
import { refreshMessages, refreshView } from "../core/sync.js";
import { clock, full, shortDay, zoneMark } from "../core/zoned.js";
import { say } from "./toast.js";

const JOURNEYS = [
  { testid: "travel-1h", face: "+1 h", label: "Travel one hour ahead", body: { seconds: 3600 } },
  { testid: "travel-12h", face: "+12 h", label: "Travel twelve hours ahead", body: { seconds: 43200 } },
  { testid: "travel-1d", face: "+1 day", label: "Travel one day ahead", body: { seconds: 86400 } },
  { testid: "travel-next", face: "Next due moment", label: "Travel to the next due moment", body: { to: "next" } },
];

export function timeBar() {
  const time = h("time", { class: "time-now", "data-testid": "time-now" });
  const arrived = h("p", { class: "time-arrived", "data-testid": "time-arrived", hidden: true });
  const buttons = JOURNEYS.map((journey) => h("button", { type: "button", class: "button button-time", "data-testid": journey.testid, title: journey.label, onClick: () => travel(journey.body) }, journey.face));
  const controls = h("div", { class: "time-buttons" }, buttons);
  const tick = () => drawNow(time);
  on(["nowBase", "view", "as"], tick);
  setInterval(tick, 5000);
  on(["timeControl"], (state) => { controls.hidden = !state.timeControl; });
  on(["travelling"], (state) => {
    for (const button of buttons) button.setAttribute("aria-disabled", String(state.travelling));
    node.classList.toggle("is-travelling", state.travelling);
  });
  on(["arrived"], (state) => {
    arrived.hidden = state.arrived === null;
    arrived.textContent = state.arrived ?? "";
  });
  const node = h("section", { class: "time", "aria-label": "Practice time" }, h("div", { class: "time-face" }, h("span", { class: "time-label" }, "Now"), time), controls, arrived);
  probe();
  return node;
}

/** A journey of no length tells whether there is a time control at all. */
async function probe() {
  const answer = await api.travel({ seconds: 0 });
  if (answer.status === 404) set({ timeControl: false });
}

function drawNow(node) {
  if (get().nowBase === null) return;
  const at = now();
  node.textContent = `${shortDay(at, zone())}, ${clock(at, zone())} ${zoneMark(at, zone())}`;
  node.title = full(at, zone());
  node.setAttribute("datetime", new Date(at * 1000).toISOString());
}

async function travel(body) {
  if (get().travelling) return;
  set({ travelling: true, arrived: null });
  const answer = await api.travel(body);
  set({ travelling: false });
  if (answer.status === 404) return set({ timeControl: false });
  if (!answer.ok) return say(answer.sentence ?? "The clock could not be moved.", "problem");
  setNow(answer.now);
  set({ arrived: answer.arrived ?? null });
  const moment = `${shortDay(now(), zone())}, ${clock(now(), zone())}`;
  say(answer.arrived ? `${moment}. ${answer.arrived}` : `It is ${moment}.${body.to ? " Nothing more is due." : ""}`);
  await Promise.all([refreshView(), refreshMessages()]);
  return undefined;
}
