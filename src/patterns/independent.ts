import { wordsFor } from "../core/bits.ts";
import type { Rng } from "../random/stream.ts";
import { type Patterns, requireSize } from "./patterns.ts";
import { independentRows } from "./proposals.ts";

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
  const words = new Uint32Array(P * W);
  const propose = independentRows(N, rng);
  for (let mu = 0; mu < P; mu++) propose(words, mu * W);
  return { P, N, wordsPerRow: W, words };
}
