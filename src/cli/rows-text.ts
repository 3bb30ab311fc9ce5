import { from } from "arquero";
import { tableToCSV } from "../experiment/table-csv.ts";

/** How rows are printed: as JSON, as CSV, or by default as a table for people. */
export interface RowsFormat {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** Some columns of a row, in their order. */
export const picked = <Row extends object, Column extends keyof Row & string>(
  row: Row,
  columns: readonly Column[],
): Pick<Row, Column> =>
  Object.fromEntries(columns.map((column) => [column, row[column]])) as Pick<Row, Column>;

/**
 * Rows as JSON, as CSV, or as a table; nothing for a table of no rows.
 *
 * @param table  rows, at least one, as text for people
 */
export function rowsText<Row extends object>(
  rows: readonly Row[],
  columns: readonly (keyof Row & string)[],
  { json, csv }: RowsFormat,
  table: (rows: readonly Row[]) => string,
): string {
  if (json) return JSON.stringify(rows, null, 2);
  if (csv) return rows.length > 0 ? tableToCSV(from([...rows])).trimEnd() : columns.join(",");
  return rows.length === 0 ? "" : table(rows);
}
