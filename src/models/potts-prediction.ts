import type { UnitVectors } from "../patterns/unit-vectors.ts";
import { classSumsInPlace, roomForClassSums } from "./potts-class-sums.ts";
import type { PottsMachine } from "./potts-machine.ts";
import { softmaxOf } from "./potts-responsibilities.ts";
import { type PottsScoreOptions, requireScorable, visitScores } from "./potts-scores.ts";

/** What a machine says about the classes of data. */
export interface PottsPrediction {
  /** P(y | x_a), M × (C + 1). */
  readonly probabilities: Float64Array;
  /** Most probable class of each vector, 0 … C, C being "no class"; the first of equals. */
  readonly classes: Int32Array;
}

/**
 * P(y | x) = softmax_y ℓ(x), from all memories and the null unit, and the most probable class.
 *
 * @throws {RangeError} vectors of another N or of another norm than 1
 *
 * Source: Thériault & Tantari 2026, arXiv 2508.19151, in the conventions of the authors' code.
 */
export function pottsPrediction(
  machine: PottsMachine,
  data: UnitVectors,
  options: PottsScoreOptions = {},
): PottsPrediction {
  const { arithmetic } = requireScorable("pottsPrediction", machine, data, options);
  const columns = machine.C + 1;
  const probabilities = new Float64Array(data.M * columns);
  const classes = new Int32Array(data.M);
  const room = roomForClassSums(machine);
  visitScores(machine, data, arithmetic, (a, scores) => {
    classSumsInPlace(room, machine, scores);
    softmaxOf(room.logits, probabilities.subarray(a * columns, (a + 1) * columns));
    classes[a] = indexOfLargest(room.logits);
  });
  return { probabilities, classes };
}

/** What the nearest memory says. */
export interface NearestMemories {
  /** γ* = argmax_γ x_a·w_γ of each vector; the first of equals. */
  readonly memories: Int32Array;
  /** argmax_y g_γ*y, 0 … C; the first of equals. */
  readonly classes: Int32Array;
}

/**
 * Classes by the nearest memory alone: the class of largest weight of the memory with the largest overlap.
 *
 * @throws {RangeError} a machine without memories, vectors of another N or of another norm than 1
 *
 * Source: Thériault & Tantari 2026, arXiv 2508.19151, in the conventions of the authors' code.
 */
export function nearestMemoryClass(
  machine: PottsMachine,
  data: UnitVectors,
  options: PottsScoreOptions = {},
): NearestMemories {
  const { arithmetic } = requireScorable("nearestMemoryClass", machine, data, options);
  const { P, C, classWeights } = machine;
  if (P === 0) throw new RangeError("nearestMemoryClass: expected P >= 1 memories, got 0");
  const memories = new Int32Array(data.M);
  const classes = new Int32Array(data.M);
  visitScores(machine, data, arithmetic, (a, _scores, overlaps) => {
    memories[a] = indexOfLargest(overlaps);
    classes[a] = indexOfLargest(rowOf(classWeights, memories[a], C + 1));
  });
  return { memories, classes };
}

/** Where the first of the largest numbers stands. */
export function indexOfLargest(values: Float64Array): number {
  let best = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
  return best;
}

/** Row of a row-major matrix, as a view. */
export function rowOf(values: Float64Array, row: number, columns: number): Float64Array {
  return values.subarray(row * columns, (row + 1) * columns);
}
