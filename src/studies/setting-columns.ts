import type { CapacityRow } from "./capacity-row.ts";

/** Columns of a capacity row that say what was measured. */
export const settingColumns = ["energy", "order", "N", "separation", "correlation"] as const;

/** Those columns of a row. */
export type SettingColumns = Pick<CapacityRow, (typeof settingColumns)[number]>;

/** The setting of a row in words, without some columns. */
export function settingWords(
  row: SettingColumns,
  without: readonly (keyof SettingColumns)[] = [],
): string {
  return settingColumns
    .filter((column) => !without.includes(column))
    .map((column) => `${column} ${row[column]}`)
    .join(", ");
}
