import studentQuantile from "@stdlib/stats-base-dists-t-quantile";

/** Mean of independent samples with its standard error. */
export interface MeanEstimate {
  readonly mean: number;
  /** Standard deviation of the samples (n − 1) over √n; NaN for fewer than two. */
  readonly standardError: number;
  readonly samples: number;
}

/**
 * Mean and standard error of independent samples.
 *
 * @param values  at least one
 * @throws {RangeError} no values
 */
export function meanEstimate(values: ArrayLike<number>): MeanEstimate {
  const n = values.length;
  if (n < 1) throw new RangeError("meanEstimate: expected at least one value, got 0");
  let sum = 0;
  for (let k = 0; k < n; k++) sum += values[k];
  const mean = sum / n;
  let squares = 0;
  for (let k = 0; k < n; k++) squares += (values[k] - mean) ** 2;
  return { mean, standardError: n > 1 ? Math.sqrt(squares / (n - 1) / n) : Number.NaN, samples: n };
}

/**
 * 95 % interval of the mean: mean ± t · standard error with Student's t of n − 1 degrees of freedom,
 * 4.30 for 3 samples, 2.26 for 10, 1.98 for 100.
 *
 * Covers the true mean in 95 % of repetitions for Gaussian samples; null where the samples show no
 * spread (one sample, or all of them equal), so that they say nothing about the error.
 */
export function interval95({
  mean,
  standardError,
  samples,
}: MeanEstimate): { readonly lo: number; readonly hi: number } | null {
  if (!(standardError > 0)) return null;
  const half = studentQuantile(0.975, samples - 1) * standardError;
  return { lo: mean - half, hi: mean + half };
}
