import exp from "@stdlib/math-base-special-exp";
import { popcount, transposed } from "../core/bits.ts";
import { flips } from "../core/flips.ts";
import { requireObject } from "../core/require-object.ts";
import type { Patterns, Spins } from "../patterns/patterns.ts";
import { packState } from "../patterns/patterns.ts";
import { requireRng } from "../random/require-rng.ts";
import type { Rng } from "../random/stream.ts";
import { nBody, requireBeta } from "./n-body.ts";

/** A state ξ of the student, and how it goes on. */
export interface BinaryStudent {
  /** ξ, ±1, length N; changed in place by `sweep`. */
  readonly state: Int8Array;
  /** One heat-bath sweep: every spin once, in order, drawn given all others. */
  sweep(): void;
}

/**
 * Samples the posterior of an n-body machine given its examples,
 * P(ξ|σ) ∝ exp(β n!/N^(n−1) Σ_a Σ_(i₁<…<iₙ) ξσ_a … ξσ_a), all ξ ∈ {±1}^N equally likely before.
 *
 * Differences of energies are sums of integers, kept up to date flip by flip, so that the same numbers come out
 * on every machine. A sweep looks at N·M spins.
 *
 * @param examples  σ, M rows of N spins
 * @param options.start  ξ at the start, ±1, length N
 * @throws {RangeError} a number outside its range, or a start that is no such state
 * @throws {TypeError} no number
 */
export function binaryStudent(
  examples: Patterns,
  options: { readonly n: number; readonly beta: number; readonly start: Spins; readonly rng: Rng },
): BinaryStudent {
  const caller = "binaryStudent";
  requireObject(caller, "examples", examples, "binaryExamples draws some");
  requireObject(caller, "options", options, "n, beta, start and rng are needed");
  const { P: M, N, words, wordsPerRow } = examples;
  const { n, beta, start, rng } = options;
  requireRng(caller, rng);
  const { levels, unit } = nBody(caller, n, N);
  requireBeta(caller, "beta", beta);
  const packed = packState(examples, start, caller);
  const state = Int8Array.from(start);
  const distances = new Int32Array(M);
  for (let a = 0; a < M; a++) {
    for (let w = 0; w < wordsPerRow; w++) {
      distances[a] += popcount(words[a * wordsPerRow + w] ^ packed[w]);
    }
  }
  const columns = transposed(words, M, N);
  const steps = stepsOf(levels);
  const uniforms = new Float64Array(N);
  return {
    state,
    sweep() {
      rng.fillUniform(uniforms);
      const single = flips(columns, N, steps, distances);
      try {
        for (let i = 0; i < N; i++) {
          const bit = state[i] < 0 ? 1 : 0;
          const rise = single.field(i, bit) / unit;
          if (uniforms[i] * (1 + exp(-beta * rise)) >= 1) continue;
          single.flip(i, bit);
          state[i] = -state[i];
        }
      } finally {
        single.end();
      }
    },
  };
}

/** What an example at distance d adds to the exponent when a spin flips, that agreed (2d) or differed (2d + 1). */
function stepsOf(levels: Float64Array): Float64Array {
  const steps = new Float64Array(2 * levels.length);
  for (let d = 0; d < levels.length; d++) {
    if (d + 1 < levels.length) steps[2 * d] = levels[d + 1] - levels[d];
    if (d > 0) steps[2 * d + 1] = levels[d - 1] - levels[d];
  }
  return steps;
}
