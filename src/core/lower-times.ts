import { kernelsFor } from "./wasm.ts";

/** The product L e; it holds until the next one. */
export type LowerTimes = (e: Float64Array) => Float64Array;

/** Products whose factor was copied into WebAssembly memory, kept as long as the factor is. */
const products = new WeakMap<Float64Array, LowerTimes>();
const registry = new FinalizationRegistry<number>((at) =>
  kernelsFor("reproducible")?.heap.free(at),
);

/**
 * The product of a lower-triangular matrix with vectors, the same bits in every engine.
 *
 * A row is summed as (a + b) + (c + d), a to d being the sums over j = 0 … 3 mod 4; what is left
 * over at the end goes to a. Cost N²/2 multiply-adds.
 *
 * @param factor  L, N × N row-major; must not change any more
 */
export function lowerTimes(factor: Float64Array, N: number): LowerTimes {
  return kernelLowerTimes(factor, N) ?? typescriptLowerTimes(factor, N);
}

/** The kernel; null where there is none. */
export function kernelLowerTimes(factor: Float64Array, N: number): LowerTimes | null {
  const known = products.get(factor);
  if (known !== undefined) return known;
  const kernels = kernelsFor("reproducible");
  if (kernels === null) return null;
  const { memory, heap } = kernels;
  const product = kernels.exports.lowerTimes as (
    L: number,
    e: number,
    z: number,
    N: number,
  ) => void;
  // The factor, then e, then z.
  const at = heap.allocate(8 * (N * N + 2 * N));
  new Float64Array(memory.buffer, at, N * N).set(factor);
  const eAt = at + 8 * N * N;
  const zAt = eAt + 8 * N;
  let input = new Float64Array(memory.buffer, eAt, N);
  let z = new Float64Array(memory.buffer, zAt, N);
  const times: LowerTimes = (e) => {
    if (input.buffer !== memory.buffer) {
      input = new Float64Array(memory.buffer, eAt, N);
      z = new Float64Array(memory.buffer, zAt, N);
    }
    input.set(e);
    product(at, eAt, zAt, N);
    return z;
  };
  products.set(factor, times);
  registry.register(times, at);
  return times;
}

/** The same in TypeScript. */
export function typescriptLowerTimes(factor: Float64Array, N: number): LowerTimes {
  const z = new Float64Array(N);
  return (e) => {
    for (let i = 0; i < N; i++) z[i] = rowTimes(factor, i * N, e, i + 1);
    return z;
  };
}

/** Σ_{j < length} L[from + j] e_j; four sums at a time, for one alone waits for every addition. */
function rowTimes(L: Float64Array, from: number, e: Float64Array, length: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let j = 0;
  for (; j + 3 < length; j += 4) {
    a += L[from + j] * e[j];
    b += L[from + j + 1] * e[j + 1];
    c += L[from + j + 2] * e[j + 2];
    d += L[from + j + 3] * e[j + 3];
  }
  for (; j < length; j++) a += L[from + j] * e[j];
  return a + b + (c + d);
}
