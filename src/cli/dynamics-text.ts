import type { DynamicsRow } from "../studies/dynamics-rows.ts";
import { picked, type RowsFormat, rowsText } from "./rows-text.ts";
import { textTable } from "./text-table.ts";

/** Columns of `damlab dynamics`, in order. */
export const dynamicsColumns = [
  "source",
  "order",
  "load",
  "load_convention",
  "P",
  "N",
  "overlap0",
  "temperature",
  "t",
  "m",
  "m_se",
  "sets",
  "seed",
] as const;

type PrintedRow = Pick<DynamicsRow, (typeof dynamicsColumns)[number]>;

/** Rows as JSON, as CSV, or as a table with the columns that vary below those that do not. */
export const dynamicsText = (rows: readonly DynamicsRow[], format: RowsFormat): string =>
  rowsText(
    rows.map((row) => picked(row, dynamicsColumns)),
    dynamicsColumns,
    format,
    readableTable,
  );

/** Always in the table, as they are what one looks for. */
const results: readonly string[] = ["t", "m", "m_se"];

function readableTable(rows: readonly PrintedRow[]): string {
  const isShared = (column: (typeof dynamicsColumns)[number]) =>
    !results.includes(column) && rows.every((row) => row[column] === rows[0][column]);
  const shared = dynamicsColumns.filter((c) => isShared(c) && rows[0][c] !== null);
  const shown = dynamicsColumns.filter((c) => !isShared(c) && rows.some((row) => row[c] !== null));
  const above = shared.map((column) => `${column} ${rows[0][column]}`).join(", ");
  return [above, textTable(rows, shown)].join("\n");
}
