import { type ColumnTable, table } from "arquero";
import { parse } from "#csv-parse";
import { cellOfScalar, quotedText, scalarOfCell } from "../numerics/csv-cell.ts";

/**
 * A table as comma-separated text from which `tableFromCSV` restores every value bit for bit.
 *
 * Numbers are written in their shortest exact form (also `NaN`, `Infinity`, `-0`), null and
 * undefined as nothing. A string that would read as a number, `true`, `false` or nothing, or that
 * begins with an apostrophe, gets an apostrophe in front.
 *
 * @throws {TypeError} a column holds other values, e.g. dates, arrays or halves of Unicode pairs, or
 *   there is no column
 */
export function tableToCSV(source: ColumnTable): string {
  const names = source.columnNames();
  if (names.length === 0) throw new TypeError("tableToCSV: expected at least one column, got none");
  const columns = names.map((name) => Array.from(source.array(name) as Iterable<unknown>));
  const lines = [names.map(quotedText).join(",")];
  for (let r = 0; r < source.numRows(); r++) {
    lines.push(columns.map((column, c) => cell(column[r], names[c])).join(","));
  }
  return `${lines.join("\n")}\n`;
}

/**
 * The table of a text written by `tableToCSV`.
 *
 * @param file  named in errors
 * @throws {Error} the text is not such a table; names file and line
 */
export function tableFromCSV(text: string, file: string): ColumnTable {
  try {
    const [names, ...rows] = parse(text, { recordDelimiter: "\n" });
    if (names === undefined) throw new SyntaxError("no line of column names");
    return table(names.map((name, c) => [name, rows.map((row) => scalarOfCell(row[c]))]));
  } catch (error) {
    throw new Error(
      `tableFromCSV: expected a stored table, got ${(error as Error).message}, ${file}`,
      { cause: error },
    );
  }
}

function cell(value: unknown, column: string): string {
  const text = cellOfScalar(value);
  if (text !== undefined) return text;
  throw new TypeError(
    `tableToCSV: expected numbers, Unicode strings, booleans and null in column ${column}, ` +
      `got ${typeof value === "object" ? value?.constructor?.name : typeof value}; ` +
      "derive a column of such values before storing",
  );
}
