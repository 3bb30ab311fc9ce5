type Scalar = number | string | boolean | null;

/** Text as a field of a line of comma-separated values, in quotes where it needs them. */
export function quotedText(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A value as a field from which `scalarOfCell` restores it bit for bit: numbers in their shortest exact
 * form, null and undefined as nothing, an apostrophe before text that would read as something else.
 * Undefined for a value of another kind, such as a date, an array or half of a Unicode pair.
 */
export function cellOfScalar(value: unknown): string | undefined {
  if (typeof value === "number") return Object.is(value, -0) ? "-0" : String(value);
  if (value === null || value === undefined) return "";
  if (typeof value === "string" && !/\p{Surrogate}/u.test(value)) {
    return quotedText(scalarOfCell(value) === value ? value : `'${value}`);
  }
  return typeof value === "boolean" ? String(value) : undefined;
}

/** The value that a field (its quotes removed) stands for. */
export function scalarOfCell(text: string): Scalar {
  if (text === "") return null;
  if (text.startsWith("'")) return text.slice(1);
  if (text === "true" || text === "false") return text === "true";
  const number = Number(text);
  return Number.isNaN(number) && text !== "NaN" ? text : number;
}
