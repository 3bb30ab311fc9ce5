import type { ColumnTable } from "arquero";
import type { NumericArray } from "./load-idx.ts";

/**
 * Numeric columns of a table as one array, row-major, rows × columns (e.g. the pixels of images
 * that came as a CSV file). Filters and orders of the table are honoured.
 *
 * @param columns  names; all columns of the table
 * @throws {Error} a column that the table does not have
 * @throws {TypeError} a value that is not a number (missing values included)
 */
export function tableValues(
  table: ColumnTable,
  columns: readonly string[] = table.columnNames(),
): NumericArray {
  const shape = [table.numRows(), columns.length];
  const values = new Float64Array(shape[0] * shape[1]);
  columns.forEach((name, k) => {
    if (!table.column(name)) {
      throw new Error(
        `tableValues: expected a column of the table (${table.columnNames().join(", ")}), got ${name}`,
      );
    }
    Array.from(table.array(name)).forEach((value, r) => {
      if (typeof value !== "number") {
        throw new TypeError(
          `tableValues: expected a number, got ${value} in row ${r}, column ${name}`,
        );
      }
      values[r * columns.length + k] = value;
    });
  });
  return { shape, values };
}
