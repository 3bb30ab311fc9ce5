import { multiplyInPlace } from "../core/dense-product.ts";
import { kernelsFor } from "../core/wasm.ts";

/**
 * Precision of products of data and memories: float64, or float32 rounded the same way with and without
 * WebAssembly and many times as fast.
 */
export type PottsArithmetic = "float64" | "float32";

/**
 * u_a·v_b of all rows of two row-major matrices of N columns.
 *
 * In float64 every element is the sum of its N products from the first to the last, however the work is cut, so
 * that rows keep their bits whatever stands beside them. 10⁴ × 1000 × 784 takes some seconds in float64.
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
  let a = 0;
  for (; a + 4 <= rows; a += 4) {
    let b = 0;
    for (; b + 2 <= columns; b += 2) overlapTile(out, u, v, N, columns, a, b);
    if (b < columns) for (let k = a; k < a + 4; k++) out[k * columns + b] = dot(u, v, N, k, b);
  }
  for (; a < rows; a++) {
    for (let b = 0; b < columns; b++) out[a * columns + b] = dot(u, v, N, a, b);
  }
  return out;
}

function dot(u: Float64Array, v: Float64Array, N: number, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < N; i++) sum += u[a * N + i] * v[b * N + i];
  return sum;
}

/** Four rows by two: each number that is read serves several products. */
function overlapTile(
  out: Float64Array,
  u: Float64Array,
  v: Float64Array,
  N: number,
  columns: number,
  a: number,
  b: number,
): void {
  let [s00, s01, s10, s11, s20, s21, s30, s31] = [0, 0, 0, 0, 0, 0, 0, 0];
  const [u0, u1, u2, u3] = [a * N, (a + 1) * N, (a + 2) * N, (a + 3) * N];
  const [v0, v1] = [b * N, (b + 1) * N];
  for (let i = 0; i < N; i++) {
    const y0 = v[v0 + i];
    const y1 = v[v1 + i];
    const x0 = u[u0 + i];
    s00 += x0 * y0;
    s01 += x0 * y1;
    const x1 = u[u1 + i];
    s10 += x1 * y0;
    s11 += x1 * y1;
    const x2 = u[u2 + i];
    s20 += x2 * y0;
    s21 += x2 * y1;
    const x3 = u[u3 + i];
    s30 += x3 * y0;
    s31 += x3 * y1;
  }
  out[a * columns + b] = s00;
  out[a * columns + b + 1] = s01;
  out[(a + 1) * columns + b] = s10;
  out[(a + 1) * columns + b + 1] = s11;
  out[(a + 2) * columns + b] = s20;
  out[(a + 2) * columns + b + 1] = s21;
  out[(a + 3) * columns + b] = s30;
  out[(a + 3) * columns + b + 1] = s31;
}
