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

/** Rows taken at a time, so that scores of much data need little memory. */
const BLOCK = 256;

/**
 * Calls `visit` with the scores and the overlaps x_a·w_γ of each vector, in order.
 *
 * h_γ = ςβ x·w_γ − τ_N(β) is the log of the density of memory γ against the uniform law of the sphere; h = 0 for the
 * null unit. The normaliser τ is that of β although overlaps count ςβ: this asymmetry is the regularization.
 *
 * @param visit  (a, h of length P + 1, overlaps of length P), both good until the next call
 *
 * Source: Thériault & Tantari 2026, arXiv 2508.19151, in the conventions of the authors' code.
 */
export function visitScores(
  machine: PottsMachine,
  data: UnitVectors,
  arithmetic: PottsArithmetic,
  visit: (a: number, scores: Float64Array, overlaps: Float64Array) => void,
): void {
  const { P, N, memories, beta, regularization } = machine;
  const kappa = regularization * beta;
  const tau = logSphereRatio(N, beta, machine.normaliser);
  const scores = new Float64Array(P + 1);
  for (let from = 0; from < data.M; from += BLOCK) {
    const block = rowsBetween(data, from, Math.min(from + BLOCK, data.M));
    const overlaps = vectorOverlaps(block.values, memories, N, arithmetic);
    for (let k = 0; k < block.M; k++) {
      const row = overlaps.subarray(k * P, (k + 1) * P);
      for (let gamma = 0; gamma < P; gamma++) scores[gamma] = kappa * row[gamma] - tau;
      visit(from + k, scores, row);
    }
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
  requireMachine(caller, machine);
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

/** @throws {TypeError} no machine; `caller` names the public function */
export function requireMachine(
  caller: string,
  machine: Pick<PottsMachine, "classWeights"> | undefined,
): void {
  if (machine?.classWeights instanceof Float64Array) return;
  throw new TypeError(`${caller}: expected a Potts machine; pottsMachine makes one`);
}
