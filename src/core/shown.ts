/** Any value as an error message shows it: text in quotes, lists and objects as JSON. */
export function shown(value: unknown): string {
  if (value === undefined) return "none";
  if (typeof value === "string") return JSON.stringify(value);
  try {
    return (typeof value === "object" && JSON.stringify(value)) || String(value);
  } catch {
    return `one ${typeof value} without a text`;
  }
}
