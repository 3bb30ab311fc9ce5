import { from } from "arquero";
import { tableToCSV } from "../experiment/table-csv.ts";
import type { CapacityRow } from "../studies/capacity-row.ts";
import { textTable } from "./text-table.ts";

/** Columns of `damlab capacity`, in order. */
export const capacityColumns = [
  "energy",
  "order",
  "N",
  "separation",
  "correlation",
  "criterion",
  "trials",
  "k50",
  "k50_lo",
  "k50_hi",
  "k_first_mean",
  "k_first_se",
  "k_last_mean",
  "k_last_se",
  "theory_k50",
  "rule",
  "seed",
] as const;

/** A printed row: a simulated capacity without its source. */
export type PrintedRow = Pick<CapacityRow, (typeof capacityColumns)[number]>;

/** The columns of a row that are printed, in their order. */
export const printedRow = (row: CapacityRow): PrintedRow =>
  Object.fromEntries(capacityColumns.map((column) => [column, row[column]])) as PrintedRow;

/** Rows as JSON, as CSV, or as a table with the rules below; nothing for a table of no rows. */
export function rowsText(
  rows: readonly PrintedRow[],
  { json, csv }: { json?: boolean; csv?: boolean },
): string {
  if (json) return JSON.stringify(rows, null, 2);
  if (csv) return rows.length > 0 ? tableToCSV(from(rows)).trimEnd() : capacityColumns.join(",");
  if (rows.length === 0) return "";
  const shown = capacityColumns.filter((c) => c !== "rule" && rows.some((row) => row[c] !== null));
  const rules = [...new Set(rows.map((row) => row.rule))];
  const isOneRule = rules.length === 1;
  const isBound = (rule: string) => rule.includes("lower bound");
  const texts = rows.map((row) => ({
    ...row,
    note: isBound(row.rule) ? "lower bound" : "",
    rule: rules.indexOf(row.rule) + 1,
  }));
  const columns = [
    ...shown.flatMap((c) => (c === "k50" && rules.some(isBound) ? [c, "note"] : [c])),
    ...(isOneRule ? [] : ["rule"]),
  ];
  const below = rules.map((rule, k) => `rule${isOneRule ? "" : ` ${k + 1}`}: ${rule}`);
  return [textTable(texts, columns), ...below].join("\n");
}
