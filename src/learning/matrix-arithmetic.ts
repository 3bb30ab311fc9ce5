import exp from "@stdlib/math-base-special-exp";
import { multiplyInPlace, type ProductShape } from "../core/dense-product.ts";
import { expInPlace } from "../core/exponential.ts";
import type { TensorEngine } from "../numerics/tensor.ts";
import { multiply64 } from "./multiply64.ts";

/** Numbers of the precision that an arithmetic works in. */
export type Numbers = Float32Array | Float64Array;

/** Who multiplies matrices and takes exponentials in training. */
export interface MatrixArithmetic {
  numbers(length: number): Numbers;
  /** Writes op(A)·op(B) into `c`, length M·N exactly. */
  multiply(c: Numbers, a: Numbers, b: Numbers, shape: ProductShape): void;
  /** Replaces every x by e^x. */
  exponentiate(x: Numbers): void;
}

/** The reference: plain sums in float64, the same bits everywhere. */
export const arithmetic64: MatrixArithmetic = {
  numbers: (length) => new Float64Array(length),
  multiply: multiply64,
  exponentiate(x) {
    for (let k = 0; k < x.length; k++) x[k] = exp(x[k]);
  },
};

/**
 * Our float32 kernels: the same bits in WebAssembly, in TypeScript and in every browser, unless the
 * environment variable DAMLAB_KERNELS asks for relaxed SIMD.
 */
export const arithmetic32: MatrixArithmetic = {
  numbers: (length) => new Float32Array(length),
  multiply: (c, a, b, shape) =>
    multiplyInPlace(c as Float32Array, a as Float32Array, b as Float32Array, shape),
  exponentiate: (x) => expInPlace(x as Float32Array),
};

/** Float32 products by another engine; its numbers differ in the last bits from ours. */
export function arithmeticOf(engine: TensorEngine): MatrixArithmetic {
  return {
    ...arithmetic32,
    multiply(c, a, b, { M, N, K, transposeA, transposeB }) {
      const left = matrix(transposeA ? K : M, transposeA ? M : K, a);
      const right = matrix(transposeB ? N : K, transposeB ? K : N, b);
      c.set(engine.multiply(left, right, { transposeA, transposeB }).data);
    },
  };
}

const matrix = (rows: number, columns: number, data: Numbers) => ({
  rows,
  columns,
  data: data as Float32Array,
});
