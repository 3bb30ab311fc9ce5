import type { ProductShape } from "../core/dense-product.ts";

interface Numbers {
  [k: number]: number;
  readonly length: number;
  fill(value: number): unknown;
}

/** Writes op(A)·op(B) in float64 into `c`, length M·N; every element a plain sum in the order of k. */
export function multiply64(
  c: Numbers,
  a: Numbers,
  b: Numbers,
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
  c.fill(0);
  for (let i = 0; i < M; i++) {
    for (let k = 0; k < K; k++) {
      const factor = a[i * rowOfA + k * stepOfA];
      for (let j = 0; j < N; j++) c[i * N + j] += factor * b[k * N + j];
    }
  }
}
