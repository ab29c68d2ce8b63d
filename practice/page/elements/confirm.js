// The question that Slack asks before an act that carries a `confirm` object; also the page's own questions.

import { h, uid } from "../core/dom.js";
import { textObject } from "../text/mrkdwn.js";

/** True at once without a question; otherwise a promise of the person's answer. */
export function confirmed(question) {
  return question ? ask(question) : Promise.resolve(true);
}

function ask({ title, text, confirm, deny, style }) {
  return new Promise((resolve) => {
    const id = uid("confirm");
    const before = document.activeElement;
    const close = (answer) => {
      dialog.remove(); // not by close(), as with modals
      if (before?.isConnected) before.focus();
      resolve(answer);
    };
    const dialog = h("dialog", { class: "sheet confirm", "aria-labelledby": `${id}-title`, "data-testid": "confirm", onCancel: (event) => { event.preventDefault(); close(false); } },
      h("h2", { id: `${id}-title` }, textObject(title)),
      h("div", { class: "sheet-text" }, textObject(text)),
      h("div", { class: "sheet-buttons" },
        h("button", { type: "button", class: "button", "data-testid": "confirm-no", onClick: () => close(false) }, textObject(deny ?? { text: "Cancel" })),
        h("button", { type: "button", class: `button ${style === "danger" ? "button-danger" : "button-primary"}`, "data-testid": "confirm-yes", onClick: () => close(true) }, textObject(confirm ?? { text: "Yes" }))));
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector("[data-testid=confirm-no]").focus();
  });
}

/** The page's own yes-or-no question in the same clothes. */
export function question(title, text, yes, no) {
  const plain = (words) => ({ type: "plain_text", text: words });
  return ask({ title: plain(title), text: plain(text), confirm: plain(yes), deny: plain(no) });
}
