import { exp32 } from "./exponential.ts";

const { fround } = Math;

/** `softmaxInPlace` in TypeScript, the same bits as the kernel without relaxed SIMD. */
export function softmaxTwin(
  out: Float32Array,
  x: Float32Array,
  rows: number,
  columns: number,
  beta: number,
): void {
  for (let i = 0; i < rows; i++) {
    const row = x.subarray(i * columns, (i + 1) * columns);
    const result = out.subarray(i * columns, (i + 1) * columns);
    const sum = expRow(result, row, beta, largest(row));
    for (let j = 0; j < columns; j++) result[j] /= sum;
  }
}

/** Writes the largest x of every row, NaN left out, and Σ_j e^(β (x_j − largest)). */
export function expSumTwin(
  maxima: Float32Array,
  sums: Float32Array,
  x: Float32Array,
  rows: number,
  columns: number,
  beta: number,
): void {
  const scratch = new Float32Array(columns);
  for (let i = 0; i < rows; i++) {
    const row = x.subarray(i * columns, (i + 1) * columns);
    maxima[i] = largest(row);
    sums[i] = expRow(scratch, row, beta, maxima[i]);
  }
}

/** NaN left out. */
function largest(row: Float32Array): number {
  let most = -Infinity;
  for (const value of row) if (value > most) most = value;
  return most;
}

/** Writes e^(β (x_j − most)), 1 for a difference of 0 whatever β, and sums in four lanes. */
function expRow(out: Float32Array, row: Float32Array, beta: number, most: number): number {
  const lanes = new Float32Array(4);
  const factor = fround(beta);
  for (let j = 0; j < row.length; j++) {
    const difference = fround(row[j] - most);
    out[j] = exp32(difference === 0 ? 0 : fround(factor * difference));
    lanes[j & 3] += out[j];
  }
  return fround(fround(lanes[0] + lanes[1]) + fround(lanes[2] + lanes[3]));
}
