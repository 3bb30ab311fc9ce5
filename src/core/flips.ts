import { type BinaryKernels, binaryKernels, MOST_SPINS } from "./binary-kernels.ts";
import { residentRows } from "./resident-rows.ts";

/** Distances of a state from P rows while single bits of it flip. */
export interface Flips {
  /**
   * Sum of `steps[2 d_μ + (1 if row μ differs from the state at bit i)]` over the rows.
   *
   * @param bit  bit i of the state, 0 or 1
   */
  field(i: number, bit: number): number;
  /** Makes the distances those after bit i, which was `bit`, has flipped. */
  flip(i: number, bit: number): void;
  /** The distances as they are; holds until the next call of anything. */
  now(): ArrayLike<number>;
  /** Writes the distances to where they came from. No other call may follow. */
  end(): void;
}

/** Below this many rows, calls into WebAssembly cost more than they save. */
const FEW_ROWS = 64;

/**
 * @param columns  N × ⌈P/32⌉ words, bit i of all rows; never modified
 * @param steps  length 2 (N + 1)
 * @param distances  of the state, length P
 */
export function flips(
  columns: Uint32Array,
  N: number,
  steps: Float64Array,
  distances: Int32Array,
): Flips {
  const isSuited = distances.length >= FEW_ROWS && N <= MOST_SPINS;
  const kernels = isSuited ? binaryKernels() : null;
  return kernels
    ? flipsByKernel(kernels, columns, N, steps, distances)
    : flipsByTwin(columns, steps, distances);
}

/** The twin of `flipsByKernel`. */
export function flipsByTwin(
  columns: Uint32Array,
  steps: Float64Array,
  distances: Int32Array,
): Flips {
  const P = distances.length;
  const wordsPerColumn = (P + 31) >>> 5;
  return {
    field(i, bit) {
      const sums = new Float64Array(4);
      for (let mu = 0, k = i * wordsPerColumn; mu < P; k++) {
        let differs = columns[k] ^ -bit;
        for (const end = Math.min(P, mu + 32); mu < end; mu++) {
          sums[mu & 3] += steps[2 * distances[mu] + (differs & 1)];
          differs >>>= 1;
        }
      }
      return sums[0] + sums[1] + (sums[2] + sums[3]);
    },
    flip(i, bit) {
      for (let mu = 0, k = i * wordsPerColumn; mu < P; k++) {
        let differs = columns[k] ^ -bit;
        for (const end = Math.min(P, mu + 32); mu < end; mu++) {
          distances[mu] += 1 - 2 * (differs & 1);
          differs >>>= 1;
        }
      }
    },
    now: () => distances,
    end() {},
  };
}

/** `flips` in WebAssembly; holds memory until `end`. */
export function flipsByKernel(
  kernels: BinaryKernels,
  columns: Uint32Array,
  N: number,
  steps: Float64Array,
  distances: Int32Array,
): Flips {
  const { exports, memory, heap } = kernels;
  const P = distances.length;
  const stepBytes = 16 * (N + 1);
  const block = heap.allocate(stepBytes + 2 * P + 16);
  const at = block + stepBytes;
  const wordsPerColumn = (P + 31) >>> 5;
  // Looked up at each use: other sets may take its place in memory in between.
  const column = (i: number) => {
    const set = residentRows(kernels, columns, N, wordsPerColumn, false);
    return set.rows + i * set.stride;
  };
  new Float64Array(memory.buffer, block, 2 * (N + 1)).set(steps);
  new Uint16Array(memory.buffer, at, P).set(distances);
  return {
    field: (i, bit) => exports.fieldOfSpin(at, column(i), -bit, P, block),
    flip: (i, bit) => exports.flipDistances(at, column(i), -bit, P),
    now: () => new Uint16Array(memory.buffer, at, P),
    end() {
      distances.set(new Uint16Array(memory.buffer, at, P));
      heap.free(block);
    },
  };
}
