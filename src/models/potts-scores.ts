import { requireWord } from "../numerics/require-word.ts";
import { logSphereRatio } from "../numerics/sphere-normaliser.ts";
import { requireUnitVectors, rowsBetween, type UnitVectors } from "../patterns/unit-vectors.ts";
import type { PottsMachine } from "./potts-machine.ts";
import { type PottsArithmetic, vectorOverlaps } from "./vector-overlaps.ts";

/** How much care products take. */
export interface PottsScoreOptions {
  /** Default "float64". */
  readonly arithmetic?: PottsArithmetic;
}

/**
 * h_aγ = ςβ x_a·w_γ − τ_N(β), the log of the density of memory γ at x_a against the uniform law of the sphere;
 * h = 0 for the null unit, the last column.
 *
 * The normaliser τ is that of β although overlaps count ςβ: this asymmetry is the regularization.
 *
 * @returns M × (P + 1)
 *
 * Source: Thériault & Tantari 2026, arXiv 2508.19151, in the conventions of the authors' code.
 */
export function pottsScores(
  machine: PottsMachine,
  data: UnitVectors,
  arithmetic: PottsArithmetic,
): Float64Array {
  const { P, N, memories, beta, regularization } = machine;
  const kappa = regularization * beta;
  const tau = logSphereRatio(N, beta, machine.normaliser);
  const overlaps = vectorOverlaps(data.values, memories, N, arithmetic);
  const scores = new Float64Array(data.M * (P + 1));
  for (let a = 0; a < data.M; a++) {
    for (let gamma = 0; gamma < P; gamma++) {
      scores[a * (P + 1) + gamma] = kappa * overlaps[a * P + gamma] - tau;
    }
  }
  return scores;
}

/** Rows taken at a time, so that scores of much data need little memory. */
const BLOCK = 256;

/**
 * Calls `visit` with the scores of each row, in order.
 *
 * @param visit  (a, scores of all rows at hand, where those of row a begin)
 */
export function visitScores(
  machine: PottsMachine,
  data: UnitVectors,
  arithmetic: PottsArithmetic,
  visit: (a: number, scores: Float64Array, start: number) => void,
): void {
  for (let from = 0; from < data.M; from += BLOCK) {
    const to = Math.min(from + BLOCK, data.M);
    const scores = pottsScores(machine, rowsBetween(data, from, to), arithmetic);
    for (let a = from; a < to; a++) visit(a, scores, (a - from) * (machine.P + 1));
  }
}

/**
 * Refuses data that a machine cannot score, by the name of the public function.
 *
 * @throws {TypeError} no machine, no vectors, or an unknown arithmetic
 * @throws {RangeError} vectors of another N or off the sphere
 */
export function requireScorable(
  caller: string,
  machine: PottsMachine,
  data: UnitVectors,
  options: PottsScoreOptions,
): Required<PottsScoreOptions> {
  if (!(machine?.classWeights instanceof Float64Array)) {
    throw new TypeError(`${caller}: expected a Potts machine; pottsMachine makes one`);
  }
  requireUnitVectors(caller, data);
  if (data.N !== machine.N) {
    throw new RangeError(
      `${caller}: expected vectors of N = ${machine.N} numbers like the memories, got N = ${data.N}`,
    );
  }
  const { arithmetic = "float64" } = options;
  requireWord(caller, "arithmetic", arithmetic, ["float64", "float32"]);
  return { arithmetic };
}
