import { wordsFor } from "../core/bits.ts";
import type { Rng } from "../random/stream.ts";
import { type Patterns, requireSize } from "./patterns.ts";

/**
 * P independent patterns, each a stationary Markov chain along its spins.
 *
 * x_0 is unbiased and x_{i+1} = −x_i with probability (1 − r)/2, so the correlation of x_i and x_j
 * is r^|i−j| exactly: that of `ar1(r)`, with another law beyond pairs. The same stream gives the
 * same uniforms for every r; the first rows of a longer set are the same patterns. Cost O(P N).
 *
 * @param P  number of patterns, ≥ 0
 * @param N  number of spins, ≥ 1
 * @param r  correlation of neighbours, −1 … 1
 * @param rng  stream to draw from
 * @throws {RangeError} P, N or r outside its range
 */
export function markovChain(P: number, N: number, r: number, rng: Rng): Patterns {
  requireSize("markovChain", P, N);
  if (!(r >= -1 && r <= 1)) throw new RangeError(`markovChain: expected -1 <= r <= 1, got ${r}`);
  const W = wordsFor(N);
  const words = new Uint32Array(P * W);
  const uniforms = new Float64Array(N);
  const flip = (1 - r) / 2;
  for (let mu = 0; mu < P; mu++) {
    rng.fillUniform(uniforms);
    let bit = uniforms[0] < 0.5 ? 1 : 0;
    for (let i = 0; i < N; i++) {
      if (i > 0 && uniforms[i] < flip) bit ^= 1;
      words[mu * W + (i >>> 5)] |= bit << (i & 31);
    }
  }
  return { P, N, wordsPerRow: W, words };
}
