// Instants as a person in a named zone reads and types them. Epochs are seconds.

const FIELDS = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
const formats = new Map();

function format(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zone, ...options }));
  return formats.get(key);
}

const say = (epoch, zone, options) => format(zone, options).format(new Date(epoch * 1000));

function fields(epoch, zone) {
  const parts = format(zone, FIELDS).formatToParts(new Date(epoch * 1000));
  return Object.fromEntries(parts.map((part) => [part.type, part.value]));
}

export const clock = (epoch, zone) => say(epoch, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const shortDay = (epoch, zone) => say(epoch, zone, { weekday: "short", day: "numeric", month: "short" });
export const longDay = (epoch, zone) => say(epoch, zone, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
export const full = (epoch, zone) => `${longDay(epoch, zone)}, ${clock(epoch, zone)} (${zone})`;
export const zoneMark = (epoch, zone) => format(zone, { timeZoneName: "short" }).formatToParts(new Date(epoch * 1000)).find((part) => part.type === "timeZoneName").value;

/** "2026-11-03" in that zone: two instants with the same key lie on the same day. */
export function dayKey(epoch, zone) {
  const { year, month, day } = fields(epoch, zone);
  return `${year}-${month}-${day}`;
}

/** The value of a datetime-local input: "2026-11-03T09:12". */
export function toLocal(epoch, zone) {
  const { hour, minute } = fields(epoch, zone);
  return `${dayKey(epoch, zone)}T${hour}:${minute}`;
}

/** The epoch of a datetime-local value in that zone; of the two instants of an autumn hour the first, in a spring gap the later. */
export function toEpoch(local, zone) {
  const wall = Date.parse(`${local}Z`) / 1000;
  const before = wall - offset(wall - 86400, zone);
  const after = wall - offset(wall + 86400, zone);
  const match = [Math.min(before, after), Math.max(before, after)].find((epoch) => toLocal(epoch, zone) === local.slice(0, 16));
  return match ?? before;
}

function offset(epoch, zone) {
  const { year, month, day, hour, minute, second } = fields(epoch, zone);
  return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - Math.floor(epoch);
}

/** "today", "yesterday", "tomorrow", or null when the day is none of these. */
export function relativeDay(epoch, now, zone) {
  const key = dayKey(epoch, zone);
  if (key === dayKey(now, zone)) return "today";
  if (key === dayKey(now - 86400, zone)) return "yesterday";
  if (key === dayKey(now + 86400, zone)) return "tomorrow";
  return null;
}

const DATE_WORDS = {
  date_num: (epoch, zone) => dayKey(epoch, zone),
  date: (epoch, zone) => say(epoch, zone, { day: "numeric", month: "long", year: "numeric" }),
  date_short: (epoch, zone) => say(epoch, zone, { day: "numeric", month: "short", year: "numeric" }),
  date_long: longDay,
  time: clock,
  time_secs: (epoch, zone) => say(epoch, zone, { ...FIELDS, year: undefined, month: undefined, day: undefined }),
  ago: (epoch, _zone, now) => ago(epoch - now),
};

/** Slack's `<!date^…>` template: {date}, {time} and their kin filled in for the reader's zone. */
export function dateTemplate(template, epoch, zone, now) {
  return template.replace(/\{(\w+?)(_pretty)?\}/g, (whole, word, pretty) => {
    if (!(word in DATE_WORDS)) return whole;
    return (pretty && relativeDay(epoch, now, zone)) || DATE_WORDS[word](epoch, zone, now);
  });
}

const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60]];

function ago(seconds) {
  const words = new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" });
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  return words.format(Math.round(seconds / size), unit);
}
