import type { DynamicsRow } from "../studies/dynamics-rows.ts";
import { picked, type RowsFormat, rowsText } from "./rows-text.ts";
import { sharedAboveTable } from "./shared-above.ts";

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

/** Rows as JSON, as CSV, or as a table with the columns that vary below those that do not. */
export const dynamicsText = (rows: readonly DynamicsRow[], format: RowsFormat): string =>
  rowsText(
    rows.map((row) => picked(row, dynamicsColumns)),
    dynamicsColumns,
    format,
    (some) => sharedAboveTable(some, dynamicsColumns, ["t", "m", "m_se"]),
  );
