import assert from "node:assert/strict";
import chiSquareCDF from "@stdlib/stats-base-dists-chisquare-cdf";

/** A measured value and its reference, with their standard errors. */
export interface ComparedRow {
  readonly name: string;
  readonly value: number;
  readonly error: number;
  readonly reference: number;
  readonly referenceError: number;
}

/**
 * Rows of independent measurements against references: each within 5 combined standard errors, and
 * all together by χ² with p > 1e-4, so that a bias shared by the rows shows.
 */
export function assertRowsAgree(rows: readonly ComparedRow[]): void {
  const deviations = rows.map(({ name, value, error, reference, referenceError }) => {
    const deviation = (value - reference) / Math.hypot(error, referenceError);
    assert.ok(Math.abs(deviation) < 5, `${name}: ${value} ± ${error} for ${reference}`);
    return deviation;
  });
  const chiSquare = deviations.reduce((sum, z) => sum + z * z, 0);
  const p = 1 - chiSquareCDF(chiSquare, rows.length);
  const words = rows.map(({ name }, k) => `${name}: ${deviations[k].toFixed(2)}`).join("; ");
  assert.ok(p > 1e-4, `chi-square ${chiSquare.toFixed(1)} over ${rows.length} rows: ${words}`);
}
