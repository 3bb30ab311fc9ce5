import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { lastWordMask, wordsFor } from "../core/bits.ts";
import { lowerTimes } from "../core/lower-times.ts";
import type { Rng } from "../random/stream.ts";

/** Writes the next random row, packed, into zeroed `words` from `offset`. */
export type Proposal = (words: Uint32Array, offset: number) => void;

/** Rows of independent unbiased spins. */
export function independentRows(N: number, rng: Rng): Proposal {
  const W = wordsFor(N);
  const mask = lastWordMask(N);
  return (words, offset) => {
    for (let w = 0; w < W; w++) words[offset + w] = rng.uint32();
    words[offset + W - 1] &= mask;
  };
}

/** One packed row of independent unbiased spins: the centre of a cloud of patterns. */
export function randomCentroid(N: number, rng: Rng): Uint32Array {
  const centroid = new Uint32Array(wordsFor(N));
  independentRows(N, rng)(centroid, 0);
  return centroid;
}

/**
 * Rows c_i (1 − 2 [z_i < Φ⁻¹(probability)]) with z = L e and white Gaussian e.
 *
 * Every row takes N Gaussians whatever the probability and L are, so the same stream gives the
 * same e, and with the same L the flips at a smaller probability are among those at a larger one.
 *
 * @param probability  of a flip
 * @param factor  L, N × N row-major, lower triangular with unit row norms; null for the identity
 * @param centroid  c, packed; null for all +1
 */
export function latentRows(
  N: number,
  probability: number,
  factor: Float64Array | null,
  centroid: Uint32Array | null,
  rng: Rng,
): Proposal {
  const threshold = normalQuantile(probability, 0, 1);
  const W = wordsFor(N);
  const white = new Float64Array(N);
  const latent = factor === null ? (e: Float64Array) => e : lowerTimes(factor, N);
  return (words, offset) => {
    rng.fillGaussian(white);
    const z = latent(white);
    for (let i = 0; i < N; i++) {
      if (z[i] < threshold) words[offset + (i >>> 5)] |= 1 << (i & 31);
    }
    if (centroid !== null) for (let w = 0; w < W; w++) words[offset + w] ^= centroid[w];
  };
}

/** Rows at exactly `flips` bits from the centroid; with the same stream fewer flips are among more. */
export function exactFlipRows(N: number, flips: number, centroid: Uint32Array, rng: Rng): Proposal {
  return (words, offset) => {
    words.set(centroid, offset);
    const order = rng.permutation(N);
    for (let k = 0; k < flips; k++) words[offset + (order[k] >>> 5)] ^= 1 << (order[k] & 31);
  };
}
