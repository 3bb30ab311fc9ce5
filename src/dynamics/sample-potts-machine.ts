import type { PottsMachine } from "../models/potts-machine.ts";
import { requireMachine } from "../models/potts-scores.ts";
import type { UnitVectors } from "../patterns/unit-vectors.ts";
import { requireRng } from "../random/require-rng.ts";
import type { Rng } from "../random/stream.ts";
import { vonMisesFisherInPlace } from "./von-mises-fisher.ts";

/** States of all three layers. */
export interface PottsSample {
  readonly vectors: UnitVectors;
  /** γ of each vector, 0 … P, P being the null unit. */
  readonly memories: Int32Array;
  /** y of each vector, 0 … C, C being "no class". */
  readonly classes: Int32Array;
}

/**
 * Draws M independent states from P(x, γ, y) = g_γy / Γ · e^(β x·w_γ) / Ω_N(β), exactly; x is uniform on the sphere
 * for the null unit. More states begin with the same ones.
 *
 * The regularization ς has no part in it: with ς < 1 overlaps count ςβ in predictions, but the law of the machine
 * is that of β.
 *
 * @throws {RangeError} M is no integer ≥ 0
 */
export function samplePottsMachine(machine: PottsMachine, M: number, rng: Rng): PottsSample {
  requireMachine("samplePottsMachine", machine);
  requireRng("samplePottsMachine", rng);
  if (!Number.isSafeInteger(M) || M < 0) {
    throw new RangeError(`samplePottsMachine: expected an integer M >= 0, got ${M}`);
  }
  const { P, N, C, beta, classWeights } = machine;
  const cumulative = Float64Array.from(classWeights);
  for (let k = 1; k < cumulative.length; k++) cumulative[k] += cumulative[k - 1];
  const total = cumulative[cumulative.length - 1];
  const values = new Float64Array(M * N);
  const memories = new Int32Array(M);
  const classes = new Int32Array(M);
  for (let a = 0; a < M; a++) {
    const state = firstAbove(cumulative, rng.uniform() * total);
    memories[a] = Math.floor(state / (C + 1));
    classes[a] = state % (C + 1);
    const isNull = memories[a] === P;
    // any direction serves the uniform law
    const mean = isNull
      ? axis(N)
      : machine.memories.subarray(memories[a] * N, (memories[a] + 1) * N);
    vonMisesFisherInPlace(values.subarray(a * N, (a + 1) * N), mean, isNull ? 0 : beta, rng);
  }
  return { vectors: { M, N, values }, memories, classes };
}

function axis(N: number): Float64Array {
  const direction = new Float64Array(N);
  direction[0] = 1;
  return direction;
}

/** Index of the first entry above `value` in a sequence that does not fall. */
function firstAbove(cumulative: Float64Array, value: number): number {
  let [low, high] = [0, cumulative.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle] > value) high = middle;
    else low = middle + 1;
  }
  return low;
}
