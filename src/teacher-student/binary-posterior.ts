import { popcount } from "../core/bits.ts";
import { requireObject } from "../core/require-object.ts";
import { type Patterns, packState, row, type Spins } from "../patterns/patterns.ts";
import type { BinaryPosteriorOverlaps } from "./binary-overlaps.ts";
import { nBody, requireBeta } from "./n-body.ts";

/** Most spins whose 2^N states are looked at one by one. */
const mostSpins = 16;

/**
 * The posterior of an n-body machine given its examples, by enumeration of all 2^N patterns.
 *
 * @param options.n, options.beta  as for `binaryStudent`, whose law it is
 * @returns probability of each ξ, at the index whose bit i is set where ξ_i = −1; length 2^N
 * @throws {RangeError} N > 16, or a number outside its range
 */
export function exactBinaryPosterior(
  examples: Patterns,
  options: { readonly n: number; readonly beta: number },
): Float64Array {
  const caller = "exactBinaryPosterior";
  requireObject(caller, "examples", examples, "binaryExamples draws some");
  requireObject(caller, "options", options, "n and beta are needed");
  const { P: M, N, words } = examples;
  const { n, beta } = options;
  requireFew(caller, N);
  const { levels, unit } = nBody(caller, n, N);
  requireBeta(caller, "beta", beta);
  const exponents = Float64Array.from({ length: 2 ** N }, (_, state) => {
    let sum = 0;
    for (let a = 0; a < M; a++) sum += levels[popcount(words[a] ^ state)];
    return beta * (sum / unit);
  });
  const largest = exponents.reduce((a, b) => Math.max(a, b));
  const weights = exponents.map((exponent) => Math.exp(exponent - largest));
  const total = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / total);
}

/**
 * Overlaps of two students of the same examples under `exactBinaryPosterior`, what `binaryOverlaps` samples.
 *
 * @param teacher  ξ of the examples, ±1, length N
 * @throws as `exactBinaryPosterior`
 */
export function exactBinaryOverlaps(
  teacher: Spins,
  examples: Patterns,
  options: { readonly n: number; readonly beta: number },
): BinaryPosteriorOverlaps {
  requireObject("exactBinaryOverlaps", "a teacher", teacher, "give spins of +1 and -1");
  const chances = exactBinaryPosterior(examples, options);
  const { N } = examples;
  const size = (state: number): number => {
    const overlap = (N - 2 * popcount(state)) / N;
    return options.n % 2 === 0 ? Math.abs(overlap) : overlap;
  };
  const meanTo = (spins: Spins): number => {
    const [packed] = packState(examples, spins, "exactBinaryOverlaps");
    return chances.reduce((sum, chance, state) => sum + chance * size(state ^ packed), 0);
  };
  // the law of ξ¹ξ², spin by spin, by the convolution theorem of the group {±1}^N
  const law = walsh(walsh(chances).map((c) => c * c));
  const q = law.reduce((sum, chance, state) => sum + chance * size(state), 0) / 2 ** N;
  return { qTeacher: meanTo(teacher), q, m: meanTo(row(examples, 0)) };
}

/** Walsh–Hadamard transform, a copy. */
function walsh(values: Float64Array): Float64Array {
  const out = values.slice();
  for (let half = 1; half < out.length; half *= 2) {
    for (let k = 0; k < out.length; k++) {
      if (k & half) continue;
      const [a, b] = [out[k], out[k + half]];
      out[k] = a + b;
      out[k + half] = a - b;
    }
  }
  return out;
}

function requireFew(caller: string, N: number): void {
  if (N <= mostSpins) return;
  throw new RangeError(
    `${caller}: expected N <= ${mostSpins} to look at all 2^N patterns, got N = ${N}; sample them by binaryOverlaps`,
  );
}
