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
