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
 * @throws {RangeError} N < 1, P < 0, or more than 2³² spins
 */
export function independent(P: number, N: number, rng: Rng): Patterns {
  requireSize("independent", P, N);
  const W = wordsFor(N);
  const words = rng.words(P * W);
  const mask = lastWordMask(N);
  for (let last = W - 1; last < words.length; last += W) words[last] &= mask;
  return { P, N, wordsPerRow: W, words };
}
