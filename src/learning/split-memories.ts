import { type PottsMachine, pottsMachine } from "../models/potts-machine.ts";
import { requireMachine } from "../models/potts-scores.ts";
import { requireMemory } from "./require-split-task.ts";

/** Memories and class weights of a machine on their way to more memories. */
export interface GrowingWeights {
  readonly P: number;
  readonly N: number;
  readonly C: number;
  /** w, P × N, rows of norm 1. */
  readonly memories: Float64Array;
  /** g, (P + 1) × (C + 1), the null unit last. */
  readonly classWeights: Float64Array;
}

/**
 * A machine with one memory twice, `share` of its class weights on the copy that stays and the rest on a new
 * memory behind all others. Predictions, the loss and every condition of stationarity stay as they are, so a
 * stationary point of P memories is one of P + 1 for every share.
 *
 * @param share  φ, 0 < φ < 1; default ½
 * @throws {RangeError} another memory or share
 *
 * Source: derived; the hierarchy of Thériault & Tantari 2026, arXiv 2508.19151.
 */
export function embedded(machine: PottsMachine, memory: number, share = 0.5): PottsMachine {
  requireMemory("embedded", machine, memory);
  if (!(share > 0 && share < 1)) {
    throw new RangeError(`embedded: expected 0 < share < 1, got ${share}; no copy can be empty`);
  }
  const columns = machine.C + 1;
  const { memories, classWeights } = withCopies(machine, [memory]);
  const old = machine.classWeights.subarray(memory * columns, (memory + 1) * columns);
  old.forEach((g, y) => {
    classWeights[memory * columns + y] = share * g;
    classWeights[machine.P * columns + y] = (1 - share) * g;
  });
  return pottsMachine({ ...machine, memories, classWeights });
}

/** Memories to split, and where to. */
export interface Splits {
  /** Indices, each at most once. */
  readonly memories: ArrayLike<number>;
  /** u, one row of N for each of them, orthogonal to its memory. */
  readonly directions: Float64Array;
  /** ε: halves go to the directions of w ± εu. */
  readonly step: number;
}

/**
 * Splits memories: w becomes the directions of w + εu and, behind all others, w − εu; class weights are halved
 * and copied, then all of them, those of the null unit too, are multiplied by P_new/P_old, which keeps the share
 * of the null unit. At ε = 0 this moves L by −log(P_new/P_old) and L + log Γ not at all.
 *
 * @throws {TypeError, RangeError} no weights or splits, another memory, one twice, directions of another length
 *
 * Source: the code of Thériault & Tantari 2026, arXiv 2508.19151, where ε = 0.25.
 */
export function splitMemories(weights: GrowingWeights, splits: Splits): GrowingWeights {
  requireSplits(weights, splits);
  const { P, N, C } = weights;
  const which = Array.from(splits.memories);
  const { memories, classWeights } = withCopies(weights, which);
  which.forEach((memory, k) => {
    const u = splits.directions.subarray(k * N, (k + 1) * N);
    moveInPlace(memories.subarray(memory * N, (memory + 1) * N), u, splits.step);
    moveInPlace(memories.subarray((P + k) * N, (P + k + 1) * N), u, -splits.step);
    for (let y = 0; y <= C; y++) {
      const half = classWeights[memory * (C + 1) + y] / 2;
      classWeights[memory * (C + 1) + y] = half;
      classWeights[(P + k) * (C + 1) + y] = half;
    }
  });
  const ratio = (P + which.length) / P;
  return {
    ...{ P: P + which.length, N, C, memories },
    classWeights: classWeights.map((g) => g * ratio),
  };
}

/** w ← (w + εu)/|w + εu|, in place. */
export function moveInPlace(w: Float64Array, u: Float64Array, step: number): void {
  let square = 0;
  for (let i = 0; i < w.length; i++) {
    w[i] += step * u[i];
    square += w[i] * w[i];
  }
  const norm = Math.sqrt(square);
  for (let i = 0; i < w.length; i++) w[i] /= norm;
}

/** The same rows with copies of some behind the memories, the null unit last. */
function withCopies(
  { P, N, C, memories, classWeights }: GrowingWeights,
  which: readonly number[],
): { memories: Float64Array; classWeights: Float64Array } {
  const rows = (values: Float64Array, width: number, order: readonly number[]): Float64Array => {
    const out = new Float64Array(order.length * width);
    order.forEach((row, k) => {
      out.set(values.subarray(row * width, (row + 1) * width), k * width);
    });
    return out;
  };
  const order = [...Array(P).keys(), ...which];
  return {
    memories: rows(memories, N, order),
    classWeights: rows(classWeights, C + 1, [...order, P]),
  };
}

function requireSplits(weights: GrowingWeights, splits: Splits): void {
  const caller = "splitMemories";
  requireMachine(caller, weights);
  const { memories, directions, step } = splits ?? {};
  if (!(typeof memories?.length === "number" && directions instanceof Float64Array)) {
    throw new TypeError(
      `${caller}: expected splits { memories, directions, step }, got ${typeof splits} without; see Splits`,
    );
  }
  const which = new Set(Array.from(memories));
  for (const memory of which) requireMemory(caller, weights, memory);
  const [count, numbers] = [memories.length, memories.length * weights.N];
  if (which.size < count || directions.length !== numbers || !Number.isFinite(step)) {
    throw new RangeError(
      `${caller}: expected memories once each, ${count} x N = ${numbers} numbers in directions and a finite step, ` +
        `got ${which.size} different ones, ${directions.length} and ${step}; give a row of directions for each`,
    );
  }
}
