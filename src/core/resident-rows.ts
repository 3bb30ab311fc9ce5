import type { BinaryKernels } from "./binary-kernels.ts";

/** Packed rows in WebAssembly memory, in two forms. */
export interface ResidentRows {
  /** Rows padded with 0 to `stride` bytes each. */
  readonly rows: number;
  readonly stride: number;
  /** Byte b of 16 rows side by side, then byte b + 1; ⌈P / 16⌉ blocks of 64 · W bytes, if asked for. */
  readonly interleaved: number;
  readonly blocks: number;
}

interface Entry extends ResidentRows {
  readonly kernels: BinaryKernels;
  readonly isInterleaved: boolean;
  readonly P: number;
  readonly W: number;
  readonly bytes: number;
  isFree: boolean;
}

/** Bytes that sets keep in memory together, the one in use aside. */
const BUDGET = 64 * 2 ** 20;
/** Most sets that are kept: small ones are copied again as fast as they are found. */
const MOST = 256;

/** By kernels and words array; an entry whose block was given back counts as none. */
const known = new WeakMap<BinaryKernels, WeakMap<Uint32Array, Entry>>();
/** From the one used longest ago. */
const entries = new Set<Entry>();
let total = 0;

const collected = new FinalizationRegistry<Entry>(release);

/**
 * The rows in memory: copied at the first call for this array, which must not be modified after,
 * and kept until the array is collected or others need the room. Detaches views.
 *
 * @param isInterleaved  false: only the padded rows are needed
 */
export function residentRows(
  kernels: BinaryKernels,
  words: Uint32Array,
  P: number,
  W: number,
  isInterleaved = true,
): ResidentRows {
  const own = known.get(kernels) ?? new WeakMap<Uint32Array, Entry>();
  known.set(kernels, own);
  let entry = own.get(words);
  const isKnown = entry && !entry.isFree && entry.P === P && entry.W === W;
  if (entry === undefined || !isKnown || (isInterleaved && !entry.isInterleaved)) {
    if (entry) release(entry);
    entry = copied(kernels, words, P, W, isInterleaved);
    own.set(words, entry);
    collected.register(words, entry, entry);
    total += entry.bytes;
  }
  entries.delete(entry);
  entries.add(entry);
  for (const oldest of entries) {
    if ((total <= BUDGET && entries.size <= MOST) || oldest === entry) break;
    release(oldest);
  }
  return entry;
}

/** Bytes of WebAssembly memory that resident rows take. */
export const residentBytes = (): number => total;

function release(entry: Entry): void {
  if (entry.isFree) return;
  entry.isFree = true;
  entries.delete(entry);
  collected.unregister(entry);
  total -= entry.bytes;
  entry.kernels.heap.free(entry.rows);
}

function copied(
  kernels: BinaryKernels,
  words: Uint32Array,
  P: number,
  W: number,
  isInterleaved: boolean,
): Entry {
  const { exports, memory, heap } = kernels;
  const stride = exports.strideFor(W);
  const blocks = Math.ceil(P / 16);
  const rowBytes = Math.ceil((P * stride) / 16) * 16;
  const bytes = rowBytes + (isInterleaved ? blocks * 64 * W : 0);
  const rows = heap.allocate(bytes);
  padRows(new Uint32Array(memory.buffer, rows, (P * stride) / 4), words, P, W);
  const interleaved = rows + rowBytes;
  if (isInterleaved) exports.interleaveRows(rows, stride, 4 * W, P, interleaved);
  return { kernels, rows, stride, interleaved, blocks, isInterleaved, P, W, bytes, isFree: false };
}

/** Copies P rows of W words, each filled up with 0 to its share of `target`. */
export function padRows(target: Uint32Array, words: Uint32Array, P: number, W: number): void {
  const step = target.length / P;
  if (step === W) target.set(words.subarray(0, P * W));
  else {
    target.fill(0);
    for (let mu = 0; mu < P; mu++) target.set(words.subarray(mu * W, mu * W + W), mu * step);
  }
}
