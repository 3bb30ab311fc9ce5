import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import type { Rng } from "../random/stream.ts";
import { correlationMatrix, meanSpins } from "./correlation-matrix.ts";
import { latentCorrelation } from "./dichotomised-gaussian.ts";
import { clippedFactor } from "./feasible-correlation.ts";
import { type Patterns, patternsFromValues } from "./patterns.ts";

/** A law of patterns with given means and correlations; `draw` makes sets from it. */
export interface ThresholdedGaussian {
  readonly N: number;
  /** Lower triangular L of the latent Gaussians z = L e, N × N row-major. */
  readonly factor: Float64Array;
  /** Spin i is −1 where z_i is below; ±Infinity for a spin that never changes. */
  readonly thresholds: Float64Array;
  /** P independent patterns; N Gaussians each, so the first rows of a longer set are the same. */
  draw(P: number, rng: Rng): Patterns;
}

/**
 * The thresholded Gaussian with the means and pair correlations of measured patterns.
 *
 * Means ⟨ξ_i⟩ are met exactly in expectation, and with them the mean distance Σ (1 − ⟨ξ_i⟩²)/2.
 * Correlations are met where a Gaussian can: latent ones are found pair by pair, and where together
 * they are no correlation matrix (one-hot codes are such a case) negative eigenvalues are set to 0,
 * which weakens some. Measure what comes out. Cost O(N³), and about 0.2 ms a pair of spins.
 *
 * @param patterns  P ≥ 2 patterns
 * @throws {RangeError} P < 2
 *
 * Source: Emrich, Piedmonte 1991.
 */
export function thresholdedGaussianLike(patterns: Patterns): ThresholdedGaussian {
  const { N } = patterns;
  if (patterns.P < 2) {
    throw new RangeError(`thresholdedGaussianLike: expected P >= 2 patterns, got ${patterns.P}`);
  }
  const negative = meanSpins(patterns).map((mean) => (1 - mean) / 2);
  const thresholds = negative.map((p) => normalQuantile(p, 0, 1));
  const R = correlationMatrix(patterns);
  const G = new Float64Array(N * N);
  for (let i = 0; i < N; i++) {
    G[i * N + i] = 1;
    for (let j = 0; j < i; j++) {
      const r = R[i * N + j];
      const g = Number.isNaN(r) ? 0 : latentCorrelation(r, negative[i], negative[j]);
      G[i * N + j] = g;
      G[j * N + i] = g;
    }
  }
  const factor = clippedFactor(G, N);
  return Object.freeze({
    N,
    factor,
    thresholds,
    draw: (P: number, rng: Rng) => drawn(P, N, factor, thresholds, rng),
  });
}

function drawn(
  P: number,
  N: number,
  factor: Float64Array,
  thresholds: Float64Array,
  rng: Rng,
): Patterns {
  const spins = new Int8Array(P * N);
  const e = new Float64Array(N);
  for (let mu = 0; mu < P; mu++) {
    rng.fillGaussian(e);
    for (let i = 0; i < N; i++) {
      let z = 0;
      for (let j = 0; j <= i; j++) z += factor[i * N + j] * e[j];
      spins[mu * N + i] = z < thresholds[i] ? -1 : 1;
    }
  }
  return patternsFromValues(spins, P, N);
}
