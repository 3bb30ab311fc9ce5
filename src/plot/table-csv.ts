import { cellOfScalar, quotedText } from "../numerics/csv-cell.ts";
import { isDate, type Row } from "./table.ts";

/**
 * The rows as CSV text in parts of about a thousand lines, which `readCSV` and tables of results read.
 *
 * Columns in the order of their first appearance; exact integers and times are written as text.
 *
 * @throws {TypeError} values that no CSV file holds
 */
export function* csvParts(rows: readonly Row[], caller = "fullTable"): Generator<string> {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  const columns = [...names];
  let lines = [columns.map(quotedText).join(",")];
  for (const row of rows) {
    lines.push(columns.map((column) => cell(caller, row[column], column)).join(","));
    if (lines.length < 1000) continue;
    yield `${lines.join("\n")}\n`;
    lines = [];
  }
  if (lines.length > 0) yield `${lines.join("\n")}\n`;
}

function cell(caller: string, value: unknown, column: string): string {
  if (typeof value === "bigint") return String(value);
  const isObject = typeof value === "object" && value !== null;
  const text = cellOfScalar(isObject && isDate(value) ? value.toJSON() : value);
  if (text !== undefined) return text;
  throw new TypeError(
    `${caller}: expected numbers, text, times, booleans and null in column "${column}" of a table that is ` +
      `kept beside its figure, got ${Array.isArray(value) ? "an array" : typeof value}; ` +
      "select the columns of the figure first",
  );
}
