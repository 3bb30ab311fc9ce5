import { multiplyInPlace } from "../core/dense-product.ts";
import { rowProductsInPlace } from "../core/row-products.ts";
import { kernelsFor } from "../core/wasm.ts";

/**
 * Precision of products of data and memories: float64, or float32 rounded the same way with and without
 * WebAssembly and many times as fast.
 */
export type PottsArithmetic = "float64" | "float32";

/**
 * u_a·v_b of all rows of two row-major matrices of N columns.
 *
 * In both a row keeps its bits whatever rows stand beside it. 10⁴ × 1000 × 784 takes some seconds in float64.
 *
 * @param u  rows × N
 * @param v  columns × N
 * @returns rows × columns
 */
export function vectorOverlaps(
  u: Float64Array,
  v: Float64Array,
  N: number,
  arithmetic: PottsArithmetic,
): Float64Array {
  const rows = u.length / N;
  const columns = v.length / N;
  if (arithmetic === "float32") {
    const product = new Float32Array(rows * columns);
    const shape = { M: rows, N: columns, K: N, transposeA: false, transposeB: true };
    const kernels = kernelsFor("reproducible");
    multiplyInPlace(product, Float32Array.from(u), Float32Array.from(v), shape, kernels);
    return Float64Array.from(product);
  }
  const out = new Float64Array(rows * columns);
  rowProductsInPlace(out, u, v, N);
  return out;
}
