import type { ColumnTable } from "arquero";
import type { MimeBundle } from "../jupyter/mime-bundle.ts";
import { count, gridBundle } from "./grid.ts";

/** An arquero table with its shape, first and last rows. */
export function tableBundle(table: ColumnTable): MimeBundle {
  const columns = table.columnNames();
  const rowCount = table.numRows();
  return gridBundle({
    summary: `table of ${count(rowCount, "row")} and ${count(columns.length, "column")}`,
    columns,
    rowCount,
    cell: (row, column) => table.get(columns[column]!, row),
  });
}

type Row = Readonly<Record<string, unknown>>;

/** Rows of a longer list beyond this number from either end are not looked at. */
const examinedRows = 5000;

/** At least one row, all of them plain objects of plain values, as far as they are looked at. */
export function isListOfRows(value: unknown): value is readonly Row[] {
  if (!Array.isArray(value) || value.length === 0) return false;
  const isPlain = (cell: unknown) => typeof cell !== "object" || cell === null;
  return examined(value).every(
    (row: unknown) =>
      typeof row === "object" &&
      row !== null &&
      Object.getPrototypeOf(row) === Object.prototype &&
      Object.values(row).every(isPlain),
  );
}

/** A list of plain objects as a table of all their keys. */
export function rowsBundle(rows: readonly Row[]): MimeBundle {
  const seen = examined(rows);
  const columns = [...new Set(seen.flatMap((row) => Object.keys(row)))];
  const from = seen.length < rows.length ? `, columns of the first and last ${examinedRows}` : "";
  return gridBundle({
    summary: `${count(rows.length, "row")} and ${count(columns.length, "column")}${from}`,
    columns,
    rowCount: rows.length,
    cell: (row, column) => rows[row]![columns[column]!],
  });
}

function examined<T>(rows: readonly T[]): readonly T[] {
  if (rows.length <= 2 * examinedRows) return rows;
  return [...rows.slice(0, examinedRows), ...rows.slice(-examinedRows)];
}
