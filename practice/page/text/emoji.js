// Short names of the emoji that a bot of this kind uses; an unknown name stays as it was typed.

const EMOJI = {
  warning: "⚠️", rotating_light: "🚨", bell: "🔔", no_bell: "🔕", white_check_mark: "✅", heavy_check_mark: "✔️", x: "❌", no_entry: "⛔",
  no_entry_sign: "🚫", hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", stopwatch: "⏱️", clock1: "🕐", clock9: "🕘",
  calendar: "📅", date: "📅", spiral_calendar_pad: "🗓️", lock: "🔒", unlock: "🔓", key: "🔑", mag: "🔍", eyes: "👀", wave: "👋",
  raised_hand: "✋", hand: "✋", thumbsup: "👍", "+1": "👍", thumbsdown: "👎", "-1": "👎", point_right: "👉", pray: "🙏", bust_in_silhouette: "👤",
  busts_in_silhouette: "👥", iphone: "📱", computer: "💻", telephone_receiver: "📞", inbox_tray: "📥", outbox_tray: "📤", page_facing_up: "📄",
  clipboard: "📋", memo: "📝", pushpin: "📌", file_folder: "📁", chart_with_upwards_trend: "📈", bar_chart: "📊", shield: "🛡️", police_car: "🚓",
  red_circle: "🔴", large_orange_circle: "🟠", large_yellow_circle: "🟡", large_green_circle: "🟢", large_blue_circle: "🔵", white_circle: "⚪",
  black_circle: "⚫", large_red_square: "🟥", small_red_triangle: "🔺", arrow_up: "⬆️", arrow_down: "⬇️", arrow_right: "➡️", bulb: "💡",
  information_source: "ℹ️", question: "❓", exclamation: "❗", bangbang: "‼️", speech_balloon: "💬", tada: "🎉", zap: "⚡", sos: "🆘", new: "🆕",
  recycle: "♻️", hash: "#️⃣", link: "🔗", slightly_smiling_face: "🙂", smile: "😄", heart: "❤️", star: "⭐", fire: "🔥", robot_face: "🤖",
};

export const emojiOf = (name) => EMOJI[name.replace(/::skin-tone-\d$/, "")] ?? null;

/** Text with its known `:names:` replaced. */
export function withEmoji(text) {
  return text.replace(/:([\w+-]+(?:::skin-tone-\d)?):/g, (whole, name) => emojiOf(name) ?? whole);
}
