// What an input element holds before anybody touches it, in the shape in which Slack sends it.

const many = (plural, initial) => (element) => ({ [plural]: element[initial] ?? [] });
const one = (name, initial) => (element) => ({ [name]: element[initial] ?? null });

export const INITIAL = {
  plain_text_input: one("value", "initial_value"),
  number_input: one("value", "initial_value"),
  email_text_input: one("value", "initial_value"),
  url_text_input: one("value", "initial_value"),
  rich_text_input: one("rich_text_value", "initial_value"),
  datepicker: one("selected_date", "initial_date"),
  timepicker: one("selected_time", "initial_time"),
  datetimepicker: one("selected_date_time", "initial_date_time"),
  checkboxes: many("selected_options", "initial_options"),
  radio_buttons: one("selected_option", "initial_option"),
  static_select: one("selected_option", "initial_option"),
  external_select: one("selected_option", "initial_option"),
  users_select: one("selected_user", "initial_user"),
  conversations_select: one("selected_conversation", "initial_conversation"),
  channels_select: one("selected_channel", "initial_channel"),
  multi_static_select: many("selected_options", "initial_options"),
  multi_external_select: many("selected_options", "initial_options"),
  multi_users_select: many("selected_users", "initial_users"),
  multi_conversations_select: many("selected_conversations", "initial_conversations"),
  multi_channels_select: many("selected_channels", "initial_channels"),
  file_input: () => ({ files: [] }),
};

/** The starting value of an element, or null for one that holds none (a button, an image). */
export function initialValue(element) {
  const make = INITIAL[element.type];
  return make ? { type: element.type, ...make(element) } : null;
}
