// "Be:" the chooser of the person whose eyes one looks through; also avatars and the words for roles.

import { h, icon, keeper, reconcile, svg } from "../core/dom.js";
import { get, me, on } from "../core/store.js";
import { become } from "../core/sync.js";

export const ROLES = {
  officer: "officer", supervisor: "supervisor", inspector: "inspector", admin: "workspace admin", auditor: "auditor", guest: "guest", stranger: "from outside", bot: "app",
};

/** A rounded square with initials, coloured by role; the app has the mark of the clock. */
export function avatar(id, name, isApp) {
  if (isApp) return h("span", { class: "avatar avatar-app", "aria-hidden": "true" }, mark());
  const role = get().people.find((person) => person.id === id)?.role ?? "stranger";
  return h("span", { class: `avatar avatar-${role}`, "aria-hidden": "true" }, initials(name));
}

/** "Officer 1, North" → "O1". */
function initials(name) {
  const [first, second] = name.split(/[\s,]+/);
  return (first?.[0] ?? "?").toUpperCase() + (second?.[0] ?? "").toUpperCase();
}

/** Caseclock's own mark: a dial whose hand has nearly come round. */
export function mark() {
  return svg("svg", { viewBox: "0 0 24 24", class: "mark", "aria-hidden": "true" },
    svg("circle", { cx: 12, cy: 12, r: 9.2, class: "mark-ring" }), svg("path", { d: "M12 2.8 A9.2 9.2 0 1 1 3.5 8.5", class: "mark-arc" }), svg("path", { d: "M12 6.8V12l3.4 2.2", class: "mark-hand" }));
}

export function beChooser() {
  const select = h("select", { id: "be", class: "be-select", "data-testid": "be", onChange: () => become(select.value) });
  const face = h("span", { class: "be-face" });
  const kept = keeper();
  const draw = () => {
    const everybody = get().people.filter((person) => person.role !== "bot");
    reconcile(select, everybody.map((person) => kept.keep(person.id, person, () => h("option", { value: person.id, title: person.title }, `${person.name} · ${ROLES[person.role] ?? person.role}`))));
    if (select.value !== get().as) select.value = get().as ?? "";
    const person = me();
    reconcile(face, person ? [kept.keep("face", [person.id, person.name, everybody.length], () => avatar(person.id, person.name, false))] : []);
    kept.done();
  };
  on(["people", "as", "view"], draw);
  draw();
  return h("div", { class: "be" }, face, h("label", { for: "be", class: "be-label" }, "Be"), select, icon("M6 8l4 4 4-4"));
}
