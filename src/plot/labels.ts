/**
 * Vega expression that writes chosen words for the given values of an axis or legend. The values are
 * compared exactly, because they are written into the specification with all their digits.
 */
export function labelsFor(
  values: readonly (string | number)[],
  words: (value: string | number) => string,
): string {
  const cases = values.map(
    (value) => `datum.value == ${JSON.stringify(value)} ? ${quoted(words(value))} : `,
  );
  return `${cases.join("")}''`;
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, "\\$&")}'`;
}

/** A category in words: numbers to six significant digits, whole numbers in full. */
export function categoryWords(value: string | number): string {
  return typeof value === "string" || Number.isInteger(value)
    ? String(value)
    : String(Number(value.toPrecision(6)));
}

/** Label property for categories of which some would show meaningless digits, else nothing. */
export function shortLabels(values: readonly (string | number)[]): { labelExpr?: string } {
  return values.every((value) => String(value) === categoryWords(value))
    ? {}
    : { labelExpr: labelsFor(values, categoryWords) };
}
