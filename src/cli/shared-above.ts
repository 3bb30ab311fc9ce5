import { textTable } from "./text-table.ts";

/**
 * Rows, at least one, as a table of the columns that vary, under one line with those that do not; columns that
 * are empty in all rows are left out.
 *
 * @param results  columns that are always in the table, as they are what one looks for
 */
export function sharedAboveTable<Column extends string>(
  rows: readonly Readonly<Record<Column, unknown>>[],
  columns: readonly Column[],
  results: readonly Column[],
): string {
  const isShared = (column: Column) =>
    !results.includes(column) && rows.every((row) => row[column] === rows[0][column]);
  const shared = columns.filter((c) => isShared(c) && rows[0][c] !== null);
  const shown = columns.filter((c) => !isShared(c) && rows.some((row) => row[c] !== null));
  const above = shared.map((column) => `${column} ${rows[0][column]}`).join(", ");
  return [above, textTable(rows, shown)].join("\n");
}
