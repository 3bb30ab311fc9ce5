import type { CapacityRow } from "./capacity-row.ts";

/**
 * Rows of source "theory" with the predicted K50 as `k50`, for lines beside the simulation; rows
 * without a prediction give none.
 */
export function theoryRows(rows: readonly CapacityRow[]): CapacityRow[] {
  const blank = { trials: null, k50_lo: null, k50_hi: null, seed: null };
  const none = { k_first_mean: null, k_first_se: null, k_last_mean: null, k_last_se: null };
  return rows.flatMap((row) =>
    row.theory_k50 === null
      ? []
      : [
          {
            ...row,
            ...blank,
            ...none,
            source: "theory",
            k50: row.theory_k50,
            rule: "predicted K50",
          },
        ],
  );
}
