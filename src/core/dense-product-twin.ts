import type { ProductShape } from "./dense-product.ts";

/** Most terms that are summed before the sum is added to C. */
const DEPTH = 400;

/** `multiplyInPlace` in TypeScript, the same bits as the kernel without relaxed SIMD. */
export function multiplyTwin(
  c: Float32Array,
  a: Float32Array,
  b: Float32Array,
  { M, N, K, transposeA, transposeB }: ProductShape,
): void {
  const rowsOfB = transposeB ? transposedMatrix(b, N, K) : b;
  const depth = Math.ceil(K / Math.ceil(K / DEPTH));
  const sums = new Float32Array(N);
  c.fill(0, 0, M * N);
  for (let i = 0; i < M; i++) {
    for (let from = 0; from < K; from += depth) {
      sums.fill(0);
      for (let k = from; k < Math.min(from + depth, K); k++) {
        const factor = transposeA ? a[k * M + i] : a[i * K + k];
        for (let j = 0; j < N; j++) sums[j] += Math.fround(factor * rowsOfB[k * N + j]);
      }
      for (let j = 0; j < N; j++) c[i * N + j] = from === 0 ? sums[j] : c[i * N + j] + sums[j];
    }
  }
}

function transposedMatrix(values: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) out[j * rows + i] = values[i * columns + j];
  }
  return out;
}
