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

/** Counts and sums over paths, whole numbers all. */
export interface PathCounts {
  /** s_t = −1: T + 1. */
  readonly minus: Uint32Array;
  /** s_t ≠ s_k: the lower triangle of (T + 1)², row-major. */
  readonly differ: Uint32Array;
  /**
   * Sums of z_k in units of 2⁻¹⁹, (T + 1) × T row-major: in row 0 over all paths, in row t at
   * k < t over those with s_t = −1. Null where not asked for.
   */
  readonly noise: Float64Array | null;
}

/** Runs a range of paths; memory O(T²), whatever their number. Null without kernels. */
export function spinPathsKernel(
  process: PackedProcess,
  first: number,
  paths: number,
  withNoise: boolean,
): PathCounts | null {
  const kernels = kernelsFor("reproducible");
  if (kernels === null) return null;
  const { memory, heap } = kernels;
  const run = kernels.exports.spinPaths as (...numbers: number[]) => void;
  const { T, factor, retarded, signal, plus, key } = process;
  const square = T * T;
  const sums = withNoise ? (T + 1) * T : 0;
  const floats = 2 * square + T;
  const counts = (T + 1) * (T + 2);
  const scratchBytes = 208 * (T + 4);
  const at = heap.allocate(scratchBytes + 8 * sums + 4 * (floats + counts));
  const noiseAt = at + scratchBytes;
  const factorAt = noiseAt + 8 * sums;
  const countsAt = factorAt + 4 * floats;
  try {
    const matrices = new Float32Array(memory.buffer, factorAt, floats);
    matrices.set(factor);
    matrices.set(retarded, square);
    matrices.set(signal, 2 * square);
    const noise = new Float64Array(memory.buffer, noiseAt, sums).fill(0);
    const counted = new Uint32Array(memory.buffer, countsAt, counts).fill(0);
    run(
      ...[T, factorAt, factorAt + 4 * square, factorAt + 8 * square],
      ...[plus, first, paths, key[0], key[1], at],
      ...[countsAt, countsAt + 4 * (T + 1), withNoise ? noiseAt : 0],
    );
    return {
      minus: counted.slice(0, T + 1),
      differ: counted.slice(T + 1),
      noise: withNoise ? noise.slice() : null,
    };
  } finally {
    heap.free(at);
  }
}
