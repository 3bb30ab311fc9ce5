import { distance } from "./bits.ts";
import { kernelsFor, type WasmKernels } from "./wasm.ts";

/** What a pattern at distance d = 0 … N adds to margins, and how exact sums of it are. */
export interface PassTables {
  readonly N: number;
  /** To those of spins where it agrees with the state; length N + 1. */
  readonly agree: Float64Array;
  /** To those of spins where it differs. */
  readonly differ: Float64Array;
  /** Bound of both sizes, rounding included. */
  readonly change: Float64Array;
  /** What the rounding of an addition is relative to. */
  readonly termSize: Float64Array;
  /** agree − differ = low + 2¹⁵ · high where that is an integer below 2³⁰; null elsewhere. */
  readonly limbs: { readonly low: Int16Array; readonly high: Int16Array } | null;
  /** All sums of P terms are exact integers, so no margin is in doubt. */
  readonly isExact: boolean;
}

/** Margins of the patterns stored so far. Arrays hold until the next call. */
export interface NestedPass {
  /**
   * Adds pattern k = 0, 1, … behind the k stored ones.
   *
   * @returns the patterns whose counts were made anew; those of all others are as they were
   */
  add(k: number): Uint32Array;
  /** By pattern: margins below 0, those in doubt left out. */
  negative(): Uint32Array;
  /** By pattern: margins that are 0, or that rounding leaves in doubt. */
  zero(): Uint32Array;
  /** Margins of pattern nu; length ≥ N. Up to date for patterns that `add` just returned. */
  margins(nu: number): Float64Array;
  /** Frees the memory. */
  close(): void;
}

/**
 * Opens a pass over P packed rows: the margins of all stored patterns while they grow in number.
 *
 * A row of margins is brought up to date only when the patterns added since could have changed a
 * sign in it, so most of the work is done for many patterns at once. Memory 8·P·N bytes and about
 * 30 a pattern.
 *
 * @param words  P rows of ⌈N/32⌉ words
 */
export function openNestedPass(words: Uint32Array, P: number, tables: PassTables): NestedPass {
  const kernels = kernelsFor("exact");
  return kernels ? compiledPass(kernels, words, P, tables) : nestedPassTwin(words, P, tables);
}

function compiledPass(
  { exports, heap, memory }: WasmKernels,
  words: Uint32Array,
  P: number,
  tables: PassTables,
): NestedPass {
  const addPattern = exports.addPattern as (state: number, k: number) => number;
  const { N, limbs, isExact } = tables;
  const stride = strideFor(N);
  const blocks: number[] = [];
  const block = (bytes: number) => {
    blocks.push(heap.allocate(bytes));
    return blocks[blocks.length - 1];
  };
  const tableBytes = 8 * (N + 1);
  const limbBytes = limbs ? 2 * (N + 1) : 0;
  const state = block(4 * 21);
  const at = {
    words: block(4 * words.length),
    agree: block(tableBytes),
    differ: block(tableBytes),
    change: block(tableBytes),
    termSize: block(tableBytes),
    low: block(limbBytes),
    high: block(limbBytes),
    margins: block(8 * P * stride),
    slack: block(8 * P),
    total: block(isExact ? 0 : 8 * P),
    seen: block(4 * P),
    negative: block(4 * P),
    zero: block(4 * P),
    renewed: block(4 * P),
    batchLow: block(limbs ? 2 * LARGEST_BATCH : 0),
    batchHigh: block(limbs ? 2 * LARGEST_BATCH : 0),
  };
  const { buffer } = memory;
  new Uint32Array(buffer, state, 21).set([
    ...[N, Math.ceil(N / 32), stride, Number(limbs !== null), Number(isExact)],
    ...Object.values(at),
  ]);
  new Uint32Array(buffer, at.words, words.length).set(words);
  for (const name of ["agree", "differ", "change", "termSize"] as const) {
    new Float64Array(buffer, at[name], N + 1).set(tables[name]);
  }
  if (limbs) {
    new Int16Array(buffer, at.low, N + 1).set(limbs.low);
    new Int16Array(buffer, at.high, N + 1).set(limbs.high);
  }
  return {
    add: (k) => new Uint32Array(memory.buffer, at.renewed, addPattern(state, k)),
    negative: () => new Uint32Array(memory.buffer, at.negative, P),
    zero: () => new Uint32Array(memory.buffer, at.zero, P),
    margins: (nu) => new Float64Array(memory.buffer, at.margins + 8 * nu * stride, stride),
    close: () => {
      for (const offset of blocks) heap.free(offset);
    },
  };
}

/** `openNestedPass` in TypeScript: the specification of the compiled kernel. */
export function nestedPassTwin(words: Uint32Array, P: number, tables: PassTables): NestedPass {
  const { N, agree, differ, change, termSize, isExact } = tables;
  const W = Math.ceil(N / 32);
  const stride = strideFor(N);
  const margins = new Float64Array(P * stride);
  const slack = new Float64Array(P);
  const total = new Float64Array(P);
  const seen = new Uint32Array(P);
  const negative = new Uint32Array(P);
  const zero = new Uint32Array(P);
  const renewed = new Uint32Array(P);
  const between = (mu: number, nu: number) => distance(words, mu * W, words, nu * W, W);
  const step = new Float64Array(2);

  function add(k: number): Uint32Array {
    let size = 0;
    for (let nu = 0; nu < k; nu++) {
      const d = between(nu, k);
      slack[nu] -= change[d];
      total[nu] += termSize[d];
      // Thrice the tolerance: for the margins, for the zone of doubt, for the differences here.
      if (slack[nu] <= 3 * tolerance(nu, k + 1)) {
        renew(nu, k + 1);
        renewed[size++] = nu;
      }
    }
    for (let mu = 0; mu <= k; mu++) total[k] += termSize[between(mu, k)];
    renew(k, k + 1);
    renewed[size++] = k;
    return renewed.subarray(0, size);
  }

  function tolerance(nu: number, stored: number): number {
    return isExact ? 0 : (stored + N + 8) * (2 ** -53 * total[nu] + Number.MIN_VALUE);
  }

  /** Brings the margins of pattern nu up to the first `stored` patterns, and counts them. */
  function renew(nu: number, stored: number): void {
    const first = nu * stride;
    for (let mu = seen[nu]; mu < stored; mu++) {
      const d = between(mu, nu);
      step[0] = agree[d];
      step[1] = differ[d];
      for (let i = 0, j = 0; i < N; j++) {
        let differs = words[mu * W + j] ^ words[nu * W + j];
        const end = Math.min(N, i + 32);
        for (; i < end; i++, differs >>>= 1) margins[first + i] += step[differs & 1];
      }
    }
    seen[nu] = stored;
    const limit = tolerance(nu, stored);
    let nearest = Infinity;
    let below = 0;
    let inDoubt = 0;
    for (let i = first; i < first + N; i++) {
      nearest = Math.min(nearest, Math.abs(margins[i]));
      if (Math.abs(margins[i]) <= limit) inDoubt += 1;
      else if (margins[i] < 0) below += 1;
    }
    slack[nu] = nearest;
    negative[nu] = below;
    zero[nu] = inDoubt;
  }

  return {
    add,
    negative: () => negative,
    zero: () => zero,
    margins: (nu) => margins.subarray(nu * stride, (nu + 1) * stride),
    close() {},
  };
}

/** Patterns that the compiled pass takes at once. */
const LARGEST_BATCH = 32768;

/** Margins a row, filled up to whole groups of the kernel. */
const strideFor = (N: number): number => 4 * Math.ceil(N / 4);
