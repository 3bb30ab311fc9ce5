import type { ColumnTable } from "arquero";
import { closest } from "fastest-levenshtein";

/**
 * Refuses `__proto__` as the name of a column: objects cannot hold it, and the table would lose it.
 *
 * @throws {Error} one of the names is `__proto__`; `file` names the data
 */
export function requireColumnNames(caller: string, names: readonly string[], file: string): void {
  const k = names.indexOf("__proto__");
  if (k >= 0) {
    throw new Error(
      `${caller}: expected column names other than __proto__, got it as column ${k + 1} of ${file}; rename it`,
    );
  }
}

/** A column was asked for that is not there. */
export class UnknownColumn extends RangeError {
  override readonly name = "RangeError";
}

/**
 * The values of one column in the order of the table (filters and orders honoured).
 *
 * @throws {RangeError} the table has no such column
 * @throws {TypeError} a value that is neither number, string, boolean nor missing
 */
export function tableColumn(caller: string, table: ColumnTable, name: string): unknown[] {
  const names = table.columnNames();
  if (!names.includes(name)) {
    throw new UnknownColumn(
      `${caller}: expected a column of the table (${names.join(", ")}), got ${name}; did you mean ${closest(name, names)}`,
    );
  }
  const values = Array.from(table.array(name));
  values.forEach((value, r) => {
    if (value === null || value === undefined) return;
    if (!["number", "string", "boolean"].includes(typeof value)) {
      throw new TypeError(
        `${caller}: expected numbers, strings or booleans in column ${name}, got ${value} (${typeof value}) in row ${r}; derive such a column first`,
      );
    }
  });
  return values;
}
