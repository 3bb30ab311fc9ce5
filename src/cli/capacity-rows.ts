import type { CapacityRow } from "../studies/capacity-row.ts";
import { picked, type RowsFormat, rowsText } from "./rows-text.ts";
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
type PrintedRow = Pick<CapacityRow, (typeof capacityColumns)[number]>;

/** Rows as JSON, as CSV, or as a table with the rules below. */
export const capacityText = (rows: readonly CapacityRow[], format: RowsFormat): string =>
  rowsText(
    rows.map((row) => picked(row, capacityColumns)),
    capacityColumns,
    format,
    ruledTable,
  );

function ruledTable(rows: readonly PrintedRow[]): string {
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
