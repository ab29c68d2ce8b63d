// The page's only way to the workspace server: five calls and one stream.

const LOST = { ok: false, error: "unreachable", sentence: "The practice workspace does not answer. What you typed is kept; try again in a moment." };

async function call(path, options) {
  try {
    const response = await fetch(path, options);
    const answer = await response.json().catch(() => ({}));
    return { ok: response.ok, status: response.status, ...answer };
  } catch {
    return { ...LOST, status: 0 };
  }
}

function post(path, body) {
  return call(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

const query = (values) => new URLSearchParams(values).toString();

export const people = () => call("/practice/people");
export const view = (as) => call(`/practice/view?${query({ as })}`);
export const messages = (as, channel) => call(`/practice/messages?${query({ as, channel })}`);
export const act = (as, body) => post("/practice/act", { as, ...body });
export const travel = (body) => post("/practice/travel", body);

/** Sends one file for a file input. */
export function upload(as, file) {
  const headers = { "X-File-Name": encodeURIComponent(file.name), "Content-Type": file.type || "application/octet-stream" };
  return call(`/practice/upload?${query({ as })}`, { method: "POST", headers, body: file });
}

/** Opens the stream of what happens; `hear(event)` for each, `connection(bool)` when it is lost or found. Returns how to stop it. */
export function events(as, hear, connection) {
  const source = new EventSource(`/practice/events?${query({ as })}`);
  source.onmessage = (message) => hear(JSON.parse(message.data));
  source.onopen = () => connection(true);
  source.onerror = () => connection(false);
  return () => source.close();
}
