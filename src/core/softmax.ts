import { expSumTwin, softmaxTwin } from "./softmax-twin.ts";
import { kernelsFor, type WasmKernels } from "./wasm.ts";

interface SoftmaxExports {
  softmaxRows(out: number, x: number, rows: number, columns: number, beta: number): void;
  expSumRows(
    maxima: number,
    sums: number,
    x: number,
    rows: number,
    columns: number,
    beta: number,
    scratch: number,
  ): void;
}

/** Bytes of rows copied at a time, so that they stay in the caches. */
const CHUNK = 131072;

/** Bytes read behind the last row. */
const SLACK = 12;

/**
 * Writes e^(β x_ij) / Σ_j e^(β x_ij) into `out`, which may be `x`; the largest x of a row is
 * subtracted first, so nothing overflows. β = ∞ divides 1 evenly among the largest. A row with NaN
 * or +∞, or of −∞ alone, gives NaN, as ∞/∞ and 0/0 do.
 *
 * @param x  `rows` rows of `columns` numbers
 * @param beta  0 ≤ β ≤ ∞, rounded to float32
 */
export function softmaxInPlace(
  out: Float32Array,
  x: Float32Array,
  rows: number,
  columns: number,
  beta: number,
  kernels: WasmKernels | null = kernelsFor("rounded"),
): void {
  if (kernels === null) {
    softmaxTwin(out, x, rows, columns, beta);
    return;
  }
  const { softmaxRows } = kernels.exports as unknown as SoftmaxExports;
  const step = Math.max(1, Math.floor(CHUNK / (4 * columns)));
  const room = Math.min(step, rows) * columns;
  const block = kernels.heap.allocate(4 * room + SLACK);
  try {
    const chunk = new Float32Array(kernels.memory.buffer, block, room);
    for (let from = 0; from < rows; from += step) {
      const part = x.subarray(from * columns, Math.min(from + step, rows) * columns);
      chunk.set(part);
      softmaxRows(block, block, part.length / columns, columns, beta);
      out.set(chunk.subarray(0, part.length), from * columns);
    }
  } finally {
    kernels.heap.free(block);
  }
}

/**
 * Writes β⁻¹ ln Σ_j e^(β x_ij) of every row into `out`, length `rows`, without overflow; the
 * largest x for β = ∞. ±∞ where the formula gives it, NaN for a row with NaN.
 *
 * @param beta  0 < β ≤ ∞, rounded to float32
 */
export function logSumExpInPlace(
  out: Float32Array,
  x: Float32Array,
  rows: number,
  columns: number,
  beta: number,
  kernels: WasmKernels | null = kernelsFor("rounded"),
): void {
  const sums = new Float32Array(rows);
  if (kernels === null) expSumTwin(out, sums, x, rows, columns, beta);
  else expSumRows(kernels, out, sums, x, rows, columns, beta);
  for (let i = 0; i < rows; i++) {
    if (Math.abs(out[i]) < Infinity) out[i] += Math.log(sums[i]) / Math.fround(beta);
    else if (x.subarray(i * columns, (i + 1) * columns).some(Number.isNaN)) out[i] = Number.NaN;
  }
}

function expSumRows(
  { exports, heap, memory }: WasmKernels,
  maxima: Float32Array,
  sums: Float32Array,
  x: Float32Array,
  rows: number,
  columns: number,
  beta: number,
): void {
  const { expSumRows } = exports as unknown as SoftmaxExports;
  const step = Math.max(1, Math.min(rows, Math.floor(CHUNK / (4 * columns + 8))));
  const words = step * columns + columns + 2 * step;
  const block = heap.allocate(4 * words + SLACK);
  try {
    // Maxima and sums first, then the scratch row, then rows of x with the slack behind them.
    const chunk = new Float32Array(memory.buffer, block, words);
    const scratch = block + 8 * step;
    for (let from = 0; from < rows; from += step) {
      const count = Math.min(step, rows - from);
      chunk.set(x.subarray(from * columns, (from + count) * columns), 2 * step + columns);
      const data = scratch + 4 * columns;
      expSumRows(block, block + 4 * step, data, count, columns, beta, scratch);
      maxima.set(chunk.subarray(0, count), from);
      sums.set(chunk.subarray(step, step + count), from);
    }
  } finally {
    heap.free(block);
  }
}
