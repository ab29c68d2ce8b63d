// Pictures: only those that lie in the workspace itself are loaded; of any other its description is shown.

import { h } from "../core/dom.js";

const own = (address) => address.startsWith("data:image/") || new URL(address, location.href).origin === location.origin;

function addressOf(image) {
  return image.image_url ?? image.slack_file?.url ?? (image.slack_file?.id ? `/files/${image.slack_file.id}` : null);
}

export function picture(image) {
  const address = addressOf(image);
  if (address !== null && own(address)) return h("img", { src: address, alt: image.alt_text ?? "", loading: "lazy", class: "picture" });
  return h("span", { class: "picture-absent", role: "img", "aria-label": image.alt_text }, `Picture: ${image.alt_text ?? "no description"}`);
}
