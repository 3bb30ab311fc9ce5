import { kernelsFor } from "./wasm.ts";

/** A process in the units of the kernel; matrices T × T row-major, float32. */
export interface PackedProcess {
  readonly T: number;
  readonly factor: Float32Array;
  readonly retarded: Float32Array;
  readonly signal: Float32Array;
  /** Words below start at +1: 0 … 2³². */
  readonly plus: number;
  readonly key: readonly [number, number];
}

/** Counts over paths: s_t = −1 (T + 1), and s_t ≠ s_k in the lower triangle of (T + 1)². */
export interface PathCounts {
  readonly minus: Uint32Array;
  readonly differ: Uint32Array;
}

/** Runs a range of paths; memory O(T²), whatever their number. Null without kernels. */
export function spinPathsKernel(
  process: PackedProcess,
  first: number,
  paths: number,
): PathCounts | null {
  const kernels = kernelsFor("reproducible");
  if (kernels === null) return null;
  const { memory, heap } = kernels;
  const run = kernels.exports.spinPaths as (...numbers: number[]) => void;
  const { T, factor, retarded, signal, plus, key } = process;
  const states = T + 1;
  const square = T * T;
  const floats = 2 * square + T;
  const counts = states + states * states;
  const at = heap.allocate(4 * (floats + counts) + 144 * (T + 4) + 16);
  try {
    const matrices = new Float32Array(memory.buffer, at, floats);
    matrices.set(factor);
    matrices.set(retarded, square);
    matrices.set(signal, 2 * square);
    const countsAt = at + 4 * floats;
    const sums = new Uint32Array(memory.buffer, countsAt, counts).fill(0);
    const scratch = Math.ceil((countsAt + 4 * counts) / 16) * 16;
    const differAt = countsAt + 4 * states;
    run(
      ...[T, at, at + 4 * square, at + 8 * square, plus, first, paths, key[0], key[1]],
      ...[scratch, countsAt, differAt],
    );
    return { minus: sums.slice(0, states), differ: sums.slice(states) };
  } finally {
    heap.free(at);
  }
}
