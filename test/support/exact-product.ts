import type { ProductShape } from "../../src/core/dense-product.ts";

/** op(A)·op(B) summed in float64. */
export function exactProduct(
  a: Float32Array,
  b: Float32Array,
  { M, N, K, transposeA, transposeB }: ProductShape,
): Float64Array {
  const c = new Float64Array(M * N);
  for (let i = 0; i < M; i++) {
    for (let j = 0; j < N; j++) {
      let sum = 0;
      for (let k = 0; k < K; k++) {
        const left = transposeA ? a[k * M + i] : a[i * K + k];
        const right = transposeB ? b[j * K + k] : b[k * N + j];
        sum += left * right;
      }
      c[i * N + j] = sum;
    }
  }
  return c;
}

/**
 * Largest error of a float32 product with K terms summed in any order: γ_K Σ |a||b| with
 * γ_K = K u / (1 − K u), u = 2⁻²⁴ (Higham 2002, "Accuracy and stability of numerical algorithms",
 * eq. 3.5), plus that of the float64 sum, far below.
 */
export function boundOfProduct(
  a: Float32Array,
  b: Float32Array,
  shape: ProductShape,
): Float64Array {
  const u = 2 ** -24;
  const gamma = (shape.K * u) / (1 - shape.K * u);
  return exactProduct(a.map(Math.abs), b.map(Math.abs), shape).map(
    (sum) => sum * gamma * (1 + 1e-6),
  );
}
