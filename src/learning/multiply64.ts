import type { ProductShape } from "../core/dense-product.ts";
import { rowProductsInPlace } from "../core/row-products.ts";

/** Writes op(A)·op(B) in float64 into the beginning of `c`; every element a plain sum in the order of k. */
export function multiply64(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  { M, N, K, transposeA, transposeB }: ProductShape,
): void {
  if (transposeB && !transposeA) {
    rowProductsInPlace(c, a.subarray(0, M * K), b.subarray(0, N * K), K);
    return;
  }
  const [rowOfA, stepOfA] = transposeA ? [1, M] : [K, 1];
  const [rowOfB, stepOfB] = transposeB ? [1, K] : [N, 1];
  c.fill(0, 0, M * N);
  for (let i = 0; i < M; i++) {
    for (let k = 0; k < K; k++) {
      const factor = a[i * rowOfA + k * stepOfA];
      for (let j = 0; j < N; j++) c[i * N + j] += factor * b[k * rowOfB + j * stepOfB];
    }
  }
}
