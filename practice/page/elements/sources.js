// Where the options of a select come from, and under which names it holds what was chosen.

import { get, nameOf } from "../core/store.js";

const KINDS = { im: ["dm", "app"], mpim: [], public: ["channel"], private: ["private"] };

function asOption(value, label, raw) {
  return { value, label, raw: raw ?? value };
}

const fromOption = (option) => asOption(option.value, option.text.text, option);

/** [{label, options}] from Slack's `options` and `option_groups`; a list without groups is one group without a label. */
export function grouped({ options, option_groups }) {
  if (option_groups?.length) return option_groups.map((group) => ({ label: group.label.text, options: group.options.map(fromOption) }));
  return [{ label: null, options: (options ?? []).map(fromOption) }];
}

const people = () => [{ label: null, options: get().people.map((person) => asOption(person.id, person.name)) }];

function conversations(allowed) {
  const list = get().view?.conversations ?? [];
  return [{ label: null, options: list.filter((one) => allowed.includes(one.kind)).map((one) => asOption(one.id, one.name)) }];
}

function filtered(element) {
  const include = element.filter?.include ?? Object.keys(KINDS);
  return conversations(include.flatMap((name) => KINDS[name] ?? []));
}

const byId = (id) => asOption(id, nameOf(id));

/** Per source: how to list, how a held value reads, and the word in Slack's field names. */
const SOURCES = {
  static: { list: (element) => grouped(element), read: fromOption, word: "option" },
  external: { list: null, read: fromOption, word: "option" },
  users: { list: people, read: byId, word: "user" },
  conversations: { list: filtered, read: byId, word: "conversation" },
  channels: { list: () => conversations(["channel", "private"]), read: byId, word: "channel" },
};

/** What a select element of any kind is made of. */
export function sourceOf(element) {
  const multiple = element.type.startsWith("multi_");
  const source = SOURCES[element.type.replace(/^multi_/, "").replace(/_select$/, "")];
  const name = `selected_${source.word}${multiple ? "s" : ""}`;
  return {
    multiple, external: source.list === null,
    list: () => source.list(element),
    chosen: (value) => [value[name] ?? []].flat().map(source.read),
    patch: (options) => ({ [name]: multiple ? options.map((one) => one.raw) : options[0]?.raw ?? null }),
  };
}
