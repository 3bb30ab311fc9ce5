import { wordsFor } from "../core/bits.ts";
import { requireObject } from "../core/require-object.ts";
import { shown } from "../core/shown.ts";
import {
  type Patterns,
  packedPatterns,
  packState,
  patternsFromRows,
  type Spins,
} from "../patterns/patterns.ts";
import { exactFlipRows } from "../patterns/proposals.ts";
import { requireRng } from "../random/require-rng.ts";
import type { Rng } from "../random/stream.ts";
import { distanceLaw, nBody, requireBeta } from "./n-body.ts";

/** Choices of `binaryExamples`. */
export interface BinaryExamplesOptions {
  /** Order n of the couplings, 2 … N. */
  readonly n: number;
  /** β of the teacher, ≥ 0. */
  readonly betaTeacher: number;
  /** Number of examples, ≥ 1. */
  readonly M: number;
  readonly rng: Rng;
}

/**
 * Independent examples σ of a teacher ξ ∈ {±1}^N, P(σ|ξ) ∝ exp(β n!/N^(n−1) Σ_(i₁<…<iₙ) ξσ … ξσ).
 *
 * No Markov chain: the law depends on the distance of σ from ξ alone, which is drawn from its exact law
 * (`exampleDistances`), then as many spins at random are flipped.
 *
 * @param pattern  ξ, ±1, length N
 * @throws {RangeError} a number outside its range, or spins that are not ±1
 * @throws {TypeError} no number
 */
export function binaryExamples(pattern: Spins, options: BinaryExamplesOptions): Patterns {
  requireObject("binaryExamples", "a pattern", pattern, "give spins of +1 and -1");
  requireObject("binaryExamples", "options", options, "n, betaTeacher, M and rng are needed");
  const { n, betaTeacher, M, rng } = options;
  requireRng("binaryExamples", rng);
  const N = pattern.length;
  const machine = nBody("binaryExamples", n, N);
  requireBeta("binaryExamples", "betaTeacher", betaTeacher);
  const chances = distanceLaw(machine, betaTeacher);
  if (!Number.isSafeInteger(M) || M < 1) {
    throw new RangeError(
      `binaryExamples: expected an integer M >= 1 of examples, got ${shown(M)}; count them`,
    );
  }
  const centre = packState(patternsFromRows([pattern]), pattern, "binaryExamples");
  const distances = rng.split("distances");
  const flips = rng.split("flips");
  const W = wordsFor(N);
  const words = new Uint32Array(M * W);
  for (let a = 0; a < M; a++) {
    let left = distances.uniform();
    let d = 0;
    while (d < N && left >= chances[d]) left -= chances[d++];
    // rounding may leave a distance of chance 0
    while (d > 0 && chances[d] === 0) d -= 1;
    exactFlipRows(N, d, centre, flips)(words, a * W);
  }
  return packedPatterns(words, M, N);
}
