import { interval95 } from "../numerics/mean.ts";
import { pairedLogRatio } from "../numerics/paired-log-ratio.ts";
import { type SettingColumns, settingWords } from "./setting-columns.ts";
import type { TrialCapacities } from "./trial-capacities.ts";

/** What is left of the capacity of a reference. */
export interface PairedShare {
  /** Geometric mean over trials of K_first / K_first of the reference; 1 for the reference itself. */
  readonly share: number;
  /** share × the standard error of the mean log-ratio; 0 for the reference. */
  readonly share_se: number;
  /** 95 % interval by Student's t of the mean log-ratio; null where the trials show no spread. */
  readonly share_lo: number | null;
  readonly share_hi: number | null;
  /** How many times more unpaired trials the same error takes (`pairedLogRatio`); NaN without spread. */
  readonly share_gain: number;
  /** Share that theory predicts; null where it predicts one of the two not. */
  readonly theory_share: number | null;
}

/**
 * Rows with the share of a reference's capacity, trial by trial.
 *
 * The reference of a row is the row that equals it but for the columns of `reference`:
 * `{ correlation: "none" }` gives P(ρ)/P(0) at each energy, order, N and separation.
 *
 * @param rows  of one seed and number of trials
 * @throws {RangeError} a row without a reference, or of other trials
 */
export function pairedShares(
  rows: readonly TrialCapacities[],
  reference: Partial<SettingColumns>,
): (TrialCapacities & PairedShare)[] {
  const known = new Map(rows.map((row) => [settingWords(row), row]));
  return rows.map((row) => {
    const words = settingWords({ ...row, ...reference });
    const other = known.get(words);
    if (other === undefined || other.seed !== row.seed) {
      throw new RangeError(
        `pairedShares: expected a row of ${words}, seed ${row.seed} as reference, got none`,
      );
    }
    return { ...row, ...shareOf(row, other) };
  });
}

function shareOf(row: TrialCapacities, reference: TrialCapacities): PairedShare {
  const { mean, standardError, trials, gain } = pairedLogRatio(row.firsts, reference.firsts);
  const interval = interval95({ mean, standardError, samples: trials });
  const share = Math.exp(mean);
  return {
    share,
    share_se: share * standardError,
    share_lo: interval && Math.exp(interval.lo),
    share_hi: interval && Math.exp(interval.hi),
    share_gain: gain,
    theory_share:
      row.theory_k50 === null || reference.theory_k50 === null
        ? null
        : row.theory_k50 / reference.theory_k50,
  };
}
