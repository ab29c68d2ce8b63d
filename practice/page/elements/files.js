// A file input: each file goes to the workspace at once, the form holds what came back.

import * as api from "../core/api.js";
import { h, reconcile } from "../core/dom.js";
import { get } from "../core/store.js";
import { controlProps } from "./surface.js";

export function fileInput(element, field) {
  const list = h("ul", { class: "files" });
  const status = h("p", { class: "field-tip", role: "status" });
  const draw = () => reconcile(list, held(field).map((file) => line(file, () => { field.put({ files: held(field).filter((one) => one !== file) }); draw(); })));
  const node = h("input", {
    ...controlProps(field), type: "file", class: "control control-file", multiple: (element.max_files ?? 10) > 1,
    accept: element.filetypes?.map((type) => `.${type}`).join(","), onChange: () => send(node, element, field, status).then(draw),
  });
  draw();
  return h("div", null, node, list, status);
}

const held = (field) => field.value().files ?? [];

function line(file, remove) {
  return h("li", null, file.name, h("button", { type: "button", class: "chip-x", "aria-label": `Remove ${file.name}`, onClick: remove }, "×"));
}

async function send(node, element, field, status) {
  for (const file of [...node.files].slice(0, (element.max_files ?? 10) - held(field).length)) {
    status.textContent = `Sending ${file.name}…`;
    const answer = await api.upload(get().as, file);
    if (answer.ok) field.put({ files: [...held(field), answer.file] });
    status.textContent = answer.ok ? `${file.name} was added.` : answer.sentence ?? "This workspace takes no files.";
  }
  node.value = "";
}
