import { type DenseMatrix, type ProductOptions, requireMatrix } from "./dense-matrix.ts";
import { requireWord } from "./require-word.ts";
import { portable } from "./tensor-portable.ts";

/** Who multiplies: our own kernels, or TensorFlow.js on native libraries or on WebAssembly. */
export type TensorEngineName = "portable" | "tfjs-node" | "tfjs-wasm";

/**
 * Dense float32 arithmetic. Results of different engines agree to float32 accuracy, not in every
 * bit: an element of a product of K terms is within K 2⁻²⁴ / (1 − K 2⁻²⁴) · Σ|a||b| of the exact
 * one. Nothing has to be disposed.
 *
 * Infinities and NaN go through "portable" as in IEEE 754; TensorFlow.js has rules of its own.
 */
export interface TensorEngine {
  readonly name: TensorEngineName;
  /**
   * The product a·b, of a or b transposed where the options say so.
   *
   * @throws {RangeError} the sizes do not match
   */
  multiply(a: DenseMatrix, b: DenseMatrix, options?: ProductOptions): DenseMatrix;
  /**
   * e^(β x_ij) / Σ_j e^(β x_ij) for every row, without overflow.
   *
   * @param beta  inverse temperature, 0 ≤ β ≤ ∞, default 1; ∞ divides 1 evenly among the largest
   * @throws {RangeError} another β
   */
  softmax(x: DenseMatrix, beta?: number): DenseMatrix;
  /**
   * β⁻¹ ln Σ_j e^(β x_ij) for every row, without overflow.
   *
   * @param beta  inverse temperature, 0 < β ≤ ∞, default 1; ∞ gives the largest
   * @throws {RangeError} another β
   *
   * Source: Ramsauer et al. 2021, "Hopfield networks is all you need", eq. 1.
   */
  logSumExp(x: DenseMatrix, beta?: number): Float32Array;
}

/** What an engine does with matrices that are known to be right and not empty. */
export interface TensorOperations {
  multiply(a: DenseMatrix, b: DenseMatrix, options: Required<ProductOptions>): Float32Array;
  softmax(x: DenseMatrix, beta: number): Float32Array;
  logSumExp(x: DenseMatrix, beta: number): Float32Array;
}

const loaders: Readonly<Record<TensorEngineName, () => Promise<TensorOperations>>> = {
  portable: async () => portable,
  "tfjs-node": async () => (await import("./tensor-tfjs-node.ts")).loadNativeTensors(),
  "tfjs-wasm": async () => (await import("./tensor-tfjs-wasm.ts")).loadWasmTensors(),
};

/**
 * Opens an engine for dense float32 products.
 *
 * - `portable` (default): our kernels; always there, in browsers, too.
 * - `tfjs-node`: the package @tensorflow/tfjs-node on native libraries.
 * - `tfjs-wasm`: @tensorflow/tfjs-core with @tensorflow/tfjs-backend-wasm, one thread.
 *
 * The packages are optional and loaded here. The backend that other code has set in TensorFlow.js
 * stays as it was.
 *
 * @throws {TypeError} no such engine
 * @throws {Error} its package is not installed or does not load
 */
export async function tensorEngine(name: TensorEngineName = "portable"): Promise<TensorEngine> {
  requireWord("tensorEngine", "name", name, Object.keys(loaders));
  return engineOf(name, await loaders[name]());
}

/** Puts the door before operations: sizes are checked, and empty sums need no engine. */
function engineOf(name: TensorEngineName, operations: TensorOperations): TensorEngine {
  return Object.freeze({
    name,
    multiply(a: DenseMatrix, b: DenseMatrix, options: ProductOptions = {}): DenseMatrix {
      requireMatrix("multiply", "a", a);
      requireMatrix("multiply", "b", b);
      const { transposeA = false, transposeB = false } = options;
      const [rows, K] = transposeA ? [a.columns, a.rows] : [a.rows, a.columns];
      const [terms, columns] = transposeB ? [b.columns, b.rows] : [b.rows, b.columns];
      if (K !== terms) {
        const marks = [transposeA ? ", transposed," : "", transposeB ? ", transposed" : ""];
        throw new RangeError(
          "multiply: expected as many columns of the first factor as rows of the second, got " +
            `${a.rows} x ${a.columns}${marks[0]} and ${b.rows} x ${b.columns}${marks[1]}; ` +
            "see transposeA and transposeB",
        );
      }
      const data =
        rows * columns * K === 0
          ? new Float32Array(rows * columns)
          : operations.multiply(a, b, { transposeA, transposeB });
      return { rows, columns, data };
    },
    softmax(x: DenseMatrix, beta = 1): DenseMatrix {
      requireMatrix("softmax", "x", x);
      if (!(beta >= 0)) {
        throw new RangeError(`softmax: expected 0 <= beta <= Infinity, got ${beta}; negate x`);
      }
      const data = x.data.length === 0 ? new Float32Array(0) : operations.softmax(x, beta);
      return { rows: x.rows, columns: x.columns, data };
    },
    logSumExp(x: DenseMatrix, beta = 1): Float32Array {
      requireMatrix("logSumExp", "x", x);
      if (!(Math.fround(beta) > 0)) {
        throw new RangeError(
          `logSumExp: expected beta > 0 in float32, got ${beta}; at beta = 0 it diverges`,
        );
      }
      if (x.columns === 0) return new Float32Array(x.rows).fill(-Infinity);
      return x.rows === 0 ? new Float32Array(0) : operations.logSumExp(x, beta);
    },
  });
}
