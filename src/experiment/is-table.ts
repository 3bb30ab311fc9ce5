import type { ColumnTable } from "arquero";

/** True for an arquero table, whichever copy of arquero made it. */
export function isTable(value: unknown): value is ColumnTable {
  const candidate = value as Partial<ColumnTable> | null;
  return (
    typeof candidate?.columnNames === "function" &&
    typeof candidate.array === "function" &&
    typeof candidate.numRows === "function"
  );
}
