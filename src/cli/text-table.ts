/**
 * Rows as a table of aligned columns for a terminal: numbers to the right, null as "–".
 *
 * @param columns  shown columns in order; default: the keys of the first row
 */
export function textTable(
  given: readonly object[],
  columns: readonly string[] = Object.keys(given[0] ?? {}),
): string {
  const rows = given.map((row): Readonly<Record<string, unknown>> => ({ ...row }));
  const texts = rows.map((row) => columns.map((column) => cellText(row[column])));
  const widths = columns.map((column, c) =>
    Math.max(column.length, ...texts.map((text) => text[c].length)),
  );
  const isNumeric = columns.map((column) =>
    rows.every((row) => row[column] == null || typeof row[column] === "number"),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, c) => (isNumeric[c] ? cell.padStart(widths[c]) : cell.padEnd(widths[c])))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width));
  return [columns, rule, ...texts].map(line).join("\n");
}

function cellText(value: unknown): string {
  if (value == null) return "–";
  if (typeof value === "number" && !Number.isInteger(value)) return String(+value.toPrecision(6));
  return String(value);
}
