import { kernelsFor, type WasmKernels } from "./wasm.ts";

export interface ExponentialExports {
  expInPlace(x: number, count: number): void;
}

/** Numbers copied at a time: 64 KiB, so that they stay in the fast caches. */
const CHUNK = 16384;

/**
 * Replaces every x by e^x in float32, within 2 units in the last place; ∞ where e^x exceeds the
 * largest number, 0 where it is below half the smallest one, NaN for NaN.
 */
export function expInPlace(
  values: Float32Array,
  kernels: WasmKernels | null = kernelsFor("rounded"),
): void {
  if (kernels === null) {
    for (let k = 0; k < values.length; k++) values[k] = exp32(values[k]);
    return;
  }
  const { expInPlace } = kernels.exports as unknown as ExponentialExports;
  const block = kernels.heap.allocate(4 * CHUNK);
  try {
    const chunk = new Float32Array(kernels.memory.buffer, block, CHUNK);
    for (let from = 0; from < values.length; from += CHUNK) {
      const part = values.subarray(from, from + CHUNK);
      chunk.set(part);
      expInPlace(block, part.length);
      part.set(chunk.subarray(0, part.length));
    }
  } finally {
    kernels.heap.free(block);
  }
}

const { fround } = Math;
const log2e = fround(Math.LOG2E);
const minusLn2High = fround(-0.693359375);
const minusLn2Low = fround(0.00021219444170128554);
const q = [
  0.001381461275741458, 0.008368710055947304, 0.04166838899254799, 0.1666652113199234,
  0.4999999403953552,
].map(fround);

/** 1.5 · 2²³: adding and subtracting it in float32 rounds to an integer, ties to even. */
const rounder = 12582912;

/**
 * e^x of one number, the same bits as the kernel without relaxed SIMD.
 *
 * x = n ln 2 + r with |r| ≤ ln 2 / 2, and e^r = 1 + r + r² q(r). q, of degree 4, has the least
 * relative error of e^r (3.8e-9 with coefficients in float32); ln 2 comes in two parts, the first
 * of few bits so that n times it is exact.
 */
export function exp32(value: number): number {
  const x = Math.min(Math.max(value, -104.5), 89);
  const n = fround(fround(rounder + fround(x * log2e)) - rounder);
  let r = fround(x + fround(n * minusLn2High));
  r = fround(r + fround(n * minusLn2Low));
  let sum = q[0];
  for (let k = 1; k < q.length; k++) sum = fround(q[k] + fround(sum * r));
  const p = fround(fround(r + fround(sum * fround(r * r))) + 1);
  const half = n >> 1;
  return fround(fround(p * powerOfTwo(half)) * powerOfTwo(n - half));
}

const bits = new Int32Array(1);
const float = new Float32Array(bits.buffer);

/** 2^n for −126 ≤ n ≤ 127. */
function powerOfTwo(n: number): number {
  bits[0] = (n + 127) << 23;
  return float[0];
}
