// The six steps of the guided tour as a table: why, what to do, when it is done, and where to look next.
// `done(facts)` and `where(facts)` read {me, open, tab, places, above, reference, began, stepBegan, acts}.

import { buttonsOf, cardIn, directIn, speaksOf, wordsOf } from "./facts.js";

const hook = (testid, words) => ({ selector: `[data-testid="${testid}"]`, words });
const onMessage = (message, label, words) => ({ selector: `[data-ts="${message.ts}"]`, label, words });
const be = (who) => hook("be", `Choose ${who} here.`);
const go = (place) => hook(`conversation-${place.id}`, `Open ${place.name} here.`);
const travelOn = hook("travel-next", "Travel on from here.");
const ENFORCE = "Record enforcement action";
const CLOSE = "Close the case…";
const isOfficer = ({ me }) => me?.role === "officer";
const isDigest = (place) => /digest/i.test(place.name);

const card = ({ places, reference }) => cardIn(places, reference);
const isGraded = (message) => !buttonsOf(message).includes("Grade");
const isClosed = (message) => !buttonsOf(message).includes(CLOSE) && /\bclosed\b/i.test(wordsOf(message));
const isTaken = (message) => !buttonsOf(message).includes("Take it");

/** The way to the card's button, whoever and wherever one is. */
function toCard(facts, label) {
  const found = card(facts);
  if (found === null) return be("an officer of the team that has the card");
  if (facts.open !== found.place.id) return go(found.place);
  return onMessage(found.message, label, `Press “${label}” on the card.`);
}

function reminderForMe({ places, reference, stepBegan }) {
  return directIn(places, reference, stepBegan);
}

/** The escalation that waits for an answer: whose it is, and the message. */
function escalation({ above, reference }) {
  for (const { person, places } of above) {
    for (const place of places) {
      const message = place.messages.findLast((one) => speaksOf(one, reference) && buttonsOf(one).includes("I have this"));
      if (message) return { person, place, message };
    }
  }
  return null;
}

function digest({ places, began }) {
  for (const place of places.filter(isDigest)) {
    const message = place.messages.findLast((one) => one.is_app && Number(one.ts) >= began);
    if (message) return { place, message };
  }
  return null;
}

export const STEPS = [
  {
    title: "Log a referral",
    why: "The clock starts when the force was told, not when somebody found time to write it down. So logging takes a minute, in the place where the team already talks.",
    todo: "As Officer 1, type /refer into the message box and press Enter; or choose “Log a referral” under the lightning sign. Fill in the form and send it.",
    done: ({ places, began }) => cardIn(places, null, began) !== null,
    where: (facts) => (isOfficer(facts) ? hook("composer", "Type /refer here and press Enter.") : be("Officer 1")),
  },
  {
    title: "Grade it and take it",
    why: "The grade decides how long there is: 24 hours, 7, 14 or 30 days. Until it is graded it counts as very high, so nobody gains time by waiting.",
    todo: "Open the team's channel. On the card press “Grade”, choose a grade and save (for the tour “very high”: its 24 hours are the quickest to travel through). Then press “Take it”.",
    done: (facts) => { const found = card(facts); return found !== null && isGraded(found.message) && isTaken(found.message); },
    where: (facts) => { const found = card(facts); return isOfficer(facts) ? toCard(facts, found && isGraded(found.message) ? "Take it" : "Grade") : be("Officer 1"); },
  },
  {
    title: "The first reminder",
    why: "The owner is reminded at half of the time and again at three quarters. Each reminder says when it is due in your own time zone, and what stops it.",
    todo: "Press “Next due moment” until the app has written to you. Then open the app's messages and read it.",
    done: (facts) => { const found = reminderForMe(facts); return isOfficer(facts) && found !== null && facts.open === found.place.id && facts.tab === "messages"; },
    where: (facts) => {
      if (!isOfficer(facts)) return be("Officer 1");
      const found = reminderForMe(facts);
      if (found === null) return travelOn;
      return facts.open === found.place.id ? hook("tab-messages", "The reminder is under Messages.") : go(found.place);
    },
  },
  {
    title: "Nobody acts",
    why: "A reminder that nobody answers goes up: to the sergeant, and if the sergeant is silent too, to the inspector. That is how no case can go quiet.",
    todo: "Do nothing but press “Next due moment” until it is overdue and the sergeant is asked to answer. Then be the sergeant, open the app's messages and press “I have this”.",
    done: ({ acts }) => acts.includes("I have this"),
    where: (facts) => {
      const found = escalation(facts);
      if (found === null) return travelOn;
      if (facts.me?.id !== found.person.id) return be(found.person.name);
      if (facts.open !== found.place.id) return go(found.place);
      return facts.tab === "messages" ? onMessage(found.message, "I have this", "Press “I have this”.") : hook("tab-messages", "Open Messages.");
    },
  },
  {
    title: "The daily digest",
    why: "Each morning one message shows what is overdue, due today, unallocated and ungraded, the most pressing first. A quiet day says so in a line.",
    todo: "Stay the sergeant and open #ocsae-digest. If no digest has come yet, travel on to the next morning (“Next due moment” or “+12 h”).",
    done: (facts) => { const found = digest(facts); return found !== null && facts.open === found.place.id; },
    where: (facts) => {
      const found = digest(facts);
      if (found !== null) return go(found.place);
      return facts.places.some(isDigest) ? travelOn : be("somebody who is in #ocsae-digest");
    },
  },
  {
    title: "Record the action and close",
    why: "Only recorded enforcement action stops the clock. What was recorded, by whom and when stays readable after the case is closed.",
    todo: "On the card press “Record enforcement action” and save. Where a child is at risk, record under “To do” that children’s services were told, and what the authority decided. Then, as the sergeant, press “Close the case…”.",
    done: (facts) => { const found = card(facts); return facts.acts.includes(ENFORCE) && found !== null && isClosed(found.message); },
    where: (facts) => toCard(facts, facts.acts.includes(ENFORCE) ? CLOSE : ENFORCE),
  },
];
