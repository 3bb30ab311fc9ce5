import type { ProductExports, ProductShape } from "./dense-product.ts";
import { multiplyTwin } from "./dense-product-twin.ts";
import { type ExponentialExports, exp32 } from "./exponential.ts";
import { moveRows, type RowsInMotion } from "./move-rows.ts";
import { moveRowsTwin } from "./move-rows-twin.ts";
import type { WasmKernels } from "./wasm.ts";

/** Float32 numbers where the kernels work, so that products need no copies. */
export interface FloatBlock {
  /** To be asked for again after anything that may allocate. */
  readonly values: Float32Array;
  /** Byte offset in WebAssembly memory; 0 without. */
  readonly offset: number;
}

/** Blocks of one computation, and what is done with them. */
export interface FloatBlocks {
  block(length: number): FloatBlock;
  /** Writes op(A)·op(B) into the beginning of `c`, as `multiplyInPlace` would; K ≥ 1. */
  multiply(c: FloatBlock, a: FloatBlock, b: FloatBlock, shape: ProductShape): void;
  /** Replaces each of the first `count` numbers by e^x, as `expInPlace` would; up to 3 behind them change. */
  exponentiate(x: FloatBlock, count: number): void;
  /** Multiplies each of the first `count` numbers by that of `weights`; up to 3 behind them change. */
  weigh(x: FloatBlock, weights: FloatBlock, count: number): void;
  /** Moves rows by the forces in a block, and puts them into another one; Σ w·F, see `moveRows`. */
  move(rows: RowsInMotion, forces: FloatBlock, moved: FloatBlock): number;
  /** Gives the memory of all blocks back; they hold nothing after. */
  free(): void;
}

/** Blocks in the memory of the kernels, or in plain arrays without any. */
export function floatBlocks(kernels: WasmKernels | null): FloatBlocks {
  return kernels === null ? plainBlocks : blocksIn(kernels);
}

const plainBlocks: FloatBlocks = {
  block: (length) => ({ values: new Float32Array(length), offset: 0 }),
  multiply({ values }, a, b, shape) {
    const { M, N, K } = shape;
    const c = values.subarray(0, M * N);
    multiplyTwin(c, a.values.subarray(0, M * K), b.values.subarray(0, N * K), shape);
  },
  exponentiate({ values }, count) {
    for (let k = 0; k < count; k++) values[k] = exp32(values[k]);
  },
  weigh({ values: x }, { values: weights }, count) {
    for (let k = 0; k < count; k++) x[k] *= weights[k];
  },
  move: (rows, forces, moved) => moveRowsTwin(rows, forces.values, moved.values),
  free() {},
};

interface WeighExports {
  weighInPlace(x: number, weights: number, count: number): void;
}

/** Bytes behind the numbers of a block that exponentials and weights overwrite. */
const SLACK = 12;

function blocksIn(kernels: WasmKernels): FloatBlocks {
  const { exports, heap, memory } = kernels;
  const { sgemm, sgemmScratch } = exports as unknown as ProductExports;
  const { expInPlace } = exports as unknown as ExponentialExports;
  const { weighInPlace } = exports as unknown as WeighExports;
  const offsets: number[] = [];
  const allocated = (bytes: number): number => {
    const offset = heap.allocate(bytes);
    offsets.push(offset);
    return offset;
  };
  const scratch = allocated(sgemmScratch());
  return {
    block(length) {
      const offset = allocated(4 * length + SLACK);
      let values = new Float32Array(memory.buffer, offset, length);
      return {
        offset,
        get values() {
          if (values.buffer !== memory.buffer) {
            values = new Float32Array(memory.buffer, offset, length);
          }
          return values;
        },
      };
    },
    multiply(c, a, b, { M, N, K, transposeA, transposeB }) {
      sgemm(c.offset, a.offset, b.offset, M, N, K, transposeA, transposeB, scratch);
    },
    exponentiate(x, count) {
      expInPlace(x.offset, count);
    },
    weigh(x, weights, count) {
      weighInPlace(x.offset, weights.offset, count);
    },
    move: (rows, forces, moved) => moveRows(rows, forces, moved, kernels),
    free() {
      for (const offset of offsets.splice(0)) heap.free(offset);
    },
  };
}
