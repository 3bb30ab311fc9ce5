import type { Rng } from "../random/stream.ts";
import { corrupt } from "./corrupt.ts";
import type { Spins } from "./patterns.ts";

/** Spins to flip for an overlap of m₀, as near as N allows: round(N (1 − m₀) / 2). */
export const flipsAtOverlap = (overlap0: number, N: number): number =>
  Math.round((N * (1 - overlap0)) / 2);

/**
 * A copy of a pattern in which exactly round(N (1 − m₀) / 2) random spins are flipped, so that its
 * overlap with the pattern is m₀ to within 1/N.
 *
 * @param pattern  ±1, length N ≥ 1; not modified
 * @param overlap0  m₀, −1 … 1
 * @param rng  stream to draw from; of the same stream a smaller overlap flips more of the same spins
 * @throws {RangeError} an overlap outside −1 … 1, N = 0, or a spin that is not ±1
 */
export function startAtOverlap(pattern: Spins, overlap0: number, rng: Rng): Int8Array {
  if (!(Math.abs(overlap0) <= 1)) {
    throw new RangeError(`startAtOverlap: expected an overlap -1 … 1, got ${overlap0}`);
  }
  return corrupt(pattern, { flips: flipsAtOverlap(overlap0, pattern.length) }, rng);
}
