import { kernelsFor, type WasmKernels } from "./wasm.ts";

/** The product L e; it holds until the next one. */
export type LowerTimes = (e: Float64Array) => Float64Array;

/** A factor with e and z behind it in WebAssembly memory; `at` is null once it was given back. */
interface Block {
  readonly bytes: number;
  at: number | null;
}

/** Bytes that factors keep in memory together, the newest aside. */
const BUDGET = 64 * 2 ** 20;

/** Kept as long as the factor is. */
const products = new WeakMap<Float64Array, LowerTimes>();
/** From the one copied longest ago. */
const blocks = new Set<Block>();
let total = 0;

const collected = new FinalizationRegistry<{ kernels: WasmKernels; block: Block }>(
  ({ kernels, block }) => release(kernels, block),
);

/** Bytes of WebAssembly memory that factors take. */
export const factorBytes = (): number => total;

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
  const { memory, exports } = kernels;
  const product = exports.lowerTimes as (L: number, e: number, z: number, N: number) => void;
  const block: Block = { bytes: 8 * (N * N + 2 * N), at: null };
  let at = 0;
  let input = new Float64Array(0);
  let z = input;
  const times: LowerTimes = (e) => {
    const placed = block.at ?? copied(kernels, block, factor);
    if (placed !== at || input.buffer !== memory.buffer) {
      at = placed;
      input = new Float64Array(memory.buffer, at + 8 * N * N, N);
      z = new Float64Array(memory.buffer, at + 8 * N * N + 8 * N, N);
    }
    input.set(e);
    product(at, at + 8 * N * N, at + 8 * N * N + 8 * N, N);
    return z;
  };
  products.set(factor, times);
  collected.register(times, { kernels, block });
  return times;
}

function copied(kernels: WasmKernels, block: Block, factor: Float64Array): number {
  const at = kernels.heap.allocate(block.bytes);
  new Float64Array(kernels.memory.buffer, at, factor.length).set(factor);
  block.at = at;
  blocks.add(block);
  total += block.bytes;
  // Factors are collected between turns of the event loop only: a long loop needs a bound.
  for (const oldest of blocks) {
    if (total <= BUDGET || oldest === block) break;
    release(kernels, oldest);
  }
  return at;
}

function release(kernels: WasmKernels, block: Block): void {
  if (block.at === null) return;
  kernels.heap.free(block.at);
  block.at = null;
  blocks.delete(block);
  total -= block.bytes;
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
