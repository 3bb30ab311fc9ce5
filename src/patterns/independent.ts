import { lastWordMask, wordsFor } from "../core/bits.ts";
import type { Rng } from "../random/stream.ts";
import { type Patterns, requireSize } from "./patterns.ts";

/**
 * P independent unbiased patterns: every spin is ±1 with probability ½.
 *
 * Row mu uses its own words in order, so the first P rows of a longer set are the same patterns.
 *
 * @param P  number of patterns, ≥ 0
 * @param N  number of spins, ≥ 1
 * @param rng  stream to draw from
 * @throws {RangeError} N < 1 or P < 0
 */
export function independent(P: number, N: number, rng: Rng): Patterns {
  requireSize("independent", P, N);
  const W = wordsFor(N);
  const words = new Uint32Array(P * W);
  const mask = lastWordMask(N);
  for (let k = 0; k < words.length; k++) {
    words[k] = (k + 1) % W === 0 ? rng.uint32() & mask : rng.uint32();
  }
  return { P, N, wordsPerRow: W, words };
}
