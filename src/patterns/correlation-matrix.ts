import { popcount, transposed, wordsFor } from "../core/bits.ts";
import type { Patterns } from "./patterns.ts";

/** Mean ⟨ξ_i⟩ of every spin over the patterns, length N. */
export function meanSpins(patterns: Patterns): Float64Array {
  const { P, N, wordsPerRow, words } = patterns;
  const means = new Float64Array(N);
  for (let i = 0; i < N; i++) {
    let negative = 0;
    for (let mu = 0; mu < P; mu++) {
      negative += (words[mu * wordsPerRow + (i >>> 5)] >>> (i & 31)) & 1;
    }
    means[i] = 1 - (2 * negative) / P;
  }
  return means;
}

/**
 * Correlations (Pearson) between the spins over the patterns, N × N row-major.
 *
 * NaN in the rows and columns of spins that are the same in all patterns. From P patterns even
 * independent spins show |correlations| of mean √(2/(πP)). Cost O(P N²/64).
 *
 * @param patterns  P ≥ 2 patterns
 * @throws {RangeError} P < 2
 */
export function correlationMatrix(patterns: Patterns): Float64Array {
  const { P, N, words } = patterns;
  if (P < 2) throw new RangeError(`correlationMatrix: expected P >= 2 patterns, got ${P}`);
  const W = wordsFor(P);
  const columns = transposed(words, P, N);
  const mean = meanSpins(patterns);
  const R = new Float64Array(N * N);
  for (let i = 0; i < N; i++) {
    for (let j = i; j < N; j++) {
      let differing = 0;
      for (let w = 0; w < W; w++) differing += popcount(columns[i * W + w] ^ columns[j * W + w]);
      const covariance = 1 - (2 * differing) / P - mean[i] * mean[j];
      const variances = (1 - mean[i] ** 2) * (1 - mean[j] ** 2);
      const r = i === j ? 1 : covariance / Math.sqrt(variances);
      // beside a constant spin rounding may leave a covariance of 1e-17, and with it an infinity
      R[i * N + j] = variances > 0 ? r : Number.NaN;
      R[j * N + i] = R[i * N + j];
    }
  }
  return R;
}

/**
 * Effective number of independent spins N_eff = N² / Σ_ij R_ij², between 1 and N.
 *
 * Two zero-mean patterns with these correlations have an overlap ξ·ξ′ of variance Σ R_ij² = N²/N_eff,
 * that of N_eff independent spins scaled to N.
 *
 * @param R  correlation matrix, N × N row-major
 * @throws {RangeError} not a square number of entries, or an entry that is no number
 */
export function effectiveDimension(R: ArrayLike<number>): number {
  const N = Math.round(Math.sqrt(R.length));
  if (N < 1 || N * N !== R.length) {
    throw new RangeError(`effectiveDimension: expected N × N entries, got ${R.length}`);
  }
  let sum = 0;
  for (let k = 0; k < R.length; k++) sum += R[k] ** 2;
  if (!Number.isFinite(sum)) {
    throw new RangeError(
      "effectiveDimension: expected numbers only, got NaN or Infinity; leave out constant spins",
    );
  }
  return (N * N) / sum;
}
