import type { FloatBlock } from "./float-blocks.ts";
import type { WasmKernels } from "./wasm.ts";

/** Unit rows in float64 that descend with momentum, in place. */
export interface RowsInMotion {
  /** Rows of N numbers. */
  readonly w: Float64Array;
  /** Their velocities. */
  readonly v: Float64Array;
  readonly N: number;
  /** η, the share of a velocity that a row moves by. */
  readonly learningRate: number;
  /** μ, the share of a velocity that is kept. */
  readonly momentum: number;
  /** The share of a force that a velocity takes. */
  readonly push: number;
}

interface MoveRowsExports {
  moveRows(
    w: number,
    v: number,
    forces: number,
    moved: number,
    rows: number,
    N: number,
    learningRate: number,
    momentum: number,
    push: number,
    overlaps: number,
  ): number;
}

/** Bytes of rows copied at a time, so that they stay in the caches. */
const CHUNK = 131072;

/**
 * v ← μ v + push (F − (w·F) w) and w ← w + η v, then w / |w|, row by row; `moved` gets w.
 *
 * Every element goes through the same operations of float64 in the kernels and in TypeScript.
 *
 * @param forces  F, as many numbers as `w`
 * @returns Σ w·F of all rows, before they moved
 */
export function moveRows(
  { w, v, N, learningRate, momentum, push }: RowsInMotion,
  forces: FloatBlock,
  moved: FloatBlock,
  { exports, heap, memory }: WasmKernels,
): number {
  const { moveRows } = exports as unknown as MoveRowsExports;
  const rows = Math.max(1, Math.floor(CHUNK / (16 * N)));
  const room = Math.min(rows * N, w.length);
  const block = heap.allocate(16 * room);
  try {
    const chunk = new Float64Array(memory.buffer, block, 2 * room);
    let overlaps = 0;
    for (let from = 0; from < w.length; from += room) {
      const to = Math.min(from + room, w.length);
      const count = to - from;
      chunk.set(w.subarray(from, to));
      chunk.set(v.subarray(from, to), room);
      overlaps = moveRows(
        block,
        block + 8 * room,
        forces.offset + 4 * from,
        moved.offset + 4 * from,
        count / N,
        N,
        learningRate,
        momentum,
        push,
        overlaps,
      );
      w.set(chunk.subarray(0, count), from);
      v.set(chunk.subarray(room, room + count), from);
    }
    return overlaps;
  } finally {
    heap.free(block);
  }
}
