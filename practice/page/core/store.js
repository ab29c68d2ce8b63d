// The page's one state: values by name, and who wants to hear when which of them changes.

const state = {
  people: [],
  as: null, // id of the person one is
  in: null, // id of the open conversation
  tab: "messages", // of the app's conversation: home | messages
  view: null, // answer of /practice/view
  messages: [], // of the open conversation, oldest first
  messagesOf: null, // `as/in` that `messages` belongs to
  openThreads: new Set(), // ts of the parents whose replies are unfolded
  online: true, // is the page connected to the workspace
  nowBase: null, // {epoch seconds, performance.now() when it was told}
  timeControl: true,
  travelling: false,
  arrived: null,
  drawer: false, // side bar unfolded on a narrow screen
  tourNote: null, // what the tour asks for, repeated inside a modal
  lastAct: null, // {type, label} of the last act that the bot acknowledged
};
const listeners = [];

export const get = () => state;

/** Changes values and tells those who asked for any of them. */
export function set(patch) {
  const changed = Object.keys(patch).filter((name) => state[name] !== patch[name]);
  if (changed.length === 0) return;
  Object.assign(state, patch);
  for (const { names, tell } of [...listeners]) if (names.some((name) => changed.includes(name))) tell(state);
}

/** Calls `tell(state)` whenever one of `names` changes. */
export function on(names, tell) {
  listeners.push({ names, tell });
}

/** The practice time in epoch seconds: it runs on between two messages of the server. */
export function now() {
  if (state.nowBase === null) return Date.now() / 1000;
  return state.nowBase.epoch + (performance.now() - state.nowBase.heard) / 1000;
}

export function setNow(iso) {
  set({ nowBase: { epoch: Date.parse(iso) / 1000, heard: performance.now() } });
}

export const me = () => state.view?.me ?? state.people.find((person) => person.id === state.as) ?? null;
export const zone = () => me()?.tz ?? "Europe/London";
export const conversation = () => state.view?.conversations.find((one) => one.id === state.in) ?? null;

/** What to call a person or conversation by its id. */
export function nameOf(id) {
  return state.view?.names?.[id] ?? state.people.find((person) => person.id === id)?.name ?? id;
}
