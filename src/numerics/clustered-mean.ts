/** Mean of samples that come in groups, with the error of independent groups. */
export interface ClusteredMean {
  readonly mean: number;
  /** NaN for fewer than two groups. */
  readonly standardError: number;
  readonly samples: number;
  readonly groups: number;
}

/**
 * Mean of samples whose groups are independent while samples of one group need not be.
 *
 * Standard error √(G/(G − 1) Σ_g (S_g − mean·n_g)²) / n with S_g, n_g the sum and number of samples in
 * group g of G; that of independent samples where every group has one.
 *
 * @param values  at least one
 * @param groups  label of the group of each value, same length
 * @throws {RangeError} no values, or another number of labels
 *
 * Source: the ratio estimator of survey sampling, Cochran 1977, "Sampling techniques", ch. 6.
 */
export function clusteredMean(
  values: ArrayLike<number>,
  groups: ArrayLike<number | string>,
): ClusteredMean {
  const n = values.length;
  if (n < 1 || groups.length !== n) {
    throw new RangeError(
      `clusteredMean: expected at least one value and as many groups, got ${n} and ${groups.length}`,
    );
  }
  const sums = new Map<number | string, { sum: number; count: number }>();
  let total = 0;
  for (let k = 0; k < n; k++) {
    total += values[k];
    const group = sums.get(groups[k]) ?? { sum: 0, count: 0 };
    sums.set(groups[k], { sum: group.sum + values[k], count: group.count + 1 });
  }
  const mean = total / n;
  const G = sums.size;
  let squares = 0;
  for (const { sum, count } of sums.values()) squares += (sum - mean * count) ** 2;
  const standardError = G > 1 ? Math.sqrt((G / (G - 1)) * squares) / n : Number.NaN;
  return { mean, standardError, samples: n, groups: G };
}
