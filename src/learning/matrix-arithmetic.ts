import exp from "@stdlib/math-base-special-exp";
import type { ProductShape } from "../core/dense-product.ts";
import { floatBlocks } from "../core/float-blocks.ts";
import type { RowsInMotion } from "../core/move-rows.ts";
import { moveRowsTwin } from "../core/move-rows-twin.ts";
import { kernelsFor } from "../core/wasm.ts";
import type { TensorEngine } from "../numerics/tensor.ts";
import { multiply64 } from "./multiply64.ts";

/** Numbers of the precision that an arithmetic works in. */
export type Numbers = Float32Array | Float64Array;

/** Numbers in the place where an arithmetic works. */
export interface NumberBlock {
  /** To be asked for again after anything that may allocate. */
  readonly values: Numbers;
}

/** Who multiplies matrices and takes exponentials; its blocks serve it alone. */
export interface MatrixArithmetic {
  block(length: number): NumberBlock;
  /** Writes op(A)·op(B) into the beginning of `c`; K ≥ 1. */
  multiply(c: NumberBlock, a: NumberBlock, b: NumberBlock, shape: ProductShape): void;
  /** Replaces each of the first `count` numbers by e^x; up to 3 behind them change. */
  exponentiate(x: NumberBlock, count: number): void;
  /** Multiplies each of the first `count` numbers by that of `weights`; up to 3 behind them change. */
  weigh(x: NumberBlock, weights: NumberBlock, count: number): void;
  /** Moves rows by the forces in a block, and puts them into another one; Σ w·F, see `moveRows`. */
  move(rows: RowsInMotion, forces: NumberBlock, moved: NumberBlock): number;
  /** Gives the memory of all blocks back. */
  free(): void;
}

interface Wide {
  readonly values: Float64Array;
}

/** The reference: plain sums in float64, the same bits everywhere. */
export const arithmetic64: MatrixArithmetic = {
  block: (length) => ({ values: new Float64Array(length) }),
  multiply(c: Wide, a: Wide, b: Wide, shape) {
    multiply64(c.values, a.values, b.values, shape);
  },
  exponentiate({ values }, count) {
    for (let k = 0; k < count; k++) values[k] = exp(values[k]);
  },
  weigh({ values: x }, { values: weights }, count) {
    for (let k = 0; k < count; k++) x[k] *= weights[k];
  },
  move: (rows, forces, moved) => moveRowsTwin(rows, forces.values, moved.values),
  free() {},
};

/**
 * Our float32 kernels: the same bits in WebAssembly, in TypeScript and in every browser, unless the
 * environment variable DAMLAB_KERNELS asks for relaxed SIMD.
 */
export const arithmetic32 = (kernels = kernelsFor("rounded")): MatrixArithmetic =>
  floatBlocks(kernels);

/** Float32 products by another engine; its numbers differ in the last bits from ours. */
export function arithmeticOf(engine: TensorEngine): MatrixArithmetic {
  const plain = floatBlocks(null);
  return {
    ...plain,
    multiply(c, a, b, { M, N, K, transposeA, transposeB }) {
      const left = matrix(transposeA ? K : M, transposeA ? M : K, a);
      const right = matrix(transposeB ? N : K, transposeB ? K : N, b);
      c.values.set(engine.multiply(left, right, { transposeA, transposeB }).data);
    },
  };
}

const matrix = (rows: number, columns: number, { values }: NumberBlock) => ({
  rows,
  columns,
  data: values.subarray(0, rows * columns) as Float32Array,
});
