/** A text as content of an element or of an attribute in double quotes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** JSON that no HTML parser can take for the end of its script element. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

/** A script that no HTML parser can take for the end of its element; its meaning is unchanged. */
export function scriptText(source: string): string {
  return source.replace(/<(?=\/script|!--)/gi, "<\\");
}

const ESCAPES =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with one.
  /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\))/g;

/** Terminal colours, hyperlinks and other escape sequences removed. */
export function withoutAnsi(text: string): string {
  return text.replace(ESCAPES, "");
}
