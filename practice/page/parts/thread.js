// The small box that answers in a thread.

import { h } from "../core/dom.js";
import { get } from "../core/store.js";
import { act } from "../core/sync.js";
import { say } from "./toast.js";

const drafts = new Map();

export function replyBox(ts) {
  const { as, in: channel } = get();
  const key = `${as}/${channel}/${ts}`;
  const box = h("textarea", {
    class: "control reply-text", rows: 1, "aria-label": "Reply in thread", placeholder: "Reply…", "data-key": `reply/${ts}`, "data-testid": "reply", value: drafts.get(key) ?? "",
    onInput: () => drafts.set(key, box.value), onKeydown: (event) => { if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); send(); } },
  });
  async function send() {
    const text = box.value.trim();
    if (text === "") return undefined;
    if (text.startsWith("/")) return say("Slack does not take commands in threads. Type it in the box below the messages.", "problem");
    drafts.delete(key); // before the answer, because the new reply draws this box anew
    const answer = await act({ type: "message", channel, text, thread_ts: ts });
    if (answer.ok) box.value = "";
    else drafts.set(key, box.value);
    return undefined;
  }
  return h("div", { class: "reply" }, box, h("button", { type: "button", class: "button", onClick: send }, "Reply"));
}
