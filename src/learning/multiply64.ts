import type { ProductShape } from "../core/dense-product.ts";

/** Writes op(A)·op(B) in float64 into the beginning of `c`; every element a plain sum in the order of k. */
export function multiply64(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  { M, N, K, transposeA, transposeB }: ProductShape,
): void {
  const [rowOfA, stepOfA] = transposeA ? [1, M] : [K, 1];
  if (transposeB) {
    for (let i = 0; i < M; i++) {
      for (let j = 0; j < N; j++) {
        let sum = 0;
        for (let k = 0; k < K; k++) sum += a[i * rowOfA + k * stepOfA] * b[j * K + k];
        c[i * N + j] = sum;
      }
    }
    return;
  }
  c.fill(0, 0, M * N);
  for (let i = 0; i < M; i++) {
    for (let k = 0; k < K; k++) {
      const factor = a[i * rowOfA + k * stepOfA];
      for (let j = 0; j < N; j++) c[i * N + j] += factor * b[k * N + j];
    }
  }
}
