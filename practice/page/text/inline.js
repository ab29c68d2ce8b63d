// Reads one run of marked-up text into nodes; the dialects (Slack's mrkdwn, Markdown) are tables of rules.

import { h } from "../core/dom.js";
import { emojiOf } from "./emoji.js";
import { link, reference } from "./references.js";

const ENTITIES = { "&lt;": "<", "&gt;": ">", "&amp;": "&" };
const OPENS_AFTER = /[\s([{"'*_~.,;:!?/—–-]$|^$/;
const CLOSES_BEFORE = /^[\s)\]}"'*_~.,;:!?/—–-]|^$/;

export const decode = (text) => text.replace(/&(lt|gt|amp);/g, (entity) => ENTITIES[entity]);

/** A rule for text between two equal marks: only at word borders, and never around blanks. */
function between(mark, tag) {
  return (rest, before, rules) => {
    if (!rest.startsWith(mark) || !OPENS_AFTER.test(before) || /^\s/.test(rest.slice(mark.length))) return null;
    for (let end = rest.indexOf(mark, mark.length + 1); end > 0; end = rest.indexOf(mark, end + 1)) {
      const inner = rest.slice(mark.length, end);
      if (inner.includes("\n")) return null;
      if (!/\s$/.test(inner) && CLOSES_BEFORE.test(rest.slice(end + mark.length))) {
        return [h(tag, null, inline(inner, rules)), end + mark.length];
      }
    }
    return null;
  };
}

/** A rule for a pattern at the start of what is left. */
function matching(pattern, build) {
  return (rest, _before, rules) => {
    const found = pattern.exec(rest);
    const node = found && build(found, rules);
    return node === null || node === undefined ? null : [node, found[0].length];
  };
}

const code = matching(/^`([^`\n]+)`/, ([, text]) => h("code", null, decode(text)));
const emoji = matching(/^:([\w+-]+(?:::skin-tone-\d)?):/, ([, name]) => emojiOf(name));
const brackets = matching(/^<([^<>\n]+)>/, ([, inside]) => reference(decode(inside)));
const entity = matching(/^&(?:lt|gt|amp);/, ([text]) => decode(text));

export const MRKDWN = [code, brackets, entity, between("*", "strong"), between("_", "em"), between("~", "s"), emoji];
export const MARKDOWN = [
  code,
  matching(/^\[([^\]\n]+)\]\(([^)\s]+)\)/, ([, label, address], rules) => link(address, h("span", null, inline(label, rules)))),
  matching(/^\*\*(\S(?:[^\n]*?\S)?)\*\*/, ([, text], rules) => h("strong", null, inline(text, rules))),
  matching(/^~~(\S(?:[^\n]*?\S)?)~~/, ([, text], rules) => h("s", null, inline(text, rules))),
  matching(/^<((?:https?:|mailto:|@|#|!)[^<>\n]+)>/, ([, inside]) => reference(inside)),
  matching(/^\\([\\`*_~[\]#<>-])/, ([, text]) => text),
  between("*", "em"),
  between("_", "em"),
  emoji,
];

/** Nodes and strings for one run of text. */
export function inline(text, rules) {
  const nodes = [];
  let plain = "";
  for (let at = 0; at < text.length; ) {
    const hit = firstHit(text.slice(at), text.slice(Math.max(0, at - 1), at), rules);
    if (hit === null) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (plain) nodes.push(plain);
    plain = "";
    nodes.push(hit[0]);
    at += hit[1];
  }
  return plain ? [...nodes, plain] : nodes;
}

function firstHit(rest, before, rules) {
  if (/^[\w\s]/.test(rest) && !rest.startsWith("_")) return null; // no mark begins with these: saves asking every rule
  for (const rule of rules) {
    const hit = rule(rest, before, rules);
    if (hit !== null) return hit;
  }
  return null;
}
